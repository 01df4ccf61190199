//! Signing in: a name or address, a password, and what is issued for them.

use super::claims::claims;
use crate::app::App;
use crate::auth::jwt::Access;
use crate::auth::password::Verdict;
use crate::auth::throttle::{self, Attempt, Guessed};
use crate::auth::token::{opaque_token, sha256_hex};
use crate::auth::{csrf, jwt, may_sign_in};
use crate::chance::random_id;
use crate::config::LoginField;
use crate::domain::password::Password;
use crate::domain::{Email, User, UserId, Username};
use crate::error::Refusal;
use crate::http::ClientAddress;
use crate::log::{self, Event};
use crate::store::items::{Claim, OpaqueToken, Session};
use crate::store::{Change, Key, Unavailable, keys, read};
use std::time::Duration;

/// How many opaque tokens a user has; the oldest are trimmed when he signs in again.
const TOKENS_PER_USER: usize = 20;

/// The longest life of a family of refresh tokens, however often it is refreshed.
const LONGEST_FAMILY: Duration = Duration::from_secs(30 * 86_400);

/// What somebody typed to say who he is, and which index is asked.
pub struct Login<'a> {
    /// The only index that is asked.
    pub field: LoginField,
    /// As typed.
    pub typed: &'a str,
}

impl Login<'_> {
    /// The key of the claim; one that nobody owns, if what was typed cannot be anybody's.
    fn key(&self) -> String {
        let nobodys = || "\u{0}".to_owned();
        match self.field {
            LoginField::Username => Username::parse(self.typed).map_or_else(nobodys, |name| name.key()),
            LoginField::Email => Email::parse(self.typed).map_or_else(nobodys, |email| email.key()),
        }
    }
}

/// A user who has proved himself and is to be issued something.
pub struct SignIn {
    /// Who.
    pub user: User,
    tokens: Vec<OpaqueToken>,
    rehashed: Option<String>,
    attempt: Attempt,
}

/// Proves a user by his password, in two reads: whose name it is, then the profile. The work is the same
/// whether there is such a user, whether he may sign in, and whether the password is right.
///
/// # Errors
/// [`Refusal::Credentials`], whatever the reason; [`Refusal::TooMany`].
pub async fn sign_in(
    app: &App,
    login: &Login<'_>,
    password: &Password,
    from: ClientAddress,
) -> Result<SignIn, Refusal> {
    let key = login.key();
    let counter = if key == "\u{0}" { login.typed } else { &key };
    let attempt = throttle::attempt(app, Guessed::Login(login.field, counter), from).await?;
    let claim = match login.field {
        LoginField::Username => Key::Username(&key),
        LoginField::Email => Key::Email(&key),
    };
    let owner: Option<Claim> = app.store.fetch(&[claim]).await?.take(claim)?;
    let id = owner.map_or(UserId::NOBODY, |claim| claim.user);
    let (user, tokens) = tokio::try_join!(profile(app, id), tokens(app, id))?;
    let stored = user.as_ref().and_then(|user| user.password.as_ref()).map(|hash| hash.0.as_str());
    let verdict = app.hasher.verify(password, stored).await;
    match (user, verdict) {
        (Some(user), Verdict::Right { stale }) if may_sign_in(&user) => {
            let rehashed = if stale { Some(app.hasher.hash(password).await) } else { None };
            Ok(SignIn { user, tokens, rehashed, attempt })
        }
        (user, verdict) => {
            let why = match (&user, verdict) {
                (None, _) => "no such account",
                (Some(_), Verdict::Right { .. }) => "not active",
                (Some(_), Verdict::Wrong) => "wrong password",
            };
            attempt.failed(user.map(|user| user.id), why);
            Err(Refusal::Credentials)
        }
    }
}

async fn profile(app: &App, id: UserId) -> Result<Option<User>, Unavailable> {
    app.store.fetch(&[Key::User(id)]).await?.user(id)
}

async fn tokens(app: &App, id: UserId) -> Result<Vec<OpaqueToken>, Unavailable> {
    app.store.query(&keys::user(id), keys::TOKENS).await?.into_iter().map(read).collect()
}

impl SignIn {
    /// Writes what is issued, and with it the sign-in itself: `last_login`, a better hash, the forgiven tries.
    /// The password must still be the one that was proved.
    async fn commit(self, app: &App, issued: Issued<'_>) -> Result<User, Refusal> {
        let (now, user) = (app.now(), self.user);
        let mut change = Change::of(Key::User(user.id))
            .set("last_login", now)
            .when("epoch", user.epoch)
            .when_absent("disabled_at");
        if let Some(hash) = &self.rehashed {
            change = change.set("password", hash.as_str());
        }
        let mut transaction = app.store.transaction().change(change, ());
        transaction = match &issued {
            Issued::Session(session) => transaction.put(Key::Session(user.id, &session.sid), *session),
            Issued::Token(token) => transaction.put(Key::Token(user.id, &token.sha256), *token),
        };
        let surplus: Vec<_> = match issued {
            Issued::Token(_) => surplus(self.tokens).collect(),
            Issued::Session(_) => Vec::new(),
        };
        for surplus in &surplus {
            transaction = transaction.delete(Key::Token(user.id, &surplus.sha256));
        }
        let attempt = self.attempt;
        if let Some(counter) = attempt.forgiven() {
            transaction = transaction.delete(counter);
        }
        if transaction.commit().await?.is_err() {
            attempt.failed(Some(user.id), "changed meanwhile");
            return Err(Refusal::Credentials);
        }
        log::security(Event::LoginSuccess, user.id, "");
        log::security(Event::TokenCreated, user.id, issued.name());
        if !surplus.is_empty() {
            log::security(Event::TokenRevoked, user.id, "more tokens than a user has");
        }
        attempt.succeeded(app).await;
        Ok(User { last_login: Some(now), ..user })
    }
}

enum Issued<'a> {
    Session(&'a Session),
    Token(&'a OpaqueToken),
}

impl Issued<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Session(session) => session.name(),
            Self::Token(_) => "opaque token",
        }
    }
}

/// The tokens that must go so that one more makes no more than allowed; at most as many as fit a transaction.
fn surplus(mut tokens: Vec<OpaqueToken>) -> impl Iterator<Item = OpaqueToken> {
    tokens.sort_by_key(|token| token.created_at);
    let excess = (tokens.len() + 1).saturating_sub(TOKENS_PER_USER).min(90);
    tokens.into_iter().take(excess)
}

/// An access token and its refresh token.
pub struct TokenPair {
    /// Who signed in.
    pub user: User,
    /// RS256.
    pub access: String,
    /// HS256.
    pub refresh: String,
    /// The id of the session that they stand for.
    pub session: String,
}

/// Issues JWTs, and the session that they stand for.
///
/// # Errors
/// [`Refusal::Credentials`] when the password was changed or the account disabled at this very moment.
pub async fn issue_token_pair(app: &App, sign_in: SignIn) -> Result<TokenPair, Refusal> {
    let key = app.keyring.signing_key(app).await?;
    let life = app.config.refresh_token_lifetime.max(LONGEST_FAMILY);
    let session = session(app, &sign_in.user, random_id(), false, life);
    let user = sign_in.commit(app, Issued::Session(&session)).await?;
    let access = access(app, &user, &session.sid, app.now().seconds(), random_id()).await?.sign(&key);
    let refresh = refresh(app, user.id, &session).sign(&app.secret);
    Ok(TokenPair { user, access, refresh, session: session.sid })
}

/// Issues an opaque token.
///
/// # Errors
/// As [`issue_token_pair`].
pub async fn issue_opaque_token(app: &App, sign_in: SignIn) -> Result<(User, String), Refusal> {
    let token = opaque_token(sign_in.user.id.get());
    let item = OpaqueToken { sha256: sha256_hex(&token), epoch: sign_in.user.epoch, created_at: app.now() };
    let user = sign_in.commit(app, Issued::Token(&item)).await?;
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
    let (cookie, session) = browser_session(app, &sign_in.user);
    let user = sign_in.commit(app, Issued::Session(&session)).await?;
    let csrf = csrf::token(app, user.id, &session.sid);
    Ok(BrowserSession { user, cookie, csrf })
}

/// A browser session for a user who has just been issued something else (djoser's `CREATE_SESSION_ON_LOGIN`).
///
/// # Errors
/// [`Unavailable`]
pub async fn add_browser_session(app: &App, user: User) -> Result<BrowserSession, Unavailable> {
    let (cookie, session) = browser_session(app, &user);
    let put = app.store.transaction::<()>().put(Key::Session(user.id, &session.sid), &session);
    // Without a condition there is no refusal.
    let _ = put.commit().await?;
    log::security(Event::TokenCreated, user.id, session.name());
    let csrf = csrf::token(app, user.id, &session.sid);
    Ok(BrowserSession { user, cookie, csrf })
}

fn browser_session(app: &App, user: &User) -> (String, Session) {
    let cookie = opaque_token(user.id.get());
    let session = session(app, user, csrf::session_id(&cookie), true, app.config.session_cookie_age);
    (cookie, session)
}

fn session(app: &App, user: &User, sid: String, browser: bool, life: Duration) -> Session {
    let now = app.now();
    let expires_at = now.after(life);
    Session {
        sid,
        browser,
        epoch: user.epoch,
        created_at: now,
        generation: 0,
        rotated_at: now,
        kid: None,
        seen_at: now,
        expires_at,
        ttl: expires_at.seconds(),
    }
}

/// The access token of a session, issued at `iat`.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn access(
    app: &App,
    user: &User,
    sid: &str,
    iat: i64,
    jti: String,
) -> Result<Access, Unavailable> {
    let life = i64::try_from(app.config.access_token_lifetime.as_secs()).unwrap_or(i64::MAX);
    Ok(Access {
        iss: app.config.public_url.as_str().to_owned(),
        aud: app.config.audience.clone(),
        user_id: user.id.get(),
        sid: sid.to_owned(),
        jti,
        iat,
        exp: iat.saturating_add(life),
        extra: claims(app, user).await?,
    })
}

/// The session's present refresh token. All of it follows from the session, so that it can be made again.
pub(super) fn refresh(app: &App, user: UserId, session: &Session) -> jwt::Refresh {
    let ends = session.rotated_at.after(app.config.refresh_token_lifetime).min(session.expires_at);
    jwt::Refresh {
        iss: app.config.public_url.as_str().to_owned(),
        user_id: user.get(),
        sid: session.sid.clone(),
        generation: session.generation,
        jti: derived_jti("refresh", session),
        iat: session.rotated_at.seconds(),
        exp: ends.seconds(),
    }
}

/// The id of a token that follows from the session: of its kind, session and generation.
pub(super) fn derived_jti(kind: &str, session: &Session) -> String {
    sha256_hex(&format!("{kind}#{}#{}", session.sid, session.generation))[..32].to_owned()
}
