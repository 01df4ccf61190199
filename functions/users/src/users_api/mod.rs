//! `/users/` as django-users-api has it (docs/contracts/seeds.md §1).

mod create;
mod delete;
mod list;
mod object;
pub(crate) mod operations;
mod read;
mod schema;
mod sent;
mod set;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::read;
pub(crate) use schema::schema;
pub(crate) use set::set;
pub(crate) use update::update;

use serde_json::Value;
use shared::app::App;
use shared::auth::{Caller, policy};
use shared::dialects::users_api::Error;
use shared::domain::{Timestamp, User, UserId};
use shared::error::Refusal;
use shared::store::Key;
use shared::store::items::ListedUser;

/// What a refusal is to this resource.
fn refused(refusal: Refusal) -> Error {
    Error::of("users", refusal)
}

async fn found(app: &App, id: UserId) -> Result<Option<User>, Error> {
    Ok(app.store.fetch(&[Key::User(id)]).await?.user(id)?)
}

/// A user as this resource shows them to the caller.
fn shown(app: &App, caller: &Caller, user: &User, last_login: Option<Timestamp>) -> Value {
    object::object(&app.config, policy::reader(&caller.user), &ListedUser::of(user, last_login))
}
