//! The current password, as proof of who asks.

use super::edit::{email_key, username_key};
use crate::app::App;
use crate::auth::password::Verdict;
use crate::auth::throttle;
use crate::config::LoginField;
use crate::domain::User;
use crate::domain::password::Password;
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;

/// Insists that this is the user's password. Wrong ones are counted as failed sign-ins are, but apart from them:
/// whoever guesses at the front door does not lock out whoever is inside.
///
/// # Errors
/// [`Reason::WrongPassword`] for the current password; [`Refusal::TooMany`].
pub async fn prove(app: &App, user: &User, password: &Password, from: ClientAddress) -> Result<(), Refusal> {
    let attempt = throttle::attempt(app, &format!("proof#{}", user.id), from).await?;
    let stored = user.password.as_ref().map(|hash| hash.0.as_str());
    match app.hasher.verify(password, stored).await {
        Verdict::Right { .. } => {
            if let Some(counter) = attempt.forgiven() {
                let forgiven = app.store.transaction::<()>().delete(counter).commit().await?;
                forgiven.map_err(|_| Refusal::Unavailable)?;
            }
            attempt.succeeded(app).await;
            Ok(())
        }
        Verdict::Wrong => {
            attempt.failed(Some(user.id), "wrong current password");
            Err(Refusal::field(Field::CurrentPassword, Reason::WrongPassword))
        }
    }
}

/// What this user's failed sign-ins are counted under: what he signs in with, whichever door they were at.
pub(super) fn account(app: &App, user: &User) -> String {
    let login = match app.config.login_field() {
        LoginField::Username => username_key(user),
        LoginField::Email => email_key(user),
    };
    login.unwrap_or_else(|| user.id.to_string())
}
