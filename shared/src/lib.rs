//! Latchkey's library: everything that its functions share.
//!
//! Layers point one way, each knows only those after it: `dialects`, `accounts`, `auth` and `mail`, `store`,
//! `domain`.

pub mod accounts;
pub mod app;
pub mod auth;
pub mod chance;
pub mod clock;
pub mod config;
pub mod dialects;
pub mod domain;
pub mod error;
pub mod http;
pub mod json;
pub mod lambda;
pub mod log;
pub mod mail;
pub mod openapi;
pub mod store;
