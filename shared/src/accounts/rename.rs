//! A change of user name; or of the address, where users sign in by it.

use super::anew::anew;
use super::by::By;
use super::change_email::{await_confirmation, refuse_taken};
use super::claimed::email_key;
use super::edit::edit;
use super::proof::prove;
use super::taken::{Asker, tell_taken};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Permit, to};
use crate::domain::password::Password;
use crate::domain::{Email, FieldValues, User, Username};
use crate::error::{Field, Reason, Refusal};
use crate::mail;
use crate::store::items::{MailKind, OwedMail, Recipient};

/// A new name, and how it was asked for.
pub struct Rename {
    /// The name.
    pub to: NewName,
    /// Whether it was typed the same twice, where the settings ask for that.
    pub matches: bool,
    /// Whether the account then waits for activation while that is on, as djoser 1.x has it.
    pub reactivate: bool,
}

/// What users sign in with, anew.
pub enum NewName {
    /// Where users sign in by name.
    Username(Username),
    /// Where users sign in by address.
    Email(Email),
}

impl NewName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Username(name) => name.as_str(),
            Self::Email(email) => email.as_str(),
        }
    }
}

impl Rename {
    fn field(&self) -> Field {
        match self.to {
            NewName::Username(_) => Field::Username,
            NewName::Email(_) => Field::Email,
        }
    }

    /// Whether somebody has the name, the user themselves included; for telling, not for deciding.
    ///
    /// # Errors
    /// [`Refusal::TooMany`]
    pub async fn taken(&self, app: &App, asker: Asker<'_>) -> Result<Vec<(Field, Reason)>, Refusal> {
        match &self.to {
            NewName::Username(name) => tell_taken(app, asker, Some(name), None, &FieldValues::new()).await,
            NewName::Email(email) => tell_taken(app, asker, None, Some(email), &FieldValues::new()).await,
        }
    }

    /// The refusal that these reasons make together with a taken name; or else the mismatch.
    pub(super) async fn refuse(&self, app: &App, user: &User, mut reasons: Vec<(Field, Reason)>) -> Refusal {
        match self.taken(app, Asker::User(user)).await {
            Ok(taken) => reasons.extend(taken),
            Err(refusal) => return refusal,
        }
        if reasons.is_empty() {
            return self.mismatch();
        }
        Refusal::Invalid(reasons)
    }

    /// That it was typed differently twice.
    pub(super) fn mismatch(&self) -> Refusal {
        Refusal::field(self.field(), Reason::Mismatch)
    }

    /// The present name, spelled exactly so, counts as taken (contract §2.4).
    fn is_present(&self, user: &User) -> bool {
        let present = match self.to {
            NewName::Username(_) => &user.profile.username,
            NewName::Email(_) => &user.profile.email,
        };
        present == self.to.as_str()
    }
}

/// Renames the caller, who proves themselves by their password.
///
/// # Errors
/// The current password is wrong, together with the name being taken; or else the name was typed differently
/// twice; [`Refusal::TooMany`].
pub async fn rename(
    app: &App,
    caller: &Caller,
    current: &Password,
    rename: &Rename,
) -> Result<User, Refusal> {
    anew(app, &Permit::oneself(to::Change, caller), |user| async move {
        match prove(app, &user, current).await {
            Ok(_) if rename.matches => renamed(app, &user, By::Owner, rename).await,
            Ok(_) => Err(rename.refuse(app, &user, Vec::new()).await),
            Err(Refusal::Invalid(reasons)) => Err(rename.refuse(app, &user, reasons).await),
            Err(refusal) => Err(refusal),
        }
    })
    .await
}

pub(super) async fn renamed(app: &App, user: &User, by: By<'_>, rename: &Rename) -> Result<User, Refusal> {
    if rename.is_present(user) {
        return Err(Refusal::field(rename.field(), Reason::Taken));
    }
    match &rename.to {
        NewName::Username(name) => {
            let waits = rename.reactivate && app.config.send_activation_email;
            let change = |user: &mut User| {
                user.profile.username = name.as_str().to_owned();
                user.verified_at = user.verified_at.filter(|_| !waits);
                Ok(())
            };
            edit(app, user, by, change, |user| activation(app, user, waits)).await
        }
        NewName::Email(email) => readdressed(app, user, by, email, rename.reactivate).await,
    }
}

/// Another address where users sign in by it. While activation is on, the old one signs in until the new one is confirmed;
/// but where djoser 1.x renames, the account waits for activation at the new one. Without activation it takes effect at
/// once, and nobody has proven it.
async fn readdressed(
    app: &App,
    user: &User,
    by: By<'_>,
    email: &Email,
    reactivate: bool,
) -> Result<User, Refusal> {
    let waits = app.config.send_activation_email;
    let is_same_mailbox = email_key(user).as_ref() == Some(&email.key());
    if waits && !reactivate && !is_same_mailbox {
        refuse_taken(app, user, email).await?;
        return await_confirmation(app, user, by, email).await;
    }
    let waits = waits && !is_same_mailbox;
    let change = |user: &mut User| {
        user.profile.email = email.as_str().to_owned();
        if !is_same_mailbox {
            user.proven_at = None;
            user.verified_at = user.verified_at.filter(|_| !waits);
        }
        Ok(())
    };
    edit(app, user, by, change, |user| activation(app, user, waits)).await
}

fn activation(app: &App, user: &User, waits: bool) -> Vec<OwedMail> {
    match waits {
        true => vec![mail::owe(app, MailKind::proves_address(user), Recipient::User(user.id))],
        false => Vec::new(),
    }
}
