//! What goes on after signing in: refreshing, verifying, signing out.

use super::sign_in::{access, derived_jti, refresh as refresh_token};
use crate::app::App;
use crate::auth::jwt::{Fault, Refresh, Token};
use crate::auth::{Caller, Credential, csrf, may_sign_in};
use crate::chance::random_id;
use crate::domain::{User, UserId};
use crate::log::{self, Event};
use crate::store::items::Session;
use crate::store::{Change, Key, Unavailable};
use std::time::Duration;

/// How long the refresh token before the present one gets the present one again: for clients that lost the
/// reply.
const GRACE: Duration = Duration::from_secs(10);

/// What a refresh token was exchanged for.
#[derive(Debug)]
pub struct Refreshed {
    /// A new access token.
    pub access: String,
    /// A new refresh token, when they rotate.
    pub refresh: Option<String>,
}

/// Why a token is refused.
#[derive(Debug)]
pub enum RefreshRefusal {
    /// Not a token of ours, over, or of the wrong type.
    Token(Fault),
    /// Its session has ended: signed out, password changed, or used again after it was rotated.
    Ended,
    /// Its user is not active, or gone.
    NotActive,
    /// The table did not answer; the token is as good as before.
    Unavailable,
}

impl From<Unavailable> for RefreshRefusal {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

/// Exchanges a refresh token for an access token. With `rotate`, the refresh token is replaced too: of many who
/// try at once all get the same successor, as does who comes back within ten seconds for a lost reply; whoever
/// comes later with a replaced token ends the session, since one of the two is a thief.
///
/// # Errors
/// [`RefreshRefusal`]
pub async fn refresh(app: &App, token: &str, rotate: bool) -> Result<Refreshed, RefreshRefusal> {
    let claims = match app.keyring.verify_either(app, token).await?.map_err(told)? {
        Token::Refresh(claims) => claims,
        Token::Access(_) => return Err(told(Fault::WrongType)),
    };
    loop {
        let (user, session) = open_session(app, claims.user_id.into(), &claims.sid).await?;
        if claims.generation == session.generation && !rotate {
            let key = app.keyring.signing_key(app).await?;
            let access = access(app, &user, &session.sid, app.now().seconds(), random_id()).await?.sign(&key);
            log::security(Event::TokenCreated, user.id, "refreshed");
            return Ok(Refreshed { access, refresh: None });
        }
        if claims.generation == session.generation {
            match succeed(app, &user, &session).await? {
                Some(successor) => {
                    log::security(Event::TokenCreated, user.id, "refreshed");
                    return Ok(present_tokens(app, &user, &successor, rotate).await?);
                }
                // Another was faster: the next look finds his successor.
                None => continue,
            }
        }
        let in_grace = app.now().seconds() <= session.rotated_at.after(GRACE).seconds();
        if claims.generation + 1 == session.generation && in_grace {
            return Ok(present_tokens(app, &user, &session, rotate).await?);
        }
        end_reused(app, &user, &claims).await?;
        return Err(RefreshRefusal::Ended);
    }
}

/// Tells in the log that a token is refused.
fn told(fault: Fault) -> RefreshRefusal {
    match fault {
        Fault::Expired => log::security(Event::SessionExpired, None, "JWT"),
        _ => log::security(Event::LoginFail, None, "JWT that is not valid"),
    }
    RefreshRefusal::Token(fault)
}

async fn open_session(app: &App, id: UserId, sid: &str) -> Result<(User, Session), RefreshRefusal> {
    let key = Key::Session(id, sid);
    let mut found = app.store.fetch(&[Key::User(id), key]).await?;
    let Some(user) = found.user(id)?.filter(may_sign_in) else {
        log::security(Event::LoginFail, id, "not active");
        return Err(RefreshRefusal::NotActive);
    };
    let session: Option<Session> = found.take(key)?;
    match session.filter(|session| !session.browser && session.is_open(&user, app.now())) {
        Some(session) => Ok((user, session)),
        None => {
            log::security(Event::SessionExpired, id, "JWT");
            Err(RefreshRefusal::Ended)
        }
    }
}

/// Moves the session to its next generation; none if somebody did, or ended it.
async fn succeed(app: &App, user: &User, session: &Session) -> Result<Option<Session>, Unavailable> {
    let (now, key) = (app.now(), app.keyring.signing_key(app).await?);
    let kid = key.public().kid();
    let change = Change::of(Key::Session(user.id, &session.sid))
        .set("gen", session.generation + 1)
        .set("rotated_at", now)
        .set("seen_at", now)
        .set("kid", kid)
        .when("gen", session.generation);
    let moved = app.store.transaction().change(change, ()).commit().await?;
    Ok(moved.is_ok().then(|| Session {
        generation: session.generation + 1,
        rotated_at: now,
        seen_at: now,
        kid: Some(kid.to_owned()),
        ..session.clone()
    }))
}

/// The tokens of the session's present generation, made again from what is stored: the same bytes each time, but for
/// claims about a user who was changed meanwhile.
async fn present_tokens(
    app: &App,
    user: &User,
    session: &Session,
    rotate: bool,
) -> Result<Refreshed, Unavailable> {
    let signed_by = match &session.kid {
        Some(kid) => app.keyring.private(app, kid).await?,
        None => None,
    };
    let key = match signed_by {
        Some(key) => key,
        None => app.keyring.signing_key(app).await?,
    };
    let jti = derived_jti("access", session);
    let access = access(app, user, &session.sid, session.rotated_at.seconds(), jti).await?.sign(&key);
    let refresh = rotate.then(|| refresh_token(app, user.id, session).sign(&app.secret));
    Ok(Refreshed { access, refresh })
}

async fn end_reused(app: &App, user: &User, claims: &Refresh) -> Result<(), Unavailable> {
    log::security(Event::TokenReuse, user.id, "session ended");
    let deletion = app.store.transaction::<()>().delete(Key::Session(user.id, &claims.sid));
    deletion.commit().await.map(|_| ())
}

/// Whether a token of either kind is good at this moment.
///
/// # Errors
/// [`RefreshRefusal`]
pub async fn verify(app: &App, token: &str) -> Result<(), RefreshRefusal> {
    let token = app.keyring.verify_either(app, token).await?.map_err(told)?;
    let (id, sid, generation) = match &token {
        Token::Access(claims) => (claims.user_id, &claims.sid, None),
        Token::Refresh(claims) => (claims.user_id, &claims.sid, Some(claims.generation)),
    };
    let (_, session) = open_session(app, id.into(), sid).await?;
    match generation {
        Some(generation) if generation != session.generation => Err(RefreshRefusal::Ended),
        _ => Ok(()),
    }
}

/// Ends what let the caller in: his token, or the session behind his JWT or cookie.
///
/// # Errors
/// [`Unavailable`]
pub async fn sign_out(app: &App, caller: &Caller) -> Result<(), Unavailable> {
    let (key, kind) = match &caller.credential {
        Credential::Access(session) | Credential::Cookie(session) => {
            (Key::Session(caller.user.id, &session.sid), session.name())
        }
        Credential::Token(token) => (Key::Token(caller.user.id, &token.sha256), "opaque token"),
    };
    end(app, caller.user.id, key, kind).await
}

/// Ends one session or token.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn end(app: &App, user: UserId, key: Key<'_>, kind: &str) -> Result<(), Unavailable> {
    // Without a condition there is no refusal.
    let _ = app.store.transaction::<()>().delete(key).commit().await?;
    log::security(Event::TokenRevoked, user, kind);
    Ok(())
}

impl Session {
    /// What it is called in the log.
    pub(super) const fn name(&self) -> &'static str {
        if self.browser { "browser session" } else { "JWT" }
    }
}

/// Ends the user's browser session that this cookie opens, if it opens one of his.
///
/// # Errors
/// [`Unavailable`]
pub async fn end_browser_session(app: &App, user: &User, cookie: &str) -> Result<(), Unavailable> {
    let sid = csrf::session_id(cookie);
    end(app, user.id, Key::Session(user.id, &sid), "browser session").await
}

impl Credential {
    /// Lets the caller's own credential live on, when all others of the user have just ended.
    ///
    /// # Errors
    /// [`Unavailable`]; the caller must sign in again then.
    pub(super) async fn carry_over(&self, app: &App, user: &User) -> Result<(), Unavailable> {
        let (key, epoch) = match self {
            Self::Access(session) | Self::Cookie(session) => {
                (Key::Session(user.id, &session.sid), session.epoch)
            }
            Self::Token(token) => (Key::Token(user.id, &token.sha256), token.epoch),
        };
        let change = Change::of(key).set("epoch", user.epoch).when("epoch", epoch);
        // That it was ended meanwhile is as it should be.
        app.store.transaction().change(change, ()).commit().await.map(|_| ())
    }
}
