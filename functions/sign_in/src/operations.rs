//! Signing in, in the API's document.

use axum::http::StatusCode;
use serde_json::json;
use shared::dialects::djoser::schemas::{credentials, token_pair, user};
use shared::dialects::wiki::schemas::entrance;
use shared::openapi::schema::{form, object, password, schema, text};
use shared::openapi::{Answer, DRF_BODIES, Operation, detail};

pub(crate) fn jwt_create() -> Operation {
    Operation::new("Sign in for a pair of JWTs")
        .takes(&DRF_BODIES, credentials())
        .answers(
            StatusCode::OK,
            "The access token signs requests; the refresh token gets the next one.",
            token_pair(),
        )
        .gives(
            Answer::json(StatusCode::UNAUTHORIZED, "No such account, or not this password.", detail()).with(
                "WWW-Authenticate",
                text(),
                "How to sign in.",
            ),
        )
        .throttled()
}

pub(crate) fn token_login() -> Operation {
    Operation::new("Sign in for an opaque token")
        .says("Each sign-in has a token of its own; beyond 20 the least recently used end.")
        .takes(&DRF_BODIES, credentials())
        .answers(
            StatusCode::OK,
            "Send it as `Authorization: Token …`.",
            object(json!({ "auth_token": text() })),
        )
        .throttled()
}

pub(crate) fn session_login() -> Operation {
    Operation::new("Sign in for a browser's session")
        .says(
            "Refused to pages of origins that are not allowed. Ends the session that the browser had before.",
        )
        .takes(&DRF_BODIES, credentials())
        .gives(
            Answer::json(StatusCode::OK, "The user, and the cookies `sessionid` and `csrftoken`.", user())
                .with("Set-Cookie", text(), "Both cookies.")
                .with("X-CSRFToken", text(), "The value of `csrftoken`, for a page of another origin."),
        )
        .throttled()
}

pub(crate) fn wiki_login() -> Operation {
    let body = form(&["username", "password"], json!({ "username": text(), "password": password() }));
    Operation::new("Sign in for an opaque token")
        .may_take(&DRF_BODIES, schema("WikiCredentials", body))
        .answers(StatusCode::OK, "Always: look at `success`.", entrance())
        .throttled()
}
