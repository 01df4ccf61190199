//! Groups and who is in them, in every dialect.

mod native;
mod users_api;

use shared::dialects::native::{catalogue, resource_by_permission};
use shared::dialects::users_api::resource::list;
use shared::dialects::users_api::{nested, view};
use shared::domain::Group;
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use users_api::{GroupsOfUser, operations};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(resource("/groups").get(Required, list::<Group>, operations::list).post(
            Required,
            users_api::create,
            operations::create,
        ))
        .with(
            resource("/groups/{id}")
                .get(Required, users_api::read, operations::read)
                .put(Required, users_api::update, operations::update)
                .delete(Required, users_api::delete, operations::delete),
        )
        .with(resource("/groups/schema").get(Required, users_api::schema, operations::describe))
        .with(resource("/groups/set/{ids}").get(Required, users_api::set, operations::set))
        .with(
            resource("/users/{user}/groups")
                .get(Required, nested::list::<GroupsOfUser>, operations::list_of_user)
                .post(Required, nested::create, operations::create_of_user),
        )
        .with(
            resource("/users/{user}/groups/{group}")
                .get(Required, nested::read::<GroupsOfUser>, operations::read_of_user)
                .put(Required, nested::put::<GroupsOfUser>, operations::join)
                .delete(Required, nested::take::<GroupsOfUser>, operations::leave),
        )
        // native
        .with(
            resource_by_permission("/v1/groups")
                .get(Required, catalogue::list::<Group>, native::operations::list)
                .post(Required, native::create, native::operations::create)
                .about("Group List", ""),
        )
        .with(
            resource_by_permission("/v1/groups/{pk}")
                .get(Required, catalogue::read::<Group>, native::operations::read)
                .patch(Required, native::update, native::operations::update)
                .delete(Required, native::delete, native::operations::delete)
                .about("Group Instance", ""),
        )
        .with(
            resource_by_permission("/v1/users/{pk}/groups")
                .get(Required, native::of_user::list, native::operations::list_of_user)
                .patch(Required, native::of_user::update, native::operations::change_of_user)
                .about("User Groups", ""),
        )
}

fn resource(path: &'static str) -> Endpoint {
    view(path).when(When::ServesGroups)
}
