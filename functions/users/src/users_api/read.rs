//! `GET /users/{id}/`: a user, for himself and for whoever may see users.

use super::found;
use super::object::object;
use axum::extract::{Path, State};
use serde_json::Value;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, Error, authorized, ok, strict_id};
use shared::domain::{Model, UserId, Verb};

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    Ok(ok(visible(&app, &caller, id).await?))
}

/// The user, or that the caller may not look, whether or not there is one.
pub(super) async fn visible(app: &App, caller: &Caller, id: UserId) -> Result<Value, Error> {
    if id == caller.user.id {
        return Ok(object(&(&caller.user).into()));
    }
    let users = Object::All(Model::User);
    let authorized = async { authorized(app, caller, &[Verb::View], users).await.map_err(Error::from) };
    let (authorized, user) = tokio::try_join!(authorized, found(app, id))?;
    authorized.must(Verb::View, users)?;
    Ok(object(&(&user.ok_or(Error::Gone)?).into()))
}
