//! HTTP, before any dialect: routes as data, one form of each path, the deadline, CORS, and API Gateway's
//! events.

pub mod cors;
mod document;
pub mod event;
mod routes;
mod service;
mod when;

pub use document::document;
pub use routes::{Admits, Claims, Credentials, Dialect, Endpoint, Fields, Gate, Guard, Routes, Served, Spec};
pub use service::Service;
pub use when::When;

use crate::chance::random_id;
use axum::response::{IntoResponse, Response};
use http::{StatusCode, header};
use std::fmt::Display;

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

/// A JSON answer: compact, and in UTF-8 without saying so, as DRF's.
pub fn json(status: StatusCode, body: &impl Display) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
