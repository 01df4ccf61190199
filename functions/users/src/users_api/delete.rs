//! `DELETE /users/{id}/`

use super::{found, refused};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, Error, authorized, no_content, strict_id};
use shared::domain::{Model, Verb};

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    let all = Object::All(Model::User);
    let authorized = async { authorized(&app, &caller, &[Verb::Delete], all).await.map_err(Error::from) };
    let (authorized, user) = tokio::try_join!(authorized, found(&app, id))?;
    let user = user.ok_or(Error::Gone)?;
    authorized.must(Verb::Delete, Object::User(&user))?;
    accounts::delete(&app, &caller, &user, None).await.map_err(refused)?;
    Ok(no_content())
}
