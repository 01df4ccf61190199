//! HTTP, before any dialect: routes as data, one form of each path, the deadline, CORS, and API Gateway's
//! events.

mod client;
pub mod cors;
pub mod event;
mod routes;
mod service;
mod when;

pub use client::{Client, ClientAddress};
pub use routes::{Admits, Claims, Credentials, Dialect, Endpoint, Fields, Gate, Guard, Routes, Served, Spec};
pub use service::{Service, json};
pub use when::When;

use crate::chance::random_id;

/// What a request is called in the log: by the gateway, which says it to the client too (`apigw-requestid`), or else at
/// random.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// A fresh one.
    pub fn random() -> Self {
        Self(random_id())
    }
}

/// The format that the path ended in, as in `/users.json`.
#[derive(Clone, Debug)]
pub struct FormatSuffix(pub String);

/// The largest body that is read, in bytes.
pub const BODY_LIMIT: usize = 64 * 1024;
