//! How the service itself runs: its signing keys, what it owes, its settings, its health, and how many there are of everything.

pub(crate) mod counts;
pub(crate) mod health;
pub(crate) mod owed;
pub(crate) mod settings;
pub(crate) mod signing_keys;
