//! `POST` or `PATCH /api/passwords/reset_password_complete`: the new password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::wiki::{Document, Error, Unread, refused};
use shared::domain::FieldFault;
use shared::domain::password::{MAX_CHARS, Password};
use shared::error::{Field, Refusal};

/// The token alone finds the account.
pub(crate) async fn reset_password_complete(
    State(app): State<App>,
    client: Client,
    body: Unread,
) -> Result<Response, Error> {
    let sent = body.read().await?;
    if matches!(sent, Document::Empty) {
        return Err(Error::bad(""));
    }
    let new = sent.text("new_password").ok_or_else(|| Error::bad("New password is missing"))?;
    let again = sent.text("password_confirmation");
    let again = again.ok_or_else(|| Error::bad("Password confirmation is missing"))?;
    let (password, retyped) = (Password::new(&new), Password::new(&again));
    if password != retyped {
        return Err(Error::bad("The passwords don't match!"));
    }
    if password.chars() > MAX_CHARS {
        return Err(Error::bad(&FieldFault::TooLong(MAX_CHARS).to_string()));
    }
    let token = sent.text("reset_token").unwrap_or_default();
    let new = NewPassword { password, retyped: None };
    match accounts::confirm_password_reset(&app, None, &token, &new, &client).await {
        Ok(_) => Ok(StatusCode::CREATED.into_response()),
        Err(Refusal::Invalid(reasons)) if reasons.iter().all(|(field, _)| *field != Field::Password) => {
            Err(Error::bad("Invalid or expired token!"))
        }
        Err(refusal) => Err(refused(refusal)),
    }
}
