//! `DELETE /users/{id}/`

use super::{existing, refused};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, Authorized, Error, no_content, strict_id};
use shared::domain::Verb;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    let user = existing(&app, id).await?;
    let him = Object::User(&user);
    Authorized::to(&app, &caller, Verb::Delete, him).await?.must(Verb::Delete, him)?;
    accounts::delete(&app, &caller.user, caller.or_self(&user)).await.map_err(refused)?;
    Ok(no_content())
}
