//! What goes on after signing in, in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::djoser::schemas::{described, user};
use shared::openapi::schema::{form, list, object, schema, text, texts, truth};
use shared::openapi::{Answer, DRF_BODIES, Operation, detail};

pub(crate) fn jwt_refresh() -> Operation {
    let refreshed = json!({
        "type": "object",
        "properties": {
            "access": text(), "refresh": described(text(), "With `LATCHKEY_ROTATE_REFRESH_TOKENS`."),
        },
        "required": ["access"],
        "additionalProperties": false,
    });
    Operation::new("Get a new access token")
        .takes(&DRF_BODIES, schema("RefreshToken", form(&["refresh"], json!({ "refresh": text() }))))
        .answers(StatusCode::OK, "The refresh token stays valid, unless there is a new one.", refreshed)
        .gives(bad_token())
}

pub(crate) fn jwt_verify() -> Operation {
    Operation::new("Verify a JWT")
        .takes(&DRF_BODIES, schema("AnyToken", form(&["token"], json!({ "token": text() }))))
        .answers(StatusCode::OK, "The token is valid.", json!({ "type": "object", "maxProperties": 0 }))
        .gives(bad_token())
}

fn bad_token() -> Answer {
    let challenge = "How to sign in.";
    Answer::json(StatusCode::UNAUTHORIZED, "The token is invalid or expired.", detail()).with(
        "WWW-Authenticate",
        text(),
        challenge,
    )
}

pub(crate) fn token_logout() -> Operation {
    Operation::new("Sign out")
        .says("Ends the token or session that let the caller in.")
        .answers_nothing(StatusCode::NO_CONTENT, "Signed out.")
}

pub(crate) fn wiki_logout() -> Operation {
    Operation::new("Sign out").says("Ends the token or session that let the caller in.").answers(
        StatusCode::OK,
        "Signed out.",
        object(json!({ "success": truth() })),
    )
}

pub(crate) fn session() -> Operation {
    Operation::new("Read who is signed in").gives(Answer::json(StatusCode::OK, "The caller.", user()).with(
        "X-CSRFToken",
        text(),
        "With a session's cookie: the CSRF token to send with changes.",
    ))
}

pub(crate) fn session_logout() -> Operation {
    let cookies = Answer::new(StatusCode::NO_CONTENT, "Signed out; the cookies are taken away.");
    let says =
        "Ends the cookie's session and ignores the `Authorization` header. Signing out twice is allowed.";
    Operation::new("Sign out of a browser's session").says(says).gives(cookies.with(
        "Set-Cookie",
        text(),
        "Both cookies.",
    ))
}

pub(crate) fn openid_configuration() -> Operation {
    let configuration = object(json!({
        "issuer": text(), "jwks_uri": text(), "response_types_supported": texts(), "subject_types_supported": texts(),
        "id_token_signing_alg_values_supported": texts(), "claims_supported": texts(),
    }));
    Operation::new("OpenID Connect Discovery").says("What API Gateway's JWT authorizers read.").answers(
        StatusCode::OK,
        "The metadata that applies here.",
        configuration,
    )
}

pub(crate) fn jwks() -> Operation {
    Operation::new("The keys that verify access tokens")
        .says("RFC 7517. Empty before the first key is made, which the deployment does.")
        .answers(StatusCode::OK, "The keys.", object(json!({ "keys": list(json!({ "type": "object" })) })))
}

pub(crate) fn openapi() -> Operation {
    let document: Value = json!({ "type": "object", "required": ["openapi", "info", "paths"] });
    Operation::new("This document")
        .says("OpenAPI 3.1, without the dialects and paths that are switched off here.")
        .query(
            "bodies",
            json!({ "type": "string", "enum": ["json", "all"], "default": "json" }),
            "`all` lists every content type that a body may have; `json` lists JSON only, which generated clients need.",
        )
        .answers(StatusCode::OK, "The document.", document)
}

pub(crate) fn page() -> Operation {
    Operation::new("This document as a page")
        .says("Lets you read the document and try calls.")
        .gives(Answer::html(StatusCode::OK, "The page."))
}
