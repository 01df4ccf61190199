//! `GET /users/{id}/`: a user, for themselves and for whoever may see users.

use super::shown;
use axum::extract::{Path, State};
use serde_json::Value;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Error, allowed, ok, strict_id};
use shared::domain::{User, UserId};

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id)?;
    Ok(ok(visible(&app, &caller, id).await?))
}

/// The user, or that the caller may not look, whether or not there is one.
pub(super) async fn visible(app: &App, caller: &Caller, id: UserId) -> Result<Value, Error> {
    if id == caller.user.id {
        return Ok(shown(app, caller, &caller.user, caller.last_login));
    }
    let found = async { Ok(accounts::user_and_login(app, id).await?) };
    let (_, user) = tokio::try_join!(allowed::<User, _>(app, caller, to::View), found)?;
    let (user, last_login) = user.ok_or(Error::Gone)?;
    Ok(shown(app, caller, &user, last_login))
}
