//! The native API's endpoints for users (docs/contracts/seeds.md §4).

mod create;
mod delete;
mod filter;
mod index;
mod list;
pub(crate) mod operations;
mod read;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use index::index;
pub(crate) use list::list;
pub(crate) use read::read;
pub(crate) use update::{patch, put};

use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Error;
use shared::domain::User;
use shared::store::Key;

/// Insists on an administrator, which in this dialect is staff or a superuser.
fn must_administrate(caller: &Caller) -> Result<(), Error> {
    if caller.user.is_staff || caller.user.is_superuser { Ok(()) } else { Err(Error::forbidden()) }
}

/// The user of this pk.
async fn existing(app: &App, pk: &str) -> Result<User, Error> {
    let id = pk.parse().map_err(|()| Error::not_found())?;
    app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(Error::not_found)
}
