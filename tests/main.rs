//! Black-box tests: whole requests in, whole answers out, over the real SDK and an in-process DynamoDB engine.
//!
//! A folder is a dialect, a file a verb, a name a sentence. Each test has a [`world::World`] of its own and moves
//! its clock itself, so that all run in parallel and none sleeps.

mod account_pages;
mod accounts;
mod check;
mod console;
mod djoser;
mod fields;
mod http;
mod infra;
mod integrity;
mod lambda;
mod model;
mod native;
mod openapi;
mod pages;
mod permissions;
mod sessions;
mod users_api;
mod well_known;
mod wiki;
mod world;
