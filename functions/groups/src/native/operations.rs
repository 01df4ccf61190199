//! The native API's groups in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed};
use shared::openapi::schema::{form, id, object, schema, text};
use shared::openapi::{Answer, DRF_BODIES, Operation};

pub(crate) fn list() -> Operation {
    listed(
        Operation::new("List groups").says("For staff, and users with permission to view groups."),
        "NativeGroups",
        group(),
    )
}

pub(crate) fn create() -> Operation {
    Operation::new("Create a group")
        .says("Requires `auth.add_group`.")
        .takes(&DRF_BODIES, named(&["name"]))
        .gives(shown(StatusCode::CREATED, "Created."))
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a group")
        .says("For staff, and users with permission to view groups.")
        .gives(shown(StatusCode::OK, "The group."))
}

pub(crate) fn update() -> Operation {
    let operation = Operation::new("Rename a group")
        .says("Requires `auth.change_group`.")
        .may_take(&DRF_BODIES, named(&[]))
        .gives(shown(StatusCode::OK, "Changed."));
    conditional(operation)
}

pub(crate) fn delete() -> Operation {
    let operation = Operation::new("Delete a group")
        .says("Requires `auth.delete_group`. The group's permissions count for nobody from this moment.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.");
    conditional(operation)
}

pub(crate) fn list_of_user() -> Operation {
    let operation = Operation::new("List the groups of a user");
    listed(
        operation.says("For the user themselves, staff, and users with permission to view users."),
        "NativeGroups",
        group(),
    )
}

pub(crate) fn change_of_user() -> Operation {
    let operation = Operation::new("Add a user to groups, and remove them from others")
        .says("Requires `auth.change_user`. Callers can add users only to groups whose permissions they hold. Answers with the user's groups. Repeating the call is safe.")
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
