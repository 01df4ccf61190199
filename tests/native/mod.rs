//! The native API (docs/contracts/seeds.md §4).

mod auth;
mod claims;
mod collection;
mod create;
mod email;
mod list;
mod me;
mod sessions;
mod user;
