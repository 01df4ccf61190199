//! The current password, as proof of who asks.

use crate::app::App;
use crate::auth::password::Verdict;
use crate::auth::throttle::{self, Guessed};
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
    let attempt = throttle::attempt(app, Guessed::Proof(user.id), from).await?;
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
