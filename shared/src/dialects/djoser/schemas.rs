//! djoser's objects in the API's document (docs/contracts/djoser.md §2).

use crate::openapi::fields::{Of, with_fields};
use crate::openapi::schema::{email, form, id, object, password, schema, text, texts, username};
use crate::openapi::{DRF_BODIES, Operation};
use http::StatusCode;
use serde_json::{Value, json};

/// A user.
pub fn user() -> Value {
    let user = json!({
        "type": "object",
        "description": "By default `email`, `id` and `username`. Settings decide which fields there are \
            (`LATCHKEY_REQUIRED_FIELDS`, `LATCHKEY_LOGIN_FIELD`, `LATCHKEY_USER_ID_FIELD`, `LATCHKEY_USER_FIELDS`).",
        "properties": { "email": email(), "id": id(), "username": text() },
        "anyOf": [{ "required": ["username"] }, { "required": ["email"] }],
        "additionalProperties": false,
        "examples": [{ "email": "ada@example.org", "id": 4294967301_u64, "username": "ada" }],
    });
    schema("DjoserUser", with_fields(user, Of::Answer))
}

/// The body of a registration.
pub fn registration() -> Value {
    let mut body = form(
        &["password"],
        json!({
            "username": username(), "email": email(), "password": password(),
            "re_password": described(password(), "Required with `LATCHKEY_USER_CREATE_PASSWORD_RETYPE`."),
        }),
    );
    body["description"] =
        "What users sign in with is required: `username`, or `email` where they sign in by that. Names are taken where \
         `LATCHKEY_REQUIRED_FIELDS` has them."
            .into();
    body["anyOf"] = json!([{ "required": ["username"] }, { "required": ["email"] }]);
    body["examples"] = json!([{
        "username": "ada", "email": "ada@example.org", "password": "difference-engine-1",
    }]);
    schema("DjoserRegistration", with_fields(body, Of::NewUser))
}

/// What the profile edits.
pub fn profile() -> Value {
    let mut body = form(&[], json!({ "email": email() }));
    body["description"] =
        "Which of `email` and the names are taken, `LATCHKEY_REQUIRED_FIELDS` says: `email` by default."
            .into();
    body["examples"] = json!([{ "email": "ada@example.org" }]);
    schema("DjoserProfile", with_fields(body, Of::Changes))
}

/// What a link proves.
pub fn proof() -> Value {
    let part = json!({ "type": "string", "minLength": 1 });
    schema("DjoserLink", form(&["uid", "token"], json!({ "uid": part, "token": part })))
}

/// The credentials of a sign-in.
pub fn credentials() -> Value {
    let mut body =
        form(&["password"], json!({ "username": text(), "email": text(), "password": password() }));
    body["description"] = "The password, and `username`, or `email` where users sign in by that.".into();
    body["anyOf"] = json!([{ "required": ["username"] }, { "required": ["email"] }]);
    body["examples"] = json!([{ "username": "ada", "password": "difference-engine-1" }]);
    schema("Credentials", body)
}

/// A request for a mail with a link.
pub fn mail(summary: &'static str) -> Operation {
    // One that is too long for any account is nobody's.
    let address = json!({ "type": "string", "minLength": 1, "examples": ["ada@example.org"] });
    Operation::new(summary)
        .says(
            "Answers the same whoever has the address, unless `LATCHKEY_PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND` wants it told. \
             The mail goes out a moment later.",
        )
        .takes(&DRF_BODIES, schema("DjoserMail", form(&["email"], json!({ "email": address }))))
        .answers_nothing(StatusCode::NO_CONTENT, "Asked for.")
        .answers(
            StatusCode::BAD_REQUEST,
            "The body cannot be read, the field is wrong; or nobody has the address, where that is told.",
            texts(),
        )
        .throttled()
}

/// An access and a refresh token.
pub fn token_pair() -> Value {
    schema("TokenPair", object(json!({ "refresh": text(), "access": text() })))
}

/// A schema with a sentence.
pub fn described(mut schema: Value, sentence: &str) -> Value {
    schema["description"] = sentence.into();
    schema
}
