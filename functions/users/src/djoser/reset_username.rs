//! Choosing a new user name by mail, for those who have forgotten the old one.

use super::set_username::{KEYS, new_name};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::{Client, ClientAddress};
use shared::dialects::djoser::request_mail;
use shared::dialects::drf::{Answer, Body, Error, Form};
use shared::store::items::MailKind;

pub(crate) async fn reset_username(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    request_mail(&app, MailKind::UsernameReset, &data, from).await
}

/// `uid` and `token` are never reported as missing: without them the link is a bad one (contract §2.4).
pub(crate) async fn reset_username_confirm(
    State(app): State<App>,
    client: Client,
    Body(data): Body,
) -> Answer {
    let mut form = Form::new(&data)?;
    let rename = new_name(&app, &mut form, app.config.username_reset_confirm_retype, false);
    let (uid, token) = (form.sent_text("uid"), form.sent_text("token"));
    let rename = form.checked(rename)?;
    accounts::confirm_username_reset(&app, Some(&uid), &token, &rename, &client)
        .await
        .map_err(|refusal| Error::keyed(refusal, KEYS))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
