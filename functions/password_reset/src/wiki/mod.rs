//! The wiki's password reset (docs/contracts/seeds.md §3).

pub(crate) mod operations;
mod reset_password;
mod reset_password_complete;

pub(crate) use reset_password::reset_password;
pub(crate) use reset_password_complete::reset_password_complete;
