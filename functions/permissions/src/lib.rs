//! Permissions, who has them, and the content types that they are about, in every dialect.

mod native;
mod users_api;

use axum::http::Method;
use shared::dialects::native::resource_by_permission;
use shared::dialects::users_api::view;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes};
use users_api::{content_types, of_group, of_user, permissions};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(resource("/permissions").on(Method::GET, Required, permissions::list).on(
            Method::POST,
            Required,
            permissions::create,
        ))
        .with(
            resource("/permissions/{id}")
                .on(Method::GET, Required, permissions::read)
                .on(Method::PUT, Required, permissions::update)
                .on(Method::DELETE, Required, permissions::delete),
        )
        .with(resource("/permissions/schema").on(Method::GET, Required, permissions::schema))
        .with(resource("/permissions/set/{ids}").on(Method::GET, Required, permissions::set))
        .with(content_type("/contenttypes").on(Method::GET, Required, content_types::list))
        .with(content_type("/contenttypes/{id}").on(Method::GET, Required, content_types::read))
        .with(content_type("/contenttypes/schema").on(Method::GET, Required, content_types::schema))
        .with(content_type("/contenttypes/set/{ids}").on(Method::GET, Required, content_types::set))
        .with(resource("/users/{user}/permissions").on(Method::GET, Required, of_user::list).on(
            Method::POST,
            Required,
            of_user::create,
        ))
        .with(
            resource("/users/{user}/permissions/{permission}")
                .on(Method::GET, Required, of_user::read)
                .on(Method::PUT, Required, of_user::grant)
                .on(Method::DELETE, Required, of_user::revoke),
        )
        .with(resource("/groups/{group}/permissions").on(Method::GET, Required, of_group::list).on(
            Method::POST,
            Required,
            of_group::create,
        ))
        .with(
            resource("/groups/{group}/permissions/{permission}")
                .on(Method::GET, Required, of_group::read)
                .on(Method::PUT, Required, of_group::grant)
                .on(Method::DELETE, Required, of_group::revoke),
        )
        // native
        .with(
            resource_by_permission("/v1/permissions")
                .on(Method::GET, Required, native::permissions::list)
                .on(Method::POST, Required, native::permissions::create)
                .about("Permission List", ""),
        )
        .with(
            resource_by_permission("/v1/permissions/{pk}")
                .on(Method::GET, Required, native::permissions::read)
                .on(Method::PATCH, Required, native::permissions::update)
                .on(Method::DELETE, Required, native::permissions::delete)
                .about("Permission Instance", ""),
        )
        .with(
            resource_by_permission("/v1/content_types")
                .on(Method::GET, Required, native::content_types::list)
                .on(Method::POST, Required, native::content_types::create)
                .about("Content Type List", ""),
        )
        .with(
            resource_by_permission("/v1/content_types/{pk}")
                .on(Method::GET, Required, native::content_types::read)
                .on(Method::PATCH, Required, native::content_types::update)
                .on(Method::DELETE, Required, native::content_types::delete)
                .about("Content Type Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/permissions")
                .on(Method::GET, Required, native::of_user::list)
                .on(Method::PATCH, Required, native::of_user::update)
                .about("User Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}/permissions")
                .on(Method::GET, Required, native::of_group::list)
                .on(Method::PATCH, Required, native::of_group::update)
                .about("Group Permissions", ""),
        )
        .with(
            resource_by_permission("/v1/check")
                .on(Method::POST, Required, native::check::check)
                .about("Check", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/check")
                .on(Method::POST, Required, native::check::check_user)
                .about("User Check", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(|config| config.users_api_resources.permissions)
}

fn content_type(path: &'static str) -> Endpoint {
    view(path).when(|config| config.users_api_resources.contenttypes)
}
