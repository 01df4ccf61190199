//! `POST /users/reset_password/`: a mail for who has forgotten the password.

use axum::extract::State;
use shared::app::App;
use shared::auth::ClientAddress;
use shared::dialects::djoser::{request_mail, request_mail_v1};
use shared::dialects::drf::{Answer, Body};
use shared::store::items::MailKind;

pub(crate) async fn reset_password(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    request_mail(&app, MailKind::PasswordReset, &data, from).await
}

/// 1.x: `POST /password/reset/`.
pub(crate) async fn password_reset(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    request_mail_v1(&app, MailKind::PasswordReset, &data, from).await
}
