//! The wiki's endpoints for users in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::wiki::schemas::{entrance, user as user_object, user_twice};
use shared::openapi::schema::{email, form, password, schema, text, text_of, username};
use shared::openapi::{DRF_BODIES, Operation, detail};

pub(crate) fn update_details() -> Operation {
    let mut body = form(
        &["current-password"],
        json!({
            "current-password": password(), "email": email(), "first_name": text_of(150), "last_name": text_of(150),
            "password": password(),
        }),
    );
    body["examples"] = json!([{ "current-password": "difference-engine-1", "first_name": "Ada" }]);
    Operation::new("Change the caller")
        .takes(&DRF_BODIES, schema("WikiDetails", body))
        .answers(StatusCode::OK, "Changed: the six keys, and the same again under `user`.", user_twice())
        .throttled()
}

pub(crate) fn user() -> Operation {
    Operation::new("Read the caller")
        .path("id", text(), "The caller's id: other users cannot be read.")
        .answers(StatusCode::OK, "The caller.", user_object())
}

pub(crate) fn signup() -> Operation {
    let mut body = form(
        &["first_name", "last_name", "username", "email", "password1", "password2"],
        json!({
            "first_name": text_of(20), "last_name": text_of(20), "username": username(), "email": email(),
            "password1": password(), "password2": password(),
        }),
    );
    body["examples"] = json!([{
        "first_name": "Ada", "last_name": "Lovelace", "username": "ada", "email": "ada@example.org",
        "password1": "difference-engine-1", "password2": "difference-engine-1",
    }]);
    Operation::new("Sign up")
        .may_take(&DRF_BODIES, schema("WikiSignUp", body))
        .answers(StatusCode::OK, "Look at `success`.", entrance())
        .answers(StatusCode::FORBIDDEN, "Sign-up is closed here.", detail())
        .throttled()
}
