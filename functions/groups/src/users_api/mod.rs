//! Groups as django-users-api has them (docs/contracts/seeds.md §1).

mod create;
mod delete;
mod list;
pub(crate) mod of_user;
pub(crate) mod operations;
mod read;
mod schema;
mod sent;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use read::{read, set};
pub(crate) use schema::schema;
pub(crate) use update::update;

use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::dialects::users_api::Error;
use shared::domain::{Group, GroupId};
use shared::error::Refusal;

/// By what lists could be filtered or ordered, and may not.
const FIELDS: [&str; 3] = ["name", "group_id", "resource_uri"];

fn object(group: &Group) -> Value {
    json!({ "name": group.name, "resourceUri": format!("/groups/{}/", group.id) })
}

fn refused(refusal: Refusal) -> Error {
    Error::of("groups", refusal)
}

async fn existing(app: &App, id: GroupId) -> Result<Option<Group>, Error> {
    Ok(accounts::existing(app, [id.get()]).await?.pop())
}
