//! Deleting an account: one's own, or for staff another's, always by one's own password.

use super::user::existing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Action};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Form};
use shared::domain::User;
use shared::http::ClientAddress;

pub(crate) async fn delete_me(
    State(app): State<App>,
    caller: Caller,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    delete(&app, &caller, &caller.user, &data, from).await
}

pub(crate) async fn delete_user(
    State(app): State<App>,
    caller: Caller,
    from: ClientAddress,
    Path(id): Path<String>,
    Body(data): Body,
) -> Answer {
    let user = existing(&app, &id).await?;
    delete(&app, &caller, &user, &data, from).await
}

async fn delete(app: &App, caller: &Caller, user: &User, data: &Data, from: ClientAddress) -> Answer {
    policy::must(&caller.user, Action::Delete, user)?;
    let mut form = Form::new(data)?;
    let current = form.password("current_password");
    form.check()?;
    accounts::prove(app, &caller.user, &current, from).await?;
    accounts::delete(app, user).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
