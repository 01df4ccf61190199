//! django-users-api, a dialect of Tastypie's: what the functions that serve it share (docs/contracts/seeds.md §1).

mod answer;
mod body;
mod guard;
mod list;
pub mod nested;
pub mod operations;
mod print;
pub mod resource;

pub use answer::{Answer, Error, created, no_content, ok};
pub use body::{Body, Fields, Ignored, MISSING, is_true, python, snake};
pub use guard::{is_registration, view};
pub use list::{ListQuery, listing, set};
pub use nested::Nested;
pub use resource::Resource;

use crate::accounts;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Action, Actor, All, Object, Permit, Permitted, all, to};
use crate::domain::{Rights, Timestamp, User, UserId, Verb, parse_id};
use crate::store::Unavailable;
use serde_json::{Value, json};

/// What the caller may do to things of this kind, as far as these actions need it; everybody may look, where the settings say
/// so.
///
/// # Errors
/// [`Unavailable`]
pub async fn actor<'a, T: Permitted>(
    app: &App,
    caller: &'a Caller,
    actions: &[Verb],
) -> Result<Actor<'a>, Unavailable> {
    let actions: Vec<_> = actions.iter().map(|action| (*action, Object::All(T::MODEL))).collect();
    Ok(accounts::actor(app, caller, &actions).await?.in_users_api(&app.config))
}

/// The permission to do this to all of a kind.
///
/// # Errors
/// 401
pub async fn allowed<'a, T: Permitted, A: Action>(
    app: &App,
    caller: &'a Caller,
    action: A,
) -> Result<Permit<'a, A, All<T>>, Error> {
    Ok(actor::<T>(app, caller, &[A::VERB]).await?.must(action, all())?)
}

/// The permission to do this to this thing.
///
/// # Errors
/// 401
pub async fn permitted<'a, T: Permitted, A: Action>(
    app: &App,
    caller: &'a Caller,
    action: A,
    thing: T,
) -> Result<Permit<'a, A, T>, Error> {
    Ok(actor::<T>(app, caller, &[A::VERB]).await?.must(action, thing)?)
}

/// The permission to make something under an id of the caller's choice, which takes the right to change such things too.
///
/// # Errors
/// 401; then 404 for an id that something had, and for those that new things get.
pub async fn to_create<'a, T: Permitted>(
    app: &App,
    caller: &'a Caller,
    id: u64,
    was_one: bool,
) -> Result<Permit<'a, to::Add, All<T>>, Error> {
    let actor = actor::<T>(app, caller, &[Verb::Add, Verb::Change]).await?;
    let things = actor.must(to::Add, all())?;
    actor.must(to::Change, all::<T>())?;
    if was_one || id >= 1 << 32 { Err(Error::Gone) } else { Ok(things) }
}

/// The user whom a nested path is about, and what it ends in; read together with what the caller may do. They may say what
/// the user is given.
///
/// # Errors
/// 404 with a message when there is no such user; then 401.
pub async fn to_entitle<'a, T>(
    app: &App,
    caller: &'a Caller,
    id: UserId,
    thing: impl Future<Output = Result<T, Error>>,
) -> Result<(Permit<'a, to::Entitle, User>, T), Error> {
    let to_user = async { Ok(accounts::actor_and_user(app, caller, Verb::Change, Some(id)).await?) };
    let ((actor, user), thing) = tokio::try_join!(to_user, thing)?;
    let (user, _) = user.ok_or(Error::NotFound)?;
    Ok((actor.must_entitle(user)?, thing))
}

/// What this user was given, for themselves and for whoever may see users.
///
/// # Errors
/// 401, whether or not there is such a user, and then 404 with a message.
pub async fn owned(app: &App, caller: &Caller, id: UserId) -> Result<Rights, Error> {
    if id == caller.user.id {
        return Ok(caller.rights.clone());
    }
    let (actor, user) = accounts::actor_and_user(app, caller, Verb::View, Some(id)).await?;
    actor.in_users_api(&app.config).must(to::View, all::<User>())?;
    let (_, rights) = user.ok_or(Error::NotFound)?;
    Ok(rights)
}

/// A moment as it is printed here: in UTC, without saying so.
pub fn naive(moment: Timestamp) -> String {
    moment.to_string().trim_end_matches('Z').to_owned()
}

/// What `schema/` says of a resource.
pub fn schema(detail_methods: &[&str], list_methods: &[&str], fields: Value) -> Value {
    json!({
        "allowedDetailHttpMethods": detail_methods,
        "allowedListHttpMethods": list_methods,
        "defaultFormat": "application/json",
        "defaultLimit": list::DEFAULT_LIMIT,
        "fields": fields,
    })
}

/// What `schema/` says of a text field without a default.
pub fn text_field(unique: bool) -> Value {
    json!({
        "blank": false, "default": NO_DEFAULT, "helpText": "Unicode string data. Ex: \"Hello World\"",
        "nullable": false, "readonly": false, "type": "string", "unique": unique,
    })
}

/// What `schema/` says of `resourceUri`.
pub fn uri_field() -> Value {
    let mut field = text_field(false);
    field["readonly"] = true.into();
    field
}

/// What `schema/` says of the default where there is none.
pub const NO_DEFAULT: &str = "No default provided.";

/// An id in a path as `[1-9][0-9]*` has it, which users and groups insist on.
///
/// # Errors
/// For anything else, as for a path that nobody serves.
pub fn strict_id<T: From<u64>>(segment: &str) -> Result<T, Error> {
    parse_id(segment).map(T::from).ok_or(Error::NotRouted)
}

/// An id as Python's `int()` reads it, which permissions and content types take.
///
/// # Errors
/// For what is no number, and then for a number that nothing can have.
pub fn loose_id<T: From<u64>>(segment: &str) -> Result<T, Error> {
    let digits = segment.trim().strip_prefix(['-', '+']).unwrap_or(segment.trim());
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Error::NotFound);
    }
    match segment.trim().trim_start_matches('+').parse() {
        Ok(id) if (1..1 << 53).contains(&id) => Ok(T::from(id)),
        _ => Err(Error::Gone),
    }
}

#[cfg(test)]
mod tests {
    use super::{Error, loose_id};

    #[test]
    fn permissions_take_what_python_takes() {
        for segment in ["17", "017", "+17", " 17 "] {
            assert_eq!(loose_id::<u64>(segment).ok(), Some(17), "{segment:?}");
        }
        for segment in ["", "abc", "1.0", "1;2", "--1"] {
            assert!(matches!(loose_id::<u64>(segment), Err(Error::NotFound)), "{segment:?}");
        }
        for segment in ["0", "-1", "99999999999999999999"] {
            assert!(matches!(loose_id::<u64>(segment), Err(Error::Gone)), "{segment:?}");
        }
    }
}
