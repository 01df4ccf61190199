//! Permissions, who has them, and content types, as the native API has them: Django's model permissions decide.

pub(crate) mod check;
pub(crate) mod content_types;
pub(crate) mod of_group;
pub(crate) mod of_user;
pub(crate) mod operations;
pub(crate) mod permissions;

use axum::response::Response;
use serde_json::Value;
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::Answer;
use shared::dialects::native::{ListQuery, Resource};
use shared::domain::{Permission, PermissionId};
use shared::store::{Catalogued, Unavailable};
use std::collections::BTreeSet;

/// A page of those of these permissions that are there, in the order of their list.
async fn page_of(
    app: &App,
    query: &ListQuery,
    ids: &BTreeSet<PermissionId>,
    object: impl Fn(&Permission) -> Value,
) -> Result<Response, Unavailable> {
    let mut permissions: Vec<Permission> = accounts::existing(app, ids.iter().map(|id| id.get())).await?;
    permissions.sort_by_cached_key(Catalogued::place);
    Ok(query.page_of(app, permissions, Catalogued::place, object))
}

/// The same where that is all that the caller wants, and counted.
async fn listed(app: &App, caller: &Caller, query: &ListQuery, ids: &BTreeSet<PermissionId>) -> Answer {
    Ok(throttle::counting(app, &caller.user, ids.len(), page_of(app, query, ids, Permission::object)).await?)
}

fn ids(permissions: &[Permission]) -> Vec<PermissionId> {
    permissions.iter().map(|permission| permission.id).collect()
}
