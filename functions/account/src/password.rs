//! `/account/password`: another password, for who knows the one of now. Everywhere else one is signed out.

use super::screen::{SECURITY, Screen, again, current_password, new_password};
use axum::extract::State;
use axum::response::Response;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::html::{Answer, Form, Frame, Sent};

pub(crate) async fn show(State(app): State<App>, frame: Frame, _: Caller) -> Response {
    screen(&frame, form(&app, &frame)).show()
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let mut form = form(&app, &frame).filled(&sent);
    let (current, password) = (form.password("current_password"), form.password("new_password"));
    let retyped = app.config.set_password_retype.then(|| form.password("re_new_password"));
    if form.is_good() {
        let new = NewPassword { password, retyped };
        if form.accepts(accounts::set_password(&app, &caller, &current, &new).await)?.is_some() {
            return Ok(frame.go_saying(SECURITY, "flash-password-changed"));
        }
    }
    Ok(screen(&frame, form).show_again())
}

fn form<'a>(app: &App, frame: &'a Frame) -> Form<'a> {
    let new = new_password(frame, "new_password", "field-new-password", app.config.password_min_length);
    let form = Form::new(frame, "", "password-button")
        .alone()
        .of_login(&frame.name)
        .with(current_password(frame))
        .with(new);
    match app.config.set_password_retype {
        true => form.with(again(frame, "re_new_password")),
        false => form,
    }
}

fn screen<'a>(frame: &'a Frame, form: Form<'a>) -> Screen<'a> {
    Screen { frame, heading: "password-title", lead: "password-lead", is_danger: false, form }
}
