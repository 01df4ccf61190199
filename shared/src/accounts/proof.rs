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

/// Insists that this is the user's password. A wrong one counts like a failed sign-in.
///
/// # Errors
/// [`Reason::WrongPassword`] for the current password; [`Refusal::TooMany`].
pub async fn prove(app: &App, user: &User, password: &Password, from: ClientAddress) -> Result<(), Refusal> {
    let attempt = throttle::attempt(app, &account(app, user), from).await?;
    let stored = user.password.as_ref().map(|hash| hash.0.as_str());
    match app.hasher.verify(password, stored).await {
        Verdict::Right { .. } => {
            if let Some(counter) = attempt.forgiven() {
                let forgiven = app.store.transaction::<()>().delete(counter).commit().await?;
                forgiven.map_err(|_| Refusal::Unavailable)?;
            }
            Ok(())
        }
        Verdict::Wrong => {
            throttle::failed(app, from).await?;
            Err(Refusal::field(Field::CurrentPassword, Reason::WrongPassword))
        }
    }
}

/// What the failed tries at this user's password are counted under: what he signs in with, so that all doors share
/// one count.
pub(super) fn account(app: &App, user: &User) -> String {
    let login = match app.config.login_field() {
        LoginField::Username => username_key(user),
        LoginField::Email => email_key(user),
    };
    login.unwrap_or_else(|| user.id.to_string())
}
