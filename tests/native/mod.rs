//! The native API (docs/contracts/seeds.md §4).

mod auth;
mod create;
mod list;
mod user;
