//! `/v1/sessions/refresh` in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::native::schemas::refused;
use shared::openapi::schema::{form, object, schema, text};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn refresh() -> Operation {
    let body = form(&["refresh"], json!({ "refresh": text() }));
    let pair = object(json!({ "access": text(), "refresh": text() }));
    Operation::new("Get the next pair of tokens")
        .says("Takes a refresh token and replaces it. Sending it again within ten seconds answers the same tokens; after that, a replaced token whose successor was used ends the session.")
        .takes(&DRF_BODIES, schema("NativeRefresh", body))
        .answers(StatusCode::OK, "The next pair.", schema("NativeNextTokens", pair))
        .gives(refused("The refresh token is invalid or expired, or its session has ended."))
}
