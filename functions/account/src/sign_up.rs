//! `/account/sign_up`: a new account. What is not required can be said later.

use super::screen::{Ask, Mailed, again, new_password};
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, NewPassword, Registration};
use shared::app::App;
use shared::auth::ClientAddress;
use shared::auth::policy;
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent};
use shared::domain::{Reader, UserField};
use std::sync::Arc;

pub(crate) async fn show(State(app): State<App>, frame: Frame) -> Answer {
    policy::must_register(&app.config)?;
    let form = form(&app, &frame);
    Ok(frame.show(StatusCode::OK, &ask(&frame, form)))
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, from: ClientAddress, sent: Sent) -> Answer {
    policy::must_register(&app.config)?;
    let mut form = form(&app, &frame).filled(&sent);
    let registration = read(&app, &frame, &mut form);
    if let Some(registration) = registration.filter(|_| form.is_good()) {
        let registered = accounts::register(&app, registration, from).await;
        if let Some(user) = form.accepts(registered)? {
            return Ok(match user.is_active() {
                true => frame.go_saying("/account/sign_in", "flash-signed-up"),
                false => frame.show(
                    StatusCode::OK,
                    &Mailed { frame: &frame, heading: "sign-up-mailed", text: "sign-up-mailed-text" },
                ),
            });
        }
    }
    Ok(frame.show(form.status(), &ask(&frame, form)))
}

fn ask<'a>(frame: &'a Frame, form: Form<'a>) -> Ask<'a> {
    Ask { frame, heading: "sign-up-title", lead: "sign-up-lead", form }
}

fn form<'a>(app: &'a App, frame: &'a Frame) -> Form<'a> {
    let config = &app.config;
    let mut form = Form::new(frame, "", "sign-up-button").alone();
    if config.signs_in_by_username() {
        let username = Input::new(frame, "username", Kind::Text, "field-username").autocomplete("username");
        form = form.with(username.hint(frame.say("field-username-hint")));
    }
    let email = Input::new(frame, "email", Kind::Email, "field-email").autocomplete("email");
    form = form.with(if needs_address(app) { email } else { email.optional() });
    form = form.with(new_password(frame, "password", "field-password", config.password_min_length));
    if config.user_create_password_retype {
        form = form.with(again(frame, "re_password"));
    }
    form.with_fields(asked_for(app), None, Reader::Owner)
}

/// Nobody could activate an account without an address, or sign in by it.
fn needs_address(app: &App) -> bool {
    app.config.send_activation_email || app.config.takes_addresses_as_logins()
}

/// What has to be said at once.
fn asked_for(app: &App) -> impl Iterator<Item = &Arc<UserField>> {
    let named = |field: &UserField| app.config.required_fields.0.contains(&field.name);
    app.config.user_fields.iter().filter(move |field| field.is_required_of(Reader::Owner) || named(field))
}

/// What was typed; none where the fields as declared leave no way to make an account, which the form then says. The
/// page's language becomes the account's.
fn read<'a>(app: &'a App, frame: &Frame, form: &mut Form<'a>) -> Option<Registration> {
    let config = &app.config;
    let username = config.signs_in_by_username().then(|| form.username("username", config)).flatten();
    let has_address = needs_address(app) || !form.optional("email").is_empty();
    let email = has_address.then(|| form.email("email")).flatten();
    let password = form.password("password");
    let retyped = config.user_create_password_retype.then(|| form.password("re_password"));
    let fields = form.fields(asked_for(app), Reader::Owner);
    if let Some(field) = config.user_fields.impossible(&fields) {
        form.fault(&field.name, "fault-required");
        return None;
    }
    Some(Registration {
        username,
        email,
        fields,
        locale: frame.locale(),
        password: NewPassword { password, retyped },
    })
}
