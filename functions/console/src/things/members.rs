//! `/console/groups/{id}/members`: who is in a group.

use super::find::user_called;
use super::{Head, found};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::Paging;
use crate::users::list::{Row, row};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{self, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble, query};
use shared::dialects::native::user_view;
use shared::domain::{Group, Model, User, UserId, Verb, parse_id};
use shared::error::Refusal;
use shared::store::Span;
use shared::store::items::ListedUser;

#[derive(Template)]
#[template(path = "members.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    head: Head,
    rows: Vec<Row>,
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
    let (desk, group) = found::<Group, _>(&app, &frame, &caller, to::View, &id).await?;
    desk.must::<_, User>(to::View)?;
    let form = desk.may(Verb::Change, Model::User).then(|| form(&frame));
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
    let (desk, group) = found::<Group, _>(&app, &frame, &caller, to::View, &id).await?;
    desk.must::<_, User>(to::Change)?;
    throttle::count_reads(&app, &caller.user, throttle::LIST + 1).await?;
    let here = format!("/console/groups/{}/members", group.id);
    if let Some(id) = parse_id(sent.get("remove")) {
        move_one(&app, &desk, &group, id.into(), false).await?;
        return Ok(frame.go_saying(&here, "flash-console-left"));
    }
    let mut form = form(&frame).filled(&sent);
    if let Some(id) = member_in(&app, &mut form).await? {
        let moved = move_one(&app, &desk, &group, id, true).await;
        if form.accepts(moved)?.is_some() {
            return Ok(frame.go_saying(&here, "flash-console-joined"));
        }
    }
    let status = form.status();
    page(&app, &caller, &desk, &group, Some(form), (&uri, status)).await
}

/// Whom the form names; none where it then says what is wrong.
async fn member_in(app: &App, form: &mut Form<'_>) -> Result<Option<UserId>, Trouble> {
    let typed = form.text("add");
    if !form.is_good() {
        return Ok(None);
    }
    let member = user_called(app, &typed).await?;
    if member.is_none() {
        form.fault("add", "console-no-such-user");
    }
    Ok(member)
}

/// Puts a user into the group, or takes them out.
async fn move_one(app: &App, desk: &Desk<'_>, group: &Group, id: UserId, joins: bool) -> Result<(), Refusal> {
    let (user, rights) = accounts::users_with_rights(app, &[id]).await?.pop().ok_or(Refusal::NotFound)?;
    let users = vec![(desk.actor.must_entitle(user)?, rights)];
    let (add, remove) = if joins { (users, Vec::new()) } else { (Vec::new(), users) };
    accounts::exchange_members(app, group, add, remove).await
}

fn form(frame: &Frame) -> Form<'_> {
    let add = Input::new(frame, "add", Kind::Text, "console-member").autocomplete("off");
    Form::new(frame, "", "console-add").with(add.hint(frame.say("console-member-hint")))
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
    let span = Span::after(paging.after.as_deref().unwrap_or_default());
    let members = accounts::members(app, group.id, &span, paging.limit);
    let (users, next) = throttle::counting(app, &caller.user, throttle::LIST, members).await?;
    if let Some(export) = paging.export {
        let view = |user: &ListedUser| user_view(&app.config, policy::reader(&caller.user), user);
        return Ok(export.file("members", users.iter().map(view).collect()));
    }
    let page = Page {
        frame: desk.frame,
        desk,
        head: Head::new(desk, group, "/members"),
        rows: users.iter().map(row).collect(),
        paging: paging.on(app, next),
        form,
        call: Call::get(app, &format!("/v1/groups/{}/users", group.id), &[]),
    };
    Ok(desk.frame.show(status, &page))
}
