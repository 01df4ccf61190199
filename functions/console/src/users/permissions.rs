//! `/console/users/{id}/permissions`: what a user may do, and where that comes from.

use super::Person;
use super::groups::seen;
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Frame, query};
use shared::domain::{Group, Permission, PermissionId, Rights, User};
use std::collections::BTreeSet;

/// How many groups are named that a permission comes from.
const NAMED: usize = 3;

#[derive(Template)]
#[template(path = "user_permissions.html")]
struct Permissions<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    user: &'a User,
    rows: Vec<Row>,
    paging: Paging,
    call: Call,
}

/// One permission, and where it comes from.
struct Row {
    permission: Permission,
    /// Whether they were given it themselves.
    is_direct: bool,
    groups: Vec<Group>,
    /// How many more groups give it.
    more: usize,
}

pub(crate) async fn show(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
) -> Answer {
    let (desk, user, rights) = seen(&app, &frame, &caller, &id).await?;
    let groups = accounts::existing::<Group>(&app, rights.groups.iter().map(|id| id.get()));
    let groups = throttle::counting(&app, &caller.user, throttle::LIST, groups).await?;
    let paging = Paging::read(&app, &caller, &frame.path, Vec::new(), &query(&uri));
    let (paging, ids) = paging.part(&app, all(&rights, &groups), place);
    let permissions = accounts::existing::<Permission>(&app, ids.iter().map(|id| id.get())).await?;
    let page = Permissions {
        frame: &frame,
        desk: &desk,
        person: Person::new(&desk, &user, "/permissions"),
        user: &user,
        rows: permissions.into_iter().map(|permission| row(permission, &rights, &groups)).collect(),
        paging,
        call: Call::get(&app, &format!("/v1/users/{}/permissions", user.id), &[("effective", "true")]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

/// What they were given themselves, and what their groups give.
fn all(rights: &Rights, groups: &[Group]) -> Vec<PermissionId> {
    let given = groups.iter().flat_map(|group| &group.permissions);
    rights.permissions.iter().chain(given).copied().collect::<BTreeSet<_>>().into_iter().collect()
}

/// A permission's place in the list, in the order of their ids.
fn place(id: &PermissionId) -> String {
    format!("{:016}", id.get())
}

fn row(permission: Permission, rights: &Rights, groups: &[Group]) -> Row {
    let giving = || groups.iter().filter(|group| group.permissions.contains(&permission.id));
    Row {
        is_direct: rights.permissions.contains(&permission.id),
        groups: giving().take(NAMED).cloned().collect(),
        more: giving().count().saturating_sub(NAMED),
        permission,
    }
}
