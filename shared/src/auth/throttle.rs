//! Limits against guessing, farming and bombing. `LATCHKEY_THROTTLE=off` switches them off.
//!
//! Keys are what the client cannot choose: the address the gateway saw, and the canonical name that was tried,
//! whether or not anybody has it. So an unknown name shows the same limits as a known one.

use super::token::sha256_hex;
use crate::app::App;
use crate::config::LoginField;
use crate::domain::{Timestamp, UserId};
use crate::error::Refusal;
use crate::http::ClientAddress;
use crate::log::{self, Event};
use crate::store::items::Attempts;
use crate::store::{Change, Key, Unavailable, limits::Window};
use std::net::IpAddr;
use std::time::Duration;

/// Something that one address may do only so often.
#[derive(Clone, Copy, Debug)]
pub enum Limit {
    /// New accounts: 10 in an hour.
    Registration,
    /// What tells whether a name or address is taken, sign-ups that are refused and changes of address: 60 in an hour.
    RefusedRegistration,
    /// Requests for a mail: 20 in an hour.
    MailRequest,
    /// Confirming links: 30 in five minutes.
    Confirmation,
    /// Failed sign-ins: 30 in five minutes.
    FailedSignIn,
}

impl Limit {
    const fn name(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::RefusedRegistration => "refused_registration",
            Self::MailRequest => "mail_request",
            Self::Confirmation => "confirmation",
            Self::FailedSignIn => "failed_sign_in",
        }
    }

    const fn allowance(self) -> (u64, Duration) {
        const HOUR: Duration = Duration::from_secs(3600);
        const FIVE_MINUTES: Duration = Duration::from_secs(300);
        match self {
            Self::Registration => (10, HOUR),
            Self::RefusedRegistration => (60, HOUR),
            Self::MailRequest => (20, HOUR),
            Self::Confirmation | Self::FailedSignIn => (30, FIVE_MINUTES),
        }
    }

    fn key(self, from: ClientAddress) -> String {
        format!("{}#{}", self.name(), network(from.0))
    }
}

/// Something that one account may do only so often, wherever from.
#[derive(Clone, Copy, Debug)]
pub enum AccountLimit {
    /// Asking for another address: 5 in a day, no more than mails go to the old one, so that it is told of each.
    EmailChange,
}

impl AccountLimit {
    const fn name(self) -> &'static str {
        match self {
            Self::EmailChange => "email_change",
        }
    }

    const fn allowance(self) -> (u64, Duration) {
        match self {
            Self::EmailChange => (5, Duration::from_secs(86_400)),
        }
    }
}

/// The network that counts as one client: an IPv4 address, or the /64 that an IPv6 client has to itself.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// What a client is called in the log: the same name for the same address while the secret key stays, and no way back.
pub(crate) fn pseudonym(app: &App, from: ClientAddress) -> String {
    sha256_hex(&app.secret.link_token("client", 0, &network(from.0)))[..16].to_owned()
}

/// Counts one more, unless it was too often.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count(app: &App, limit: Limit, from: ClientAddress) -> Result<(), Refusal> {
    if app.config.throttles() { reserve(app, limit, from).await.map(|_| ()) } else { Ok(()) }
}

/// Counts one more of what an account may do only so often, unless it was too often.
///
/// # Errors
/// [`Refusal::TooMany`] until the window is over.
pub async fn count_for(app: &App, limit: AccountLimit, account: UserId) -> Result<(), Refusal> {
    if !app.config.throttles() {
        return Ok(());
    }
    let key = format!("{}#{account}", limit.name());
    reserve_in(app, limit.name(), key, limit.allowance()).await.map(|_| ())
}

/// One that was counted, and can be given back.
struct Reserved {
    key: String,
    window: Window,
}

impl Reserved {
    async fn give_back(&self, app: &App) {
        // One counted too many is harmless.
        if app.store.uncount(&self.key, self.window).await.is_err() {
            tracing::warn!("a count is not given back");
        }
    }
}

async fn reserve(app: &App, limit: Limit, from: ClientAddress) -> Result<Reserved, Refusal> {
    reserve_in(app, limit.name(), limit.key(from), limit.allowance()).await
}

async fn reserve_in(
    app: &App,
    name: &str,
    key: String,
    (most, length): (u64, Duration),
) -> Result<Reserved, Refusal> {
    let window = Window::around(app.now(), length);
    match app.store.count(&key, window).await? {
        count if count > most => {
            log::security(Event::LimitExceeded, None, name);
            Err(Refusal::TooMany { retry_after: app.now().until(window.end()) })
        }
        _ => Ok(Reserved { key, window }),
    }
}

/// Whether one more mail of this kind may go to this mailbox: 5 in an hour, 10 in a day. The first always
/// may. A `+tag` does not make another mailbox here, and where Google reads the mail, dots do not.
///
/// # Errors
/// [`Unavailable`]
pub async fn may_mail(app: &App, kind: &str, mailbox: &str) -> Result<bool, Unavailable> {
    if !app.config.throttles() {
        return Ok(true);
    }
    let mailbox = one_mailbox(mailbox);
    for (most, seconds) in [(5, 3600), (10, 86_400)] {
        let window = Window::around(app.now(), Duration::from_secs(seconds));
        let key = sha256_hex(&format!("mail#{kind}#{seconds}#{mailbox}"));
        if app.store.count(&key, window).await? > most {
            log::security(Event::LimitExceeded, None, &format!("mail {kind}"));
            return Ok(false);
        }
    }
    Ok(true)
}

/// The address that all spellings of a mailbox are counted under. Elsewhere `a.b` and `ab` are two people, and
/// neither may use up the other's mails.
fn one_mailbox(address: &str) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, ""));
    let local = local.split('+').next().unwrap_or_default();
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}

/// One try at a password, counted before it is looked at, so that parallel tries do not slip through.
#[must_use = "a try that succeeded is to be forgiven"]
pub struct Attempt(Option<Counted>);

struct Counted {
    account: String,
    client: Reserved,
    pause: Duration,
}

impl Attempt {
    /// The account's counter, to delete when the try succeeds; none when the limits are off.
    pub fn forgiven(&self) -> Option<Key<'_>> {
        self.0.as_ref().map(|counted| Key::Limit(&counted.account, 0))
    }

    /// Says in the log that the try at this user's password failed, if it is known whose it would have been.
    pub fn failed(&self, user: Option<UserId>, why: &str) {
        log::security(Event::LoginFail, user, why);
        let pause = self.0.as_ref().map_or(Duration::ZERO, |counted| counted.pause);
        if !pause.is_zero() {
            log::security(Event::LoginLock, user, &format!("{} s", pause.as_secs()));
        }
    }

    /// Says that the try succeeded: it does not count against the client's address.
    pub async fn succeeded(&self, app: &App) {
        if let Some(counted) = &self.0 {
            counted.client.give_back(app).await;
        }
    }
}

/// Failures that cost nothing.
const FREE_FAILURES: u64 = 5;
/// The longest pause between tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(900);

/// What a password is guessed for. Each has a count of its own: nobody reaches another's by what he types.
#[derive(Clone, Copy, Debug)]
pub enum Guessed<'a> {
    /// Whoever signs in by this: the key of a name or address, or what was typed, if that can be nobody's.
    Login(LoginField, &'a str),
    /// A user who is signed in, and proves himself once more.
    Proof(UserId),
}

impl Guessed<'_> {
    fn key(self) -> String {
        sha256_hex(&match self {
            Self::Login(field, key) => format!("attempts#{}#{key}", field.name()),
            Self::Proof(id) => format!("attempts#proof#{id}"),
        })
    }
}

/// Counts a try at a password: five failures in a row are free, then
/// each pause is twice the last, up to 15 minutes; a quarter of an hour of quiet after it forgets them.
///
/// # Errors
/// [`Refusal::TooMany`] while a pause lasts, or when the client's address has failed too often.
pub async fn attempt(app: &App, guessed: Guessed<'_>, from: ClientAddress) -> Result<Attempt, Refusal> {
    if !app.config.throttles() {
        return Ok(Attempt(None));
    }
    let client = reserve(app, Limit::FailedSignIn, from).await?;
    let account = guessed.key();
    match count_attempt(app, Key::Limit(&account, 0)).await {
        Ok(pause) => Ok(Attempt(Some(Counted { account, client, pause }))),
        // What is not looked at is no guess.
        Err(refusal) => {
            client.give_back(app).await;
            Err(refusal)
        }
    }
}

/// Gives the pause that follows unless the try succeeds.
async fn count_attempt(app: &App, item: Key<'_>) -> Result<Duration, Refusal> {
    loop {
        let now = app.now();
        let last: Option<Attempts> = app.store.fetch(&[item]).await?.take(item)?;
        if let Some(last) = last.as_ref().filter(|last| now < last.next_at) {
            log::security(Event::LimitExceeded, None, "password");
            return Err(Refusal::TooMany { retry_after: now.until(last.next_at) });
        }
        let quiet = |last: &&Attempts| now < last.next_at.after(LONGEST_PAUSE);
        let next = another(last.as_ref().filter(quiet).map_or(0, |last| last.failures), now);
        let transaction = app.store.transaction();
        let transaction = match &last {
            None => transaction.create(item, &next, ()),
            Some(last) => {
                let change = Change::of(item)
                    .set("failures", next.failures)
                    .set("last_at", next.last_at)
                    .set("next_at", next.next_at)
                    .set("ttl", u64::try_from(next.ttl).unwrap_or_default())
                    .when("failures", last.failures)
                    .when("last_at", last.last_at);
                transaction.change(change, ())
            }
        };
        if transaction.commit().await?.is_ok() {
            return Ok(now.until(next.next_at));
        }
    }
}

/// Forgives failed tries, when the owner has proved himself otherwise.
///
/// # Errors
/// [`Unavailable`]
pub async fn forgive(app: &App, guessed: Guessed<'_>) -> Result<(), Unavailable> {
    if app.config.throttles() {
        let key = guessed.key();
        app.store.transaction::<()>().delete(Key::Limit(&key, 0)).commit().await.map(|_| ())?;
    }
    Ok(())
}

fn another(failures: u64, now: Timestamp) -> Attempts {
    let failures = failures + 1;
    let doublings = u32::try_from(failures.saturating_sub(FREE_FAILURES)).unwrap_or(u32::MAX).min(10);
    let pause = match failures < FREE_FAILURES {
        true => Duration::ZERO,
        false => Duration::from_secs(1 << doublings).min(LONGEST_PAUSE),
    };
    let ttl = now.after(pause).after(LONGEST_PAUSE).seconds();
    Attempts { failures, last_at: now, next_at: now.after(pause), ttl }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Timestamp, another, network, one_mailbox};

    #[test]
    fn five_failures_are_free_then_pauses_double_to_a_quarter_of_an_hour() {
        let now = Timestamp::from_seconds(0);
        let pause = |failures| now.until(another(failures, now).next_at).as_secs();
        assert_eq!([0, 1, 2, 3].map(pause), [0, 0, 0, 0]);
        assert_eq!([4, 5, 6, 13, 14, 500].map(pause), [1, 2, 4, 512, 900, 900]);
        assert!(another(500, now).ttl >= Duration::from_secs(1800).as_secs() as i64);
    }

    #[test]
    fn one_client_is_one_ipv4_address_or_one_ipv6_network() {
        let key = |address: &str| network(address.parse().unwrap());
        assert_eq!(key("192.0.2.1"), key("::ffff:192.0.2.1"));
        assert_eq!(key("2001:db8::1"), key("2001:db8:0:0:ffff::2"));
        assert_ne!(key("2001:db8::1"), key("2001:db8:0:1::1"));
    }
    #[test]
    fn one_mailbox_is_counted_once_and_two_people_apart() {
        assert_eq!(one_mailbox("a.b+news@gmail.com"), one_mailbox("ab@googlemail.com"));
        assert_eq!(one_mailbox("ada+1@example.org"), one_mailbox("ada+2@example.org"));
        assert_ne!(one_mailbox("a.b@example.org"), one_mailbox("ab@example.org"));
    }
}
