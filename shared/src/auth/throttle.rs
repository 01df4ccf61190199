//! Limits against farming and bombing, counted in windows of time. `LATCHKEY_THROTTLE=off` switches them off, and each is a
//! setting (`LATCHKEY_LIMIT_…`). How often a password may be guessed is in [`super::guesses`].
//!
//! Keys are what the client cannot choose: the network that the gateway saw, or the account.

use super::policy;
use super::token::sha256_hex;
use crate::app::App;
use crate::auth::ClientAddress;
use crate::config::Rate;
use crate::domain::{Email, User, UserId};
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::{Unavailable, limits::Window};
use std::time::Duration;

/// Something that one network may do only so often.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// New accounts.
    Registration,
    /// What tells whether a name or address is taken: sign-ups that are refused, renames, changes of address.
    Taken,
    /// Requests for a mail.
    MailRequest,
    /// Links that are not good.
    BadLink,
    /// Failed sign-ins of strangers.
    FailedSignIn,
}

impl Limit {
    const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Taken => "taken",
            Self::MailRequest => "mail_request",
            Self::BadLink => "bad_link",
            Self::FailedSignIn => "failed_sign_in",
        }
    }

    fn rate(self, app: &App) -> Rate {
        match self {
            Self::Registration => app.config.limit_registrations,
            Self::Taken => app.config.limit_taken,
            Self::MailRequest => app.config.limit_mail_requests,
            Self::BadLink => app.config.limit_bad_links,
            Self::FailedSignIn => app.config.limit_failed_sign_ins,
        }
    }

    fn key(self, from: ClientAddress) -> String {
        format!("{}#{}", self.name(), from.network())
    }
}

/// Something that one account may do only so often, wherever from.
#[derive(Clone, Copy, Debug)]
pub enum AccountLimit {
    /// Asking for another address.
    EmailChange,
    /// What tells whether a name or address is taken.
    Taken,
    /// What costs us an Argon2, or more than ten reads.
    Work,
}

/// How many things one call may read without its being counted as work.
const FREE_READS: usize = 10;

/// How many reads a part of a list costs at least, however short it is: one of each shard.
pub const LIST: usize = 16;

/// How many times as much work administrators may cause: what costs more is mostly theirs to do.
const ADMINISTRATORS_SHARE: u64 = 10;

impl AccountLimit {
    const fn name(self) -> &'static str {
        match self {
            Self::EmailChange => "email_change",
            Self::Taken => "taken",
            Self::Work => "work",
        }
    }

    fn rate(self, app: &App) -> Rate {
        match self {
            Self::EmailChange => app.config.limit_email_changes,
            Self::Taken => app.config.limit_taken,
            Self::Work => app.config.limit_work,
        }
    }
}

/// What a client is called in the log: the same name for the same network while the secret key stays, and no way back.
pub(crate) fn pseudonym(app: &App, from: ClientAddress) -> String {
    sha256_hex(&app.secret.link_token("client", 0, &from.network()))[..16].to_owned()
}

/// Counts one more, unless it was too often.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count(app: &App, limit: Limit, from: ClientAddress) -> Result<(), Refusal> {
    match app.config.throttles() {
        true => count_in(app, limit.name(), &limit.key(from), limit.rate(app)).await,
        false => Ok(()),
    }
}

/// Takes back one that was counted and was none.
///
/// # Errors
/// [`Unavailable`]
pub async fn take_back(app: &App, limit: Limit, from: ClientAddress) -> Result<(), Unavailable> {
    match app.config.throttles() {
        true => app.store.uncount(&limit.key(from), Window::around(app.now(), limit.rate(app).per)).await,
        false => Ok(()),
    }
}

/// Counts one more of what an account may do only so often, unless it was too often.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count_for(app: &App, limit: AccountLimit, account: UserId) -> Result<(), Refusal> {
    count_up_to(app, limit, account, limit.rate(app)).await
}

/// Counts one more call of somebody who is signed in that costs an Argon2 or more than ten reads, unless there were too many.
/// Whoever calls it does so before the work, beside what has to be read anyway.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count_work(app: &App, caller: &User) -> Result<(), Refusal> {
    let limit = AccountLimit::Work;
    let Rate { most, per } = limit.rate(app);
    let most = if policy::administrates(caller) { most.saturating_mul(ADMINISTRATORS_SHARE) } else { most };
    count_up_to(app, limit, caller.id, Rate { most, per }).await
}

/// The same for a call that reads so many things: up to ten are nobody's concern.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count_reads(app: &App, caller: &User, things: usize) -> Result<(), Refusal> {
    if things > FREE_READS { count_work(app, caller).await } else { Ok(()) }
}

/// Reads so many things for the caller, beside which that is counted; at the shell there is none.
///
/// # Errors
/// [`Refusal::TooMany`], or why they cannot be read.
pub async fn counting<'a, T, E: Into<Refusal>>(
    app: &App,
    caller: impl Into<Option<&'a User>>,
    things: usize,
    read: impl Future<Output = Result<T, E>>,
) -> Result<T, Refusal> {
    let read = async { read.await.map_err(Into::into) };
    let Some(caller) = caller.into() else { return read.await };
    let (read, ()) = tokio::try_join!(read, count_reads(app, caller, things))?;
    Ok(read)
}

async fn count_up_to(app: &App, limit: AccountLimit, account: UserId, rate: Rate) -> Result<(), Refusal> {
    match app.config.throttles() {
        true => count_in(app, limit.name(), &format!("{}#{account}", limit.name()), rate).await,
        false => Ok(()),
    }
}

async fn count_in(app: &App, name: &str, key: &str, rate: Rate) -> Result<(), Refusal> {
    let window = Window::around(app.now(), rate.per);
    match app.store.count(key, window).await? {
        count if count > rate.most => Err(too_many(app, name, window)),
        _ => Ok(()),
    }
}

fn too_many(app: &App, name: &str, window: Window) -> Refusal {
    log::security(Event::LimitExceeded, None, name);
    Refusal::TooMany { retry_after: app.now().until(window.end()) }
}

/// Insists that not too many of these failed, without counting this one: for what counts only when it fails. It may read a
/// count that is a moment old.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn must_be_below(app: &App, limit: Limit, from: ClientAddress) -> Result<(), Refusal> {
    if !app.config.throttles() {
        return Ok(());
    }
    let window = Window::around(app.now(), limit.rate(app).per);
    match app.store.counted(&limit.key(from), window).await? {
        count if count >= limit.rate(app).most => Err(too_many(app, limit.name(), window)),
        _ => Ok(()),
    }
}

/// Where a mail was counted that a stranger may have caused.
#[derive(Clone, Debug)]
pub struct Caused {
    key: String,
    window: Window,
}

/// Of which account a notice tells.
#[derive(Clone, Copy, Debug)]
pub struct NoticeOf {
    /// Its id.
    pub account: UserId,
    /// Whether it still has the address that the notice goes to, which no other has then.
    pub has_address: bool,
}

/// Counts a mail to an address that nobody has proven, and tells whether there may be so many in a day. Notices are counted
/// apart: those to the account that has the address for it alone, and the first of a day for any account always fits, so
/// that nobody uses up what tells of somebody else's account. A `+tag`, or dots where Google reads the mail, are spellings that share a count of their own: they
/// never use up what the plain address gets.
///
/// # Errors
/// [`Unavailable`]
pub async fn count_caused(
    app: &App,
    address: &Email,
    notice: Option<NoticeOf>,
) -> Result<(Option<Caused>, bool), Unavailable> {
    if !app.config.throttles() {
        return Ok((None, true));
    }
    let window = Window::around(app.now(), Duration::from_secs(86_400));
    let (limit, mailbox) = (u64::from(app.config.limit_caused_mails), mailbox(&address.key()));
    let budgets = match notice {
        None => vec![(format!("caused#{mailbox}"), limit)],
        Some(NoticeOf { account, has_address: true }) => {
            vec![(format!("noticed#{account}#{mailbox}"), limit)]
        }
        Some(NoticeOf { account, .. }) => {
            vec![(format!("noticed#{account}#{mailbox}"), 1), (format!("noticed#{mailbox}"), limit)]
        }
    };
    let mut caused = None;
    for (budget, most) in budgets {
        let key = sha256_hex(&budget);
        let fits = app.store.count(&key, window).await? <= most;
        caused = Some(Caused { key, window });
        if fits {
            return Ok((caused, true));
        }
    }
    log::security(Event::LimitExceeded, None, "mails to one mailbox");
    Ok((caused, false))
}

/// Gives back the count of a mail that did not go.
///
/// # Errors
/// [`Unavailable`]
pub async fn uncount(app: &App, caused: Option<&Caused>) -> Result<(), Unavailable> {
    match caused {
        Some(Caused { key, window }) => app.store.uncount(key, *window).await,
        None => Ok(()),
    }
}

/// What an address is counted under: itself, or for a tagged or dotted spelling the family of all such spellings of the mailbox.
fn mailbox(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let plain = local.split('+').next().unwrap_or_default();
    let family = match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", plain.replace('.', "")),
        _ => format!("{plain}@{domain}"),
    };
    if family == address { family } else { format!("spellings of {family}") }
}

#[cfg(test)]
mod tests {
    use super::mailbox;

    #[test]
    fn spellings_are_counted_together_and_apart_from_the_plain_address() {
        assert_eq!(mailbox("ada@example.org"), "ada@example.org");
        assert_eq!(mailbox("ada+1@example.org"), mailbox("ada+2@example.org"));
        assert_ne!(mailbox("ada+1@example.org"), mailbox("ada@example.org"));
        assert_eq!(mailbox("a.b+news@gmail.com"), mailbox("a.b@googlemail.com"));
        assert_ne!(mailbox("a.b@gmail.com"), mailbox("ab@gmail.com"));
        assert_ne!(mailbox("a.b@example.org"), mailbox("ab@example.org"));
    }
}
