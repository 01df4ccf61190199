//! Groups and who is in them, in every dialect.

mod users_api;

use axum::http::Method;
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
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(|config| config.users_api_resources.groups)
}
