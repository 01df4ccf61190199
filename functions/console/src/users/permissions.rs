//! `/console/users/{id}/permissions`: what a user may do, and where that comes from.

use super::Person;
use super::groups::{may_change, seen};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::{Paging, place};
use crate::things::permissions::{form, offered, offered_to, permission_in};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, Sources};
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Sent, query};
use shared::domain::{Group, Permission, PermissionId, Rights, User, parse_id};
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
    /// Where the caller may change it.
    form: Option<Form<'a>>,
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
    let ((desk, user, rights), offered) =
        tokio::try_join!(seen(&app, &frame, &caller, &id, to::View), offered(&app))?;
    let form = may_change(&desk, &user).then(|| form(&frame, offered_to(&desk, offered)));
    page(&app, &caller, &desk, (&user, &rights), form, (&uri, StatusCode::OK)).await
}

pub(crate) async fn act(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
    sent: Sent,
) -> Answer {
    let (desk, user, rights) = seen(&app, &frame, &caller, &id, to::Change).await?;
    let user = desk.actor.must_entitle(user)?;
    throttle::count_reads(&app, &caller.user, throttle::LIST + 1).await?;
    let here = format!("/console/users/{}/permissions", user.id);
    if let Some(id) = parse_id(sent.get("remove")) {
        accounts::exchange_permissions(&app, &user, &rights, &[], &[id.into()]).await?;
        return Ok(frame.go_saying(&here, "flash-console-taken"));
    }
    let mut form = form(&frame, Vec::new()).filled(&sent);
    if let Some(permission) = permission_in(&app, &mut form).await? {
        let add = [permission.id];
        let given = accounts::exchange_permissions(&app, &user, &rights, &add, &[]).await;
        if form.accepts(given)?.is_some() {
            return Ok(frame.go_saying(&here, "flash-console-given"));
        }
    }
    let status = form.status();
    page(&app, &caller, &desk, (&user, &rights), Some(form), (&uri, status)).await
}

async fn page(
    app: &App,
    caller: &Caller,
    desk: &Desk<'_>,
    (user, rights): (&User, &Rights),
    form: Option<Form<'_>>,
    (uri, status): (&Uri, StatusCode),
) -> Answer {
    let groups = accounts::existing::<Group>(app, rights.groups.iter().map(|id| id.get()));
    let groups = throttle::counting(app, &caller.user, throttle::LIST + rights.groups.len(), groups).await?;
    let paging = Paging::read(app, caller, &desk.frame.path, Vec::new(), &query(uri));
    let (is_superuser, direct) = (user.is_superuser, rights.permissions.clone());
    let sources = Sources { is_superuser, direct, groups };
    let (paging, ids) = paging.part(app, all(&sources), |id| place(id.get()));
    let permissions = accounts::existing::<Permission>(app, ids.iter().map(|id| id.get())).await?;
    if let Some(export) = paging.export {
        return Ok(export.file_of("permissions", &permissions));
    }
    let page = Permissions {
        frame: desk.frame,
        desk,
        person: Person::new(desk, user, "/permissions"),
        user,
        rows: permissions.into_iter().map(|permission| row(permission, &sources)).collect(),
        paging,
        form,
        call: Call::get(app, &format!("/v1/users/{}/permissions", user.id), &[("effective", "true")]),
    };
    Ok(desk.frame.show(status, &page))
}

/// What they were given themselves, and what their groups give.
fn all(sources: &Sources) -> Vec<PermissionId> {
    let given = sources.groups.iter().flat_map(|group| &group.permissions);
    sources.direct.iter().chain(given).copied().collect::<BTreeSet<_>>().into_iter().collect()
}

fn row(permission: Permission, sources: &Sources) -> Row {
    let giving = || sources.groups_with(permission.id);
    Row {
        is_direct: sources.direct.contains(&permission.id),
        groups: giving().take(NAMED).cloned().collect(),
        more: giving().count().saturating_sub(NAMED),
        permission,
    }
}
