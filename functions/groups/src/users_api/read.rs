//! `GET /groups/{id}/`, and `GET /groups/set/{id}/`, the same in a list of its own.

use super::{existing, object};
use axum::extract::{Path, State};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{self, Answer, Error, allowed, ok, strict_id};
use shared::domain::Group;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    allowed::<Group, _>(&app, &caller, to::View).await?;
    Ok(ok(object(&existing(&app, id).await?.ok_or(Error::Gone)?)))
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    let id = strict_id(&ids).ok_or(Error::NotRouted)?;
    allowed::<Group, _>(&app, &caller, to::View).await?;
    users_api::set(&[ids], vec![existing(&app, id).await?.as_ref().map(object)])
}
