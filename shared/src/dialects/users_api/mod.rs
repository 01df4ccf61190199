//! django-users-api, a dialect of Tastypie's: what the functions that serve it share (docs/contracts/seeds.md §1).

mod answer;
mod body;
mod guard;
mod list;
pub mod operations;
mod print;

pub use answer::{Answer, Error, created, no_content, ok};
pub use body::{Body, Fields, Ignored, is_true, python};
pub use guard::{is_registration, view};
pub use list::{ListQuery, listing, set};

use crate::accounts::Authorized;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::Object;
use crate::config::UsersApiRead;
use crate::domain::{Model, Rights, Timestamp, User, UserId, Verb};
use crate::store::{Key, Unavailable};
use serde_json::{Value, json};

/// What the caller may do, as far as these actions need it; everybody may look, where the settings say so.
///
/// # Errors
/// [`Unavailable`]
pub async fn authorized<'a>(
    app: &App,
    caller: &'a Caller,
    actions: &[Verb],
    object: Object<'_>,
) -> Result<Authorized<'a>, Unavailable> {
    let anybody_reads = app.config.users_api_read == UsersApiRead::Session;
    Ok(Authorized { anybody_reads, ..Authorized::to(app, caller, actions, object).await? })
}

/// The user whom a nested path is about, and what it ends in; read together with what the caller may do. He may change
/// the user.
///
/// # Errors
/// 404 with a message when there is no such user; then 401.
pub async fn to_change<'a, T>(
    app: &App,
    caller: &'a Caller,
    id: UserId,
    thing: impl Future<Output = Result<T, Error>>,
) -> Result<(Authorized<'a>, User, T), Error> {
    let users = Object::All(Model::User);
    let authorized = async { Ok::<_, Error>(authorized(app, caller, &[Verb::Change], users).await?) };
    let user = async { Ok(app.store.fetch(&[Key::User(id)]).await?.user(id)?) };
    let (authorized, user, thing) = tokio::try_join!(authorized, user, thing)?;
    let user = user.ok_or(Error::NotFound)?;
    authorized.must(Verb::Change, Object::User(&user))?;
    Ok((authorized, user, thing))
}

/// What this user was given, for himself and for whoever may see users.
///
/// # Errors
/// 401, whether or not there is such a user, and then 404 with a message.
pub async fn owned(app: &App, caller: &Caller, id: UserId) -> Result<Rights, Error> {
    if id == caller.user.id {
        return Ok(caller.rights.clone());
    }
    let users = Object::All(Model::User);
    authorized(app, caller, &[Verb::View], users).await?.must(Verb::View, users)?;
    let rights = Key::Rights(id);
    let mut found = app.store.fetch(&[Key::User(id), rights]).await?;
    found.user(id)?.ok_or(Error::NotFound)?;
    Ok(found.take(rights)?.unwrap_or_default())
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
pub fn strict_id<T: From<u64>>(segment: &str) -> Option<T> {
    let good =
        !segment.starts_with('0') && !segment.is_empty() && segment.bytes().all(|c| c.is_ascii_digit());
    good.then(|| segment.parse().ok().filter(|id| *id < 1 << 53)).flatten().map(T::from)
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
    use super::{Error, loose_id, strict_id};

    #[test]
    fn users_and_groups_have_one_form_of_an_id() {
        assert_eq!(strict_id::<u64>("17"), Some(17));
        for segment in
            ["", "0", "01", "-1", "+1", "1.5", "abc", " 1", "9007199254740992", "99999999999999999999"]
        {
            assert_eq!(strict_id::<u64>(segment), None, "{segment:?}");
        }
    }

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
