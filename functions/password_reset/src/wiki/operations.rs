//! The wiki's password reset in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::wiki::schemas::errors;
use shared::openapi::schema::{email, form, password, schema, text};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn reset_password() -> Operation {
    Operation::new("Ask for a mail to choose a new password")
        .takes(&DRF_BODIES, schema("WikiMail", form(&["email"], json!({ "email": email() }))))
        .answers_nothing(StatusCode::OK, "Asked for.")
        .answers(StatusCode::NOT_FOUND, "No account has the address.", errors())
        .throttled()
}

pub(crate) fn reset_password_complete() -> Operation {
    let body = form(
        &["new_password", "password_confirmation", "reset_token"],
        json!({ "new_password": password(), "password_confirmation": password(), "reset_token": text() }),
    );
    Operation::new("Choose a new password by a token")
        .takes(&DRF_BODIES, schema("WikiPasswordReset", body))
        .answers_nothing(StatusCode::CREATED, "Changed.")
        .throttled()
}
