//! A change of profile, in djoser's way.

use super::edit::{By, edit};
use super::rights::outranks;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{self, Actor, Authority, Object};
use crate::domain::{Email, User, Verb};
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
/// link, staff or not, as djoser has it. An account that waits anyway gets its link again with every change.
///
/// # Errors
/// A taken address; [`Refusal::Forbidden`] for a superuser's profile, and for the address of who may do more than the caller; [`Refusal::LastSuperuser`], since waiting
/// takes him out of service.
pub async fn update(app: &App, caller: &Caller, user: &User, profile: &Profile) -> Result<User, Refusal> {
    policy::must(Actor::Caller(&caller.user, Authority::Staff), Verb::Change, Object::User(user))?;
    let user = caller.or_self(user);
    let takes_over = profile.email.as_ref().is_some_and(|email| email_text(email) != user.email);
    if takes_over && !outranks(app, &caller.user, user).await? {
        return Err(Refusal::Forbidden);
    }
    let change = |user: &mut User| {
        if let Some(email) = &profile.email {
            let email = email_text(email);
            if user.email != email && app.config.send_activation_email {
                user.verified_at = None;
            }
            user.email = email.to_owned();
        }
        user.first_name = profile.first_name.clone().unwrap_or_else(|| user.first_name.clone());
        user.last_name = profile.last_name.clone().unwrap_or_else(|| user.last_name.clone());
    };
    edit(app, user, By::actor(&caller.user, user), change, |user| activation(app, user)).await
}

fn email_text(email: &Option<Email>) -> &str {
    email.as_ref().map_or("", Email::as_str)
}

/// The link that an account is owed which waits for one.
fn activation(app: &App, user: &User) -> Vec<OwedMail> {
    let waits = MailKind::Activation.suits(user) && !user.email.is_empty();
    match waits && app.config.send_activation_email {
        true => vec![mail::owe(app, MailKind::Activation, Recipient::User(user.id))],
        false => Vec::new(),
    }
}
