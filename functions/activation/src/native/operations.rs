//! The native API's links that verify an address, in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::refusal;
use shared::openapi::schema::{email, form, schema, text};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn activate() -> Operation {
    by_token("Activate an account", "Active.").answers(
        StatusCode::FORBIDDEN,
        "The account is active already.",
        refusal(),
    )
}

pub(crate) fn resend() -> Operation {
    Operation::new("Send the activation mail again")
        .says("The answer is the same whether or not an account awaits activation at the address.")
        .takes(&DRF_BODIES, schema("NativeAddress", form(&["email"], json!({ "email": email() }))))
        .answers_nothing(
            StatusCode::NO_CONTENT,
            "If an account awaits activation there, a mail is on its way.",
        )
        .throttled()
}

pub(crate) fn confirm_email() -> Operation {
    by_token("Confirm a new address", "The new address is in force.")
}

pub(crate) fn cancel_email() -> Operation {
    by_token("Cancel a change of address", "The old address stays.")
}

pub(crate) fn undo() -> Operation {
    by_token(
        "Undo a change of password, address or user name",
        "The account is restored; a mail to reset the password is on its way.",
    )
}

fn by_token(summary: &'static str, done: &'static str) -> Operation {
    Operation::new(summary)
        .says("The token names the account; no sign-in is needed.")
        .takes(&DRF_BODIES, token())
        .answers_nothing(StatusCode::NO_CONTENT, done)
        .throttled()
}

fn token() -> Value {
    schema("NativeLinkToken", form(&["token"], json!({ "token": text() })))
}
