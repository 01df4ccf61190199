//! Permissions, who has them, and the content types that they are about, in every dialect.

mod native;
mod users_api;

use shared::dialects::native::{catalogue, resource_by_permission};
use shared::dialects::users_api::resource::list;
use shared::dialects::users_api::{nested, view};
use shared::domain::{ContentType, Permission};
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use users_api::{PermissionsOfGroup, PermissionsOfUser, content_types, operations, permissions, read, set};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(resource("/permissions").get(Required, list::<Permission>, operations::list).post(
            Required,
            permissions::create,
            operations::create,
        ))
        .with(
            resource("/permissions/{id}")
                .get(Required, read::<Permission>, operations::read)
                .put(Required, permissions::update, operations::update)
                .delete(Required, permissions::delete, operations::delete),
        )
        .with(resource("/permissions/schema").get(Required, permissions::schema, operations::describe))
        .with(resource("/permissions/set/{ids}").get(Required, set::<Permission>, operations::set))
        .with(content_type("/contenttypes").get(Required, list::<ContentType>, operations::content_types))
        .with(content_type("/contenttypes/{id}").get(
            Required,
            read::<ContentType>,
            operations::content_type_by_id,
        ))
        .with(content_type("/contenttypes/schema").get(
            Required,
            content_types::schema,
            operations::describe_content_type,
        ))
        .with(content_type("/contenttypes/set/{ids}").get(
            Required,
            set::<ContentType>,
            operations::set_of_content_types,
        ))
        .with(
            resource("/users/{user}/permissions")
                .get(Required, nested::list::<PermissionsOfUser>, operations::list_of_user)
                .post(Required, nested::create, operations::create_nested),
        )
        .with(
            resource("/users/{user}/permissions/{permission}")
                .get(Required, nested::read::<PermissionsOfUser>, operations::read_nested)
                .put(Required, nested::put::<PermissionsOfUser>, operations::grant)
                .delete(Required, nested::take::<PermissionsOfUser>, operations::revoke),
        )
        .with(
            resource("/groups/{group}/permissions")
                .get(Required, nested::list::<PermissionsOfGroup>, operations::list_of_group)
                .post(Required, nested::create, operations::create_nested),
        )
        .with(
            resource("/groups/{group}/permissions/{permission}")
                .get(Required, nested::read::<PermissionsOfGroup>, operations::read_nested)
                .put(Required, nested::put::<PermissionsOfGroup>, operations::grant)
                .delete(Required, nested::take::<PermissionsOfGroup>, operations::revoke),
        )
        // native
        .with(
            resource_by_permission("/v1/permissions")
                .get(Required, catalogue::list::<Permission>, native::operations::list)
                .post(Required, native::permissions::create, native::operations::create)
                .about("Permission List", ""),
        )
        .with(
            resource_by_permission("/v1/permissions/{pk}")
                .get(Required, catalogue::read::<Permission>, native::operations::read)
                .patch(Required, native::permissions::update, native::operations::update)
                .delete(Required, native::permissions::delete, native::operations::delete)
                .about("Permission Instance", ""),
        )
        .with(
            resource_by_permission("/v1/content_types")
                .get(Required, catalogue::list::<ContentType>, native::operations::list_content_types)
                .post(Required, native::content_types::create, native::operations::create_content_type)
                .about("Content Type List", ""),
        )
        .with(
            resource_by_permission("/v1/content_types/{pk}")
                .get(Required, catalogue::read::<ContentType>, native::operations::read_content_type)
                .patch(Required, native::content_types::update, native::operations::update_content_type)
                .delete(Required, native::content_types::delete, native::operations::delete_content_type)
                .about("Content Type Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/permissions")
                .get(Required, native::of_user::list, native::operations::list_of_user)
                .patch(Required, native::of_user::update, native::operations::change_of_user)
                .about("User Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}/permissions")
                .get(Required, native::of_group::list, native::operations::list_of_group)
                .patch(Required, native::of_group::update, native::operations::change_of_group)
                .about("Group Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/check")
                .post(Required, native::check::check, native::operations::check)
                .about("Check", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/check")
                .post(Required, native::check::check_user, native::operations::check_user)
                .about("User Check", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(When::ServesPermissions)
}

fn content_type(path: &'static str) -> Endpoint {
    view(path).when(When::ServesContentTypes)
}
