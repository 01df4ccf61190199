//! `/console/users/bulk`: the same for many users at once, who were ticked in the list. First it is said what will be done,
//! and to whom; then it is done, user by user.

use super::called;
use super::deeds::own_password;
use super::list::HERE;
use crate::desk::Desk;
use crate::things::find::group_called;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Changes, Proof};
use shared::app::App;
use shared::auth::policy::{Actor, Object, must_administrate, to};
use shared::auth::{Caller, throttle};
use shared::dialects::html::{Answer, Form, Frame, Input, Sent, Trouble};
use shared::domain::{Group, Rights, User, UserId, Verb, parse_id};
use shared::error::{Field, Reason, Refusal};

/// How many at once: a page of the list.
const MOST: usize = crate::paging::MOST;

#[derive(Template)]
#[template(path = "bulk.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    /// The names of the texts of what is done.
    title: &'static str,
    lead: &'static str,
    is_danger: bool,
    /// The name of the group that they join; empty for none.
    group: String,
    names: Vec<(UserId, String)>,
    form: Form<'a>,
}

/// What is left undone.
#[derive(Template)]
#[template(path = "undone.html")]
struct Undone<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    /// The name of the text that says why.
    text: &'static str,
    done: usize,
    names: Vec<(UserId, String)>,
}

/// To whom it was not done.
struct Left {
    users: Vec<User>,
    /// Whether the caller has another password by now: then it went no further.
    is_unproven: bool,
}

/// What is done to each.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Deed {
    Enable,
    Disable,
    Join,
}

impl Deed {
    fn named(name: &str) -> Option<Self> {
        [("enable", Self::Enable), ("disable", Self::Disable), ("join", Self::Join)]
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, deed)| deed)
    }

    /// The group that they are to join, if there is one of the name that was typed.
    async fn group(self, app: &App, sent: &Sent) -> Result<Option<Group>, Trouble> {
        match self {
            Self::Join => group_called(app, sent.get("group")).await,
            Self::Enable | Self::Disable => Ok(None),
        }
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Enable => ("console-bulk-enable", "console-bulk-enable-lead", "console-enable-button"),
            Self::Disable => ("console-bulk-disable", "console-bulk-disable-lead", "console-disable-button"),
            Self::Join => ("console-bulk-join", "console-bulk-join-lead", "console-add"),
        }
    }
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    must_administrate(&caller)?;
    let ids: Vec<_> = sent.all("id").filter_map(parse_id).map(UserId::from).take(MOST).collect();
    let Some(deed) = Deed::named(sent.get("deed")).filter(|_| !ids.is_empty()) else {
        return Ok(frame.go_saying(HERE, "flash-console-nobody"));
    };
    let (desk, users, group) = tokio::try_join!(
        Desk::open(&app, &frame, &caller),
        read(&app, &caller, &ids),
        deed.group(&app, &sent)
    )?;
    if deed == Deed::Join && group.is_none() {
        return Ok(frame.go_saying(HERE, "flash-console-no-group"));
    }
    let mut form = form(&frame, deed, &sent, &users);
    if let Some(proof) = proven(&app, &caller, &mut form, &sent).await? {
        let left = done(&app, &desk, deed, group.as_ref(), &proof, &users).await?;
        return Ok(told(&desk, users.len(), &left));
    }
    Ok(asked(&desk, deed, group, &users, form))
}

async fn read(app: &App, caller: &Caller, ids: &[UserId]) -> Result<Vec<(User, Rights)>, Trouble> {
    let users = accounts::users_with_rights(app, ids);
    Ok(throttle::counting(app, &caller.user, throttle::LIST + ids.len(), users).await?)
}

/// The proof that the caller's own password came along, if it is right: at first only the page is asked for that wants it.
async fn proven(
    app: &App,
    caller: &Caller,
    form: &mut Form<'_>,
    sent: &Sent,
) -> Result<Option<Proof>, Trouble> {
    let Some(typed) = sent.find("current_password") else { return Ok(None) };
    form.set("current_password", typed);
    let own = form.password("current_password");
    match form.is_good() {
        true => form.accepts(accounts::prove(app, &caller.user, &own).await),
        false => Ok(None),
    }
}

/// The page that says what will be done.
fn asked(
    desk: &Desk<'_>,
    deed: Deed,
    group: Option<Group>,
    users: &[(User, Rights)],
    form: Form<'_>,
) -> Response {
    let status = if form.is_good() { StatusCode::OK } else { form.status() };
    let (title, lead, _) = deed.words();
    let page = Page {
        frame: desk.frame,
        desk,
        title,
        lead,
        is_danger: deed == Deed::Disable,
        group: group.map_or_else(String::new, |group| group.name),
        names: names(users.iter().map(|(user, _)| user)),
        form,
    };
    desk.frame.show(status, &page)
}

/// What came of it.
fn told(desk: &Desk<'_>, all: usize, left: &Left) -> Response {
    let done = all - left.users.len();
    if left.users.is_empty() {
        return desk.frame.go_counting(HERE, "flash-console-bulk", done);
    }
    let text = if left.is_unproven { "console-unproven-text" } else { "console-undone-text" };
    let page = Undone { frame: desk.frame, desk, text, done, names: names(left.users.iter()) };
    desk.frame.show(StatusCode::CONFLICT, &page)
}

/// Does it to one after the other, until the proof no longer holds: who is left.
async fn done(
    app: &App,
    desk: &Desk<'_>,
    deed: Deed,
    group: Option<&Group>,
    proof: &Proof,
    users: &[(User, Rights)],
) -> Result<Left, Trouble> {
    if group.is_some() {
        desk.must::<_, User>(to::Change)?;
    }
    let mut left = Left { users: Vec::new(), is_unproven: false };
    let mut rest = users.iter();
    while let Some((user, rights)) = rest.next() {
        let done = match group {
            Some(group) => joined(app, desk, group, proof, user, rights).await,
            None => changed(app, desk, deed, proof, user).await,
        };
        match done {
            Ok(()) | Err(Refusal::NotFound) => {}
            // That nobody may be put into this group is said of the group.
            Err(Refusal::Forbidden)
                if group.is_some() && desk.actor.may(Verb::Change, Object::User(user)) =>
            {
                return Err(Trouble::FORBIDDEN);
            }
            Err(Refusal::Forbidden | Refusal::LastSuperuser | Refusal::Stale | Refusal::Full) => {
                left.users.push(user.clone());
            }
            Err(refusal) if refusal == unproven() => {
                left.users.push(user.clone());
                left.users.extend(rest.by_ref().map(|(user, _)| user.clone()));
                left.is_unproven = true;
            }
            Err(refusal) => return Err(refusal.into()),
        }
    }
    Ok(left)
}

/// Has a user join the group, if they are not in it.
async fn joined(
    app: &App,
    desk: &Desk<'_>,
    group: &Group,
    proof: &Proof,
    user: &User,
    rights: &Rights,
) -> Result<(), Refusal> {
    let user = desk.actor.must_entitle(user.clone())?;
    match rights.groups.contains(&group.id) {
        true => Ok(()),
        false => accounts::join_proven(app, &user, group, proof).await,
    }
}

/// Enables or disables a user.
async fn changed(app: &App, desk: &Desk<'_>, deed: Deed, proof: &Proof, user: &User) -> Result<(), Refusal> {
    let user = Actor::by_rank(desk.caller).must(to::Change, user.clone())?;
    let is_active = Some(deed == Deed::Enable);
    let changes = Changes { is_active, proof: Some(proof.clone()), ..Changes::default() };
    accounts::change(app, &user, &changes).await.map(|_| ())
}

/// The caller has another password by now than the one that was proven.
fn unproven() -> Refusal {
    Refusal::field(Field::CurrentPassword, Reason::WrongPassword)
}

fn form<'a>(frame: &'a Frame, deed: Deed, sent: &Sent, users: &[(User, Rights)]) -> Form<'a> {
    let form = Form::new(frame, "/console/users/bulk", deed.words().2).alone();
    let form =
        users.iter().fold(form, |form, (user, _)| form.with(Input::hidden("id", &user.id.to_string())));
    form.with(Input::hidden("deed", sent.get("deed")))
        .with(Input::hidden("group", sent.get("group")))
        .with(own_password(frame))
}

fn names<'a>(users: impl Iterator<Item = &'a User>) -> Vec<(UserId, String)> {
    users.map(|user| (user.id, called(&user.profile, user.id))).collect()
}
