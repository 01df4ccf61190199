//! `/v1/users/{pk}/groups`: the groups of one user, by pk.

use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::{Answer, Body};
use shared::dialects::native::{ListQuery, Resource, exchange, to_entitle, visible};
use shared::domain::{Group, Rights};
use shared::store::{Catalogued, Unavailable};

pub(crate) async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let (_, rights) = visible(&app, &caller, &pk).await?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    let groups = throttle::counting(&app, &caller.user, rights.groups.len(), groups_of(&app, &rights));
    Ok(query.page_of(&app, groups.await?, Catalogued::place, Group::object))
}

/// Puts the user into groups and takes them out of others; answers with those they are in then.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
    Body(data): Body,
) -> Answer {
    let of_user = to_entitle(&app, &caller, &pk);
    let groups = |ids: Vec<u64>| accounts::existing::<Group>(&app, ids);
    let asked = exchange(&app, &caller, (&uri, &data), of_user, groups, Group::id).await?;
    let ((user, rights), remove) = (asked.owner, asked.remove.iter().map(|group| group.id));
    accounts::exchange_groups(&app, &user, &rights, &asked.add, &remove.collect::<Vec<_>>()).await?;
    let groups = groups_of(&app, &accounts::rights_of(&app, &user).await?).await?;
    Ok(asked.query.page_of(&app, groups, Catalogued::place, Group::object))
}

async fn groups_of(app: &App, rights: &Rights) -> Result<Vec<Group>, Unavailable> {
    accounts::existing(app, rights.groups.iter().map(|id| id.get())).await
}
