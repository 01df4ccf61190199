//! `/account/forgotten` and `/account/resend`: a mail to whoever has an address. Whether anybody has, no page tells.

use super::screen::{Ask, Mailed};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::ClientAddress;
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble};
use shared::store::items::MailKind;

pub(crate) async fn forgotten(frame: Frame) -> Response {
    let form = form(&frame, "forgotten-button");
    frame.show(StatusCode::OK, &ask_forgotten(&frame, form))
}

pub(crate) async fn send_reset(
    State(app): State<App>,
    frame: Frame,
    from: ClientAddress,
    sent: Sent,
) -> Answer {
    let mut form = form(&frame, "forgotten-button").filled(&sent);
    if send(&app, &mut form, MailKind::PasswordReset, from).await? {
        let text = "forgotten-mailed-text";
        return Ok(frame.show(StatusCode::OK, &Mailed { frame: &frame, heading: "mailed-title", text }));
    }
    Ok(frame.show(form.status(), &ask_forgotten(&frame, form)))
}

pub(crate) async fn resend(frame: Frame) -> Response {
    let form = form(&frame, "resend-button");
    frame.show(StatusCode::OK, &ask_resend(&frame, form))
}

pub(crate) async fn send_activation(
    State(app): State<App>,
    frame: Frame,
    from: ClientAddress,
    sent: Sent,
) -> Answer {
    let mut form = form(&frame, "resend-button").filled(&sent);
    if send(&app, &mut form, MailKind::Activation, from).await? {
        let text = "resend-mailed-text";
        return Ok(frame.show(StatusCode::OK, &Mailed { frame: &frame, heading: "mailed-title", text }));
    }
    Ok(frame.show(form.status(), &ask_resend(&frame, form)))
}

fn form<'a>(frame: &'a Frame, button: &str) -> Form<'a> {
    Form::new(frame, "", button)
        .alone()
        .with(Input::new(frame, "email", Kind::Email, "field-email").autocomplete("email"))
}

async fn send(app: &App, form: &mut Form<'_>, kind: MailKind, from: ClientAddress) -> Result<bool, Trouble> {
    let Some(email) = form.known_email("email").filter(|_| form.is_good()) else { return Ok(false) };
    let asked = accounts::request_mail(app, kind, &email, false, from).await;
    Ok(form.accepts(asked)?.is_some())
}

fn ask_forgotten<'a>(frame: &'a Frame, form: Form<'a>) -> Ask<'a> {
    Ask { frame, heading: "forgotten-title", lead: "forgotten-lead", form }
}

fn ask_resend<'a>(frame: &'a Frame, form: Form<'a>) -> Ask<'a> {
    Ask { frame, heading: "resend-title", lead: "resend-lead", form }
}
