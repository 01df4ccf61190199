//! A caller and what they may do, where Django's model permissions decide.

use super::rights::permissions_of;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Actor, Object, needed};
use crate::domain::{Model, Rights, User, UserId, Verb};
use crate::store::{Key, Unavailable};

/// Reads what the caller may do, as far as these actions need it: for up to 100 groups one wave, none for a superuser. Their
/// rights must have been read with them ([`crate::auth::Wanted::Rights`]).
///
/// # Errors
/// [`Unavailable`]
pub async fn actor<'a>(
    app: &App,
    caller: &'a Caller,
    actions: &[(Verb, Object<'_>)],
) -> Result<Actor<'a>, Unavailable> {
    let mut wanted: Vec<_> = actions.iter().flat_map(|(action, object)| needed(*action, *object)).collect();
    wanted.sort_by_key(|right| right.id());
    wanted.dedup();
    let held = permissions_of(app, &caller.user, &caller.rights, &wanted).await?;
    Ok(Actor::by_permissions(caller, held))
}

/// Reads at the same time the user whom the action is on, with what they were given, if there is one of this id.
///
/// # Errors
/// [`Unavailable`]
pub async fn actor_and_user<'a>(
    app: &App,
    caller: &'a Caller,
    action: Verb,
    id: Option<UserId>,
) -> Result<(Actor<'a>, Option<(User, Rights)>), Unavailable> {
    let actions = [(action, Object::All(Model::User))];
    tokio::try_join!(actor(app, caller, &actions), user_with_rights(app, id))
}

async fn user_with_rights(app: &App, id: Option<UserId>) -> Result<Option<(User, Rights)>, Unavailable> {
    let Some(id) = id else { return Ok(None) };
    let rights = Key::Rights(id);
    let mut found = app.store.fetch(&[Key::User(id), rights]).await?;
    let Some(user) = found.user(id)? else { return Ok(None) };
    Ok(Some((user, found.take(rights)?.unwrap_or_default())))
}
