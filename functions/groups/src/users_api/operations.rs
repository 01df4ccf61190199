//! Groups in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::users_api::operations::{self as resource, group};
use shared::openapi::Operation;
use shared::openapi::schema::{form, or_null, schema, text_of};

pub(crate) fn list() -> Operation {
    resource::listed("List groups", "UsersApiGroups", group())
}

pub(crate) fn create() -> Operation {
    resource::made(
        Operation::new("Create a group")
            .takes(&["application/json"], body("UsersApiGroupForm", text_of(150))),
        group(),
    )
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a group").answers(StatusCode::OK, "The group.", group())
}

pub(crate) fn update() -> Operation {
    let body = body("UsersApiGroupChanges", or_null(text_of(150)));
    resource::changed(Operation::new("Rename a group").takes(&["application/json"], body), group())
}

pub(crate) fn delete() -> Operation {
    Operation::new("Delete a group").answers_nothing(StatusCode::NO_CONTENT, "Deleted, with its memberships.")
}

pub(crate) fn describe() -> Operation {
    resource::described("Describe groups")
}

pub(crate) fn set() -> Operation {
    resource::set("Read a group as a list", "UsersApiGroupSet", group(), false)
}

pub(crate) fn list_of_user() -> Operation {
    resource::listed("List a user's groups", "UsersApiGroups", group())
}

pub(crate) fn create_of_user() -> Operation {
    resource::not_here("Create a group of a user")
}

pub(crate) fn read_of_user() -> Operation {
    Operation::new("Read a user's group").answers(StatusCode::OK, "The group, if the user is in it.", group())
}

pub(crate) fn join() -> Operation {
    resource::attached("Add a user to a group", group())
}

pub(crate) fn leave() -> Operation {
    Operation::new("Remove a user from a group")
        .answers_nothing(StatusCode::NO_CONTENT, "The user was removed from the group.")
}

fn body(called: &str, name: Value) -> Value {
    let mut body = form(&["name"], json!({ "name": name }));
    body["examples"] = json!([{ "name": "editors" }]);
    schema(called, body)
}
