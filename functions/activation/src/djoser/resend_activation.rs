//! `POST /users/resend_activation/`: the activation mail again.

use axum::extract::State;
use shared::app::App;
use shared::dialects::djoser::request_mail;
use shared::dialects::drf::{Answer, Body, Error, Form};
use shared::http::ClientAddress;
use shared::store::items::MailKind;

/// While activation is off there is nothing to resend: an empty 400, after what is wrong with the field.
pub(crate) async fn resend_activation(
    State(app): State<App>,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    if app.config.send_activation_email {
        return request_mail(&app, MailKind::Activation, &data, from).await;
    }
    let mut form = Form::new(&data)?;
    form.email("email");
    form.check()?;
    Err(Error::empty())
}
