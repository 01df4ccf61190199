//! Groups and who is in them, in every dialect.

mod native;
mod users_api;

use axum::http::Method;
use shared::dialects::native::resource_by_permission;
use shared::dialects::users_api::view;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(resource("/groups").on(Method::GET, Required, users_api::list).on(
            Method::POST,
            Required,
            users_api::create,
        ))
        .with(
            resource("/groups/{id}")
                .on(Method::GET, Required, users_api::read)
                .on(Method::PUT, Required, users_api::update)
                .on(Method::DELETE, Required, users_api::delete),
        )
        .with(resource("/groups/schema").on(Method::GET, Required, users_api::schema))
        .with(resource("/groups/set/{ids}").on(Method::GET, Required, users_api::set))
        .with(resource("/users/{user}/groups").on(Method::GET, Required, users_api::of_user::list).on(
            Method::POST,
            Required,
            users_api::of_user::create,
        ))
        .with(
            resource("/users/{user}/groups/{group}")
                .on(Method::GET, Required, users_api::of_user::read)
                .on(Method::PUT, Required, users_api::of_user::join)
                .on(Method::DELETE, Required, users_api::of_user::leave),
        )
        // native
        .with(
            resource_by_permission("/v1/groups")
                .on(Method::GET, Required, native::list)
                .on(Method::POST, Required, native::create)
                .about("Group List", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}")
                .on(Method::GET, Required, native::read)
                .on(Method::PATCH, Required, native::update)
                .on(Method::DELETE, Required, native::delete)
                .about("Group Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/groups")
                .on(Method::GET, Required, native::of_user::list)
                .on(Method::PATCH, Required, native::of_user::update)
                .about("User Groups", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(|config| config.users_api_resources.groups)
}
