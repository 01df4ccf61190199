//! The native API (docs/contracts/seeds.md §4).

mod create;
mod user;
