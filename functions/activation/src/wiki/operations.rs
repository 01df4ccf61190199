//! The wiki's confirmation of an address in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::openapi::schema::{object, text, texts, truth};
use shared::openapi::{Answer, Operation};

pub(crate) fn confirm_email() -> Operation {
    let wrong = object(json!({ "success": truth(), "errors": texts() }));
    Operation::new("Activate an account by its key")
        .path("key", text(), "The activation token.")
        .answers(StatusCode::OK, "Active.", object(json!({ "success": truth() })))
        .gives(Answer::json(StatusCode::NOT_FOUND, "The key is invalid or expired.", wrong))
        .throttled()
}
