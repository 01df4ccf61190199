//! A change of profile, in djoser's way.

use super::edit::edit;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{self, Action};
use crate::domain::{Email, Timestamp, User};
use crate::error::Refusal;
use crate::mail;
use crate::store::items::{MailKind, OwedMail, Recipient};

/// What is to be changed; what is none stays.
#[derive(Default)]
pub struct Profile {
    /// The address; the inner none takes it away.
    pub email: Option<Option<Email>>,
    /// At most 150 characters.
    pub first_name: Option<String>,
    /// At most 150 characters.
    pub last_name: Option<String>,
}

/// Changes a profile: one's own, or anybody's for staff. While activation is on, a changed address waits for its
/// link, staff or not, as djoser has it; the old address is told. An account that waits anyway gets its link
/// again with every change.
///
/// # Errors
/// A taken address; [`Refusal::Forbidden`] for a superuser's profile; [`Refusal::LastSuperuser`], since waiting
/// takes him out of service.
pub async fn update(app: &App, caller: &Caller, user: &User, profile: &Profile) -> Result<User, Refusal> {
    policy::must(&caller.user, Action::Change, user)?;
    let now = app.now();
    let change = |user: &mut User| {
        if let Some(email) = &profile.email {
            let email = email.as_ref().map_or("", Email::as_str);
            if user.email != email {
                user.email = email.to_owned();
                user.links_valid_from = now;
                if app.config.send_activation_email {
                    waits_at_new_address(user, now);
                }
            }
        }
        user.first_name = profile.first_name.clone().unwrap_or_else(|| user.first_name.clone());
        user.last_name = profile.last_name.clone().unwrap_or_else(|| user.last_name.clone());
    };
    edit(app, user, None, change, |before, after| mails(app, before, after)).await
}

/// Puts the account back to waiting for the link in a mail.
pub(super) fn waits_at_new_address(user: &mut User, now: Timestamp) {
    user.verified_at = None;
    user.links_valid_from = now;
}

/// The mails that a change of address owes.
pub(super) fn mails(app: &App, before: &User, after: &User) -> Vec<OwedMail> {
    let mut mails = Vec::new();
    if before.email != after.email && !before.email.is_empty() {
        let former = Recipient::Former(after.id, before.email.clone());
        mails.push(mail::owe(app, MailKind::EmailChanged, former));
    }
    let waits = after.verified_at.is_none() && after.disabled_at.is_none() && !after.email.is_empty();
    if waits && app.config.send_activation_email {
        mails.push(mail::owe(app, MailKind::Activation, Recipient::User(after.id)));
    }
    mails
}
