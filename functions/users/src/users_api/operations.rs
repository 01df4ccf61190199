//! `/users/` of django-users-api in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::users_api::operations as resource;
use shared::openapi::Operation;
use shared::openapi::fields::{Of, with_fields};
use shared::openapi::schema::{email, form, object, or_null, password, schema, text, truth, username};

const JSON: [&str; 1] = ["application/json"];

pub(crate) fn list() -> Operation {
    resource::listed("List users", "UsersApiUsers", user())
}

pub(crate) fn create() -> Operation {
    let operation = Operation::new("Create a user")
        .says("With a session's cookie and no `Authorization` header; without, the call is djoser's registration.")
        .takes(&JSON, schema("UsersApiNewUser", with_fields(sent(&["username", "password"], username(), password()), Of::CamelNewUser)));
    resource::made(operation, user()).throttled()
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a user").answers(StatusCode::OK, "The user.", user())
}

pub(crate) fn update() -> Operation {
    let body = sent(&[], or_null(username()), or_null(password()));
    let body = schema("UsersApiChanges", with_fields(body, Of::CamelChanges));
    resource::changed(Operation::new("Change a user").takes(&JSON, body), user()).throttled()
}

pub(crate) fn delete() -> Operation {
    Operation::new("Delete a user").answers_nothing(StatusCode::NO_CONTENT, "Deleted.")
}

pub(crate) fn describe() -> Operation {
    resource::described("Describe users")
}

pub(crate) fn set() -> Operation {
    resource::set("Read a user as a list", "UsersApiUserSet", user(), false)
}

fn sent(required: &[&str], username: Value, password: Value) -> Value {
    let moment =
        or_null(json!({ "type": "string", "description": "ISO 8601.", "examples": ["2026-01-01T12:00:00"] }));
    let flag = or_null(truth());
    let mut body = form(
        required,
        json!({
            "username": username, "password": password, "email": email(), "isActive": flag, "isStaff": flag, "isSuperuser": flag,
            "dateJoined": moment, "lastLogin": moment,
        }),
    );
    body["description"] =
        "Keys in snake_case are accepted too. Where null can be sent, it is as good as nothing, but for \
         a declared field that may be null: it becomes the value."
            .into();
    body["examples"] = json!([{ "username": "ada", "password": "difference-engine-1", "firstName": "Ada" }]);
    body
}

fn user() -> Value {
    let moment = json!({
        "type": "string", "description": "In UTC, without saying so.", "examples": ["2026-01-01T12:00:00"],
    });
    let user = object(json!({
        "dateJoined": moment, "email": email(), "isActive": truth(), "isStaff": truth(),
        "isSuperuser": truth(), "lastLogin": moment, "resourceUri": text(), "username": text(),
    }));
    schema("UsersApiUser", with_fields(user, Of::CamelAnswer))
}
