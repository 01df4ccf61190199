//! `/v1/sessions/refresh` and `/v1/signing_keys` in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{refused, short_list};
use shared::openapi::schema::{form, moment, object, schema, text};
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

pub(crate) fn signing_keys() -> Operation {
    let operation =
        Operation::new("List the signing keys").says("For superusers. In the order in which they sign.");
    short_list(operation, "NativeSigningKeys", signing_key())
}

pub(crate) fn rotate() -> Operation {
    Operation::new("Rotate the signing keys")
        .says("For superusers. Publishes the key that signs three hours from now, and answers with it; while one waits, with that. Repeating the call is safe.")
        .answers(StatusCode::OK, "The key that signs next.", signing_key())
}

fn signing_key() -> Value {
    let until =
        |what: &str| json!({ "type": ["string", "null"], "format": "date-time", "description": what });
    let key = object(json!({
        "kid": text(),
        "algorithm": { "enum": ["RS256"] },
        "state": {
            "enum": ["waits", "signs", "verifies"],
            "description": "`waits`: it is published and signs later. `verifies`: its successor signs, and its tokens are still good.",
        },
        "signs_from": moment(),
        "signs_until": until("When its successor begins; null while there is none."),
        "verifies_until": until("When the last of its tokens is over, and it is removed."),
    }));
    schema("NativeSigningKey", key)
}
