//! From a request's headers to a person, in one read.

use super::jwt::{Access, Fault as JwtFault};
use super::{csrf, token};
use crate::app::App;
use crate::domain::{Rights, Timestamp, User, UserId};
use crate::log::{self, Event};
use crate::store::items::{Kind, SignedIn, TokenOwner};
use crate::store::{Change, Found, Key, Unavailable};
use http::{HeaderMap, Method, header};
use std::time::Duration;

/// A signed-in user, as the table has them at this moment.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub user: User,
    /// By what.
    pub sign_in: SignedIn,
    /// What they were given, if that was asked for.
    pub rights: Rights,
    /// When they signed in last, if that was asked for.
    pub last_login: Option<Timestamp>,
    wanted: Wanted,
}

impl Caller {
    /// The caller as they are now, if what let them in still does.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn again(&self, app: &App) -> Result<Option<Self>, Unavailable> {
        let (id, key) = (self.user.id, self.sign_in.key(self.user.id));
        let Read { user, rights, last_login, mut found } = self.wanted.fetch(app, id, key).await?;
        let sign_in = found.take::<SignedIn>(key)?;
        let (Some(user), Some(sign_in)) = (user, sign_in) else { return Ok(None) };
        let lets_in = may_sign_in(&user) && sign_in.is_open(app, &user);
        Ok(lets_in.then_some(Self { user, sign_in, rights, last_login, wanted: self.wanted }))
    }

    /// What a page of the caller's browser session shows to prove itself; none where no cookie let the caller in.
    pub fn csrf_token(&self, app: &App) -> Option<String> {
        (self.sign_in.kind == Kind::Cookie).then(|| csrf::token(app, self.user.id, &self.sign_in.id))
    }
}

/// Why credentials that were shown are refused; the dialects have the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// `Token` with nothing behind it.
    TokenAbsent,
    /// `Token` with more than one word behind it.
    TokenWithSpaces,
    /// `Token` with something that is not text behind it.
    TokenNotText,
    /// No such opaque token.
    TokenUnknown,
    /// An opaque token whose user is not active.
    TokenOfInactive,
    /// `JWT` or `Bearer` without exactly one word behind it.
    JwtMalformed,
    /// An access token that is not valid (any longer).
    Jwt(JwtFault),
    /// An access token whose user is not active.
    JwtOfInactive,
    /// An access token whose user is gone.
    JwtOfNobody,
    /// A browser session without proof that our own page is asking; with Django's reason.
    Csrf(String),
    /// The table did not answer.
    Unavailable,
}

impl Fault {
    /// Tells in the log that credentials are refused.
    pub fn tell(&self) {
        let (event, why) = match self {
            Self::Unavailable => return,
            Self::Csrf(_) => (Event::AuthzFail, "CSRF"),
            Self::Jwt(JwtFault::Expired) => (Event::SessionExpired, "JWT"),
            Self::Jwt(_) => (Event::LoginFail, "JWT that is not valid"),
            Self::TokenAbsent | Self::TokenWithSpaces | Self::TokenNotText | Self::JwtMalformed => {
                (Event::LoginFail, "malformed credentials")
            }
            Self::TokenUnknown => (Event::LoginFail, "unknown opaque token"),
            Self::TokenOfInactive | Self::JwtOfInactive => (Event::LoginFail, "not active"),
            Self::JwtOfNobody => (Event::LoginFail, "no such account"),
        };
        log::security(event, None, why);
    }
}

impl From<Unavailable> for Fault {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

/// Whether this user may sign in and stay signed in. Every route that issues or honours anything asks here.
pub fn may_sign_in(user: &User) -> bool {
    user.is_active()
}

/// What is to be read of the caller, beside the caller and what let them in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing.
    Identity,
    /// What they were given.
    Rights,
    /// That, and when they signed in last: where the caller is shown.
    RightsAndLastLogin,
}

/// What was read of the caller.
struct Read {
    user: Option<User>,
    rights: Rights,
    last_login: Option<Timestamp>,
    found: Found,
}

impl Wanted {
    /// The caller's profile, what let them in, and the rest: one batch.
    async fn fetch(self, app: &App, id: UserId, key: Key<'_>) -> Result<Read, Unavailable> {
        let (rights, login) = (Key::Rights(id), Key::Login(id));
        let keys = match self {
            Self::Identity => vec![Key::User(id), key],
            Self::Rights => vec![Key::User(id), key, rights],
            Self::RightsAndLastLogin => vec![Key::User(id), key, rights, login],
        };
        let mut found = app.store.fetch(&keys).await?;
        Ok(Read {
            user: found.user(id)?,
            rights: found.take(rights)?.unwrap_or_default(),
            last_login: found.last_login(id)?,
            found,
        })
    }
}

/// Who is asking: nobody, a user, or somebody whose credentials are refused. An `Authorization` header beats
/// cookies; a scheme that is not ours, and a dead cookie, are nobody.
///
/// # Errors
/// [`Fault`]
pub async fn resolve(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    wanted: Wanted,
) -> Result<Option<Caller>, Fault> {
    told(find(app, method, headers, wanted).await)
}

/// The same where nobody needs to be signed in: a browser sends its cookie everywhere, so one without its proof is
/// looked away from.
///
/// # Errors
/// [`Fault`], but for [`Fault::Csrf`].
pub async fn resolve_if_proven(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    wanted: Wanted,
) -> Result<Option<Caller>, Fault> {
    match find(app, method, headers, wanted).await {
        Err(Fault::Csrf(_)) => Ok(None),
        found => told(found),
    }
}

/// Everybody whom the cookies sign in, for signing out: it needs the proof of one, and no `Authorization` header matters.
///
/// # Errors
/// [`Fault::Csrf`], [`Fault::Unavailable`]
pub async fn resolve_browsers(app: &App, method: &Method, headers: &HeaderMap) -> Result<Vec<Caller>, Fault> {
    let browsers = browsers(app, headers, Wanted::Identity).await?;
    told(proven(app, method, headers, &browsers).map(|proven| proven.cloned()))?;
    Ok(browsers)
}

/// Tells in the log who is asking, or that credentials are refused.
fn told(found: Result<Option<Caller>, Fault>) -> Result<Option<Caller>, Fault> {
    match &found {
        Ok(Some(caller)) => log::acts(caller.user.id),
        Ok(None) => {}
        Err(fault) => fault.tell(),
    }
    found
}

async fn find(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    wanted: Wanted,
) -> Result<Option<Caller>, Fault> {
    let Some(authorization) = headers.get(header::AUTHORIZATION) else {
        return by_cookie(app, method, headers, wanted).await;
    };
    let words: Vec<_> =
        authorization.as_bytes().split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let Some((scheme, rest)) = words.split_first() else { return Ok(None) };
    let is = |name: &str| scheme.eq_ignore_ascii_case(name.as_bytes());
    match rest {
        [] if is("Token") => Err(Fault::TokenAbsent),
        [token] if is("Token") => {
            let token = std::str::from_utf8(token).map_err(|_| Fault::TokenNotText)?;
            by_token(app, token, wanted).await.map(Some)
        }
        _ if is("Token") => Err(Fault::TokenWithSpaces),
        [token] if is("Bearer") => by_bearer(app, &String::from_utf8_lossy(token), wanted).await.map(Some),
        [token] if is("JWT") => by_access_token(app, &String::from_utf8_lossy(token), wanted).await.map(Some),
        _ if is("Bearer") || is("JWT") => Err(Fault::JwtMalformed),
        _ => Ok(None),
    }
}

/// A JWT; or an opaque token, whose form no JWT has. A refusal is that of a JWT, whatever it was.
async fn by_bearer(app: &App, token: &str, wanted: Wanted) -> Result<Caller, Fault> {
    if !token::is_opaque(token) {
        return by_access_token(app, token, wanted).await;
    }
    by_token(app, token, wanted).await.map_err(|fault| match fault {
        Fault::TokenUnknown => Fault::Jwt(JwtFault::Invalid),
        Fault::TokenOfInactive => Fault::JwtOfInactive,
        fault => fault,
    })
}

/// Our own tokens name their user; of one that somebody else made, the table knows whose it is.
async fn by_token(app: &App, token: &str, wanted: Wanted) -> Result<Caller, Fault> {
    let sha256 = token::sha256_hex(token);
    let named = match token::opaque_token_user(token) {
        Some(id) => by_token_of(app, id.into(), &sha256, wanted).await,
        None => Err(Fault::TokenUnknown),
    };
    match named {
        Err(Fault::TokenUnknown) if token::is_opaque(token) => {
            let owner = Key::TokenOwner(&sha256);
            let owner: Option<TokenOwner> = app.store.fetch(&[owner]).await?.take(owner)?;
            by_token_of(app, owner.ok_or(Fault::TokenUnknown)?.user, &sha256, wanted).await
        }
        named => named,
    }
}

async fn by_token_of(app: &App, id: UserId, sha256: &str, wanted: Wanted) -> Result<Caller, Fault> {
    let key = Key::Token(id, sha256);
    let Read { user, rights, last_login, mut found } = wanted.fetch(app, id, key).await?;
    match (user, found.take::<SignedIn>(key)?) {
        (Some(user), Some(sign_in)) if sign_in.is_open(app, &user) => match may_sign_in(&user) {
            true => {
                note_use(app, &user, &sign_in, HOUR).await?;
                Ok(Caller { user, sign_in, rights, last_login, wanted })
            }
            false => Err(Fault::TokenOfInactive),
        },
        _ => Err(Fault::TokenUnknown),
    }
}

async fn by_access_token(app: &App, token: &str, wanted: Wanted) -> Result<Caller, Fault> {
    let Access { user_id, sid, .. } = app.keyring.verify_access(app, token).await?.map_err(Fault::Jwt)?;
    let id = UserId::from(user_id);
    let key = Key::Session(id, &sid);
    let Read { user, rights, last_login, mut found } = wanted.fetch(app, id, key).await?;
    let user = user.ok_or(Fault::JwtOfNobody)?;
    if !may_sign_in(&user) {
        return Err(Fault::JwtOfInactive);
    }
    match found.take::<SignedIn>(key)? {
        Some(sign_in) if sign_in.kind == Kind::Jwt && sign_in.is_open(app, &user) => {
            Ok(Caller { user, sign_in, rights, last_login, wanted })
        }
        _ => Err(Fault::Jwt(JwtFault::Invalid)),
    }
}

async fn by_cookie(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    wanted: Wanted,
) -> Result<Option<Caller>, Fault> {
    let browsers = browsers(app, headers, wanted).await?;
    let Some(caller) = proven(app, method, headers, &browsers)? else { return Ok(None) };
    note_use(app, &caller.user, &caller.sign_in, MINUTE).await?;
    Ok(Some(caller.clone()))
}

/// The one whose own page is asking: of several, the first that proves it. If none does, the first one's fault.
fn proven<'a>(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
    browsers: &'a [Caller],
) -> Result<Option<&'a Caller>, Fault> {
    let mut refused = None;
    for caller in browsers {
        let Some(token) = caller.csrf_token(app) else { continue };
        match csrf::check(app, method, headers, &token) {
            Ok(()) => return Ok(Some(caller)),
            Err(why) => refused = refused.or(Some(why)),
        }
    }
    refused.map_or(Ok(None), |why| Err(Fault::Csrf(why)))
}

/// Everybody whom the cookies sign in, in their order. That there is more than one is rare.
///
/// # Errors
/// [`Unavailable`]
pub async fn browsers(app: &App, headers: &HeaderMap, wanted: Wanted) -> Result<Vec<Caller>, Unavailable> {
    let mut browsers = Vec::new();
    for (id, sid) in csrf::sessions(app, headers) {
        browsers.extend(by_session(app, id, &sid, wanted).await?);
    }
    Ok(browsers)
}

async fn by_session(app: &App, id: UserId, sid: &str, wanted: Wanted) -> Result<Option<Caller>, Unavailable> {
    let key = Key::Session(id, sid);
    let Read { user, rights, last_login, mut found } = wanted.fetch(app, id, key).await?;
    match (user, found.take::<SignedIn>(key)?) {
        (Some(user), Some(sign_in))
            if may_sign_in(&user) && sign_in.kind == Kind::Cookie && sign_in.is_open(app, &user) =>
        {
            Ok(Some(Caller { user, sign_in, rights, last_login, wanted }))
        }
        (Some(user), Some(sign_in)) if sign_in.kind == Kind::Cookie => {
            log::security(Event::SessionExpired, user.id, "browser session");
            Ok(None)
        }
        _ => Ok(None),
    }
}

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);

/// Writes down that a sign-in is used, at most once in so long: an idle browser session would end.
async fn note_use(
    app: &App,
    user: &User,
    sign_in: &SignedIn,
    at_most_every: Duration,
) -> Result<(), Unavailable> {
    let now = app.now();
    if sign_in.seen_at.until(now) < at_most_every {
        return Ok(());
    }
    let change = Change::of(sign_in.key(user.id)).set("seen_at", now).when_absent("ended_at");
    // That it was ended meanwhile is for the next request to notice.
    app.store.update(change).await.map(|_| ())
}

impl SignedIn {
    /// Whether it lets this user in: neither ended nor past its end, and nothing has ended all of the user's sign-ins
    /// since, or it is the one that was kept then. User and sign-in may have been read at different moments: what can
    /// change of this stands in the user alone, or never changes back.
    pub fn is_open(&self, app: &App, user: &User) -> bool {
        let survives = self.epoch == user.epoch || user.kept.as_deref() == Some(&self.sort_key());
        let end = if self.kind == Kind::Cookie { self.ends_at(app) } else { self.expires_at };
        let lasts = end.is_none_or(|end| app.now() < end);
        self.ended_at.is_none() && lasts && survives && app.counts_from(self.created_at)
    }

    /// When it ends if it is not used again: a browser session by idleness, a family of refresh tokens with the newest of
    /// its tokens. None for an opaque token.
    pub fn ends_at(&self, app: &App) -> Option<Timestamp> {
        let (access, refresh) = (app.config.access_token_lifetime, app.config.refresh_token_lifetime);
        let idle = match self.kind {
            Kind::Jwt => self.rotated_at.after(access.max(refresh)),
            Kind::Cookie => self.seen_at.after(app.config.session_idle_timeout),
            Kind::Token => return self.expires_at,
        };
        self.expires_at.map(|end| end.min(idle))
    }
}
