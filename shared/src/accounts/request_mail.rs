//! Requests for a mail with a link: resending activation, resetting password or user name.

use crate::app::App;
use crate::auth::ClientAddress;
use crate::auth::policy::{Permit, to};
use crate::auth::throttle::{self, Limit};
use crate::domain::{Email, User};
use crate::error::Refusal;
use crate::mail;
use crate::store::items::{Claim, MailKind, Recipient};
use crate::store::{Key, Unavailable};

/// Owes a mail to whoever has this address. Nobody is looked up here, so that the work is the same whether
/// anybody has it; the `mailer` finds out. Unless the wire is to tell.
///
/// # Errors
/// [`Refusal::EmailNotFound`], only where it `tells`; [`Refusal::TooMany`].
pub async fn request_mail(
    app: &App,
    kind: MailKind,
    email: &Email,
    tells: bool,
    from: ClientAddress,
) -> Result<(), Refusal> {
    throttle::count(app, Limit::MailRequest, from).await?;
    if tells && !suits_anybody(app, kind, email).await? {
        return Err(Refusal::EmailNotFound);
    }
    Ok(put(app, kind, Recipient::Address(email.as_str().to_owned())).await?)
}

/// Owes a user the mail whose link sets the password: an invitation, again, where there is none yet.
///
/// # Errors
/// [`Refusal::EmailNotFound`] when the user is disabled, or has no address.
pub async fn send_reset(app: &App, user: &Permit<'_, to::Change, User>) -> Result<(), Refusal> {
    let kind = MailKind::sets_password(user);
    if user.profile.email.is_empty() || !kind.suits(user, app.now()) {
        return Err(Refusal::EmailNotFound);
    }
    Ok(put(app, kind, Recipient::User(user.id)).await?)
}

/// Owes a mail and writes nothing else: a plain put, at half the price. A copy of it that comes late may send the mail once
/// more, with a link that works as well.
async fn put(app: &App, kind: MailKind, to: Recipient) -> Result<(), Unavailable> {
    let mail = mail::owe(app, kind, to);
    // Its id is chance: one that is there is our own, whose reply got lost.
    app.store.create(Key::Mail(&mail.id), &mail).await.map(|_| ())
}

/// Whether anybody who has this address is one who gets this mail. Count it: it tells who has an account.
///
/// # Errors
/// [`Unavailable`]
pub async fn suits_anybody(app: &App, kind: MailKind, email: &Email) -> Result<bool, Unavailable> {
    let key = email.key();
    let claim: Option<Claim> = app.store.fetch(&[Key::Email(&key)]).await?.take(Key::Email(&key))?;
    let Some(Claim { user: id }) = claim else { return Ok(false) };
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    Ok(user.is_some_and(|user| kind.suits(&user, app.now())))
}
