//! The native API's permissions, content types and checks in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed};
use shared::openapi::schema::{form, id, object, schema, text, text_of, truth};
use shared::openapi::{Answer, DRF_BODIES, Operation};

pub(crate) fn list() -> Operation {
    listed(Operation::new("List permissions").says(LOOKS), "NativePermissions", permission())
}

pub(crate) fn create() -> Operation {
    let body = form(
        &["codename", "name", "content_type"],
        json!({ "codename": text_of(100), "name": text_of(255), "content_type": id() }),
    );
    Operation::new("Make a permission")
        .says("For who may add permissions. Nobody has it yet.")
        .takes(&DRF_BODIES, schema("NativeNewPermission", body))
        .gives(shown(StatusCode::CREATED, "Made.", permission()))
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a permission").says(LOOKS).gives(shown(
        StatusCode::OK,
        "The permission.",
        permission(),
    ))
}

pub(crate) fn update() -> Operation {
    let body = form(&[], json!({ "codename": text_of(100), "name": text_of(255), "content_type": id() }));
    let operation = Operation::new("Change a permission")
        .says("For who may change permissions; what it allows, its codename and content type, only a superuser changes.")
        .may_take(&DRF_BODIES, schema("NativePermissionChanges", body))
        .gives(shown(StatusCode::OK, "Changed.", permission()));
    conditional(operation)
}

pub(crate) fn delete() -> Operation {
    let operation = Operation::new("Delete a permission")
        .says("For who may delete permissions; one of Django's stock only for a superuser. From this moment nobody has it.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.");
    conditional(operation)
}

pub(crate) fn list_content_types() -> Operation {
    listed(Operation::new("List content types").says(LOOKS), "NativeContentTypes", content_type())
}

pub(crate) fn create_content_type() -> Operation {
    let body = form(
        &["app_label", "model"],
        json!({ "app_label": text_of(100), "model": text_of(100), "name": text_of(100) }),
    );
    Operation::new("Make a content type")
        .says("For who may add content types. It comes with four permissions, to add, change, delete and view, which nobody has yet.")
        .takes(&DRF_BODIES, schema("NativeNewContentType", body))
        .gives(shown(StatusCode::CREATED, "Made.", content_type()))
}

pub(crate) fn read_content_type() -> Operation {
    Operation::new("Read a content type").says(LOOKS).gives(shown(
        StatusCode::OK,
        "The content type.",
        content_type(),
    ))
}

pub(crate) fn update_content_type() -> Operation {
    let body = form(&[], json!({ "name": text_of(100) }));
    let operation = Operation::new("Rename a content type")
        .says("For who may change content types. `app_label` and `model` stay.")
        .may_take(&DRF_BODIES, schema("NativeContentTypeChanges", body))
        .gives(shown(StatusCode::OK, "Changed.", content_type()));
    conditional(operation)
}

pub(crate) fn delete_content_type() -> Operation {
    let operation = Operation::new("Delete a content type")
        .says("With its permissions, which nobody has any more at once. For who may delete both; one of Django's stock only for a superuser.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.");
    conditional(operation)
}

pub(crate) fn list_of_user() -> Operation {
    let operation = Operation::new("List the permissions of a user")
        .says("For himself, staff, and who may view users.")
        .query("effective", truth(), "With those of his groups, as they count; a superuser has all.");
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn change_of_user() -> Operation {
    let operation = Operation::new("Give a user permissions of his own, and take others away")
        .says("For who may change users; nobody gives what he lacks. Answers with the user's own permissions then. May be repeated.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn list_of_group() -> Operation {
    let operation =
        Operation::new("List the permissions of a group").says("For staff, and who may view groups.");
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn change_of_group() -> Operation {
    let operation = Operation::new("Let the members of a group do some things, and no longer others")
        .says("For who may change groups; nobody gives what he lacks. Answers with the group's permissions then. May be repeated.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn check() -> Operation {
    checks("Ask whether one may do these things")
}

pub(crate) fn check_user() -> Operation {
    checks("Ask whether a user may do these things").says("For himself, staff, and who may view users.")
}

const LOOKS: &str = "For staff, and who may view them.";

fn checks(summary: &'static str) -> Operation {
    let name = json!({ "type": "string", "maxLength": 255, "examples": ["auth.add_user"] });
    let names = json!({ "type": "array", "minItems": 1, "maxItems": 100, "items": name });
    let answer = object(json!({
        "allowed": { "type": "boolean", "description": "Whether all of them." },
        "permissions": { "type": "object", "additionalProperties": truth() },
    }));
    let body = json!({
        "type": "object", "properties": { "permissions": names }, "required": ["permissions"],
        "additionalProperties": false, "examples": [{ "permissions": ["auth.add_user"] }],
    });
    Operation::new(summary)
        .says("Written `app_label.codename`, as Django's `has_perm` takes them.")
        .takes(&DRF_BODIES[..1], schema("NativeQuestion", body))
        .answers(StatusCode::OK, "What he may.", schema("NativeChecked", answer))
        .throttled()
}

fn permission() -> Value {
    let permission = object(json!({
        "pk": id(), "codename": text(), "name": text(), "content_type": id(),
        "permission": { "type": "string", "description": "Written `app_label.codename`." },
    }));
    schema("NativePermission", permission)
}

fn content_type() -> Value {
    let content_type = object(json!({ "pk": id(), "app_label": text(), "model": text(), "name": text() }));
    schema("NativeContentType", content_type)
}

fn shown(status: StatusCode, description: &'static str, schema: Value) -> Answer {
    Answer::json(status, description, schema).with("ETag", text(), "The version of what can be changed.")
}
