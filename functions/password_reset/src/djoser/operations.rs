//! djoser's endpoints for passwords in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::djoser::schemas::{described, mail};
use shared::openapi::schema::{form, password, schema, text};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn set_password() -> Operation {
    let body = form(
        &["new_password", "current_password"],
        json!({
            "new_password": password(), "current_password": password(),
            "re_new_password": described(password(), "Required with `LATCHKEY_SET_PASSWORD_RETYPE`."),
        }),
    );
    Operation::new("Change the caller's password")
        .says("Ends all other sessions and tokens, and with `LATCHKEY_LOGOUT_ON_PASSWORD_CHANGE` the caller's own too.")
        .takes(&DRF_BODIES, schema("DjoserPasswordChange", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Changed.")
        .throttled()
}

pub(crate) fn reset_password() -> Operation {
    mail("Ask for a mail to choose a new password")
}

pub(crate) fn reset_password_confirm() -> Operation {
    let mut properties = new_password();
    properties["uid"] = text();
    properties["token"] = text();
    let body = form(&["uid", "token", "new_password"], properties);
    Operation::new("Choose a new password by a link")
        .says("`uid` and `token` are those of the link in the mail. All sessions and tokens end.")
        .takes(&DRF_BODIES, schema("DjoserPasswordReset", body))
        .answers_nothing(StatusCode::NO_CONTENT, "Changed.")
        .throttled()
}

/// The fields that the page and the endpoint have in common.
pub(crate) fn new_password() -> Value {
    json!({
        "new_password": password(),
        "re_new_password": described(password(), "Required with `LATCHKEY_PASSWORD_RESET_CONFIRM_RETYPE`."),
    })
}
