//! `/users/{user}/groups/`: the groups of one user.

use super::{FIELDS, existing, object, refused};
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::users_api::{
    Answer, Body, Error, Ignored, ListQuery, listing, no_content, ok, owned, strict_id, to_entitle,
};
use shared::domain::{Group, GroupId, UserId};

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(user): Path<String>,
    uri: Uri,
) -> Answer {
    let id: UserId = strict_id(&user).ok_or(Error::NotRouted)?;
    let path = format!("/users/{id}/groups/");
    let query = ListQuery::read(&app, &path, &FIELDS, false, caller.user.id, uri.query())?;
    let rights = owned(&app, &caller, id).await?;
    let groups = accounts::existing(&app, rights.groups.iter().map(|id| id.get()));
    let counting = throttle::counting(&app, &caller.user, rights.groups.len(), groups);
    let groups: Vec<Group> = counting.await.map_err(refused)?;
    listing(&app, &query, accounts::page_of(groups, query.start.offset, query.limit()), object)
}

/// Nothing is made here.
pub(crate) async fn create(Path(user): Path<String>, _: Body) -> Answer {
    strict_id::<UserId>(&user).ok_or(Error::NotRouted)?;
    Err(Error::NotHere)
}

pub(crate) async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((user, group)): Path<(String, String)>,
) -> Answer {
    let (user, group) = ids(&user, &group)?;
    let rights = owned(&app, &caller, user).await?;
    let group = if rights.groups.contains(&group) { existing(&app, group).await? } else { None };
    Ok(ok(object(&group.ok_or(Error::NotAttached("Cannot find user permission!"))?)))
}

pub(crate) async fn join(
    State(app): State<App>,
    caller: Caller,
    Path((user, group)): Path<(String, String)>,
    _: Ignored,
) -> Answer {
    let (user, group) = ids(&user, &group)?;
    let (user, group) = to_entitle(&app, &caller, user, existing(&app, group)).await?;
    let group = group.ok_or(Error::NotFound)?;
    accounts::join(&app, &user, &group).await.map_err(refused)?;
    Ok(ok(object(&group)))
}

pub(crate) async fn leave(
    State(app): State<App>,
    caller: Caller,
    Path((user, group)): Path<(String, String)>,
) -> Answer {
    let (user, group) = ids(&user, &group)?;
    let (user, there) = to_entitle(&app, &caller, user, existing(&app, group)).await?;
    let absent = || Error::NotAttached("Cannot find user group!");
    // A group that was deleted has no members, whatever is still to be cleaned away.
    there.ok_or_else(absent)?;
    accounts::leave(&app, &user, group).await.map_err(|refusal| match refused(refusal) {
        Error::Gone => absent(),
        other => other,
    })?;
    Ok(no_content())
}

fn ids(user: &str, group: &str) -> Result<(UserId, GroupId), Error> {
    Ok((strict_id(user).ok_or(Error::NotRouted)?, strict_id(group).ok_or(Error::NotRouted)?))
}
