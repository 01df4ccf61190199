//! `/v1`: setting one's password, and resetting a forgotten one.

pub(crate) mod operations;
mod reset;
mod send_reset;
mod set;

pub(crate) use reset::{confirm, request};
pub(crate) use send_reset::send_reset;
pub(crate) use set::set;
