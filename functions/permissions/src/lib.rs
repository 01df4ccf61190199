//! Permissions, who has them, and the content types that they are about, in every dialect.

mod native;
mod users_api;

use axum::http::Method;
use shared::dialects::native::resource_by_permission;
use shared::dialects::users_api::view;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use users_api::{content_types, of_group, of_user, operations, permissions};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(
            resource("/permissions")
                .on(Method::GET, Required, permissions::list)
                .describe(operations::list)
                .on(Method::POST, Required, permissions::create)
                .describe(operations::create),
        )
        .with(
            resource("/permissions/{id}")
                .on(Method::GET, Required, permissions::read)
                .describe(operations::read)
                .on(Method::PUT, Required, permissions::update)
                .describe(operations::update)
                .on(Method::DELETE, Required, permissions::delete)
                .describe(operations::delete),
        )
        .with(
            resource("/permissions/schema")
                .on(Method::GET, Required, permissions::schema)
                .describe(operations::describe),
        )
        .with(
            resource("/permissions/set/{ids}")
                .on(Method::GET, Required, permissions::set)
                .describe(operations::set),
        )
        .with(
            content_type("/contenttypes")
                .on(Method::GET, Required, content_types::list)
                .describe(operations::content_types),
        )
        .with(
            content_type("/contenttypes/{id}")
                .on(Method::GET, Required, content_types::read)
                .describe(operations::content_type_by_id),
        )
        .with(
            content_type("/contenttypes/schema")
                .on(Method::GET, Required, content_types::schema)
                .describe(operations::describe_content_type),
        )
        .with(
            content_type("/contenttypes/set/{ids}")
                .on(Method::GET, Required, content_types::set)
                .describe(operations::set_of_content_types),
        )
        .with(
            resource("/users/{user}/permissions")
                .on(Method::GET, Required, of_user::list)
                .describe(operations::list_of_user)
                .on(Method::POST, Required, of_user::create)
                .describe(operations::create_nested),
        )
        .with(
            resource("/users/{user}/permissions/{permission}")
                .on(Method::GET, Required, of_user::read)
                .describe(operations::read_nested)
                .on(Method::PUT, Required, of_user::grant)
                .describe(operations::grant)
                .on(Method::DELETE, Required, of_user::revoke)
                .describe(operations::revoke),
        )
        .with(
            resource("/groups/{group}/permissions")
                .on(Method::GET, Required, of_group::list)
                .describe(operations::list_of_group)
                .on(Method::POST, Required, of_group::create)
                .describe(operations::create_nested),
        )
        .with(
            resource("/groups/{group}/permissions/{permission}")
                .on(Method::GET, Required, of_group::read)
                .describe(operations::read_nested)
                .on(Method::PUT, Required, of_group::grant)
                .describe(operations::grant)
                .on(Method::DELETE, Required, of_group::revoke)
                .describe(operations::revoke),
        )
        // native
        .with(
            resource_by_permission("/v1/permissions")
                .on(Method::GET, Required, native::permissions::list)
                .describe(native::operations::list)
                .on(Method::POST, Required, native::permissions::create)
                .describe(native::operations::create)
                .about("Permission List", ""),
        )
        .with(
            resource_by_permission("/v1/permissions/{pk}")
                .on(Method::GET, Required, native::permissions::read)
                .describe(native::operations::read)
                .on(Method::PATCH, Required, native::permissions::update)
                .describe(native::operations::update)
                .on(Method::DELETE, Required, native::permissions::delete)
                .describe(native::operations::delete)
                .about("Permission Instance", ""),
        )
        .with(
            resource_by_permission("/v1/content_types")
                .on(Method::GET, Required, native::content_types::list)
                .describe(native::operations::list_content_types)
                .on(Method::POST, Required, native::content_types::create)
                .describe(native::operations::create_content_type)
                .about("Content Type List", ""),
        )
        .with(
            resource_by_permission("/v1/content_types/{pk}")
                .on(Method::GET, Required, native::content_types::read)
                .describe(native::operations::read_content_type)
                .on(Method::PATCH, Required, native::content_types::update)
                .describe(native::operations::update_content_type)
                .on(Method::DELETE, Required, native::content_types::delete)
                .describe(native::operations::delete_content_type)
                .about("Content Type Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/permissions")
                .on(Method::GET, Required, native::of_user::list)
                .describe(native::operations::list_of_user)
                .on(Method::PATCH, Required, native::of_user::update)
                .describe(native::operations::change_of_user)
                .about("User Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}/permissions")
                .on(Method::GET, Required, native::of_group::list)
                .describe(native::operations::list_of_group)
                .on(Method::PATCH, Required, native::of_group::update)
                .describe(native::operations::change_of_group)
                .about("Group Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/check")
                .on(Method::POST, Required, native::check::check)
                .describe(native::operations::check)
                .about("Check", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/check")
                .on(Method::POST, Required, native::check::check_user)
                .describe(native::operations::check_user)
                .about("User Check", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(When::ServesPermissions)
}

fn content_type(path: &'static str) -> Endpoint {
    view(path).when(When::ServesContentTypes)
}
