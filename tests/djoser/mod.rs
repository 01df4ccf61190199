//! The djoser dialect (docs/contracts/djoser.md).

mod authentication;
mod email_as_username;
mod fields;
mod first_generation;
mod jwt;
mod links;
mod passwords;
mod settings;
mod stories;
mod throttling;
mod token;
mod transport;
mod users;
