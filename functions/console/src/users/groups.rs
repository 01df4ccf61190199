//! `/console/users/{id}/groups`: the groups that a user is in.

use super::{Person, id_in};
use crate::call::Call;
use crate::desk::Desk;
use crate::paging::{Paging, place};
use crate::things::find::group_called;
use crate::things::permissions::OFFERED;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts;
use shared::app::App;
use shared::auth::policy::{Action, Object, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble, query};
use shared::domain::{Group, GroupId, Model, Rights, User, Verb, parse_id};
use shared::store::{Catalogue, List, Span};

#[derive(Template)]
#[template(path = "user_groups.html")]
struct Groups<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    groups: Vec<Group>,
    paging: Paging,
    /// Where the caller may change it.
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
    let all = List::Catalogue(Catalogue::Groups);
    let span = Span::default();
    let offered = accounts::rows_of::<Group>(&app, all, &span, OFFERED);
    let offered = async { Ok::<_, Trouble>(offered.await?) };
    let ((desk, user, rights), (offered, _)) =
        tokio::try_join!(seen(&app, &frame, &caller, &id, to::View), offered)?;
    // Only who may look through the list is offered names from it.
    let offered = offered.into_iter().filter(|_| desk.may(Verb::View, Model::Group));
    let offered = offered.map(|group| group.name).collect();
    let form = may_change(&desk, &user).then(|| form(&frame, offered));
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
    let here = format!("/console/users/{}/groups", user.id);
    if let Some(id) = parse_id(sent.get("remove")) {
        accounts::exchange_groups(&app, &user, &rights, &[], &[GroupId::from(id)]).await?;
        return Ok(frame.go_saying(&here, "flash-console-left"));
    }
    let mut form = form(&frame, Vec::new()).filled(&sent);
    if let Some(group) = group_in(&app, &mut form).await? {
        let joined = accounts::exchange_groups(&app, &user, &rights, &[group], &[]).await;
        if form.accepts(joined)?.is_some() {
            return Ok(frame.go_saying(&here, "flash-console-joined"));
        }
    }
    let status = form.status();
    page(&app, &caller, &desk, (&user, &rights), Some(form), (&uri, status)).await
}

/// The group that the form names; none where it then says what is wrong.
async fn group_in(app: &App, form: &mut Form<'_>) -> Result<Option<Group>, Trouble> {
    let typed = form.text("add");
    if !form.is_good() {
        return Ok(None);
    }
    let group = group_called(app, &typed).await?;
    if group.is_none() {
        form.fault("add", "console-no-such-group");
    }
    Ok(group)
}

/// Asks for a group.
fn form(frame: &Frame, offered: Vec<String>) -> Form<'_> {
    let add = Input::new(frame, "add", Kind::Text, "console-group").autocomplete("off");
    Form::new(frame, "", "console-add").with(add.offering(offered).hint(frame.say("console-group-hint")))
}

/// Whether the caller may change what this user was given.
pub(super) fn may_change(desk: &Desk<'_>, user: &User) -> bool {
    desk.may(Verb::Change, Model::User) && desk.actor.may(Verb::Change, Object::User(user))
}

async fn page(
    app: &App,
    caller: &Caller,
    desk: &Desk<'_>,
    (user, rights): (&User, &Rights),
    form: Option<Form<'_>>,
    (uri, status): (&Uri, StatusCode),
) -> Answer {
    let paging = Paging::read(app, caller, &desk.frame.path, Vec::new(), &query(uri));
    let ids = rights.groups.iter().copied().collect();
    let (paging, ids) = paging.part(app, ids, |id: &GroupId| place(id.get()));
    let groups = accounts::existing::<Group>(app, ids.iter().map(|id| id.get()));
    let groups = throttle::counting(app, &caller.user, throttle::LIST, groups).await?;
    if let Some(export) = paging.export {
        return Ok(export.file_of("groups", &groups));
    }
    let page = Groups {
        frame: desk.frame,
        desk,
        person: Person::new(desk, user, "/groups"),
        groups,
        paging,
        form,
        call: Call::get(app, &format!("/v1/users/{}/groups", user.id), &[]),
    };
    Ok(desk.frame.show(status, &page))
}

/// The desk, and the user of this id with what they were given, to whom the caller may do this. One wave.
pub(super) async fn seen<'a, A: Action>(
    app: &App,
    frame: &'a Frame,
    caller: &'a Caller,
    id: &str,
    action: A,
) -> Result<(Desk<'a>, User, Rights), Trouble> {
    let id = id_in(id);
    let user = async { Ok(accounts::actor_and_user(app, caller, A::VERB, id).await?.1) };
    let (desk, user) = tokio::try_join!(Desk::open(app, frame, caller), user)?;
    desk.must::<_, User>(action)?;
    let (user, rights) = user.ok_or(Trouble::NOT_FOUND)?;
    Ok((desk, user, rights))
}
