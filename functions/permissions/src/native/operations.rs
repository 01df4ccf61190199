//! The native API's permissions, content types and checks in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::native::schemas::{bulk, conditional, listed};
use shared::openapi::schema::{form, id, list as array, object, schema, text, text_of, truth};
use shared::openapi::{Answer, DRF_BODIES, Operation};

pub(crate) fn list() -> Operation {
    listed(Operation::new("List permissions").says(LOOKS), "NativePermissions", permission())
}

pub(crate) fn create() -> Operation {
    let body = form(
        &["codename", "name", "content_type"],
        json!({ "codename": text_of(100), "name": text_of(255), "content_type": id() }),
    );
    Operation::new("Create a permission")
        .says("Requires `auth.add_permission`. Nobody has the new permission yet.")
        .takes(&DRF_BODIES, schema("NativeNewPermission", body))
        .gives(shown(StatusCode::CREATED, "Created.", permission()))
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
        .says("Requires `auth.change_permission`. Only superusers can change codename and content type, since holders would be given something else.")
        .may_take(&DRF_BODIES, schema("NativePermissionChanges", body))
        .gives(shown(StatusCode::OK, "Changed.", permission()));
    conditional(operation)
}

pub(crate) fn delete() -> Operation {
    let operation = Operation::new("Delete a permission")
        .says("Requires `auth.delete_permission`; Django's stock permissions only superusers can delete. Nobody has the permission from this moment.")
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
    Operation::new("Create a content type")
        .says("Requires `contenttypes.add_contenttype`. Creates four permissions with it (add, change, delete, view), which nobody has yet.")
        .takes(&DRF_BODIES, schema("NativeNewContentType", body))
        .gives(shown(StatusCode::CREATED, "Created.", content_type()))
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
        .says("Requires `contenttypes.change_contenttype`. `app_label` and `model` cannot be changed.")
        .may_take(&DRF_BODIES, schema("NativeContentTypeChanges", body))
        .gives(shown(StatusCode::OK, "Changed.", content_type()));
    conditional(operation)
}

pub(crate) fn delete_content_type() -> Operation {
    let operation = Operation::new("Delete a content type")
        .says("Deletes its permissions too; nobody has them from this moment. Requires `contenttypes.delete_contenttype` and `auth.delete_permission`; Django's stock only superusers can delete.")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted.");
    conditional(operation)
}

pub(crate) fn list_of_user() -> Operation {
    let operation = Operation::new("List the permissions of a user")
        .says("For the user themselves, staff, and users with permission to view users.")
        .query("effective", truth(), "Include the permissions of the user's groups; superusers have all. Each says where it comes from.");
    listed(operation, "NativeUserPermissions", effective())
}

pub(crate) fn change_of_user() -> Operation {
    let operation = Operation::new("Grant and revoke permissions of a user")
        .says("Requires `auth.change_user`. Callers can grant only permissions they hold. Answers with the user's own permissions. Repeating the call is safe.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn list_of_group() -> Operation {
    let operation = Operation::new("List the permissions of a group")
        .says("For staff, and users with permission to view groups.");
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn change_of_group() -> Operation {
    let operation = Operation::new("Grant and revoke permissions of a group")
        .says("Requires `auth.change_group`. Callers can grant only permissions they hold. Answers with the group's permissions. Repeating the call is safe.")
        .takes(&DRF_BODIES[..1], bulk());
    listed(operation, "NativePermissions", permission())
}

pub(crate) fn check() -> Operation {
    checks("Check permissions of the caller")
}

pub(crate) fn check_user() -> Operation {
    checks("Check permissions of a user")
        .says("For the user themselves, staff, and users with permission to view users.")
}

const LOOKS: &str = "For staff, and users with permission to view them.";

fn checks(summary: &'static str) -> Operation {
    let name = json!({ "type": "string", "maxLength": 255, "examples": ["auth.add_user"] });
    let names = json!({ "type": "array", "minItems": 1, "maxItems": 100, "items": name });
    let answer = object(json!({
        "allowed": { "type": "boolean", "description": "Whether the user has all of them." },
        "permissions": { "type": "object", "additionalProperties": truth() },
    }));
    let body = json!({
        "type": "object", "properties": { "permissions": names }, "required": ["permissions"],
        "additionalProperties": false, "examples": [{ "permissions": ["auth.add_user"] }],
    });
    Operation::new(summary)
        .says("Permissions are named `app_label.codename`, as in Django's `has_perm`.")
        .takes(&DRF_BODIES[..1], schema("NativeQuestion", body))
        .answers(StatusCode::OK, "The result of each check.", schema("NativeChecked", answer))
        .throttled()
}

fn permission() -> Value {
    schema("NativePermission", object(members()))
}

fn members() -> Value {
    json!({
        "pk": id(), "codename": text(), "name": text(), "content_type": id(),
        "permission": { "type": "string", "description": "Named `app_label.codename`." },
    })
}

/// A permission that a user has.
fn effective() -> Value {
    let group = schema("NativeGroupName", object(json!({ "pk": id(), "name": text() })));
    let mut from = object(json!({
        "superuser": { "type": "boolean", "description": "Whether they are a superuser, who has all." },
        "direct": { "type": "boolean", "description": "Whether it was given to them." },
        "groups": array(group),
    }));
    from["description"] = "Where it comes from; only with `effective=true`.".into();
    let mut permission = object(members());
    permission["properties"]["from"] = schema("NativeSources", from);
    schema("NativeUserPermission", permission)
}

fn content_type() -> Value {
    let content_type = object(json!({ "pk": id(), "app_label": text(), "model": text(), "name": text() }));
    schema("NativeContentType", content_type)
}

fn shown(status: StatusCode, description: &'static str, schema: Value) -> Answer {
    Answer::json(status, description, schema).with("ETag", text(), "The version of what can be changed.")
}
