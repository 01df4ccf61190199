//! `/console/users/{id}`: what is said of a user.

use super::deeds::Deed;
use super::{Person, id_in};
use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, Object, Permit, Service, must_administrate, to};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Moment, Sent, Trouble};
use shared::domain::{FieldValue, Locale, Reader, Timestamp, User, UserField, Verb};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "user.html")]
struct Profile<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    person: Person,
    user: &'a User,
    joined: Moment,
    last_login: Option<Moment>,
    /// The address that waits for its link.
    awaited: Option<&'a str>,
    /// What nobody types: what it is, and the value.
    facts: Vec<(String, String)>,
    /// Where the caller may change the user.
    form: Option<Form<'a>>,
    /// What else the caller may do to them.
    deeds: Vec<Deed>,
    is_oneself: bool,
    call: Call,
}

pub(crate) async fn show(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    let service = must_administrate(&caller)?;
    let (desk, (user, last_login)) =
        tokio::try_join!(Desk::open(&app, &frame, &caller), existing(&app, &service, &id))?;
    let form = may_change(&caller, &user).then(|| form(&app, &frame, &user));
    Ok(page(&app, &frame, &desk, (&user, last_login), form, StatusCode::OK))
}

pub(crate) async fn act(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let service = must_administrate(&caller)?;
    let (desk, (user, last_login)) =
        tokio::try_join!(Desk::open(&app, &frame, &caller), existing(&app, &service, &id))?;
    let mut form = form(&app, &frame, &user).filled(&sent);
    if let Some(changes) = changes(&app, &mut form, &user, &sent) {
        let changed =
            accounts::change(&app, &Actor::by_rank(&caller).must(to::Change, user.clone())?, &changes).await;
        if form.accepts(changed)?.is_some() {
            return Ok(frame.go_saying(&format!("/console/users/{}", user.id), "flash-console-saved"));
        }
    }
    form.set("version", &user.version.to_string());
    let status = form.status();
    Ok(page(&app, &frame, &desk, (&user, last_login), Some(form), status))
}

/// The user of this id, and when they signed in last.
pub(super) async fn existing(
    app: &App,
    _service: &Permit<'_, to::Administrate, Service>,
    id: &str,
) -> Result<(User, Option<Timestamp>), Trouble> {
    let id = id_in(id).ok_or(Trouble::NOT_FOUND)?;
    accounts::user_and_login(app, id).await?.ok_or(Trouble::NOT_FOUND)
}

/// Whether the caller may change this user, as `/v1/users` has it.
pub(super) fn may_change(caller: &Caller, user: &User) -> bool {
    Actor::by_rank(caller).may(Verb::Change, Object::User(user))
}

fn form<'a>(app: &'a App, frame: &'a Frame, user: &User) -> Form<'a> {
    let mut form = Form::new(frame, "", "console-save");
    if app.config.signs_in_by_username() {
        let name = Input::new(frame, "username", Kind::Text, "field-username").autocomplete("off");
        form = form.with(name.with_value(&user.profile.username));
    }
    form.with_fields(app.config.user_fields.iter(), Some(&user.profile.fields), Reader::Administrator)
        .with(language(frame, user.locale.as_ref()))
        .with(Input::hidden("version", &user.version.to_string()))
}

/// The language in which somebody else is spoken to.
pub(super) fn language(frame: &Frame, chosen: Option<&Locale>) -> Input {
    Input::language(frame, chosen).hint(frame.say("console-locale-hint"))
}

/// What the form changes, of the version that it was made of; none where something is wrong with it.
fn changes<'a>(app: &'a App, form: &mut Form<'a>, user: &User, sent: &Sent) -> Option<Changes> {
    // A name that is there already may be one that nobody could choose today.
    let is_new = sent.get("username") != user.profile.username;
    let username = match app.config.signs_in_by_username() && is_new {
        true => form.username("username", &app.config),
        false => None,
    };
    let fields = form.fields(app.config.user_fields.iter(), Reader::Administrator);
    let locale = sent.find(Input::LOCALE).map(|_| form.locale());
    let version = Some(sent.get("version").parse().unwrap_or_default());
    form.is_good().then(|| Changes { username, fields, locale, version, ..Changes::default() })
}

fn page(
    app: &App,
    frame: &Frame,
    desk: &Desk<'_>,
    (user, last_login): (&User, Option<Timestamp>),
    form: Option<Form<'_>>,
    status: StatusCode,
) -> Response {
    let is_fact = |field: &&Arc<UserField>| form.is_none() || !field.is_written_by(Reader::Administrator);
    let fact = |field: &Arc<UserField>| {
        let value = user.profile.fields.get(&field.name).or(field.default.as_ref());
        (field.title(), value.map(FieldValue::text).unwrap_or_default())
    };
    let facts = app.config.user_fields.iter().filter(is_fact).map(fact).collect();
    let path = format!("/v1/users/{}", user.id);
    let call = Call::get(app, &path, &[]);
    let call = match &form {
        Some(_) => call
            .and(Call::sending(app, "PATCH", &path, r#"{"first_name": "NAME"}"#))
            .and(Call::sending(app, "PUT", &format!("{path}/locale"), r#"{"locale": "TAG"}"#)),
        None => call,
    };
    let is_oneself = user.id == desk.caller.user.id;
    let is_open = |deed: &Deed| deed.fits(user) && deed.is_open_to(app, desk.caller, user);
    let deeds = Deed::ALL.into_iter().filter(is_open);
    let page = Profile {
        frame,
        desk,
        person: Person::new(desk, user, ""),
        user,
        joined: user.date_joined.into(),
        last_login: last_login.map(Moment::from),
        awaited: user.awaited_email(app.now()).map(|pending| pending.address.as_str()),
        facts,
        form,
        deeds: if is_oneself { Vec::new() } else { deeds.collect() },
        is_oneself,
        call,
    };
    frame.show(status, &page)
}
