//! `/v1/sessions`: signing in, and a user's sign-ins.

pub(crate) mod operations;
pub(crate) mod own;
pub(crate) mod session;
pub(crate) mod users;

mod create;
mod listing;

pub(crate) use create::create;
