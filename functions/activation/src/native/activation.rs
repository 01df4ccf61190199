//! `/v1/activation`: the link of an activation mail, and the mail again.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::{Client, ClientAddress};
use shared::dialects::drf::{Answer, Body, Form};
use shared::store::items::MailKind;

/// `POST /v1/activation`: the token says whose link it is.
pub(crate) async fn activate(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let token = form.verbatim("token");
    form.check()?;
    accounts::activate(&app, None, &token, &client).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /v1/activation/resend`: whether anybody waits at the address, nobody is told.
pub(crate) async fn resend(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let email = form.known_email("email");
    form.check()?;
    if let Some(email) = email {
        accounts::request_mail(&app, MailKind::Activation, &email, false, from).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
