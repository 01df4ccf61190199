//! `POST /v1/password_reset` and `/v1/password_reset/confirm`: a mail for who has forgotten the password, and its link.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::{Client, ClientAddress};
use shared::dialects::drf::{Answer, Body, Error, Form, Keys};
use shared::store::items::MailKind;

/// Whether anybody has the address, nobody is told.
pub(crate) async fn request(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let email = form.known_email("email");
    form.check()?;
    if let Some(email) = email {
        accounts::request_mail(&app, MailKind::PasswordReset, &email, false, from).await?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The token says whose link it is.
pub(crate) async fn confirm(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let token = form.verbatim("token");
    let new = NewPassword { password: form.password("new_password"), retyped: None };
    form.check()?;
    accounts::confirm_password_reset(&app, None, &token, &new, &client)
        .await
        .map_err(|refusal| Error::keyed(refusal, Keys { password: "new_password", ..Keys::default() }))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
