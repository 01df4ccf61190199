//! `/groups/{group}/permissions/`: what the members of a group may do.

use super::{FIELDS, existing, in_order, object, refused};
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::users_api::{
    Answer, Body, Error, Ignored, ListQuery, actor, allowed, listing, no_content, ok, strict_id,
};
use shared::domain::{Group, GroupId, Permission, PermissionId, Verb};

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(group): Path<String>,
    uri: Uri,
) -> Answer {
    let id: GroupId = strict_id(&group).ok_or(Error::NotRouted)?;
    let path = format!("/groups/{id}/permissions/");
    let query = ListQuery::read(&app, &path, &FIELDS, false, caller.user.id, uri.query())?;
    let group = visible(&app, &caller, id).await?;
    let permissions = in_order(&app, &caller, &group.permissions).await?;
    listing(&app, &query, accounts::page_of(permissions, query.start.offset, query.limit()), object)
}

/// Nothing is made here.
pub(crate) async fn create(Path(group): Path<String>, _: Body) -> Answer {
    strict_id::<GroupId>(&group).ok_or(Error::NotRouted)?;
    Err(Error::NotHere)
}

pub(crate) async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((group, permission)): Path<(String, String)>,
) -> Answer {
    let (group, permission) = ids(&group, &permission)?;
    let group = visible(&app, &caller, group).await?;
    let found =
        if group.permissions.contains(&permission) { existing(&app, permission).await? } else { None };
    Ok(ok(object(&found.ok_or(Error::NotAttached("Cannot find permission!"))?)))
}

pub(crate) async fn grant(
    State(app): State<App>,
    caller: Caller,
    Path((group, permission)): Path<(String, String)>,
    _: Ignored,
) -> Answer {
    let (group, permission) = ids(&group, &permission)?;
    let (group, permission) = to_change(&app, &caller, group, permission).await?;
    let permission = permission.ok_or(Error::NotFound)?;
    accounts::widen(&app, &group, permission.id).await.map_err(refused)?;
    Ok(ok(object(&permission)))
}

pub(crate) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((group, permission)): Path<(String, String)>,
) -> Answer {
    let (group, permission) = ids(&group, &permission)?;
    const ABSENT: Error = Error::NotAttached("Cannot find user permission!");
    let (group, there) = to_change(&app, &caller, group, permission).await?;
    there.ok_or(ABSENT)?;
    accounts::narrow(&app, &group, permission).await.map_err(|refusal| match refused(refusal) {
        Error::Gone => ABSENT,
        other => other,
    })?;
    Ok(no_content())
}

/// The group, which the caller may change, and the permission; read together with what they may do.
async fn to_change<'a>(
    app: &App,
    caller: &'a Caller,
    group: GroupId,
    permission: PermissionId,
) -> Result<(Permit<'a, to::Change, Group>, Option<Permission>), Error> {
    let actor = async { Ok(actor::<Group>(app, caller, &[Verb::Change]).await?) };
    let (actor, group, permission) =
        tokio::try_join!(actor, group_of(app, group), existing(app, permission))?;
    Ok((actor.must(to::Change, group)?, permission))
}

async fn visible(app: &App, caller: &Caller, id: GroupId) -> Result<Group, Error> {
    allowed::<Group, _>(app, caller, to::View).await?;
    group_of(app, id).await
}

async fn group_of(app: &App, id: GroupId) -> Result<Group, Error> {
    accounts::existing(app, [id.get()]).await?.pop().ok_or(Error::NotFound)
}

fn ids(group: &str, permission: &str) -> Result<(GroupId, PermissionId), Error> {
    Ok((strict_id(group).ok_or(Error::NotRouted)?, strict_id(permission).ok_or(Error::NotRouted)?))
}
