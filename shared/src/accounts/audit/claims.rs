//! What a user claims, and whose the claim is.

use super::{Problem, Text};
use crate::accounts::claimed::{email_key, username_key};
use crate::app::App;
use crate::domain::{User, UserId};
use crate::store::items::Claim;
use crate::store::{Key, Unavailable};

/// The claims that a user has to have.
pub(super) fn claims_of(user: &User) -> Vec<(Text, String, String)> {
    let name = username_key(user).map(|key| (Text::Username, Key::Username(&key).pk_sk()));
    let email = email_key(user).map(|key| (Text::Email, Key::Email(&key).pk_sk()));
    let held = user.held.iter();
    let held = held.map(|(name, key)| (Text::Field(name.clone()), Key::Field(name, key).pk_sk()));
    name.into_iter().chain(email).chain(held).map(|(text, (pk, sk))| (text, pk, sk)).collect()
}

/// Whether the user is there and has what this claim is on.
pub(super) async fn has(app: &App, id: UserId, pk: &str, sk: &str) -> Result<bool, Unavailable> {
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    let is_it = |user: &User| {
        claims_of(user).iter().any(|(_, its_pk, its_sk)| (its_pk.as_str(), its_sk.as_str()) == (pk, sk))
    };
    Ok(user.as_ref().is_some_and(is_it))
}

pub(super) async fn claims_missing(app: &App, id: UserId) -> Result<Vec<Problem>, Unavailable> {
    let Some(user) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(Vec::new()) };
    let mut problems = Vec::new();
    for (text, ..) in claims_of(&user) {
        problems.extend(match holder(app, &user, &text).await? {
            Held::ByThem | Held::Nothing => None,
            Held::ByNobody(_) => Some(Problem::Unclaimed(id, text)),
            Held::ByAnother(_) => Some(Problem::Doubled(id, text)),
        });
    }
    Ok(problems)
}

/// Whose the claim on something of a user is.
pub(super) enum Held {
    /// The user's, as it should be.
    ByThem,
    /// There is nothing to claim.
    Nothing,
    /// Nobody's; or this one's, who does not have it.
    ByNobody(Option<UserId>),
    /// Another's, who has it, too.
    ByAnother(Box<User>),
}

pub(super) async fn holder(app: &App, user: &User, text: &Text) -> Result<Held, Unavailable> {
    let Some(claimed) = claimed(user, text) else { return Ok(Held::Nothing) };
    let key = key(text, &claimed);
    let claim: Option<Claim> = app.store.fetch(&[key]).await?.take(key)?;
    let Some(claim) = claim.map(|claim| claim.user) else { return Ok(Held::ByNobody(None)) };
    if claim == user.id {
        return Ok(Held::ByThem);
    }
    let other = app.store.fetch(&[Key::User(claim)]).await?.user(claim)?;
    let place = key.pk_sk();
    let has_it = |other: &User| claims_of(other).into_iter().any(|(_, pk, sk)| (pk, sk) == place);
    Ok(match other.filter(has_it) {
        Some(other) => Held::ByAnother(Box::new(other)),
        None => Held::ByNobody(Some(claim)),
    })
}

/// What a user claims by it.
pub(super) fn claimed(user: &User, text: &Text) -> Option<String> {
    match text {
        Text::Username => username_key(user),
        Text::Email => email_key(user),
        Text::Field(name) => user.held.get(name).cloned(),
    }
}

pub(super) fn key<'a>(text: &'a Text, claimed: &'a str) -> Key<'a> {
    match text {
        Text::Username => Key::Username(claimed),
        Text::Email => Key::Email(claimed),
        Text::Field(name) => Key::Field(name, claimed),
    }
}
