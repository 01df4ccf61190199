//! A change of one's own address that waits until the new one is proven. The old one works until then, and from there
//! the change can be called off.

use super::edit::{By, edit};
use super::proof::prove;
use super::register::tell_taken;
use crate::app::App;
use crate::auth::throttle::{self, AccountLimit, Limit};
use crate::domain::password::Password;
use crate::domain::{Email, PendingEmail, User};
use crate::error::{Field, Reason, Refusal};
use crate::http::ClientAddress;
use crate::mail::{self, links};
use crate::store::Purpose;
use crate::store::items::{MailKind, Recipient};

/// Asks for another address, by the password. The new address is owed a link that confirms it, the old one a notice
/// with a link that calls the change off. What was asked for before is forgotten.
///
/// # Errors
/// The current password is wrong; the address is somebody's, or his own already; [`Refusal::TooMany`].
pub async fn request_email_change(
    app: &App,
    user: &User,
    current: &Password,
    email: &Email,
    from: ClientAddress,
) -> Result<User, Refusal> {
    prove(app, user, current, from).await?;
    refuse_taken(app, user, email, from).await?;
    throttle::count_for(app, AccountLimit::EmailChange, user.id).await?;
    let link = mail::owe(app, MailKind::EmailChange, Recipient::Pending(user.id));
    let notice = mail::owe(app, MailKind::EmailChangeRequested, Recipient::User(user.id));
    let pending = PendingEmail {
        address: email.as_str().to_owned(),
        mail: link.id.0.clone(),
        expires_at: app.now().after(links::lifetime(&app.config, Purpose::EmailChange)),
    };
    let wait = |user: &mut User| {
        user.pending_email = Some(pending.clone());
        Ok(())
    };
    let mails = |user: &User| match user.email.is_empty() {
        true => vec![link.clone()],
        false => vec![link.clone(), notice.clone()],
    };
    edit(app, user, By::Owner, wait, mails).await
}

/// For telling: nothing is claimed before the address is proven, or anybody could keep others from theirs.
async fn refuse_taken(app: &App, user: &User, email: &Email, from: ClientAddress) -> Result<(), Refusal> {
    if email.as_str() == user.email {
        return Err(Refusal::field(Field::Email, Reason::Taken));
    }
    // Another spelling of his own address is his to have.
    if Email::parse(&user.email).is_some_and(|own| own.key() == email.key()) {
        return Ok(());
    }
    let taken = tell_taken(app, None, Some(email), from).await?;
    if taken.is_empty() { Ok(()) } else { Err(Refusal::Invalid(taken)) }
}

/// Puts the address that waited in the place of the old one, which is told. It is verified thereby, and all other links
/// die. Of two who confirm the same address, one gets it.
///
/// # Errors
/// A bad `uid` or `token`; the address is somebody's by now, which does not use the link up; [`Refusal::TooMany`].
pub async fn confirm_email_change(
    app: &App,
    uid: Option<&str>,
    token: &str,
    from: ClientAddress,
) -> Result<User, Refusal> {
    throttle::count(app, Limit::Confirmation, from).await?;
    let link = links::open(app, Purpose::EmailChange, uid, token).await?;
    let now = app.now();
    let replace = |user: &mut User| {
        user.verified_at = user.verified_at.or(Some(now));
        if let Some(pending) = user.pending_email.take() {
            user.email = pending.address;
        }
        Ok(())
    };
    edit(app, &link.user, By::Link(&link), replace, |_| Vec::new()).await
}

/// Calls the change off by the link that the old address got, whichever address waits by now.
///
/// # Errors
/// A bad `uid` or `token`; [`Refusal::TooMany`].
pub async fn cancel_email_change(
    app: &App,
    uid: Option<&str>,
    token: &str,
    from: ClientAddress,
) -> Result<User, Refusal> {
    throttle::count(app, Limit::Confirmation, from).await?;
    let link = links::open(app, Purpose::EmailChangeCancellation, uid, token).await?;
    edit(app, &link.user, By::Link(&link), call_off, |_| Vec::new()).await
}

/// Calls off one's own change. That there is none is as good.
///
/// # Errors
/// [`Refusal::Unavailable`]
pub async fn withdraw_email_change(app: &App, user: &User) -> Result<(), Refusal> {
    if user.pending_email.is_some() {
        edit(app, user, By::Owner, call_off, |_| Vec::new()).await?;
    }
    Ok(())
}

fn call_off(user: &mut User) -> Result<(), Refusal> {
    user.pending_email = None;
    Ok(())
}
