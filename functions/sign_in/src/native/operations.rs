//! `/v1/sessions` in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{listed, refusal, refused, user};
use shared::openapi::schema::{form, moment, object, password, schema, text, truth};
use shared::openapi::{DRF_BODIES, Operation};

pub(crate) fn create() -> Operation {
    let login = json!({ "type": "string", "description": "A user name or an address. With an `@` it is read as an address first, then as a user name.", "examples": ["ada"] });
    let device = json!({ "type": "string", "description": "The `device` of an earlier answer, for clients that keep no cookies: failed sign-ins from elsewhere do not count against a known device." });
    let fields = json!({ "login": login, "password": password(), "device": device });
    let body = form(&["login", "password"], fields);
    let pair = object(json!({
        "access": text(), "refresh": text(), "session": text(), "device": text(), "user": user(),
    }));
    Operation::new("Sign in")
        .says("`access` is an RS256 JWT for `Authorization: Bearer`, good for `LATCHKEY_ACCESS_TOKEN_LIFETIME`; `refresh` is for `POST /v1/sessions/refresh`.")
        .takes(&DRF_BODIES, schema("NativeLogin", body))
        .answers(StatusCode::CREATED, "Signed in.", schema("NativeTokenPair", pair))
        .gives(refused("No active account has this login and password."))
        .throttled()
}

pub(crate) fn list() -> Operation {
    listing("List the caller's sign-ins")
}

pub(crate) fn delete() -> Operation {
    ending("Sign out everywhere")
}

pub(crate) fn list_of_user() -> Operation {
    listing("List a user's sign-ins").says("For administrators.")
}

pub(crate) fn delete_of_user() -> Operation {
    ending("Sign a user out everywhere").says("For administrators.")
}

pub(crate) fn delete_one() -> Operation {
    ending_one("End a sign-in")
}

pub(crate) fn delete_one_of_user() -> Operation {
    ending_one("End a user's sign-in").says("For administrators.")
}

fn listing(summary: &'static str) -> Operation {
    listed(Operation::new(summary), "NativeSessions", session())
}

fn ending(summary: &'static str) -> Operation {
    Operation::new(summary)
        .query("keep_current", truth(), "Whether to keep the caller's own sign-in.")
        .answers_nothing(StatusCode::NO_CONTENT, "Ended.")
        .answers(StatusCode::BAD_REQUEST, "A parameter is unknown or wrong.", refusal())
}

fn ending_one(summary: &'static str) -> Operation {
    Operation::new(summary)
        .path("session", text(), "The `id` of a listed session.")
        .answers_nothing(StatusCode::NO_CONTENT, "Ended.")
}

fn session() -> Value {
    let perhaps = || json!({ "type": ["string", "null"], "format": "date-time" });
    let session = object(json!({
        "id": text(),
        "kind": { "enum": ["jwt", "cookie", "token"] },
        "created_at": moment(), "last_used_at": moment(), "expires_at": perhaps(),
        "agent": { "type": "string", "description": "The client's `User-Agent`; empty if it sent none." },
        "current": { "type": "boolean", "description": "Whether this request used it." },
    }));
    schema("NativeSession", session)
}
