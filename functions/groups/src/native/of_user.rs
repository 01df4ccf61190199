//! `/v1/users/{pk}/groups`: the groups of one user, by pk.

use super::object;
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::{Answer, Body};
use shared::dialects::native::{Bulk, ListQuery, to_entitle, visible};
use shared::domain::{Group, GroupId, Rights};
use shared::store::{Catalogued, Unavailable};

pub(crate) async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let (_, rights) = visible(&app, &caller, &pk).await?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    let groups = throttle::counting(&app, &caller.user, rights.groups.len(), groups_of(&app, &rights));
    Ok(query.page_of(&app, groups.await?, Catalogued::place, object))
}

/// Puts the user into groups and takes them out of others; answers with those they are in then.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
    Body(data): Body,
) -> Answer {
    let bulk = Bulk::read(&data);
    let named: Vec<_> = bulk.iter().flat_map(Bulk::all).collect();
    let groups = accounts::existing::<Group>(&app, named.iter().copied());
    let groups = throttle::counting(&app, &caller.user, throttle::LIST + named.len(), groups);
    let (user, rights, groups) = to_entitle(&app, &caller, &pk, groups).await?;
    let (bulk, query) = (bulk?, ListQuery::read(&app, &caller, &uri, &[])?);
    let add = bulk.added(&groups)?;
    let remove: Vec<_> = bulk.remove.iter().copied().map(GroupId::from).collect();
    accounts::exchange_groups(&app, &user, &rights, &add, &remove).await?;
    let groups = groups_of(&app, &accounts::rights_of(&app, &user).await?).await?;
    Ok(query.page_of(&app, groups, Catalogued::place, object))
}

async fn groups_of(app: &App, rights: &Rights) -> Result<Vec<Group>, Unavailable> {
    accounts::existing(app, rights.groups.iter().map(|id| id.get())).await
}
