//! `/console/users/new`: somebody who is invited, or an account that is ready at once.

use super::profile::language;
use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Invitation, NewPassword, NewUser, Registration};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Actor, All, Permit, all, to};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble};
use shared::domain::{Email, FieldValues, Locale, Reader, User, Username};

#[derive(Template)]
#[template(path = "new_user.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    form: Form<'a>,
    call: Call,
}

/// What was typed.
struct Typed {
    username: Option<Username>,
    email: Option<Email>,
    fields: FieldValues,
    locale: Option<Locale>,
    is_staff: bool,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    Actor::by_rank(&caller).must(to::Add, all::<User>())?;
    let desk = Desk::open(&app, &frame, &caller).await?;
    Ok(page(&app, &desk, form(&app, &desk), StatusCode::OK))
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let users = Actor::by_rank(&caller).must(to::Add, all())?;
    let desk = Desk::open(&app, &frame, &caller).await?;
    let mut form = form(&app, &desk).filled(&sent);
    let invites = sent.get("password").is_empty();
    if let Some(user) = make(&app, &users, &mut form, invites).await? {
        let flash = if invites { "flash-console-invited" } else { "flash-console-made" };
        return Ok(frame.go_saying(&format!("/console/users/{}", user.id), flash));
    }
    let status = form.status();
    Ok(page(&app, &desk, form, status))
}

/// Makes the account, where nothing is wrong with the form.
async fn make<'a>(
    app: &'a App,
    users: &Permit<'_, to::Add, All<User>>,
    form: &mut Form<'a>,
    invites: bool,
) -> Result<Option<User>, Trouble> {
    let Some(Typed { username, email, fields, locale, is_staff }) = read(app, users.actor(), form, invites)
    else {
        return Ok(None);
    };
    let made = match (invites, email) {
        (true, Some(email)) => {
            let new = Invitation { username, email, fields, locale, is_active: true, is_staff };
            accounts::invite(app, users, new).await
        }
        (_, email) => {
            let password = NewPassword { password: form.password("password"), retyped: None };
            if !form.is_good() {
                return Ok(None);
            }
            let registration = Registration { username, email, fields, locale, password };
            let new = NewUser { is_staff, ..NewUser::ordinary(registration) };
            accounts::create_user(app, users, new).await
        }
    };
    form.accepts(made)
}

fn form<'a>(app: &'a App, desk: &Desk<'a>) -> Form<'a> {
    let (config, frame) = (&app.config, desk.frame);
    let mut form = Form::new(frame, "", "console-new-button").alone();
    if config.signs_in_by_username() {
        let name = Input::new(frame, "username", Kind::Text, "field-username").autocomplete("off");
        form = form.with(name.hint(frame.say("field-username-hint")));
    }
    form = form.with(Input::new(frame, "email", Kind::Email, "field-email").autocomplete("off").optional());
    form = form.with_fields(config.user_fields.iter(), None, Reader::Administrator);
    // What the administrator speaks is the best guess.
    form = form.with(language(frame, frame.locale().as_ref()));
    let password = Input::new(frame, "password", Kind::Password, "field-password").optional();
    form = form.with(password.autocomplete("new-password").hint(frame.say("console-new-password-hint")));
    match policy::promotes(&desk.actor) {
        true => form.with(Input::new(frame, "is_staff", Kind::Box, "console-staff").optional()),
        false => form,
    }
}

/// What was typed; none where something is wrong with it. Whoever is invited needs an address.
fn read<'a>(app: &'a App, actor: &Actor<'_>, form: &mut Form<'a>, invites: bool) -> Option<Typed> {
    let config = &app.config;
    let username = config.signs_in_by_username().then(|| form.username("username", config)).flatten();
    let needs_address = invites || config.takes_addresses_as_logins() || !form.optional("email").is_empty();
    let email = needs_address.then(|| form.email("email")).flatten();
    let fields = form.fields(config.user_fields.iter(), Reader::Administrator);
    if let Some(field) = config.user_fields.impossible(&fields) {
        form.fault(&field.name, "fault-required");
        return None;
    }
    let locale = form.locale();
    let is_staff = policy::promotes(actor) && !form.optional("is_staff").is_empty();
    form.is_good().then_some(Typed { username, email, fields, locale, is_staff })
}

fn page(app: &App, desk: &Desk<'_>, form: Form<'_>, status: StatusCode) -> Response {
    let body = r#"{"username": "NAME", "email": "ADDRESS"}"#;
    let call = Call::sending(app, "POST", "/v1/users", body);
    desk.frame.show(status, &Page { frame: desk.frame, desk, form, call })
}
