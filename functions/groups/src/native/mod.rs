//! Groups as the native API has them: Django's model permissions decide.

mod create;
mod delete;
mod list;
pub(crate) mod of_user;
pub(crate) mod operations;
mod read;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::read;
pub(crate) use update::update;

use serde_json::{Value, json};
use shared::domain::Group;

fn object(group: &Group) -> Value {
    json!({ "pk": group.id.get(), "name": group.name })
}
