//! `/v1/groups/{pk}/permissions`: what the members of a group may do.

use super::{listed, object, page_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::{Bulk, ListQuery, found};
use shared::domain::{Group, Permission, PermissionId};

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
    let bulk = Bulk::read(&data);
    let named: Vec<_> = bulk.iter().flat_map(Bulk::all).collect();
    let permissions = accounts::existing::<Permission>(&app, named.iter().copied());
    let permissions = async {
        Ok(throttle::counting(&app, &caller.user, throttle::LIST + named.len(), permissions).await?)
    };
    let group = found::<Group, _>(&app, &caller, to::Change, &pk);
    let (group, permissions) = tokio::try_join!(group, permissions)?;
    let (bulk, query) = (bulk?, ListQuery::read(&app, &caller, &uri, &[])?);
    let add: Vec<_> = bulk.added(&permissions)?.iter().map(|permission| permission.id).collect();
    let remove: Vec<_> = bulk.remove.iter().copied().map(PermissionId::from).collect();
    accounts::exchange_in_group(&app, &group, &add, &remove).await?;
    let group: Option<Group> = accounts::existing(&app, [group.id.get()]).await?.pop();
    Ok(page_of(&app, &query, &group.ok_or_else(Error::not_found)?.permissions, object).await?)
}
