//! The native API's endpoints for users (docs/contracts/seeds.md §4).

mod create;
mod read;
mod update;

pub(crate) use create::create;
pub(crate) use read::read;
pub(crate) use update::update;

use shared::auth::Caller;
use shared::dialects::drf::Error;

/// Insists on an administrator, which in this dialect is staff or a superuser.
fn must_administrate(caller: &Caller) -> Result<(), Error> {
    if caller.user.is_staff || caller.user.is_superuser { Ok(()) } else { Err(Error::forbidden()) }
}
