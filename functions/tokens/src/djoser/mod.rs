//! djoser's and simplejwt's endpoints for tokens (docs/contracts/djoser.md §2.5).

mod jwt_refresh;
mod jwt_verify;
mod token_logout;

pub(crate) use jwt_refresh::{jwt_refresh, refused as refresh_refused};
pub(crate) use jwt_verify::jwt_verify;
pub(crate) use token_logout::token_logout;

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::drf::Error;

/// simplejwt's 401 for a token in a body.
fn token_not_valid(detail: &str) -> Error {
    Error::body(StatusCode::UNAUTHORIZED, json!({ "detail": detail, "code": "token_not_valid" }))
}
