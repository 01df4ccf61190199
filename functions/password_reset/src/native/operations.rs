//! The native API's passwords, in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::native::schemas::refusal;
use shared::openapi::schema::{email, form, password, schema, text};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn set() -> Operation {
    let body = form(
        &["current_password", "new_password"],
        json!({ "current_password": password(), "new_password": password() }),
    );
    Operation::new("Set the caller's password")
        .says("Ends all other sessions and tokens; the caller's goes on, unless `LATCHKEY_LOGOUT_ON_PASSWORD_CHANGE` is on.")
        .takes(&DRF_BODIES, schema("NativeNewPassword", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Set.")
        .throttled()
}

pub(crate) fn request() -> Operation {
    Operation::new("Ask for a mail that resets the password")
        .says("The answer is the same whether or not an account has the address.")
        .takes(&DRF_BODIES, schema("NativeAddress", form(&["email"], json!({ "email": email() }))))
        .answers_nothing(StatusCode::NO_CONTENT, "If an account has the address, a mail is on its way.")
        .throttled()
}

pub(crate) fn confirm() -> Operation {
    let body = form(&["token", "new_password"], json!({ "token": text(), "new_password": password() }));
    Operation::new("Reset a password")
        .says("The token of the mail names the account. Following the link proves the address, so the account is verified; all sessions and tokens end.")
        .takes(&DRF_BODIES, schema("NativePasswordReset", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Set.")
        .throttled()
}

pub(crate) fn send_reset() -> Operation {
    Operation::new("Send a user the mail to reset their password")
        .says("For administrators. Users without a password yet get their invitation again.")
        .answers_nothing(StatusCode::NO_CONTENT, "On its way.")
        .answers(StatusCode::BAD_REQUEST, "The user is disabled, or has no address.", refusal())
}
