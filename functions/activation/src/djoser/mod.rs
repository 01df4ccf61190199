//! djoser's endpoints for activation (docs/contracts/djoser.md §2.4, §3).

mod activation;
pub(crate) mod operations;
mod resend_activation;

pub(crate) use activation::{activation, confirm};
pub(crate) use resend_activation::{resend, resend_activation};
