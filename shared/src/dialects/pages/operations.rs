//! The pages in the API's document.

use crate::openapi::schema::{form, text};
use crate::openapi::{Answer, DRF_BODIES, Operation, detail, field_errors, too_many, unavailable};
use http::StatusCode;
use serde_json::{Value, json};

/// The page that asks.
pub fn ask(summary: &'static str) -> Operation {
    linked(summary)
        .says("Opening the page changes nothing, since mail scanners open links.")
        .gives(Answer::html(StatusCode::OK, "The page."))
        .gives(Answer::html(
            StatusCode::NOT_FOUND,
            "The link is invalid or expired; the page offers a new one.",
        ))
        .gives(unavailable(detail()).or_html())
}

/// What its button does.
pub fn act(summary: &'static str) -> Operation {
    linked(summary)
        .gives(Answer::html(StatusCode::OK, "Done."))
        .gives(Answer::html(
            StatusCode::BAD_REQUEST,
            "The link is invalid or expired, or what was sent is refused.",
        ))
        .gives(too_many(detail()).or_html())
        .gives(unavailable(detail()).or_html())
}

/// The same of a page that sends a new link when this one does not work.
pub fn act_or_renew(summary: &'static str) -> Operation {
    act(summary).says(RENEWS).may_take(&DRF_BODIES, form(&[], json!({ "email": text() })))
}

const RENEWS: &str = "With `email`, a new link goes to that address instead, if an account has it.";

/// The same of a page with fields.
pub fn fill_in(summary: &'static str, mut fields: Value) -> Operation {
    fields["email"] = text();
    let unreadable = json!({ "anyOf": [detail(), field_errors()] });
    act(summary)
        .says(RENEWS)
        .takes(&DRF_BODIES, form(&[], fields))
        .gives(Answer::json(StatusCode::BAD_REQUEST, "The body cannot be read.", unreadable))
        .gives(Answer::json(StatusCode::PAYLOAD_TOO_LARGE, "More than 64 KiB.", detail()))
        .gives(Answer::json(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON, form or multipart.", detail()))
}

fn linked(summary: &'static str) -> Operation {
    Operation::new(summary).path("uid", text(), "The account, from the mail.").path(
        "token",
        text(),
        "The proof, from the mail.",
    )
}
