//! The native API (docs/contracts/seeds.md §4).

mod auth;
mod create;
mod email;
mod list;
mod user;
