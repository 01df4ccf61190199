//! A user's sign-ins: what there are, and ending them.

use super::edit::{By, edit};
use super::session::end;
use crate::app::App;
use crate::auth::policy::{self, Actor, Authority, Object};
use crate::auth::{Caller, Credential};
use crate::domain::{User, Verb};
use crate::error::Refusal;
use crate::store::items::SignedIn;
use crate::store::{Key, Unavailable, keys, read};

impl SignedIn {
    /// What the sign-in is called: nothing that opens anything.
    pub fn id(&self) -> &str {
        match self {
            Self::Session(session) => &session.sid,
            Self::Token(token) => &token.sha256,
        }
    }

    /// Whether this let the caller in.
    pub fn is(&self, credential: &Credential) -> bool {
        match (self, credential) {
            (Self::Session(one), Credential::Access(other) | Credential::Cookie(other)) => {
                one.sid == other.sid
            }
            (Self::Token(one), Credential::Token(other)) => one.sha256 == other.sha256,
            _ => false,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Session(session) => session.name(),
            Self::Token(_) => "opaque token",
        }
    }

    fn key(&self, user: &User) -> Key<'_> {
        match self {
            Self::Session(session) => Key::Session(user.id, &session.sid),
            Self::Token(token) => Key::Token(user.id, &token.sha256),
        }
    }

    fn is_open(&self, app: &App, user: &User) -> bool {
        match self {
            Self::Session(session) => session.is_open(user, app.now()),
            Self::Token(token) => token.epoch == user.epoch,
        }
    }
}

/// The sign-ins of a user that still let him in, ordered by id, sessions first: what stands behind `after`, at most `limit`
/// of what there is, and the place to go on from. One wave.
///
/// # Errors
/// [`Unavailable`]
pub async fn sign_ins(
    app: &App,
    user: &User,
    after: Option<&str>,
    limit: usize,
) -> Result<(Vec<SignedIn>, Option<String>), Unavailable> {
    let items = app.store.range(&keys::user(user.id), keys::SIGN_INS, after, limit + 1).await?;
    let goes_on = items.len() > limit;
    let items = items.into_iter().take(limit).map(read::<SignedIn>);
    let mut sign_ins = items.collect::<Result<Vec<_>, _>>()?;
    let next = sign_ins.last().filter(|_| goes_on).map(|last| last.key(user).pk_sk().1);
    sign_ins.retain(|sign_in| sign_in.is_open(app, user));
    Ok((sign_ins, next))
}

/// Ends one sign-in of a user, as he or somebody who may change his account wants it.
///
/// # Errors
/// [`Refusal::NotFound`] for one that does not let him in; [`Refusal::Forbidden`].
pub async fn end_sign_in(app: &App, caller: &Caller, user: &User, id: &str) -> Result<(), Refusal> {
    policy::must(Actor::Caller(&caller.user, Authority::Staff), Verb::Change, Object::User(user))?;
    // Longer than any, and than a key may be.
    if id.len() > 64 {
        return Err(Refusal::NotFound);
    }
    let (session, token) = (Key::Session(user.id, id), Key::Token(user.id, id));
    let mut found = app.store.fetch(&[session, token]).await?;
    let session = found.take(session)?.map(SignedIn::Session);
    let token = found.take(token)?.map(SignedIn::Token);
    match session.or(token) {
        Some(sign_in) if sign_in.is_open(app, user) => {
            Ok(end(app, user.id, sign_in.key(user), sign_in.name()).await?)
        }
        _ => Err(Refusal::NotFound),
    }
}

/// Ends all sign-ins of a user at once; but where `keeps_own`, the one that let the caller in goes on.
///
/// # Errors
/// [`Refusal::Forbidden`]
pub async fn end_all_sign_ins(
    app: &App,
    caller: &Caller,
    user: &User,
    keeps_own: bool,
) -> Result<(), Refusal> {
    policy::must(Actor::Caller(&caller.user, Authority::Staff), Verb::Change, Object::User(user))?;
    let user = caller.or_self(user);
    let end_all = |user: &mut User| {
        user.epoch += 1;
        Ok(())
    };
    let user = edit(app, user, By::actor(&caller.user, user), end_all, |_| Vec::new()).await?;
    if keeps_own && user.id == caller.user.id {
        caller.credential.carry_over(app, &user).await?;
    }
    Ok(())
}
