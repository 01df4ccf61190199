//! A change of password by its owner.

use super::edit::{By, edit};
use super::proof::prove;
use crate::app::App;
use crate::auth::Caller;
use crate::domain::password::{Attribute, Password, weaknesses};
use crate::domain::{PasswordHash, User};
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
use crate::mail;
use crate::store::items::{MailKind, OwedMail, Recipient};

/// A password that is to be set.
pub struct NewPassword {
    /// At most 256 characters.
    pub password: Password,
    /// The second typing, where the settings ask for one.
    pub retyped: Option<Password>,
}

impl NewPassword {
    /// Insists that the password is not easily guessed, by nobody and not by whoever knows these facts of its
    /// owner, and that it was typed the same twice.
    ///
    /// # Errors
    /// Every weakness; or else the mismatch.
    pub(super) fn judge(&self, app: &App, about: &[(Attribute, &str)]) -> Result<(), Refusal> {
        let weak = weaknesses(&self.password, app.config.password_min_length as usize, about);
        if !weak.is_empty() {
            let reasons = weak.into_iter().map(|weakness| (Field::Password, Reason::Weak(weakness)));
            return Err(Refusal::Invalid(reasons.collect()));
        }
        match &self.retyped {
            Some(retyped) if *retyped != self.password => {
                Err(Refusal::field(Field::Password, Reason::Mismatch))
            }
            _ => Ok(()),
        }
    }
}

/// What somebody who knows the user might guess from.
pub(super) fn about(user: &User) -> [(Attribute, &str); 4] {
    [
        (Attribute::Username, &user.username),
        (Attribute::FirstName, &user.first_name),
        (Attribute::LastName, &user.last_name),
        (Attribute::Email, &user.email),
    ]
}

/// Sets the caller's password, which ends all his sessions and tokens; the caller's own goes on, unless the
/// settings say otherwise. All his links die.
///
/// # Errors
/// The current password is wrong; the new one is weak, or was typed differently twice.
pub async fn set_password(
    app: &App,
    caller: &Caller,
    current: &Password,
    new: &NewPassword,
    from: ClientAddress,
) -> Result<User, Refusal> {
    prove(app, &caller.user, current, from).await?;
    new.judge(app, &about(&caller.user))?;
    let hash = app.hasher.hash(&new.password).await;
    let replace = replace_password(app, &hash);
    let change = |user: &mut User| {
        replace(user);
        Ok(())
    };
    let changed = edit(app, &caller.user, By::Owner, change, |user| confirmation(app, user)).await?;
    if !app.config.logout_on_password_change {
        caller.credential.carry_over(app, &changed).await?;
    }
    Ok(changed)
}

/// The edit that a new password is: with the epoch, all sessions and tokens end; links die too.
pub(super) fn replace_password(app: &App, hash: &str) -> impl Fn(&mut User) + use<> {
    let (now, hash) = (app.now(), PasswordHash(hash.to_owned()));
    move |user| {
        user.password = Some(hash.clone());
        user.epoch += 1;
        user.end_links(now);
    }
}

/// The mail about it, if the settings want one.
pub(super) fn confirmation(app: &App, user: &User) -> Vec<OwedMail> {
    match app.config.password_changed_email_confirmation {
        true => vec![mail::owe(app, MailKind::PasswordChangedConfirmation, Recipient::User(user.id))],
        false => Vec::new(),
    }
}
