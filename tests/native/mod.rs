//! The native API (docs/contracts/seeds.md §4).

mod auth;
pub(crate) mod cast;
mod check;
mod claims;
mod collection;
mod content_types;
mod create;
mod email;
mod groups;
mod invitations;
mod list;
mod locale;
mod me;
mod memberships;
mod operator;
mod own_data;
mod permissions;
mod sessions;
mod signing_keys;
mod throttling;
mod user;
