//! The wiki's objects and refusals in the API's document (docs/contracts/seeds.md §3).

use crate::dialects::drf::{before_the_body, too_large};
use crate::openapi::schema::{email, id, object, schema, text, texts, truth};
use crate::openapi::{Answer, Circumstances, detail, field_errors, too_many, unavailable};
use http::StatusCode;
use serde_json::{Value, json};

/// A user: six keys.
pub fn user() -> Value {
    schema("WikiUser", object(keys()))
}

/// The same, and once more under `user`.
pub fn user_twice() -> Value {
    let mut properties = keys();
    properties["user"] = user();
    schema("WikiUserTwice", object(properties))
}

fn keys() -> Value {
    json!({
        "id": id(), "is_superuser": truth(), "first_name": text(), "last_name": text(), "username": text(),
        "email": email(),
    })
}

/// What comes of signing up or in: always 200.
pub fn entrance() -> Value {
    let nobody = json!({ "type": "object", "maxProperties": 0 });
    let mut entrance = object(json!({
        "success": truth(),
        "errors": { "type": "object", "additionalProperties": texts() },
        "token": { "type": ["string", "null"], "description": "Null too for an account that waits for its link." },
        "user": { "anyOf": [user(), nobody] },
    }));
    entrance["description"] = "Look at `success`. `errors` has a list of sentences a field; `__all__` for what concerns no single one.".into();
    schema("WikiEntrance", entrance)
}

/// The wiki's own refusals.
pub fn errors() -> Value {
    schema("WikiErrors", object(json!({ "errors": texts() })))
}

/// What every view can say.
pub(super) fn refusals(circumstances: Circumstances) -> Vec<Answer> {
    let mut answers = before_the_body(circumstances);
    answers.extend(of_bodies(circumstances));
    answers
}

/// What every view of Django's own can say.
pub(super) fn plain_refusals(circumstances: Circumstances) -> Vec<Answer> {
    let mut answers = vec![unavailable(detail()).named("Unavailable")];
    if circumstances.is_throttled {
        answers.push(too_many(detail()).named("TooMany"));
    }
    answers.extend(of_bodies(circumstances));
    answers
}

fn of_bodies(circumstances: Circumstances) -> Vec<Answer> {
    if !circumstances.reads_body {
        return Vec::new();
    }
    let wrong = json!({ "anyOf": [errors(), field_errors()] });
    let wrong =
        Answer::json(StatusCode::BAD_REQUEST, "The body cannot be read, or fields are invalid.", wrong);
    vec![wrong.named("WikiBadRequest"), too_large()]
}
