//! What a path is about, where Django's model permissions decide. Whoever may not is told so before they are told whether
//! there is such a thing.

use crate::accounts::{self, Authorized};
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::Object;
use crate::dialects::drf::Error;
use crate::domain::{Model, Rights, User, UserId, Verb, parse_id};
use crate::error::Refusal;
use crate::store::Catalogued;

/// The caller, who may do this to all of a kind.
///
/// # Errors
/// 403.
pub async fn allowed<'a>(
    app: &App,
    caller: &'a Caller,
    action: Verb,
    kind: Model,
) -> Result<Authorized<'a>, Error> {
    let all = Object::All(kind);
    let authorized = Authorized::to(app, caller, &[action], all).await?;
    authorized.must(action, all)?;
    Ok(authorized)
}

/// The caller, who may do this to all of a kind, and the thing of this id. One wave.
///
/// # Errors
/// 403, and then 404.
pub async fn found<'a, T: Catalogued>(
    app: &App,
    caller: &'a Caller,
    action: Verb,
    kind: Model,
    pk: &str,
) -> Result<(Authorized<'a>, T), Error> {
    let thing = async { Ok(accounts::existing(app, parse_id(pk)).await?) };
    let (authorized, mut things) = tokio::try_join!(allowed(app, caller, action, kind), thing)?;
    Ok((authorized, things.pop().ok_or_else(Error::not_found)?))
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
    let (authorized, user) = Authorized::to_user(app, caller, Verb::View, id).await?;
    authorized.must(Verb::View, Object::All(Model::User))?;
    user.ok_or_else(Error::not_found)
}

/// The caller, and the user of this id with what they were given, whom they may change; and what is read beside. One wave.
///
/// # Errors
/// 403, 404, and 403 for whoever is above the caller.
pub async fn changeable<'a, T>(
    app: &App,
    caller: &'a Caller,
    pk: &str,
    beside: impl Future<Output = Result<T, Refusal>>,
) -> Result<(Authorized<'a>, User, Rights, T), Error> {
    let to_user = Authorized::to_user(app, caller, Verb::Change, parse_id(pk).map(UserId::from));
    let to_user = async { Ok(to_user.await?) };
    let ((authorized, user), beside) = tokio::try_join!(to_user, beside)?;
    authorized.must(Verb::Change, Object::All(Model::User))?;
    let (user, rights) = user.ok_or_else(Error::not_found)?;
    authorized.must(Verb::Change, Object::User(&user))?;
    Ok((authorized, user, rights, beside))
}
