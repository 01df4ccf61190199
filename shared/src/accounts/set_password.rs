//! A change of password by its owner.

use super::anew::anew;
use super::by::By;
use super::edit::edit;
use super::proof::prove;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Actor, Permit, to};
use crate::domain::password::{Attribute, Password, weaknesses};
use crate::domain::{PasswordHash, User};
use crate::error::{Field, Reason, Refusal};

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
        (Attribute::Username, &user.profile.username),
        (Attribute::FirstName, user.profile.text("first_name")),
        (Attribute::LastName, user.profile.text("last_name")),
        (Attribute::Email, &user.profile.email),
    ]
}

/// Sets the caller's password, which ends all their sign-ins; the caller's own goes on, unless the settings say otherwise.
/// All their links die.
///
/// # Errors
/// The current password is wrong; the new one is weak, or was typed differently twice.
pub async fn set_password(
    app: &App,
    caller: &Caller,
    current: &Password,
    new: &NewPassword,
) -> Result<User, Refusal> {
    anew(app, &Permit::oneself(to::Change, caller), |user| async move {
        prove(app, &user, current).await?;
        new.judge(app, &about(&user))?;
        let replace = replace_password(&app.hasher.hash(&new.password).await, kept(app, user.actor()));
        let change = |user: &mut User| {
            replace(user);
            Ok(())
        };
        edit(app, &user, By::Owner, change, |_| Vec::new()).await
    })
    .await
}

/// The sign-in that survives a password which the caller changes.
pub(super) fn kept(app: &App, actor: &Actor<'_>) -> Option<String> {
    let caller = actor.caller().filter(|_| !app.config.logout_on_password_change);
    caller.map(|caller| caller.sign_in.sort_key())
}

/// The edit that a new password is: with the epoch, all sign-ins end but the one that is kept; links die too.
pub(super) fn replace_password(hash: &str, kept: Option<String>) -> impl Fn(&mut User) + use<> {
    let hash = PasswordHash(hash.to_owned());
    move |user| {
        user.password = Some(hash.clone());
        user.reset_required = false;
        user.end_sign_ins(kept.clone());
        user.end_links();
    }
}
