//! `POST /users/resend_activation/`: the activation mail again.

use axum::extract::State;
use shared::app::App;
use shared::auth::ClientAddress;
use shared::dialects::djoser::{request_mail, request_mail_v1};
use shared::dialects::drf::{Answer, Body};
use shared::store::items::MailKind;

pub(crate) async fn resend_activation(
    State(app): State<App>,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    request_mail(&app, MailKind::Activation, &data, from).await
}

/// 1.x: `POST /users/resend/`.
pub(crate) async fn resend(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    request_mail_v1(&app, MailKind::Activation, &data, from).await
}
