//! The current password, as proof of who asks.

use super::sign_in::{login_record, tell_pause, too_many};
use crate::app::App;
use crate::auth::guesses::{self, Account, Guessed, Outcome, Try};
use crate::auth::password::Verdict;
use crate::auth::throttle;
use crate::domain::password::Password;
use crate::domain::{PasswordHash, User, UserId};
use crate::error::{Field, Reason, Refusal};
use crate::log::{self, Event};

/// That somebody knew a user's password.
#[derive(Clone)]
pub struct Proof {
    of: UserId,
    password: Option<PasswordHash>,
}

impl Proof {
    /// Insists that it is still the password that they have.
    ///
    /// # Errors
    /// [`Reason::WrongPassword`] for the current password.
    pub(super) fn must_hold(&self, user: &User) -> Result<(), Refusal> {
        match self.of == user.id && self.password == user.password {
            true => Ok(()),
            false => Err(wrong()),
        }
    }
}

/// Insists that this is the user's password. Wrong ones are counted as failed sign-ins are, but apart from them: whoever
/// guesses at the front door does not lock out whoever is inside.
///
/// # Errors
/// [`Reason::WrongPassword`] for the current password; [`Refusal::TooMany`].
pub async fn prove(app: &App, user: &User, password: &Password) -> Result<Proof, Refusal> {
    let stored = user.password.as_ref().map(|hash| hash.0.as_str());
    if !app.config.throttles() {
        return told(user, app.hasher.verify(password, stored).await);
    }
    let account = Account::User(user.id);
    let record = async { Ok(login_record(app, &account).await?) };
    let (record, ()) = tokio::try_join!(record, throttle::count_work(app, user))?;
    let attempt = Try::new(Guessed::Proof, None, app.now());
    attempt.judge(app, &record).map_err(too_many)?;
    let verdict = app.hasher.verify(password, stored).await;
    let outcome = match verdict {
        Verdict::Right { .. } => Outcome::Succeeded { opaque: false },
        Verdict::Wrong => Outcome::Failed,
    };
    let record = guesses::settle(app, &account, record, &attempt, outcome).await?.map_err(too_many)?;
    let told = told(user, verdict);
    tell_pause(&attempt, &record, Some(user.id));
    told
}

fn told(user: &User, verdict: Verdict) -> Result<Proof, Refusal> {
    match verdict {
        Verdict::Right { .. } => Ok(Proof { of: user.id, password: user.password.clone() }),
        Verdict::Wrong => {
            log::security(Event::LoginFail, user.id, "wrong current password");
            Err(wrong())
        }
    }
}

fn wrong() -> Refusal {
    Refusal::field(Field::CurrentPassword, Reason::WrongPassword)
}
