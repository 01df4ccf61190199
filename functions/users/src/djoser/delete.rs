//! Deleting an account: one's own, or for staff another's, always by one's own password.

use super::user::existing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, to};
use shared::dialects::drf::{Answer, Error, Form, Unread};
use shared::domain::User;

pub(crate) async fn delete_me(State(app): State<App>, caller: Caller, body: Unread) -> Answer {
    delete(&app, &caller, caller.user.clone(), body).await
}

pub(crate) async fn delete_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Unread,
) -> Answer {
    let user = existing(&app, &caller, &id).await?;
    delete(&app, &caller, user, body).await
}

async fn delete(app: &App, caller: &Caller, user: User, body: Unread) -> Answer {
    let user = Actor::by_rank(caller).must(to::Delete, user).map_err(|_| Error::forbidden())?;
    let data = body.read().await?;
    let mut form = Form::new(&data)?;
    let current = form.password("current_password");
    form.check()?;
    accounts::delete(app, &user, Some(&current)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
