//! The native API's endpoints for users (docs/contracts/seeds.md §4).

pub(crate) mod collection;
mod create;
mod delete;
mod email;
mod filter;
pub(crate) mod group_users;
mod index;
mod list;
pub(crate) mod locale;
pub(crate) mod me;
pub(crate) mod operations;
mod read;
mod set_active;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use email::{change_email, email, withdraw_email};
pub(crate) use index::index;
pub(crate) use list::list;
pub(crate) use read::read;
pub(crate) use set_active::{disable, enable};
pub(crate) use update::{patch, put};

use axum::http::StatusCode;
use axum::response::Response;
use shared::app::App;
use shared::dialects::native::{tagged, user_view};
use shared::domain::{Reader, Timestamp, User};
use shared::http::json;
use shared::store::items::ListedUser;

/// 200 with a user as this reader sees them, and with their version.
fn shown(app: &App, reader: Reader, user: &User, last_login: Option<Timestamp>) -> Response {
    let view = user_view(&app.config, reader, &ListedUser::of(user, last_login));
    tagged(json(StatusCode::OK, &view), user.version)
}
