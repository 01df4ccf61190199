//! Groups and who is in them, in every dialect.

mod native;
mod users_api;

use axum::http::Method;
use shared::dialects::native::resource_by_permission;
use shared::dialects::users_api::view;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use users_api::operations;

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(
            resource("/groups")
                .on(Method::GET, Required, users_api::list)
                .describe(operations::list)
                .on(Method::POST, Required, users_api::create)
                .describe(operations::create),
        )
        .with(
            resource("/groups/{id}")
                .on(Method::GET, Required, users_api::read)
                .describe(operations::read)
                .on(Method::PUT, Required, users_api::update)
                .describe(operations::update)
                .on(Method::DELETE, Required, users_api::delete)
                .describe(operations::delete),
        )
        .with(
            resource("/groups/schema")
                .on(Method::GET, Required, users_api::schema)
                .describe(operations::describe),
        )
        .with(
            resource("/groups/set/{ids}").on(Method::GET, Required, users_api::set).describe(operations::set),
        )
        .with(
            resource("/users/{user}/groups")
                .on(Method::GET, Required, users_api::of_user::list)
                .describe(operations::list_of_user)
                .on(Method::POST, Required, users_api::of_user::create)
                .describe(operations::create_of_user),
        )
        .with(
            resource("/users/{user}/groups/{group}")
                .on(Method::GET, Required, users_api::of_user::read)
                .describe(operations::read_of_user)
                .on(Method::PUT, Required, users_api::of_user::join)
                .describe(operations::join)
                .on(Method::DELETE, Required, users_api::of_user::leave)
                .describe(operations::leave),
        )
        // native
        .with(
            resource_by_permission("/v1/groups")
                .on(Method::GET, Required, native::list)
                .describe(native::operations::list)
                .on(Method::POST, Required, native::create)
                .describe(native::operations::create)
                .about("Group List", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}")
                .on(Method::GET, Required, native::read)
                .describe(native::operations::read)
                .on(Method::PATCH, Required, native::update)
                .describe(native::operations::update)
                .on(Method::DELETE, Required, native::delete)
                .describe(native::operations::delete)
                .about("Group Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/groups")
                .on(Method::GET, Required, native::of_user::list)
                .describe(native::operations::list_of_user)
                .on(Method::PATCH, Required, native::of_user::update)
                .describe(native::operations::change_of_user)
                .about("User Groups", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(When::ServesGroups)
}
