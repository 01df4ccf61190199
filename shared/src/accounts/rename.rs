//! A change of user name; or of the address, where users sign in by it.

use super::edit::{By, edit};
use super::proof::prove;
use super::taken;
use crate::app::App;
use crate::auth::throttle::{self, Limit};
use crate::domain::password::Password;
use crate::domain::{Email, User, Username};
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
use crate::mail;
use crate::store::Unavailable;
use crate::store::items::{MailKind, Recipient};

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

    /// Whether somebody has the name, the user himself included; for telling, not for deciding.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn taken(&self, app: &App) -> Result<Vec<(Field, Reason)>, Unavailable> {
        match &self.to {
            NewName::Username(name) => taken(app, Some(name), None).await,
            NewName::Email(email) => taken(app, None, Some(email)).await,
        }
    }

    /// The refusal that these reasons make together with a taken name; or else the mismatch.
    pub(super) async fn refuse(&self, app: &App, mut reasons: Vec<(Field, Reason)>) -> Refusal {
        match self.taken(app).await {
            Ok(taken) => reasons.extend(taken),
            Err(unavailable) => return unavailable.into(),
        }
        if reasons.is_empty() {
            reasons.push((self.field(), Reason::Mismatch));
        }
        Refusal::Invalid(reasons)
    }

    /// The present name, spelled exactly so, counts as taken (contract §2.4).
    fn is_present(&self, user: &User) -> bool {
        let present = match self.to {
            NewName::Username(_) => &user.username,
            NewName::Email(_) => &user.email,
        };
        present == self.to.as_str()
    }
}

/// Renames the user who proves himself by his password.
///
/// # Errors
/// The current password is wrong, together with the name being taken; or else the name was typed differently
/// twice; [`Refusal::TooMany`].
pub async fn rename(
    app: &App,
    user: &User,
    current: &Password,
    rename: &Rename,
    from: ClientAddress,
) -> Result<User, Refusal> {
    match prove(app, user, current, from).await {
        Ok(()) if rename.matches => {
            // It tells whether somebody has the name.
            throttle::count(app, Limit::RefusedRegistration, from).await?;
            renamed(app, user, By::Owner, rename).await
        }
        Ok(()) => Err(rename.refuse(app, Vec::new()).await),
        Err(Refusal::Invalid(reasons)) => Err(rename.refuse(app, reasons).await),
        Err(refusal) => Err(refusal),
    }
}

pub(super) async fn renamed(app: &App, user: &User, by: By<'_>, rename: &Rename) -> Result<User, Refusal> {
    if rename.is_present(user) {
        return Err(Refusal::field(rename.field(), Reason::Taken));
    }
    let waits = rename.reactivate && app.config.send_activation_email;
    let change = |user: &mut User| {
        match &rename.to {
            NewName::Username(name) => user.username = name.as_str().to_owned(),
            NewName::Email(email) => user.email = email.as_str().to_owned(),
        }
        if waits {
            user.verified_at = None;
        }
        Ok(())
    };
    let kinds = [
        (app.config.username_changed_email_confirmation, MailKind::UsernameChangedConfirmation),
        (waits, MailKind::Activation),
    ];
    edit(app, user, by, change, |user| {
        let owed = kinds.iter().filter(|(is_owed, _)| *is_owed);
        owed.map(|(_, kind)| mail::owe(app, *kind, Recipient::User(user.id))).collect()
    })
    .await
}
