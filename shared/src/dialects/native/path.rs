//! What a path is about, where Django's model permissions decide, with the permission to act on it. Whoever may not is told so
//! before they are told whether there is such a thing.

use crate::accounts;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Action, All, Object, Permit, Permitted, all, to};
use crate::dialects::drf::Error;
use crate::domain::{Rights, User, UserId, Verb, parse_id};
use crate::store::Catalogued;

/// The permission to do this to all of a kind.
///
/// # Errors
/// 403.
pub async fn allowed<'a, T: Permitted, A: Action>(
    app: &App,
    caller: &'a Caller,
    action: A,
) -> Result<Permit<'a, A, All<T>>, Error> {
    let actor = accounts::actor(app, caller, &[(A::VERB, Object::All(T::MODEL))]).await?;
    Ok(actor.must(action, all())?)
}

/// The thing of this id, to which the caller may do this. One wave.
///
/// # Errors
/// 403, and then 404.
pub async fn found<'a, T: Catalogued + Permitted, A: Action>(
    app: &App,
    caller: &'a Caller,
    action: A,
    pk: &str,
) -> Result<Permit<'a, A, T>, Error> {
    let thing = async { Ok(accounts::existing::<T>(app, parse_id(pk)).await?) };
    let (all, mut things) = tokio::try_join!(allowed::<T, A>(app, caller, action), thing)?;
    Ok(all.actor().must(action, things.pop().ok_or_else(Error::not_found)?)?)
}

/// The user of this id, with what they were given, whom the caller may see: themselves, or with `view_` or `change_user` and as
/// staff everybody. One wave, none for themselves.
///
/// # Errors
/// 403, and then 404.
pub async fn visible(app: &App, caller: &Caller, pk: &str) -> Result<(User, Rights), Error> {
    let id = parse_id(pk).map(UserId::from);
    if id == Some(caller.user.id) {
        return Ok((caller.user.clone(), caller.rights.clone()));
    }
    let (actor, user) = accounts::actor_and_user(app, caller, Verb::View, id).await?;
    actor.must(to::View, all::<User>())?;
    user.ok_or_else(Error::not_found)
}

/// The user of this id, of whom the caller may say what they are given, with what they were. One wave.
///
/// # Errors
/// 403, 404, and 403 for whoever is above the caller.
pub async fn to_entitle<'a>(
    app: &App,
    caller: &'a Caller,
    pk: &str,
) -> Result<(Permit<'a, to::Entitle, User>, Rights), Error> {
    let id = parse_id(pk).map(UserId::from);
    let (actor, user) = accounts::actor_and_user(app, caller, Verb::Change, id).await?;
    actor.must(to::Change, all::<User>())?;
    let (user, rights) = user.ok_or_else(Error::not_found)?;
    Ok((actor.must_entitle(user)?, rights))
}
