//! The native API's endpoints for the links that verify an address, and call its change off.

mod activation;
mod email;
pub(crate) mod operations;

pub(crate) use activation::{activate, resend};
pub(crate) use email::{cancel_email, confirm_email, undo};
