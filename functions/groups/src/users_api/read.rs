//! `GET /groups/{id}/`, and `GET /groups/set/{id}/`, the same in a list of its own.

use axum::extract::{Path, State};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::resource::existing;
use shared::dialects::users_api::{self, Answer, Error, Resource, allowed, ok, strict_id};
use shared::domain::Group;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    Ok(ok(visible(&app, &caller, &id).await?.ok_or(Error::Gone)?.object()))
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    let group = visible(&app, &caller, &ids).await?;
    users_api::set(&[ids], vec![group.as_ref().map(Group::object)])
}

async fn visible(app: &App, caller: &Caller, id: &str) -> Result<Option<Group>, Error> {
    let id = strict_id(id)?;
    allowed::<Group, _>(app, caller, to::View).await?;
    existing(app, id).await
}
