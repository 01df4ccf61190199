//! Deleting an account: one's own, or for staff another's, always by one's own password.

use super::user::existing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Actor, Authority, Object, Verdict};
use shared::dialects::drf::{Answer, Error, Form, Unread};
use shared::domain::{User, Verb};

pub(crate) async fn delete_me(State(app): State<App>, caller: Caller, body: Unread) -> Answer {
    delete(&app, &caller, &caller.user, body).await
}

pub(crate) async fn delete_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Unread,
) -> Answer {
    let user = existing(&app, &caller, &id).await?;
    delete(&app, &caller, &user, body).await
}

async fn delete(app: &App, caller: &Caller, user: &User, body: Unread) -> Answer {
    let actor = Actor::Caller(&caller.user, Authority::Staff);
    if policy::judge(actor, Verb::Delete, Object::User(user)) != Verdict::Allowed {
        return Err(Error::forbidden());
    }
    let data = body.read().await?;
    let mut form = Form::new(&data)?;
    let current = form.password("current_password");
    form.check()?;
    accounts::delete(app, caller, user, Some(&current)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
