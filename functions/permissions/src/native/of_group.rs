//! `/v1/groups/{pk}/permissions`: what the members of a group may do.

use super::{ids, listed, page_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::{ListQuery, Resource, exchange, found};
use shared::domain::{Group, Permission};
use shared::store::Catalogued;

pub(crate) async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let group = found::<Group, _>(&app, &caller, to::View, &pk).await?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    listed(&app, &caller, &query, &group.permissions).await
}

/// Lets the members do some things and no longer do others; answers with what they may do then.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
    Body(data): Body,
) -> Answer {
    let group = found::<Group, _>(&app, &caller, to::Change, &pk);
    let permissions = |ids: Vec<u64>| accounts::existing::<Permission>(&app, ids);
    let asked = exchange(&app, &caller, (&uri, &data), group, permissions, Permission::id).await?;
    let (group, (add, remove)) = (asked.owner, (ids(&asked.add), ids(&asked.remove)));
    accounts::exchange_in_group(&app, &group, &add, &remove).await?;
    let group: Option<Group> = accounts::existing(&app, [group.id.get()]).await?.pop();
    let group = group.ok_or_else(Error::not_found)?;
    Ok(page_of(&app, &asked.query, &group.permissions, Permission::object).await?)
}
