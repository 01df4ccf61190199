//! The native API's endpoints for the two links of a change of address.

mod email;

pub(crate) use email::{cancel_email, confirm_email};
