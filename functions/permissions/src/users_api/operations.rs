//! Permissions and content types in the API's document.

use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::dialects::users_api::operations::{self as resource, permission};
use shared::openapi::Operation;
use shared::openapi::schema::{form, object, or_null, schema, text, text_of};

pub(crate) fn list() -> Operation {
    resource::listed("List permissions", "UsersApiPermissions", permission())
}

pub(crate) fn create() -> Operation {
    let body = schema("UsersApiNewPermission", sent(&["codename", "name", "contentTypeUri"], |one| one));
    resource::made(Operation::new("Create a permission").takes(&["application/json"], body), permission())
}

pub(crate) fn read() -> Operation {
    Operation::new("Read a permission").answers(StatusCode::OK, "The permission.", permission())
}

pub(crate) fn update() -> Operation {
    let body = schema("UsersApiPermissionChanges", sent(&[], or_null));
    resource::changed(Operation::new("Change a permission").takes(&["application/json"], body), permission())
}

pub(crate) fn delete() -> Operation {
    Operation::new("Delete a permission")
        .answers_nothing(StatusCode::NO_CONTENT, "Deleted. Nobody has it any more.")
}

pub(crate) fn describe() -> Operation {
    resource::described("Describe permissions")
}

pub(crate) fn set() -> Operation {
    resource::set("Read several permissions", "UsersApiPermissionSet", permission(), true)
}

pub(crate) fn content_types() -> Operation {
    resource::listed("List content types", "UsersApiContentTypes", content_type())
}

pub(crate) fn content_type_by_id() -> Operation {
    Operation::new("Read a content type").answers(StatusCode::OK, "The content type.", content_type())
}

pub(crate) fn describe_content_type() -> Operation {
    resource::described("Describe content types")
}

pub(crate) fn set_of_content_types() -> Operation {
    resource::set("Read several content types", "UsersApiContentTypeSet", content_type(), true)
}

pub(crate) fn list_of_user() -> Operation {
    resource::listed("List a user's own permissions", "UsersApiPermissions", permission())
        .says("Not those of the user's groups.")
}

pub(crate) fn list_of_group() -> Operation {
    resource::listed("List a group's permissions", "UsersApiPermissions", permission())
}

pub(crate) fn create_nested() -> Operation {
    resource::not_here("Create a permission of somebody")
}

pub(crate) fn read_nested() -> Operation {
    Operation::new("Read a permission, if it was granted").answers(
        StatusCode::OK,
        "The permission.",
        permission(),
    )
}

pub(crate) fn grant() -> Operation {
    resource::attached("Grant a permission", permission())
        .says("Callers can grant only permissions they hold; superusers all.")
}

pub(crate) fn revoke() -> Operation {
    Operation::new("Revoke a permission").answers_nothing(StatusCode::NO_CONTENT, "Revoked.")
}

fn sent(required: &[&str], each: fn(Value) -> Value) -> Value {
    let content_type = json!({ "type": "string", "description": "Its `resourceUri`." });
    let [codename, name, content_type] = [text_of(100), text_of(255), content_type].map(each);
    let mut body =
        form(required, json!({ "codename": codename, "name": name, "contentTypeUri": content_type }));
    body["examples"] = json!([{
        "codename": "publish_post", "name": "Can publish posts", "contentTypeUri": "/contenttypes/4/",
    }]);
    body
}

fn content_type() -> Value {
    let content_type = json!({ "appLabel": text(), "model": text(), "name": text(), "resourceUri": text() });
    schema("UsersApiContentType", object(content_type))
}
