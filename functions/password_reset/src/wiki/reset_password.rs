//! `POST /api/passwords/reset_password`: a mail for who has forgotten the password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::accounts;
use shared::app::App;
use shared::auth::ClientAddress;
use shared::dialects::wiki::{Document, Error, Unread};
use shared::domain::Email;
use shared::error::Refusal;
use shared::store::items::MailKind;

pub(crate) async fn reset_password(
    State(app): State<App>,
    from: ClientAddress,
    body: Unread,
) -> Result<Response, Error> {
    let sent = body.read().await?;
    if matches!(sent, Document::Empty) {
        return Err(Error::bad("No body in request"));
    }
    let typed = sent.text("email").ok_or_else(|| Error::bad("Email is missing!"))?;
    let tells = app.config.wiki_show_email_not_found;
    let requested = match Email::parse(typed.trim()) {
        Some(email) => accounts::request_mail(&app, MailKind::PasswordReset, &email, tells, from).await,
        None if tells => Err(Refusal::EmailNotFound),
        None => Ok(()),
    };
    requested.map_err(|refusal| match refusal {
        Refusal::EmailNotFound => {
            Error::Errors(StatusCode::NOT_FOUND, vec!["No one by that email exists".to_owned()])
        }
        refusal => refusal.into(),
    })?;
    Ok(StatusCode::OK.into_response())
}
