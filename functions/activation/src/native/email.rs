//! `POST /v1/email/confirm` and `POST /v1/email/cancel`: the links in the mails to the new address and to the old one,
//! sent here by the front end. The token alone finds the account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Form};

pub(crate) async fn confirm_email(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    accounts::confirm_email_change(&app, None, &token(&data)?, &client).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(crate) async fn cancel_email(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    accounts::cancel_email_change(&app, None, &token(&data)?, &client).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// `POST /v1/undo`: the link in a notice of a changed password, address or user name.
pub(crate) async fn undo(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    accounts::undo(&app, None, &token(&data)?, &client).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn token(data: &Data) -> Result<String, Error> {
    let mut form = Form::new(data)?;
    let token = form.verbatim("token");
    form.check()?;
    Ok(token)
}
