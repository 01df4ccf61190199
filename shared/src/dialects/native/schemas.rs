//! The native API's objects and refusals in its document.

use crate::domain::FieldFault;
use crate::openapi::fields::{Of, with_fields};
use crate::openapi::schema::{email, id, list, moment, object, or_null, schema, text, texts, truth};
use crate::openapi::{Answer, Circumstances, Operation, too_many, unavailable};
use http::StatusCode;
use serde_json::{Value, json};

/// A user.
pub fn user() -> Value {
    let user = object(json!({
        "username": text(), "pk": id(), "last_login": or_null(moment()), "is_superuser": truth(), "email": email(), "is_staff": truth(), "is_active": truth(), "date_joined": moment(),
    }));
    schema("NativeUser", with_fields(user, Of::Answer))
}

/// A refusal beyond the contract: DRF's, with a `code`. They are two types, since in one a generator would have to fit the
/// sentence among the lists of sentences.
pub fn refusal() -> Value {
    let sentence = schema(
        "NativeDetail",
        json!({
            "type": "object",
            "properties": {
                "detail": text(), "code": text(), "messages": list(json!({ "type": "object" })),
            },
            "required": ["detail", "code"],
            "additionalProperties": false,
            "examples": [{ "detail": "Not found.", "code": "not_found" }],
        }),
    );
    let fields = schema(
        "NativeFieldErrors",
        json!({
            "type": "object",
            "properties": { "code": text() },
            "required": ["code"],
            "additionalProperties": { "anyOf": [texts(), text()] },
            "examples": [{ "username": [FieldFault::Required.to_string()], "code": "invalid" }],
        }),
    );
    schema(
        "NativeRefusal",
        json!({
            "anyOf": [sentence, fields],
            "description": "`code` is for programs: `invalid` (fields are wrong), `parse_error`, `not_authenticated`, `authentication_failed`, \
                `token_not_valid`, `user_inactive`, `user_not_found`, `bad_authorization_header`, `no_active_account`, `csrf_failed`, \
                `permission_denied`, `not_found`, `method_not_allowed`, `not_acceptable`, `precondition_failed`, `payload_too_large`, \
                `unsupported_media_type`, `throttled`, `already_active`, `last_superuser`, `full` (no more groups or permissions fit), \
                `service_unavailable`. `detail` is one sentence for people; or there is a list of sentences a field, \
                `non_field_errors` for what concerns no single one.",
        }),
    )
}

/// 401 of endpoints that look at no credentials but those in the body.
pub fn refused(description: &'static str) -> Answer {
    Answer::json(StatusCode::UNAUTHORIZED, description, refusal()).with(
        "WWW-Authenticate",
        text(),
        "How to sign in.",
    )
}

/// What every endpoint beyond the contract can say.
pub(super) fn refusals(circumstances: Circumstances) -> Vec<Answer> {
    let mut answers = vec![
        Answer::json(StatusCode::NOT_FOUND, "Not there, or not for the caller.", refusal())
            .named("NativeNotFound"),
        Answer::json(StatusCode::NOT_ACCEPTABLE, "`Accept` has no room for JSON.", refusal())
            .named("NativeNotAcceptable"),
        unavailable(refusal()).named("NativeUnavailable"),
    ];
    if circumstances.looks_at_credentials {
        answers.push(
            Answer::json(
                StatusCode::UNAUTHORIZED,
                "Nobody is signed in, or the credentials are bad.",
                refusal(),
            )
            .with("WWW-Authenticate", text(), "How to sign in.")
            .named("NativeUnauthorized"),
        );
        answers.push(
            Answer::json(
                StatusCode::FORBIDDEN,
                "The caller may not, or a cookie came without its CSRF token.",
                refusal(),
            )
            .named("NativeForbidden"),
        );
    }
    if circumstances.is_throttled {
        answers.push(too_many(refusal()).named("NativeTooMany"));
    }
    if circumstances.reads_body {
        answers.extend([
            Answer::json(
                StatusCode::BAD_REQUEST,
                "The body cannot be read, or fields are invalid.",
                refusal(),
            )
            .named("NativeBadRequest"),
            Answer::json(StatusCode::PAYLOAD_TOO_LARGE, "More than 64 KiB.", refusal())
                .named("NativeTooLarge"),
            Answer::json(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON, form or multipart.", refusal())
                .named("NativeUnsupportedMediaType"),
        ]);
    }
    answers
}

/// A list with cursors, of such objects: what [`super::ListQuery`] reads and answers. Name its filters yourself. Calls are
/// counted, for what they read.
pub fn listed(operation: Operation, name: &str, item: Value) -> Operation {
    short_list(operation, name, item).throttled()
}

/// The same of a list that is always short.
pub fn short_list(operation: Operation, name: &str, item: Value) -> Operation {
    let next = json!({ "type": ["string", "null"], "description": "The URL of the next page, for 15 minutes; null at the end." });
    let page = schema(name, object(json!({ "next": next, "results": list(item) })));
    operation
        .query(
            "limit",
            json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 50 }),
            "How many a page has.",
        )
        .query("cursor", text(), "Where the page begins: follow `next`.")
        .answers(StatusCode::OK, "A page.", page)
        .answers(
            StatusCode::BAD_REQUEST,
            "A parameter is unknown, sent twice or wrong, or the cursor is.",
            refusal(),
        )
}

/// What is to be added to a list, and what is to be taken from it.
pub fn bulk() -> Value {
    let ids = || json!({ "type": "array", "maxItems": 100, "items": id() });
    let bulk = json!({
        "type": "object",
        "description": "Up to 100 ids in all, none in both.",
        "properties": { "add": ids(), "remove": ids() },
        "minProperties": 1,
        "additionalProperties": false,
        "examples": [{ "add": [1, 2], "remove": [3] }],
    });
    schema("NativeBulk", bulk)
}

/// An edit of a version that was seen: what [`super::IfMatch`] reads and answers.
pub fn conditional(operation: Operation) -> Operation {
    operation
        .header(
            "If-Match",
            text(),
            "The `ETag` of the version that was read: the edit fails if it was changed since.",
        )
        .answers(StatusCode::PRECONDITION_FAILED, "It was changed meanwhile.", refusal())
}
