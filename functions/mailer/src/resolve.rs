//! Who gets an owed mail, and with which link: decided when it is sent, not when it was owed.

use shared::app::App;
use shared::auth::throttle;
use shared::domain::{Email, User, UserId};
use shared::mail::links;
use shared::store::items::{Claim, Link, OwedMail, Recipient};
use shared::store::{Key, Purpose, Unavailable};

/// A mail that is to be sent.
pub(crate) struct Resolved {
    pub(crate) user: User,
    pub(crate) address: Email,
    pub(crate) url: Option<String>,
}

/// Finds the user, decides whether the mail still makes sense, and puts its link in place. None when there is
/// nothing to send: nobody has the address, the account is disabled, active already or changed since, the mailbox
/// has had enough, or a newer mail of the same kind was faster.
///
/// # Errors
/// [`Unavailable`]
pub(crate) async fn resolve(app: &App, mail: &OwedMail) -> Result<Option<Resolved>, Unavailable> {
    let Some(id) = owner(app, mail).await? else { return Ok(None) };
    // A mail is counted once, however often SES has to be asked.
    let mut allowed = mail.attempts > 0;
    loop {
        let Some(user) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(None) };
        let Some(address) = address(app, mail, &user).filter(|_| makes_sense(app, mail, &user)) else {
            return Ok(None);
        };
        allowed = allowed || throttle::may_mail(app, mail.kind.name(), &address.key()).await?;
        if !allowed {
            return Ok(None);
        }
        let Some(purpose) = mail.kind.purpose() else {
            return Ok(Some(Resolved { user, address, url: None }));
        };
        match put_link(app, mail, purpose, &user).await? {
            Placed::Yes => {
                let url = links::url(app, purpose, user.id, &mail.nonce);
                return Ok(Some(Resolved { user, address, url: Some(url) }));
            }
            Placed::Superseded => return Ok(None),
            // The user was edited in between: the mail may make no sense any more.
            Placed::UserChanged => {}
        }
    }
}

async fn owner(app: &App, mail: &OwedMail) -> Result<Option<UserId>, Unavailable> {
    let typed = match &mail.to {
        Recipient::User(id) | Recipient::Pending(id) | Recipient::Former(id, _) => return Ok(Some(*id)),
        Recipient::Address(typed) => typed,
    };
    let Some(key) = Email::parse(typed).map(|email| email.key()) else { return Ok(None) };
    let claim: Option<Claim> = app.store.fetch(&[Key::Email(&key)]).await?.take(Key::Email(&key))?;
    Ok(claim.map(|claim| claim.user))
}

/// The address on record, never the one that was typed; or the one that waits for this very mail, or was just given up.
fn address(app: &App, mail: &OwedMail, user: &User) -> Option<Email> {
    match &mail.to {
        Recipient::Pending(_) => {
            let pending = user.awaited_email(app.now()).filter(|pending| pending.mail == mail.id.0);
            pending.and_then(|pending| Email::parse(&pending.address))
        }
        Recipient::Former(_, address) => Email::parse(address),
        Recipient::User(_) | Recipient::Address(_) => Email::parse(&user.email),
    }
}

/// Links owed before the last change of password or address are dead, and so is their mail.
fn makes_sense(app: &App, mail: &OwedMail, user: &User) -> bool {
    let outdated = mail.kind.purpose().is_some() && mail.owed_at < user.links_valid_from;
    !outdated && mail.kind.suits(user, app.now())
}

enum Placed {
    Yes,
    Superseded,
    UserChanged,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Refused {
    Changed,
    Superseded,
}

/// Makes this mail's link the one that works, while the user is as he was read.
async fn put_link(app: &App, mail: &OwedMail, purpose: Purpose, user: &User) -> Result<Placed, Unavailable> {
    let key = Key::Link(user.id, purpose);
    let link = links::link_of(app, mail, purpose);
    let transaction = app.store.transaction().require(user, Refused::Changed);
    match transaction.replace_link(key, &link, Refused::Superseded).commit().await? {
        Ok(()) => Ok(Placed::Yes),
        Err(refused) if refused.contains(&Refused::Changed) => Ok(Placed::UserChanged),
        // A repeated try finds its own link there, and sends the same mail again if it is unused.
        Err(_) => {
            let present: Option<Link> = app.store.fetch(&[key]).await?.take(key)?;
            match present.is_some_and(|link| link.mail == mail.id && link.used_at.is_none()) {
                true => Ok(Placed::Yes),
                false => Ok(Placed::Superseded),
            }
        }
    }
}
