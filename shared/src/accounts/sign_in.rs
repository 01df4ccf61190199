//! Signing in: a name or address, a password, and what is issued for them.

use super::session::end;
use super::tokens::{access, refresh};
use super::trim::trim;
use crate::app::App;
use crate::auth::guesses::{self, Account, Guessed, Origin, Outcome, Try};
use crate::auth::password::Verdict;
use crate::auth::throttle::{self, Limit};
use crate::auth::token::{opaque_token, sha256_hex};
use crate::auth::{Client, csrf, may_sign_in};
use crate::chance::random_id;
use crate::config::LoginField;
use crate::domain::password::Password;
use crate::domain::{Email, User, UserId, Username};
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::{Claim, Kind, LoginRecord, SignedIn};
use crate::store::{Change, Key, Unavailable};
use std::time::Duration;

/// The longest life of a family of refresh tokens, however often it is refreshed.
const LONGEST_FAMILY: Duration = Duration::from_secs(30 * 86_400);

/// What somebody typed to say who they are, and which indexes are asked.
pub struct Login<'a> {
    /// The indexes that are asked, all at once; the first that has it decides.
    fields: &'static [LoginField],
    /// As typed.
    typed: &'a str,
}

impl<'a> Login<'a> {
    /// By this field only.
    pub fn by(field: LoginField, typed: &'a str) -> Self {
        let fields: &'static [_] = match field {
            LoginField::Username => &[LoginField::Username],
            LoginField::Email => &[LoginField::Email],
        };
        Self { fields, typed }
    }

    /// By name; or where there is an `@`, by address, and by name only if no account has the address. One that waits for
    /// its mailbox gives way to a name: or else a stranger could sign up with it and shut its bearer out.
    pub fn by_either(typed: &'a str) -> Self {
        match typed.contains('@') {
            true => Self { fields: &[LoginField::Email, LoginField::Username], typed },
            false => Self::by(LoginField::Username, typed),
        }
    }

    /// The key of the claim, if what was typed can be somebody's.
    fn key(&self, field: LoginField) -> Option<String> {
        match field {
            LoginField::Username => Username::parse(self.typed).map(|name| name.key()),
            LoginField::Email => Email::parse(self.typed).map(|email| email.key()),
        }
    }
}

/// A user who has proved themselves and is to be issued something.
pub struct SignIn {
    /// Who.
    pub user: User,
    record: LoginRecord,
    attempt: Try,
    rehashed: Option<(String, String)>,
    agent: String,
}

/// Proves a user by their password, in two reads: whose name it is, then the profile, each beside what limits the try. The
/// work is the same whether there is such a user, whether they may sign in, and whether the password is right; and what
/// is refused before the password is looked at costs no write.
///
/// # Errors
/// [`Refusal::Credentials`], whatever the reason; [`Refusal::TooMany`].
pub async fn sign_in(
    app: &App,
    login: &Login<'_>,
    password: &Password,
    client: &Client,
) -> Result<SignIn, Refusal> {
    let (candidates, too_many_failed) = tokio::join!(candidates(app, login), exhausted(app, client));
    let Candidate { field, account, user, record } = chosen(app, candidates?).await?;
    let origin = match &user {
        Some(user) => Origin::of(app, user, client),
        None => Origin::of_nobody(app, client),
    };
    let attempt = Try::new(Guessed::Login(field), Some(origin), app.now());
    let is_strangers = attempt.is_strangers(&record);
    if is_strangers {
        too_many_failed?;
    }
    if app.config.throttles() {
        attempt.judge(app, &record).map_err(too_many)?;
    }
    let stored = user.as_ref().and_then(|user| user.password.as_ref()).map(|hash| hash.0.as_str());
    let verdict = app.hasher.verify(password, stored).await;
    match (user, verdict) {
        (Some(user), Verdict::Right { stale }) if may_sign_in(&user) => {
            // Of many that are tried at once from there, too many may have failed by now.
            if is_strangers {
                exhausted(app, client).await?;
            }
            let rehashed = match (stale, stored_hash(&user)) {
                (true, Some(old)) => Some((old, app.hasher.hash(password).await)),
                _ => None,
            };
            Ok(SignIn { user, record, attempt, rehashed, agent: client.agent.clone() })
        }
        (user, verdict) => {
            let why = match (&user, verdict) {
                (None, _) => "no such account",
                (Some(_), Verdict::Right { .. }) => "not active",
                (Some(_), Verdict::Wrong) => "wrong password",
            };
            let settled = guesses::settle(app, &account, record, &attempt, Outcome::Failed).await?;
            let record = settled.map_err(too_many)?;
            if is_strangers {
                throttle::count(app, Limit::FailedSignIn, client.address).await?;
            }
            let id = user.map(|user| user.id);
            log::security(Event::LoginFail, id, why);
            tell_pause(&attempt, &record, id);
            Err(Refusal::Credentials)
        }
    }
}

/// A try that is not one.
pub(super) fn too_many(retry_after: Duration) -> Refusal {
    log::security(Event::LimitExceeded, None, "password");
    Refusal::TooMany { retry_after }
}

/// Tells in the log that the next try has to wait.
pub(super) fn tell_pause(attempt: &Try, record: &LoginRecord, user: Option<UserId>) {
    if let Some(pause) = attempt.pause(record) {
        log::security(Event::LoginLock, user, &format!("{} s", pause.as_secs()));
    }
}

fn stored_hash(user: &User) -> Option<String> {
    user.password.as_ref().map(|hash| hash.0.clone())
}

/// Somebody whose login it may be, and by which field.
struct Candidate {
    field: LoginField,
    account: Account,
    user: Option<User>,
    record: LoginRecord,
}

/// Whose login it is, in two reads at once: the first one's, but that an account which waits for its mailbox gives way to a
/// user of that name.
async fn chosen(app: &App, candidates: Vec<(LoginField, Account)>) -> Result<Candidate, Unavailable> {
    let profiles: Vec<_> = candidates.iter().map(|(_, account)| account.profile()).collect();
    let records: Vec<_> = candidates.iter().map(|(_, account)| account.record()).collect();
    let (mut users, mut login_records) =
        tokio::try_join!(app.store.fetch(&profiles), app.store.glance(&records))?;
    let mut found = Vec::new();
    for (field, account) in &candidates {
        let user: Option<User> = users.take(account.profile())?;
        let record: LoginRecord = login_records.take(account.record())?.unwrap_or_default();
        found.push(Candidate { field: *field, account: account.clone(), user, record });
    }
    let waits = |user: &User| user.verified_at.is_none();
    let gives_way = found.len() > 1 && found[0].user.as_ref().is_none_or(waits);
    Ok(found.swap_remove(usize::from(gives_way)))
}

/// Whose login it can be, and by which field: one, or a user of the address before a user of the name.
async fn candidates(app: &App, login: &Login<'_>) -> Result<Vec<(LoginField, Account)>, Unavailable> {
    let typed: Vec<_> = login.fields.iter().map(|field| (*field, login.key(*field))).collect();
    let claims = typed.iter().map(|(field, key)| {
        // What cannot be anybody's is looked for all the same, where nobody is.
        let key = key.as_deref().unwrap_or("\u{0}");
        match field {
            LoginField::Username => Key::Username(key),
            LoginField::Email => Key::Email(key),
        }
    });
    let claims: Vec<_> = claims.collect();
    let mut found = app.store.fetch(&claims).await?;
    let mut candidates: Vec<(LoginField, Account)> = Vec::new();
    for (claim, field) in claims.into_iter().zip(login.fields) {
        let account = found.take(claim)?.map(|Claim { user }| Account::User(user));
        candidates.extend(account.map(|account| (*field, account)));
    }
    candidates.dedup_by(|(_, name), (_, address)| name == address);
    if candidates.is_empty() {
        let (field, key) = &typed[0];
        candidates.push((*field, guesses::of_nobody(app, *field, key.as_deref().unwrap_or(login.typed))));
    }
    Ok(candidates)
}

/// Whether strangers may not try from there any more.
async fn exhausted(app: &App, client: &Client) -> Result<(), Refusal> {
    throttle::must_be_below(app, Limit::FailedSignIn, client.address).await
}

/// What failed, and from where the account was signed in before; perhaps a moment old, which the write notices.
pub(super) async fn login_record(app: &App, account: &Account) -> Result<LoginRecord, Unavailable> {
    Ok(app.store.glance(&[account.record()]).await?.take(account.record())?.unwrap_or_default())
}

impl SignIn {
    /// Writes what is issued, and what came of the try, before it is told. The sign-in happened when its user was read: if
    /// they are disabled, deleted or signed out everywhere since, what is issued lets nobody in.
    async fn commit(self, app: &App, issued: &SignedIn) -> Result<User, Refusal> {
        let user = self.user;
        let account = Account::User(user.id);
        let outcome = Outcome::Succeeded { opaque: issued.kind == Kind::Token };
        let (settled, written) = tokio::try_join!(
            guesses::settle(app, &account, self.record, &self.attempt, outcome),
            app.store.create(issued.key(user.id), issued),
        )?;
        // Its id is chance: one that is there is our own, whose reply got lost.
        drop(written);
        let record = match settled {
            Ok(record) => record,
            Err(wait) => {
                // Nobody was told of it, so nobody misses it if this fails.
                let _ = end(app, user.id, issued).await;
                return Err(too_many(wait));
            }
        };
        log::security(Event::LoginSuccess, user.id, "");
        log::security(Event::TokenCreated, user.id, issued.kind.name());
        if let Some((old, new)) = self.rehashed {
            rehash(app, user.id, &old, &new).await;
        }
        trim(app, &user, &record).await;
        Ok(user)
    }

    fn issue(&self, app: &App, id: String, kind: Kind) -> SignedIn {
        signed_in(app, &self.user, id, kind, self.agent.clone())
    }
}

/// Puts a better hash in the place of the one that was verified. Later is soon enough: the next sign-in tries again.
async fn rehash(app: &App, user: UserId, old: &str, new: &str) {
    let change = Change::perhaps_new(Key::User(user)).set("password", new).when("password", old);
    if app.store.update(change).await.is_err() {
        tracing::warn!(user = user.get(), "a better hash is not kept");
    }
}

/// An access token and its refresh token.
pub struct TokenPair {
    /// Who signed in.
    pub user: User,
    /// RS256.
    pub access: String,
    /// HS256.
    pub refresh: String,
    /// The id of the sign-in that they stand for.
    pub session: String,
}

/// Issues JWTs, and the sign-in that they stand for.
///
/// # Errors
/// [`Refusal::TooMany`] when others guessed meanwhile until nobody may.
pub async fn issue_token_pair(app: &App, sign_in: SignIn) -> Result<TokenPair, Refusal> {
    let key = app.keyring.signing_key(app).await?;
    let session = sign_in.issue(app, random_id(), Kind::Jwt);
    let user = sign_in.commit(app, &session).await?;
    let access = access(app, &user, &session.id, app.now().seconds(), random_id()).await?.sign(&key);
    let refresh = refresh(app, user.id, &session).sign(&app.secret);
    Ok(TokenPair { user, access, refresh, session: session.id })
}

/// Issues an opaque token.
///
/// # Errors
/// As [`issue_token_pair`].
pub async fn issue_opaque_token(app: &App, sign_in: SignIn) -> Result<(User, String), Refusal> {
    let token = opaque_token(sign_in.user.id.get());
    let issued = sign_in.issue(app, sha256_hex(&token), Kind::Token);
    let user = sign_in.commit(app, &issued).await?;
    Ok((user, token))
}

/// A browser's session.
pub struct BrowserSession {
    /// Who signed in.
    pub user: User,
    /// The value of `sessionid`.
    pub cookie: String,
    /// The value of `csrftoken`.
    pub csrf: String,
}

/// Opens a browser session, under an id that nobody knew before.
///
/// # Errors
/// As [`issue_token_pair`].
pub async fn open_browser_session(app: &App, sign_in: SignIn) -> Result<BrowserSession, Refusal> {
    let cookie = opaque_token(sign_in.user.id.get());
    let session = sign_in.issue(app, csrf::session_id(&cookie), Kind::Cookie);
    let user = sign_in.commit(app, &session).await?;
    let csrf = csrf::token(app, user.id, &session.id);
    Ok(BrowserSession { user, cookie, csrf })
}

/// A browser session for a user who has just been issued something else (djoser's `CREATE_SESSION_ON_LOGIN`).
///
/// # Errors
/// [`Unavailable`]
pub async fn add_browser_session(
    app: &App,
    user: User,
    client: &Client,
) -> Result<BrowserSession, Unavailable> {
    let cookie = opaque_token(user.id.get());
    let session = signed_in(app, &user, csrf::session_id(&cookie), Kind::Cookie, client.agent.clone());
    // One that is there is our own.
    let _ = app.store.create(session.key(user.id), &session).await?;
    log::security(Event::TokenCreated, user.id, session.kind.name());
    let csrf = csrf::token(app, user.id, &session.id);
    Ok(BrowserSession { user, cookie, csrf })
}

fn signed_in(app: &App, user: &User, id: String, kind: Kind, agent: String) -> SignedIn {
    let now = app.now();
    let expires_at = match kind {
        Kind::Jwt => Some(now.after(app.config.refresh_token_lifetime.max(LONGEST_FAMILY))),
        Kind::Cookie => Some(now.after(app.config.session_cookie_age)),
        Kind::Token => None,
    };
    SignedIn {
        agent,
        expires_at,
        ttl: expires_at.map(|end| end.seconds()),
        ..SignedIn::new(id, kind, user.epoch, now)
    }
}
