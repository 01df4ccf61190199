//! The refusals of Django REST framework's family, for the API's document (docs/contracts/djoser.md §1).

use crate::openapi::schema::text;
use crate::openapi::{Answer, Circumstances, detail, field_errors, too_many, unavailable};
use http::StatusCode;
use serde_json::json;

/// What every view can say, in the order of its checks.
pub fn refusals(circumstances: Circumstances) -> Vec<Answer> {
    let mut answers = before_the_body(circumstances);
    if circumstances.reads_body {
        let wrong = json!({ "anyOf": [detail(), field_errors()] });
        answers.push(
            Answer::json(StatusCode::BAD_REQUEST, "The body cannot be read, or fields are wrong.", wrong)
                .named("BadRequest"),
        );
        answers.push(too_large());
        answers.push(
            Answer::json(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON, form or multipart.", detail())
                .named("UnsupportedMediaType"),
        );
    }
    answers
}

/// What every view can say without looking at a body.
pub fn before_the_body(circumstances: Circumstances) -> Vec<Answer> {
    let mut answers = vec![
        Answer::json(
            StatusCode::NOT_FOUND,
            "Not there, or not for the caller; or a `format` in the query that is none.",
            detail(),
        )
        .named("NotFound"),
        Answer::json(StatusCode::NOT_ACCEPTABLE, "`Accept` has no room for JSON.", detail())
            .named("NotAcceptable"),
        unavailable(detail()).named("Unavailable"),
    ];
    if circumstances.looks_at_credentials {
        answers.push(
            Answer::json(
                StatusCode::UNAUTHORIZED,
                "Nobody is signed in, or the credentials are bad.",
                detail(),
            )
            .with("WWW-Authenticate", text(), "What to sign in with.")
            .named("Unauthorized"),
        );
        answers.push(
            Answer::json(
                StatusCode::FORBIDDEN,
                "The caller may not, or a cookie came without its CSRF token.",
                detail(),
            )
            .named("Forbidden"),
        );
    }
    if circumstances.is_throttled {
        answers.push(too_many(detail()).named("TooMany"));
    }
    answers
}

/// 413
pub fn too_large() -> Answer {
    Answer::json(StatusCode::PAYLOAD_TOO_LARGE, "More than 64 KiB.", detail()).named("TooLarge")
}
