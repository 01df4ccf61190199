//! What goes on after signing in: refreshing, verifying, signing out.

use super::tokens::{access, derived_jti, refresh as refresh_token};
use crate::app::App;
use crate::auth::jwt::{Fault, Token};
use crate::auth::{Caller, may_sign_in};
use crate::chance::random_id;
use crate::domain::{User, UserId};
use crate::log::{self, Event};
use crate::store::items::{Kind, SignedIn};
use crate::store::{Change, Item, Key, Refused, Unavailable, read};
use std::time::Duration;

/// How long the refresh token before the present one gets the present one again: for clients that lost the
/// reply.
const GRACE: Duration = Duration::from_secs(10);

/// How often the token before the present one may come too late: a thief in step with the owner would go on for ever.
const MOST_LATE: u64 = 20;

/// How often a refresh is tried again because somebody else was faster.
const TRIES: usize = 8;

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

/// Exchanges a refresh token for an access token. With `rotate`, the refresh token is replaced too, by one write on a
/// condition: of many who try at once all get the same successor. A client that lost the answer comes back with the token
/// before: within ten seconds it gets the same bytes; later too, as long as nobody used the successor, but that is counted.
/// Whoever comes with an older one, or too often too late, ends the family, since one of two is a thief.
///
/// # Errors
/// [`RefreshRefusal`]
pub async fn refresh(app: &App, token: &str, rotate: bool) -> Result<Refreshed, RefreshRefusal> {
    let claims = match app.keyring.verify_either(app, token).await?.map_err(told)? {
        Token::Refresh(claims) => claims,
        Token::Access(_) => return Err(told(Fault::WrongType)),
    };
    let (user, mut session) = open_session(app, claims.user_id.into(), &claims.sid).await?;
    for _ in 0..TRIES {
        if claims.generation == session.generation && !rotate {
            note_refresh(app, &user, &session).await?;
            log::acts(user.id);
            return Ok(Refreshed { access: fresh_access(app, &user, &session).await?, refresh: None });
        }
        if claims.generation == session.generation {
            match succeed(app, &user, &session).await? {
                Ok(successor) => {
                    log::acts(user.id);
                    return Ok(present_tokens(app, &user, &successor, rotate).await?);
                }
                // Another was faster, or this is the answer that got lost.
                Err(Refused(found)) => session = still_open(app, &user, found)?,
            }
        } else if claims.generation + 1 == session.generation && may_be_lost(&session) {
            return late(app, &user, &session, rotate).await;
        } else {
            end_reused(app, &user, &session).await?;
            return Err(RefreshRefusal::Ended);
        }
    }
    Err(RefreshRefusal::Unavailable)
}

/// Whether the client may have lost the present token: nobody used it, and it was not too often asked for again.
fn may_be_lost(session: &SignedIn) -> bool {
    session.used < session.generation && session.late <= MOST_LATE
}

/// What a failed condition found, if it still lets in.
fn still_open(app: &App, user: &User, found: Option<Item>) -> Result<SignedIn, RefreshRefusal> {
    let session: Option<SignedIn> = found.map(read).transpose()?;
    session.filter(|session| session.is_open(app, user)).ok_or_else(|| over(user.id))
}

fn over(user: UserId) -> RefreshRefusal {
    log::security(Event::SessionExpired, user, "JWT");
    RefreshRefusal::Ended
}

/// Answers the token before the present one, which nobody has used yet.
async fn late(app: &App, user: &User, session: &SignedIn, rotate: bool) -> Result<Refreshed, RefreshRefusal> {
    let now = app.now();
    // A client that does not rotate never lost the answer to a rotation.
    if rotate && now.seconds() <= session.rotated_at.after(GRACE).seconds() {
        return Ok(present_tokens(app, user, session, rotate).await?);
    }
    // Counted at most once in ten seconds, and whoever was faster counted for this one too: instances whose clocks differ
    // do not end an honest family.
    if session.late_at.is_none_or(|counted| counted.after(GRACE) <= now) {
        let change = Change::of(session.key(user.id)).set("late", session.late + 1).set("late_at", now);
        let change = change.when("late", session.late).when_absent("ended_at");
        if let Err(Refused(found)) = app.store.update(change).await? {
            still_open(app, user, found)?;
        }
    }
    let refresh = rotate.then(|| refresh_token(app, user.id, session).sign(&app.secret));
    log::security(Event::TokenCreated, user.id, "refreshed late");
    Ok(Refreshed { access: fresh_access(app, user, session).await?, refresh })
}

async fn fresh_access(app: &App, user: &User, session: &SignedIn) -> Result<String, Unavailable> {
    let key = app.keyring.signing_key(app).await?;
    Ok(access(app, user, &session.id, app.now().seconds(), random_id()).await?.sign(&key))
}

/// Writes down that the family is used: at most once an hour, and once for each token that took another's place.
async fn note_refresh(app: &App, user: &User, session: &SignedIn) -> Result<(), Unavailable> {
    let now = app.now();
    if session.used >= session.generation && session.seen_at.until(now) < Duration::from_secs(3600) {
        return Ok(());
    }
    let change = Change::of(session.key(user.id))
        .set("seen_at", now)
        .set("used", session.generation)
        .when("gen", session.generation)
        .when_absent("ended_at");
    app.store.update(change).await.map(|_| ())
}

/// Tells in the log that a token is refused.
fn told(fault: Fault) -> RefreshRefusal {
    match fault {
        Fault::Expired => log::security(Event::SessionExpired, None, "JWT"),
        _ => log::security(Event::LoginFail, None, "JWT that is not valid"),
    }
    RefreshRefusal::Token(fault)
}

async fn open_session(app: &App, id: UserId, sid: &str) -> Result<(User, SignedIn), RefreshRefusal> {
    let key = Key::Session(id, sid);
    let mut found = app.store.fetch(&[Key::User(id), key]).await?;
    let Some(user) = found.user(id)?.filter(may_sign_in) else {
        log::security(Event::LoginFail, id, "not active");
        return Err(RefreshRefusal::NotActive);
    };
    let session: Option<SignedIn> = found.take(key)?;
    match session.filter(|session| session.kind == Kind::Jwt && session.is_open(app, &user)) {
        Some(session) => Ok((user, session)),
        None => Err(over(id)),
    }
}

/// Moves the session to its next generation; or gives what was found instead, if somebody did, or ended it.
async fn succeed(
    app: &App,
    user: &User,
    session: &SignedIn,
) -> Result<Result<SignedIn, Refused>, Unavailable> {
    let (now, key) = (app.now(), app.keyring.signing_key(app).await?);
    let kid = key.public().kid();
    let change = Change::of(session.key(user.id))
        .set("gen", session.generation + 1)
        .set("rotated_at", now)
        .set("seen_at", now)
        .set("kid", kid)
        .when("gen", session.generation)
        .when_absent("ended_at");
    match app.store.update(change).await? {
        Ok(moved) => Ok(Ok(read(moved)?)),
        Err(refused) => Ok(Err(refused)),
    }
}

/// The tokens of the session's present generation, made again from what is stored: the same bytes each time, but for
/// claims about a user who was changed meanwhile.
async fn present_tokens(
    app: &App,
    user: &User,
    session: &SignedIn,
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
    let access = access(app, user, &session.id, session.rotated_at.seconds(), jti).await?.sign(&key);
    let refresh = rotate.then(|| refresh_token(app, user.id, session).sign(&app.secret));
    Ok(Refreshed { access, refresh })
}

async fn end_reused(app: &App, user: &User, session: &SignedIn) -> Result<(), Unavailable> {
    log::security(Event::TokenReuse, user.id, "session ended");
    end(app, user.id, session).await
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
    // The token before the present one is as good as lost, not bad: see `refresh`.
    match generation {
        Some(generation) if generation != session.generation && generation + 1 != session.generation => {
            Err(RefreshRefusal::Ended)
        }
        _ => Ok(()),
    }
}

/// Ends what let the caller in: their token, or the session behind their JWT or cookie.
///
/// # Errors
/// [`Unavailable`]
pub async fn sign_out(app: &App, caller: &Caller) -> Result<(), Unavailable> {
    end(app, caller.user.id, &caller.sign_in).await?;
    log::security(Event::TokenRevoked, caller.user.id, caller.sign_in.kind.name());
    Ok(())
}

/// How long the sweep leaves a sign-in that was ended: a copy of its put that comes late must find it.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// Ends one sign-in. That it was over, or is not there, is as good.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn end(app: &App, user: UserId, sign_in: &SignedIn) -> Result<(), Unavailable> {
    let (now, ttl) = (app.now(), app.now().after(REMEMBERED).seconds());
    let change = Change::of(sign_in.key(user)).set("ended_at", now).when_absent("ended_at");
    match sign_in.brought {
        // It stays, for another import may bring it again; whose it was, nobody asks any more.
        true => {
            let owner = Change::of(Key::TokenOwner(&sign_in.id)).set("ttl", ttl);
            app.store.transaction().change(change, ()).change(owner, ()).commit().await.map(|_| ())
        }
        false => app.store.update(change.set("ttl", ttl)).await.map(|_| ()),
    }
}

impl Kind {
    /// What it is called in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jwt => "JWT",
            Self::Cookie => "browser session",
            Self::Token => "opaque token",
        }
    }
}
