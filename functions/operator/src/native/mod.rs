//! The native API's endpoints about the service itself.

pub(crate) mod counts;
pub(crate) mod health;
pub(crate) mod operations;
pub(crate) mod owed;
pub(crate) mod settings;
