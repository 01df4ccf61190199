//! The native API (docs/contracts/seeds.md §4).

mod auth;
mod cast;
mod check;
mod content_types;
mod create;
mod groups;
mod list;
mod memberships;
mod permissions;
mod user;
