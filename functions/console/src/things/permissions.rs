//! `/console/groups/{id}/permissions`: what the members of a group may do.

use super::find::permissions_called;
use super::{Head, found};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::{Paging, place};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble, query};
use shared::domain::{Group, Model, Permission, PermissionId, Verb, parse_id};
use shared::store::{Catalogue, List, Span};

/// How many names a field offers.
pub(crate) const OFFERED: usize = 100;

#[derive(Template)]
#[template(path = "group_permissions.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    head: Head,
    permissions: Vec<Permission>,
    paging: Paging,
    form: Option<Form<'a>>,
    call: Call,
}

pub(crate) async fn show(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
) -> Answer {
    let (found, offered) =
        tokio::try_join!(found::<Group, _>(&app, &frame, &caller, to::View, &id), offered(&app))?;
    let (desk, group) = found;
    let form = desk.may(Verb::Change, Model::Group).then(|| form(&frame, offered_to(&desk, offered)));
    page(&app, &caller, &desk, &group, form, (&uri, StatusCode::OK)).await
}

pub(crate) async fn act(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    uri: Uri,
    sent: Sent,
) -> Answer {
    let (desk, group) = found::<Group, _>(&app, &frame, &caller, to::Change, &id).await?;
    let here = format!("/console/groups/{}/permissions", group.id);
    throttle::count_reads(&app, &caller.user, throttle::LIST + 1).await?;
    if let Some(id) = parse_id(sent.get("remove")) {
        let ids = [PermissionId::from(id)];
        accounts::exchange_in_group(&app, &group, &[], &ids).await?;
        return Ok(frame.go_saying(&here, "flash-console-taken"));
    }
    let mut form = form(&frame, Vec::new()).filled(&sent);
    if let Some(permission) = permission_in(&app, &mut form).await? {
        let done = accounts::exchange_in_group(&app, &group, &[permission.id], &[]).await;
        if form.accepts(done)?.is_some() {
            return Ok(frame.go_saying(&here, "flash-console-given"));
        }
    }
    let status = form.status();
    page(&app, &caller, &desk, &group, Some(form), (&uri, status)).await
}

/// The one permission that the form names; none where it then says what is wrong.
pub(crate) async fn permission_in(app: &App, form: &mut Form<'_>) -> Result<Option<Permission>, Trouble> {
    let typed = form.text("add");
    if !form.is_good() {
        return Ok(None);
    }
    let mut found = permissions_called(app, &typed).await?;
    match found.len() {
        0 => form.fault("add", "console-no-such-permission"),
        1 => return Ok(found.pop()),
        _ => form.fault("add", "console-several-permissions"),
    }
    Ok(None)
}

/// The names that the field offers: there may be more.
pub(crate) async fn offered(app: &App) -> Result<Vec<String>, Trouble> {
    let all = List::Catalogue(Catalogue::Permissions);
    let (rows, _) = accounts::rows_of::<Permission>(app, all, &Span::default(), OFFERED).await?;
    Ok(rows.iter().map(|permission| format!("{}.{}", permission.app_label, permission.codename)).collect())
}

/// Of these names, those that the caller is shown: only who may look through the list is offered any.
pub(crate) fn offered_to(desk: &Desk<'_>, names: Vec<String>) -> Vec<String> {
    if desk.may(Verb::View, Model::Permission) { names } else { Vec::new() }
}

/// Asks for a permission.
pub(crate) fn form(frame: &Frame, offered: Vec<String>) -> Form<'_> {
    let add = Input::new(frame, "add", Kind::Text, "console-permission").autocomplete("off");
    Form::new(frame, "", "console-add").with(add.offering(offered).hint(frame.say("console-permission-hint")))
}

async fn page(
    app: &App,
    caller: &Caller,
    desk: &Desk<'_>,
    group: &Group,
    form: Option<Form<'_>>,
    (uri, status): (&Uri, StatusCode),
) -> Result<Response, Trouble> {
    let paging = Paging::read(app, caller, &desk.frame.path, Vec::new(), &query(uri));
    let ids: Vec<_> = group.permissions.iter().copied().collect();
    let (paging, ids) = paging.part(app, ids, |id| place(id.get()));
    let permissions = accounts::existing::<Permission>(app, ids.iter().map(|id| id.get()));
    let permissions = throttle::counting(app, &caller.user, throttle::LIST, permissions).await?;
    if let Some(export) = paging.export {
        return Ok(export.file_of("permissions", &permissions));
    }
    let page = Page {
        frame: desk.frame,
        desk,
        head: Head::new(desk, group, "/permissions"),
        permissions,
        paging,
        form,
        call: Call::get(app, &format!("/v1/groups/{}/permissions", group.id), &[]),
    };
    Ok(desk.frame.show(status, &page))
}
