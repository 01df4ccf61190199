//! Groups as django-users-api has them (docs/contracts/seeds.md §1).

mod create;
mod delete;
mod of_user;
pub(crate) mod operations;
mod read;
mod schema;
mod sent;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use of_user::GroupsOfUser;
pub(crate) use read::{read, set};
pub(crate) use schema::schema;
pub(crate) use update::update;
