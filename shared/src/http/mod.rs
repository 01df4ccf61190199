//! HTTP, before any dialect: routes as data, one form of each path, the deadline, CORS, and API Gateway's
//! events.

pub mod cors;
mod deadline;
mod document;
pub mod event;
mod routes;
mod service;
mod when;

pub use document::document;
pub use routes::{
    Admits, Claims, Credentials, Endpoint, Failed, Fields, Gate, Guard, Routes, Served, Spec, UNAVAILABLE,
};
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

/// The 200 of a list, if it fits into one answer.
pub fn list(body: &impl Display) -> Option<Response> {
    let body = body.to_string();
    fits(&body).then(|| json(StatusCode::OK, &body))
}

/// The largest body of an answer, in bytes.
const LARGEST_ANSWER: usize = 5_000_000;

/// Whether Lambda can hand on a body: its own answer, in which each quote of ours is escaped, has 6 MB
/// (<https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>).
fn fits(body: &str) -> bool {
    const LAMBDAS: usize = 6_000_000;
    let escaped = || body.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count();
    body.len() <= LARGEST_ANSWER && body.len() + escaped() <= LAMBDAS
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn an_answer_fits_as_long_as_lambda_can_hand_it_on() {
        assert!(fits(&"a".repeat(5_000_000)));
        assert!(!fits(&"a".repeat(5_000_001)));
        assert!(fits(&"\"a".repeat(2_000_000)));
        assert!(!fits(&"\"a".repeat(2_000_001)), "each quote is two bytes of Lambda's");
    }
}
