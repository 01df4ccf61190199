//! `/users/{user}/permissions/`: what one user was given themselves, whatever their groups.

use super::{FIELDS, existing, in_order, object, refused};
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::users_api::{
    Answer, Body, Error, Ignored, ListQuery, listing, no_content, ok, owned, strict_id, to_entitle,
};
use shared::domain::{PermissionId, UserId};

const ABSENT: Error = Error::NotAttached("Cannot find user permission!");

pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Path(user): Path<String>,
    uri: Uri,
) -> Answer {
    let id: UserId = strict_id(&user).ok_or(Error::NotRouted)?;
    let path = format!("/users/{id}/permissions/");
    let query = ListQuery::read(&app, &path, &FIELDS, false, caller.user.id, uri.query())?;
    let rights = owned(&app, &caller, id).await?;
    let permissions = in_order(&app, &caller, &rights.permissions).await?;
    listing(&app, &query, accounts::page_of(permissions, query.start.offset, query.limit()), object)
}

/// Nothing is made here.
pub(crate) async fn create(Path(user): Path<String>, _: Body) -> Answer {
    strict_id::<UserId>(&user).ok_or(Error::NotRouted)?;
    Err(Error::NotHere)
}

pub(crate) async fn read(
    State(app): State<App>,
    caller: Caller,
    Path((user, permission)): Path<(String, String)>,
) -> Answer {
    let (user, permission) = ids(&user, &permission)?;
    let rights = owned(&app, &caller, user).await?;
    let found =
        if rights.permissions.contains(&permission) { existing(&app, permission).await? } else { None };
    Ok(ok(object(&found.ok_or(ABSENT)?)))
}

pub(crate) async fn grant(
    State(app): State<App>,
    caller: Caller,
    Path((user, permission)): Path<(String, String)>,
    _: Ignored,
) -> Answer {
    let (user, permission) = ids(&user, &permission)?;
    let (user, permission) = to_entitle(&app, &caller, user, existing(&app, permission)).await?;
    let permission = permission.ok_or(Error::NotFound)?;
    accounts::grant(&app, &user, permission.id).await.map_err(refused)?;
    Ok(ok(object(&permission)))
}

pub(crate) async fn revoke(
    State(app): State<App>,
    caller: Caller,
    Path((user, permission)): Path<(String, String)>,
) -> Answer {
    let (user, permission) = ids(&user, &permission)?;
    let (user, there) = to_entitle(&app, &caller, user, existing(&app, permission)).await?;
    there.ok_or(ABSENT)?;
    accounts::revoke(&app, &user, permission).await.map_err(|refusal| match refused(refusal) {
        Error::Gone => ABSENT,
        other => other,
    })?;
    Ok(no_content())
}

fn ids(user: &str, permission: &str) -> Result<(UserId, PermissionId), Error> {
    Ok((strict_id(user).ok_or(Error::NotRouted)?, strict_id(permission).ok_or(Error::NotRouted)?))
}
