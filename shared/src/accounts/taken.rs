//! Whose names and addresses are: for telling, never for deciding. Claims decide.

use super::fields::claims_in;
use crate::app::App;
use crate::auth::ClientAddress;
use crate::auth::policy;
use crate::auth::throttle::{self, AccountLimit, Limit};
use crate::domain::{Email, FieldValues, Timestamp, User, UserField, UserId, Username};
use crate::error::{Field, Reason, Refusal};
use crate::store::items::Claim;
use crate::store::{Key, Unavailable};
use std::sync::Arc;

/// Who wants to know.
#[derive(Clone, Copy)]
pub enum Asker<'a> {
    /// Nobody who is signed in, at this address.
    Stranger(ClientAddress),
    /// This user. Administrators see everybody anyway.
    User(&'a User),
}

/// Tells which of these names, addresses and values somebody has, so often and no oftener: it tells who has an account. Nothing else tells it, but the
/// claims themselves.
///
/// # Errors
/// [`Refusal::TooMany`]
pub async fn tell_taken(
    app: &App,
    asker: Asker<'_>,
    username: Option<&Username>,
    email: Option<&Email>,
    fields: &FieldValues,
) -> Result<Vec<(Field, Reason)>, Refusal> {
    // Django does not look whether somebody else has said nothing.
    let said = |(field, _): &(&Arc<UserField>, String)| {
        fields.get(&field.name).is_some_and(|value| !value.text().is_empty())
    };
    let values: Vec<_> = claims_in(app, fields).filter(said).collect();
    if username.is_none() && email.is_none() && values.is_empty() {
        return Ok(Vec::new());
    }
    asker.count(app).await?;
    let (name, email) = (username.map(Username::key), email.map(Email::key));
    // A name that is somebody else's address is as good as taken.
    let address = username.and_then(Username::as_address).map(|address| address.key());
    let address = address.filter(|address| Some(address) != email.as_ref());
    let (by_name, by_email) = (name.as_deref().map(Key::Username), email.as_deref().map(Key::Email));
    let by_address = address.as_deref().map(Key::Email);
    let by_value: Vec<_> = values.iter().map(|(field, key)| Key::Field(&field.name, key)).collect();
    let keys: Vec<_> =
        [by_email, by_name, by_address].into_iter().flatten().chain(by_value.clone()).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut owner = |key: Option<Key<'_>>| -> Result<Option<UserId>, Unavailable> {
        let claim: Option<Claim> = key.map(|key| found.take(key)).transpose()?.flatten();
        Ok(claim.map(|claim| claim.user))
    };
    let (of_email, of_name, of_address) = (owner(by_email)?, owner(by_name)?, owner(by_address)?);
    let is_others = of_address.is_some_and(|owner| !asker.is(owner));
    let taken = [(Field::Email, of_email.is_some()), (Field::Username, of_name.is_some() || is_others)];
    let mut all: Vec<_> = taken.into_iter().filter(|(_, taken)| *taken).map(|(field, _)| field).collect();
    for (key, (field, _)) in by_value.into_iter().zip(&values) {
        if owner(Some(key))?.is_some() {
            all.push(Field::Declared(Arc::clone(field)));
        }
    }
    Ok(all.into_iter().map(|field| (field, Reason::Taken)).collect())
}

impl Asker<'_> {
    fn is(self, user: UserId) -> bool {
        matches!(self, Self::User(asker) if asker.id == user)
    }

    /// Counts one more answer that tells who has an account.
    ///
    /// # Errors
    /// [`Refusal::TooMany`]
    pub(super) async fn count(self, app: &App) -> Result<(), Refusal> {
        match self {
            Self::Stranger(from) => throttle::count(app, Limit::Taken, from).await,
            Self::User(user) if policy::administrates(user) => Ok(()),
            Self::User(user) => throttle::count_for(app, AccountLimit::Taken, user.id).await,
        }
    }
}

/// The user of this name, however it is spelled, and when they signed in last.
///
/// # Errors
/// [`Unavailable`]
pub async fn user_by_name(app: &App, name: &str) -> Result<Option<(User, Option<Timestamp>)>, Unavailable> {
    let Some(key) = Username::parse(name).map(|name| name.key()) else { return Ok(None) };
    let claim: Option<Claim> = app.store.fetch(&[Key::Username(&key)]).await?.take(Key::Username(&key))?;
    match claim {
        Some(Claim { user }) => user_and_login(app, user).await,
        None => Ok(None),
    }
}

/// The user of this id, and when they signed in last: one wave.
///
/// # Errors
/// [`Unavailable`]
pub async fn user_and_login(app: &App, id: UserId) -> Result<Option<(User, Option<Timestamp>)>, Unavailable> {
    let mut found = app.store.fetch(&[Key::User(id), Key::Login(id)]).await?;
    let last_login = found.last_login(id)?;
    Ok(found.user(id)?.map(|user| (user, last_login)))
}
