//! `/account/delete`: the end of one's account.

use super::screen::{Screen, current_password};
use axum::extract::State;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::html::{Answer, Form, Frame, Sent};
use shared::dialects::session::take_cookies;

pub(crate) async fn show(frame: Frame, _: Caller) -> Response {
    screen(&frame, form(&frame)).show()
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let mut form = form(&frame).filled(&sent);
    let current = form.password("current_password");
    if form.is_good() {
        let deleted = accounts::delete(&app, &Permit::oneself(to::Delete, &caller), Some(&current)).await;
        if form.accepts(deleted)?.is_some() {
            let mut response = frame.go_saying("/account/sign_in", "flash-account-deleted");
            take_cookies(&app, &mut response);
            return Ok(response);
        }
    }
    Ok(screen(&frame, form).show_again())
}

fn form(frame: &Frame) -> Form<'_> {
    Form::new(frame, "", "delete-button").alone().with(current_password(frame))
}

fn screen<'a>(frame: &'a Frame, form: Form<'a>) -> Screen<'a> {
    Screen { frame, heading: "delete-title", lead: "delete-lead", is_danger: true, form }
}
