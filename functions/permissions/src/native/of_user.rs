//! `/v1/users/{pk}/permissions`: what one user was given themselves, or with `?effective=true` all that they may do, and
//! where each comes from.

use super::{ids, listed, page_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};
use shared::accounts::{self, Sources};
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::{Answer, Body};
use shared::dialects::native::catalogue::page_of_all;
use shared::dialects::native::{ListQuery, Resource, exchange, to_entitle, visible};
use shared::domain::{Group, Permission, Permissions};
use shared::store::Catalogued;

pub(crate) async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let (user, rights) = visible(&app, &caller, &pk).await?;
    let query = ListQuery::read(&app, &caller, &uri, &["effective"])?;
    if query.truth("effective")? != Some(true) {
        return listed(&app, &caller, &query, &rights.permissions).await;
    }
    let sources = accounts::sources_of(&app, &user, &rights);
    let sources = throttle::counting(&app, &caller.user, throttle::LIST, sources).await?;
    let object = |permission: &Permission| effective(permission, &sources);
    match sources.permissions() {
        Permissions::All => page_of_all(&app, &caller, &query, object).await,
        Permissions::Some(held) => Ok(page_of(&app, &query, &held, object).await?),
    }
}

/// A permission, and where the user has it from.
fn effective(permission: &Permission, sources: &Sources) -> Value {
    let group = |group: &Group| json!({ "pk": group.id.get(), "name": group.name });
    let mut effective = permission.object();
    effective["from"] = json!({
        "superuser": sources.is_superuser,
        "direct": sources.direct.contains(&permission.id),
        "groups": sources.groups_with(permission.id).map(group).collect::<Vec<_>>(),
    });
    effective
}

/// Gives the user permissions of their own and takes others away; answers with those they have then.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
    Body(data): Body,
) -> Answer {
    let of_user = to_entitle(&app, &caller, &pk);
    let permissions = |ids: Vec<u64>| accounts::existing::<Permission>(&app, ids);
    let asked = exchange(&app, &caller, (&uri, &data), of_user, permissions, Permission::id).await?;
    let ((user, rights), add, remove) = (asked.owner, ids(&asked.add), ids(&asked.remove));
    accounts::exchange_permissions(&app, &user, &rights, &add, &remove).await?;
    let rights = accounts::rights_of(&app, &user).await?;
    Ok(page_of(&app, &asked.query, &rights.permissions, Permission::object).await?)
}
