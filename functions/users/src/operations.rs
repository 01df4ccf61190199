//! The root in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::openapi::Operation;
use shared::openapi::schema::{object, text};

pub(crate) fn index() -> Operation {
    let urls = object(json!({ "auth": text(), "users": text(), "discovery": text(), "docs": text() }));
    Operation::new("Index").answers(StatusCode::OK, "URLs.", urls)
}
