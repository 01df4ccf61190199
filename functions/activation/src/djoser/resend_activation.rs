//! `POST /users/resend_activation/`: the activation mail again.

use axum::extract::State;
use shared::app::App;
use shared::dialects::djoser::{request_mail, request_mail_v1};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Form};
use shared::http::ClientAddress;
use shared::store::items::MailKind;

pub(crate) async fn resend_activation(
    State(app): State<App>,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    refuse_when_off(&app, &data)?;
    request_mail(&app, MailKind::Activation, &data, from).await
}

/// 1.x: `POST /users/resend/`.
pub(crate) async fn resend(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    refuse_when_off(&app, &data)?;
    request_mail_v1(&app, MailKind::Activation, &data, from).await
}

/// While activation is off there is nothing to resend: an empty 400, after what is wrong with the field.
fn refuse_when_off(app: &App, data: &Data) -> Result<(), Error> {
    if app.config.send_activation_email {
        return Ok(());
    }
    let mut form = Form::new(data)?;
    form.known_email("email");
    form.check()?;
    Err(Error::empty())
}
