//! djoser's endpoints for users (docs/contracts/djoser.md §2.1–2.4, §3).

mod delete;
mod index;
mod list;
pub(crate) mod operations;
mod profile;
mod register;
mod reset_username;
mod set_username;
mod user;

pub(crate) use delete::{delete_me, delete_user};
pub(crate) use index::index;
pub(crate) use list::list;
pub(crate) use profile::{me, update_me};
pub(crate) use register::register;
pub(crate) use reset_username::{reset_username, reset_username_confirm};
pub(crate) use set_username::{change_username, set_username};
pub(crate) use user::{update_user, user};
