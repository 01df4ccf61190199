//! The wiki's endpoints for users (docs/contracts/seeds.md §3).

pub(crate) mod operations;
mod signup;
mod update_details;
mod user;

pub(crate) use signup::signup;
pub(crate) use update_details::update_details;
pub(crate) use user::user;
