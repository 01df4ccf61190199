//! The native API's groups in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed};
use shared::openapi::schema::{form, id, object, schema, text};
use shared::openapi::{Answer, DRF_BODIES, Operation};

pub(crate) fn list() -> Operation {
    listed(Operation::new("List groups").says("For staff, and who may view groups."), "NativeGroups", group())
}

pub(crate) fn create() -> Operation {
    Operation::new("Make a group")
        .says("For who may add groups.")
        .takes(&DRF_BODIES, named(&["name"]))
        .gives(shown(StatusCode::CREATED, "Made."))
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a group")
        .says("For staff, and who may view groups.")
        .gives(shown(StatusCode::OK, "The group."))
}

pub(crate) fn update() -> Operation {
    let operation = Operation::new("Rename a group")
        .says("For who may change groups.")
        .may_take(&DRF_BODIES, named(&[]))
        .gives(shown(StatusCode::OK, "Changed."));
    conditional(operation)
}

pub(crate) fn delete() -> Operation {
    let operation = Operation::new("Delete a group")
        .says("For who may delete groups. From this moment it gives nobody anything.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.");
    conditional(operation)
}

pub(crate) fn list_of_user() -> Operation {
    let operation = Operation::new("List the groups of a user");
    listed(operation.says("For himself, staff, and who may view users."), "NativeGroups", group())
}

pub(crate) fn change_of_user() -> Operation {
    let operation = Operation::new("Put a user into groups, and take him out of others")
        .says("For who may change users; nobody puts anybody into a group that may do what he may not. Answers with the user's groups then. May be repeated.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativeGroups", group())
}

fn group() -> Value {
    schema("NativeGroup", object(json!({ "pk": id(), "name": text() })))
}

fn named(required: &[&str]) -> Value {
    let name = json!({ "type": "string", "minLength": 1, "maxLength": 150, "examples": ["editors"] });
    let body = form(required, json!({ "name": name }));
    schema(if required.is_empty() { "NativeGroupChanges" } else { "NativeNewGroup" }, body)
}

fn shown(status: StatusCode, description: &'static str) -> Answer {
    Answer::json(status, description, group()).with("ETag", text(), "The version of the name.")
}
