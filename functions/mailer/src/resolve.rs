//! Who gets an owed mail, and with which link: decided when it is sent, not when it was owed.

use crate::flight::{self, Boarded};
use shared::app::App;
use shared::auth::throttle::{self, NoticeOf};
use shared::domain::{Email, User, UserId};
use shared::mail::links;
use shared::store::items::{Claim, Link, OwedMail, Recipient};
use shared::store::{Key, Purpose, Unavailable};

/// A mail that is to be sent.
pub(crate) struct Resolved {
    pub(crate) user: User,
    pub(crate) address: Email,
    /// Whether the address is proven: else nothing goes there that a stranger chose.
    pub(crate) is_proven: bool,
    pub(crate) url: Option<String>,
    /// The item whose link the mail carries, if that is not in the profile.
    pub(crate) boarded: Option<Purpose>,
}

/// How often a user or link that changes meanwhile is looked at again.
const TRIES: usize = 50;

/// Finds the user, decides whether the mail still makes sense, and notes that it is about to go. None when there is nothing
/// to send: nobody has the address, the account is disabled, active already or changed since, or has had enough mails of
/// the kind.
///
/// # Errors
/// [`Unavailable`]
pub(crate) async fn resolve(app: &App, mail: &OwedMail) -> Result<Option<Resolved>, Unavailable> {
    if !app.counts_from(mail.owed_at) {
        return Ok(None);
    }
    let Some(id) = owner(app, mail).await? else { return Ok(None) };
    let purpose = mail.kind.purpose();
    let boards = purpose.filter(|purpose| has_item(*purpose));
    for _ in 0..TRIES {
        let keys: Vec<_> =
            [Key::User(id)].into_iter().chain(boards.map(|purpose| Key::Link(id, purpose))).collect();
        let mut found = app.store.fetch(&keys).await?;
        let Some(user) = found.user(id)? else { return Ok(None) };
        let address = address(app, mail, &user).filter(|_| mail.kind.suits(&user, app.now()));
        let Some((address, is_proven)) = address else { return Ok(None) };
        let link: Option<Link> = match boards {
            Some(purpose) => found.take(Key::Link(id, purpose))?,
            None => None,
        };
        let Some(caused) = caused(app, mail, &user, &address, is_proven, link.as_ref()).await? else {
            return Ok(None);
        };
        let Some(nonce) = nonce(app, mail, &user, boards, link).await? else {
            throttle::uncount(app, caused.as_ref()).await?;
            return Ok(None);
        };
        let nonce = match nonce {
            Nonce::Stands(nonce) => nonce,
            // The user was edited in between: the mail may make no sense any more.
            Nonce::Outdated => {
                throttle::uncount(app, caused.as_ref()).await?;
                continue;
            }
        };
        let url = purpose.filter(|_| !nonce.is_empty()).map(|purpose| links::url(app, purpose, id, &nonce));
        return Ok(Some(Resolved { user, address, is_proven, url, boarded: boards }));
    }
    tracing::error!(mail = mail.id.0, "a link changes too fast");
    Err(Unavailable)
}

/// Whether links of this purpose have an item of their own; the others stand in the profile.
const fn has_item(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Activation | Purpose::PasswordReset | Purpose::UsernameReset)
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

/// The address on record, never the one that was typed, and whether it is proven; or the one that waits for this very
/// mail, or that a change is told to, as long as its link can undo it.
fn address(app: &App, mail: &OwedMail, user: &User) -> Option<(Email, bool)> {
    match &mail.to {
        Recipient::Pending(_) => {
            let pending = user.awaited_email(app.now()).filter(|pending| pending.nonce == mail.nonce);
            Some((Email::parse(&pending?.address)?, false))
        }
        Recipient::Former(_, former) if mail.nonce.is_empty() => {
            Some((Email::parse(&former.address)?, former.is_proven))
        }
        Recipient::Former(..) => {
            let undo = user.living_undos(app.now()).find(|undo| undo.nonce == mail.nonce)?;
            Some((Email::parse(&undo.address)?, undo.proven_at.is_some()))
        }
        Recipient::User(_) | Recipient::Address(_) => {
            Some((Email::parse(&user.profile.email)?, user.proven_at.is_some()))
        }
    }
}

/// Counts a mail that a stranger may have caused, once: one to an address that nobody has proven. Notices are counted
/// apart. The outer none when there were too many; the first of its kind for an account always goes.
async fn caused(
    app: &App,
    mail: &OwedMail,
    user: &User,
    address: &Email,
    is_proven: bool,
    link: Option<&Link>,
) -> Result<Option<Option<throttle::Caused>>, Unavailable> {
    let is_counted = link.is_some_and(|link| link.flying.contains_key(&mail.id.0)) || mail.attempts > 1;
    if is_proven || is_counted {
        return Ok(Some(None));
    }
    let is_first = match &mail.to {
        _ if mail.kind.is_notice() => false,
        Recipient::Pending(_) => user.awaited_email(app.now()).is_some_and(|pending| pending.first),
        _ => link.is_none_or(|link| link.sent_at.is_none() && link.flying.is_empty()),
    };
    let has_address = Email::parse(&user.profile.email).is_some_and(|own| own.key() == address.key());
    let notice = mail.kind.is_notice().then_some(NoticeOf { account: user.id, has_address });
    let (caused, fits) = throttle::count_caused(app, address, notice).await?;
    if fits || is_first {
        return Ok(Some(caused));
    }
    throttle::uncount(app, caused.as_ref()).await?;
    Ok(None)
}

enum Nonce {
    Stands(String),
    Outdated,
}

/// What the mail's link is derived from; empty when it has none. None when the account has had enough of this kind.
async fn nonce(
    app: &App,
    mail: &OwedMail,
    user: &User,
    boards: Option<Purpose>,
    link: Option<Link>,
) -> Result<Option<Nonce>, Unavailable> {
    let Some(purpose) = boards else {
        let standing = match mail.kind.purpose() {
            Some(Purpose::EmailChangeCancellation) => {
                user.awaited_email(app.now()).map(|pending| pending.cancel.clone()).unwrap_or_default()
            }
            Some(_) => mail.nonce.clone(),
            None => String::new(),
        };
        return Ok(Some(Nonce::Stands(standing)));
    };
    Ok(match flight::board(app, mail, user, purpose, link).await? {
        Boarded::With(nonce) => Some(Nonce::Stands(nonce)),
        Boarded::Enough => None,
        Boarded::Outdated => Some(Nonce::Outdated),
    })
}
