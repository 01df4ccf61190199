//! A change of one's own address that waits until the new one is proven. The old one works until then, and from there
//! the change can be called off.

use super::anew::anew;
use super::by::By;
use super::claimed::email_key;
use super::confirm::{open_link, welcome};
use super::edit::edit;
use super::edit::must_admit;
use super::proof::prove;
use super::taken::{Asker, tell_taken};
use crate::app::App;
use crate::auth::policy::{Permit, to};
use crate::auth::throttle::{self, AccountLimit};
use crate::auth::{Caller, Client};
use crate::domain::password::Password;
use crate::domain::{Email, FieldValues, PendingEmail, Timestamp, User};
use crate::error::{Field, Reason, Refusal};
use crate::mail::{self, links};
use crate::store::Purpose;
use crate::store::items::{MailKind, Recipient};

/// Asks for another address, by the password. The new address is owed a link that confirms it, the old one a notice
/// with a link that calls the change off. What was asked for before is forgotten.
///
/// # Errors
/// The current password is wrong; the address is somebody's, or their own already; [`Refusal::TooMany`].
pub async fn request_email_change(
    app: &App,
    caller: &Caller,
    current: &Password,
    email: &Email,
) -> Result<User, Refusal> {
    anew(app, &Permit::oneself(to::Change, caller), |user| async move {
        prove(app, &user, current).await?;
        refuse_taken(app, &user, email).await?;
        // Nothing waits for another spelling of the same mailbox.
        if email_key(&user).as_ref() == Some(&email.key()) {
            let respell = |user: &mut User| {
                user.profile.email = email.as_str().to_owned();
                Ok(())
            };
            return edit(app, &user, By::Owner, respell, |_| Vec::new()).await;
        }
        await_confirmation(app, &user, By::Owner, email).await
    })
    .await
}

/// Lets an address wait until it is confirmed from there. The one in force is told at once, and can call it off.
///
/// # Errors
/// [`Refusal::TooMany`]
pub(super) async fn await_confirmation(
    app: &App,
    user: &User,
    by: By<'_>,
    email: &Email,
) -> Result<User, Refusal> {
    throttle::count_for(app, AccountLimit::EmailChange, user.id).await?;
    let now = app.now();
    let day = |moment: Timestamp| moment.seconds().div_euclid(86_400);
    let link = mail::owe(app, MailKind::EmailChange, Recipient::Pending(user.id));
    let notice = mail::owe(app, MailKind::EmailChangeRequested, Recipient::User(user.id));
    let wait = |user: &mut User| {
        let cancel =
            user.awaited_email(now).map_or_else(|| notice.nonce.clone(), |waits| waits.cancel.clone());
        user.pending = Some(PendingEmail {
            address: email.as_str().to_owned(),
            nonce: link.nonce.clone(),
            cancel,
            asked_at: now,
            expires_at: now.after(links::lifetime(&app.config, Purpose::EmailChange)),
            // Not by the counter, which errs upwards: the first of a day always goes.
            first: user.email_asked_at.is_none_or(|asked_at| day(asked_at) != day(now)),
        });
        user.email_asked_at = Some(now);
        Ok(())
    };
    let mails = |user: &User| match user.profile.email.is_empty() {
        true => vec![link.clone()],
        false => vec![link.clone(), notice.clone()],
    };
    edit(app, user, by, wait, mails).await
}

/// For telling: nothing is claimed before the address is proven, or anybody could keep others from theirs.
pub(super) async fn refuse_taken(app: &App, user: &User, email: &Email) -> Result<(), Refusal> {
    if email.as_str() == user.profile.email {
        return Err(Refusal::field(Field::Email, Reason::Taken));
    }
    // Another spelling of their own address is theirs to have.
    if Email::parse(&user.profile.email).is_some_and(|own| own.key() == email.key()) {
        return Ok(());
    }
    must_admit(app, Some(email))?;
    let taken = tell_taken(app, Asker::User(user), None, Some(email), &FieldValues::new()).await?;
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
    client: &Client,
) -> Result<User, Refusal> {
    let link = open_link(app, Purpose::EmailChange, uid, token, client).await?;
    let now = app.now();
    let replace = |user: &mut User| {
        if let Some(pending) = user.pending.take() {
            user.profile.email = pending.address;
            user.proven_at = None;
        }
        user.prove(now);
        Ok(())
    };
    let user = edit(app, &link.user, By::Link(&link), replace, |_| Vec::new()).await?;
    welcome(app, &user, client).await;
    Ok(user)
}

/// Calls the change off by the link that the old address got, whichever address waits by now.
///
/// # Errors
/// A bad `uid` or `token`; [`Refusal::TooMany`].
pub async fn cancel_email_change(
    app: &App,
    uid: Option<&str>,
    token: &str,
    client: &Client,
) -> Result<User, Refusal> {
    let link = open_link(app, Purpose::EmailChangeCancellation, uid, token, client).await?;
    edit(app, &link.user, By::Link(&link), call_off, |_| Vec::new()).await
}

/// Calls off one's own change. That there is none is as good.
///
/// # Errors
/// [`Refusal::Unavailable`]
pub async fn withdraw_email_change(app: &App, caller: &Caller) -> Result<(), Refusal> {
    anew(app, &Permit::oneself(to::Change, caller), |user| async move {
        if user.pending.is_some() {
            edit(app, &user, By::Owner, call_off, |_| Vec::new()).await?;
        }
        Ok(())
    })
    .await
}

fn call_off(user: &mut User) -> Result<(), Refusal> {
    user.pending = None;
    Ok(())
}
