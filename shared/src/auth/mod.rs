//! Who is asking, and how they prove it.

mod actor;
pub(crate) mod client;
pub mod csrf;
pub mod guesses;
pub mod jwt;
pub mod keyring;
pub mod password;
pub mod policy;
pub mod secret;
pub mod signing_key;
pub mod throttle;
pub mod token;

pub use actor::{Caller, Fault, Wanted, browsers, may_sign_in, resolve, resolve_browsers, resolve_if_proven};
pub use client::{Client, ClientAddress};
