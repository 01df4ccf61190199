//! `/account/email`: another address, which waits for the link that goes to it.

use super::screen::{SECURITY, Screen, current_password};
use axum::extract::State;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent};

pub(crate) async fn show(frame: Frame, _: Caller) -> Response {
    screen(&frame, form(&frame)).show()
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let mut form = form(&frame).filled(&sent);
    let (email, current) = (form.email("email"), form.password("current_password"));
    if let Some(email) = email.filter(|_| form.is_good()) {
        let asked = accounts::request_email_change(&app, &caller, &current, &email).await;
        if let Some(user) = form.accepts(asked)? {
            // Of the same mailbox, spelt in another way, nothing has to be confirmed.
            let waits = user.pending.is_some();
            let flash = if waits { "flash-email-asked" } else { "flash-email-changed" };
            return Ok(frame.go_saying(SECURITY, flash));
        }
    }
    Ok(screen(&frame, form).show_again())
}

/// `POST /account/email/withdraw`
pub(crate) async fn withdraw(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    accounts::withdraw_email_change(&app, &caller).await?;
    Ok(frame.go_saying(SECURITY, "flash-email-withdrawn"))
}

fn form(frame: &Frame) -> Form<'_> {
    Form::new(frame, "", "email-button")
        .alone()
        .with(Input::new(frame, "email", Kind::Email, "email-new").autocomplete("email"))
        .with(current_password(frame))
}

fn screen<'a>(frame: &'a Frame, form: Form<'a>) -> Screen<'a> {
    Screen { frame, heading: "email-title", lead: "email-lead", is_danger: false, form }
}
