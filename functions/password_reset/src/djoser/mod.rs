//! djoser's endpoints for passwords (docs/contracts/djoser.md §2.4, §3).

pub(crate) mod operations;
mod reset_password;
mod reset_password_confirm;
mod set_password;

pub(crate) use reset_password::{password_reset, reset_password};
pub(crate) use reset_password_confirm::{password_reset_confirm, reset_password_confirm};
pub(crate) use set_password::set_password;
