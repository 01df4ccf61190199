//! Registration, profiles, user names and user administration, in every dialect.

mod accounts;
mod djoser;
mod index;
mod native;
mod operations;
mod own_data;
mod users_api;
mod wiki;

use shared::dialects::djoser::{metadata, private_view, view, viewset};
use shared::dialects::native::{
    open_view as native_open_view, resource as native_resource, view as native_view,
};
use shared::dialects::users_api::{is_registration, view as users_api_view};
use shared::dialects::wiki::{plain_view, view as wiki_view};
use shared::http::Credentials::{Ignored, Optional, Required};
use shared::http::{Endpoint, Routes, When};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(Endpoint::open("/").get(Ignored, index::index, operations::index))
        .with(
            view("/auth")
                .get(Optional, djoser::index, djoser::operations::index)
                .about("Api Root", "The default basic root view for DefaultRouter"),
        )
        // djoser 2.x
        .with(collection("/auth/users"))
        .with(me("/auth/users/me").delete(Required, djoser::delete_me, djoser::operations::delete_me))
        .with(
            viewset("/auth/users/me/export")
                .get(Required, own_data::read, own_data::describe)
                .about("Export", ""),
        )
        .with(
            viewset("/auth/users/{id}")
                .get(Required, djoser::user, djoser::operations::read_user)
                .put(Required, djoser::update_user, djoser::operations::update_user)
                .patch(Required, djoser::update_user, djoser::operations::update_user)
                .delete(Required, djoser::delete_user, djoser::operations::delete_user)
                .about("User Instance", "")
                .fields("PUT", metadata::user),
        )
        .with(set_username("/auth/users/set_username").when(When::SignsInByUsername))
        .with(set_username("/auth/users/set_email").when(When::SignsInByEmail))
        .with(reset_username("/auth/users/reset_username").when(When::SignsInByUsername))
        .with(reset_username("/auth/users/reset_email").when(When::SignsInByEmail))
        .with(reset_username_confirm("/auth/users/reset_username_confirm").when(When::SignsInByUsername))
        .with(reset_username_confirm("/auth/users/reset_email_confirm").when(When::SignsInByEmail))
        // djoser 1.x, under the customary mount
        .with(create("/auth/users/create"))
        .with(delete("/auth/users/delete"))
        .with(change_username("/auth/users/change_username"))
        .with(me("/auth/me").about("User", "Use this endpoint to retrieve/update user."))
        .with(rename("/auth/username").when(When::SignsInByUsername))
        .with(rename("/auth/email").when(When::SignsInByEmail))
        // django-users-api; POST /users/ is djoser's too
        .with(collection("/users").claims(is_registration))
        .with(resource("/users").get(Required, users_api::list, users_api::operations::list).post(
            Required,
            users_api::create,
            users_api::operations::create,
        ))
        .with(
            resource("/users/{id}")
                .shows_caller()
                .get(Required, users_api::read, users_api::operations::read)
                .put(Required, users_api::update, users_api::operations::update)
                .delete(Required, users_api::delete, users_api::operations::delete),
        )
        .with(resource("/users/schema").get(Required, users_api::schema, users_api::operations::describe))
        .with(resource("/users/set/{ids}").shows_caller().get(
            Required,
            users_api::set,
            users_api::operations::set,
        ))
        // djoser 1.x, at the root
        .with(me("/users/me").delete(Required, djoser::delete_me, djoser::operations::delete_me))
        .with(create("/users/create"))
        .with(delete("/users/delete"))
        .with(change_username("/users/change_username"))
        .with(me("/me").about("User", "Use this endpoint to retrieve/update user."))
        .with(rename("/username").when(When::SignsInByUsername))
        .with(rename("/email").when(When::SignsInByEmail))
        // a DRF endpoint
        .with(
            accounts::root("/api")
                .get(Optional, accounts::index, accounts::operations::index)
                .about("Api Root", "The default basic root view for DefaultRouter"),
        )
        .with(
            accounts::collection("/api/accounts")
                .get(Optional, accounts::list, accounts::operations::list_accounts)
                .post(Optional, accounts::create, accounts::operations::create)
                .about("User List", "")
                .fields("POST", accounts::fields),
        )
        .with(
            accounts::account("/api/accounts/{id}")
                .get(Optional, accounts::read, accounts::operations::read)
                .put(Optional, accounts::put, accounts::operations::put)
                .patch(Optional, accounts::patch, accounts::operations::patch)
                .delete(Optional, accounts::delete, accounts::operations::delete)
                .about("User Instance", "")
                .fields("PUT", accounts::fields),
        )
        // the users wiki
        .with(wiki_view("/api/users/update_details").patch(
            Required,
            wiki::update_details,
            wiki::operations::update_details,
        ))
        .with(wiki_view("/api/users/{id}").get(Required, wiki::user, wiki::operations::user))
        .with(plain_view("/auth/signup").post(Ignored, wiki::signup, wiki::operations::signup))
        // native
        .with(
            native_open_view("/v1").get(Ignored, native::index, native::operations::index).about("Index", ""),
        )
        .with(
            native_resource("/v1/users")
                .get(Required, native::collection::list, native::operations::find)
                .post(Optional, native::collection::add, native::operations::add),
        )
        .with(
            native_resource("/v1/me")
                .shows_caller()
                .get(Required, native::me::read, native::operations::me)
                .patch(Required, native::me::update, native::operations::update_me)
                .delete(Required, native::me::delete, native::operations::delete_me),
        )
        .with(native_resource("/v1/me/export").get(Required, own_data::read, own_data::describe))
        .with(
            native_resource("/v1/me/username")
                .shows_caller()
                .post(Required, native::me::rename, native::operations::rename)
                .when(When::SignsInByUsername),
        )
        .with(
            native_resource("/v1/me/locale")
                .get(Required, native::locale::read, native::operations::locale)
                .put(Required, native::locale::put, native::operations::set_locale),
        )
        .with(
            native_resource("/v1/users/{pk}/locale")
                .get(Required, native::locale::read_of_user, native::operations::locale_of_user)
                .put(Required, native::locale::put_of_user, native::operations::set_locale_of_user),
        )
        .with(native_resource("/v1/users/{pk}/disable").post(
            Required,
            native::disable,
            native::operations::disable,
        ))
        .with(native_resource("/v1/users/{pk}/enable").post(
            Required,
            native::enable,
            native::operations::enable,
        ))
        .with(
            native_view("/v1/users/list")
                .post(Required, native::list, native::operations::list)
                .about("User List", ""),
        )
        .with(
            native_view("/v1/users/create")
                .post(Required, native::create, native::operations::create)
                .about("User List", ""),
        )
        .with(
            native_view("/v1/users/{pk}")
                .shows_caller()
                .get(Required, native::read, native::operations::read)
                .put(Required, native::put, native::operations::put)
                .patch(Required, native::patch, native::operations::patch)
                .delete(Required, native::delete, native::operations::delete)
                .about("User Instance", ""),
        )
        .with(
            native_resource("/v1/me/email")
                .get(Required, native::email, native::operations::email_of_me)
                .post(Required, native::change_email, native::operations::change_email)
                .delete(Required, native::withdraw_email, native::operations::withdraw_email)
                .about("Own Email", ""),
        )
        .with(native::group_users::endpoint("/v1/groups/{pk}/users"))
}

fn collection(path: &'static str) -> Endpoint {
    viewset(path)
        .get(Required, djoser::list, djoser::operations::list_users)
        .post(Optional, djoser::register, djoser::operations::register)
        .about("User List", "")
        .fields("POST", metadata::user)
}

fn resource(path: &'static str) -> Endpoint {
    users_api_view(path).when(When::ServesUsers)
}

fn me(path: &'static str) -> Endpoint {
    viewset(path)
        .get(Required, djoser::me, djoser::operations::me)
        .put(Required, djoser::update_me, djoser::operations::update_me)
        .patch(Required, djoser::update_me, djoser::operations::update_me)
        .about("Me", "")
        .fields("PUT", metadata::me)
}

fn set_username(path: &'static str) -> Endpoint {
    viewset(path)
        .post(Required, djoser::set_username, djoser::operations::set_username)
        .about("Set username", "")
        .fields("POST", metadata::user)
}

fn reset_username(path: &'static str) -> Endpoint {
    viewset(path)
        .post(Optional, djoser::reset_username, djoser::operations::reset_username)
        .about("Reset username", "")
        .fields("POST", metadata::user)
}

fn reset_username_confirm(path: &'static str) -> Endpoint {
    viewset(path)
        .post(Optional, djoser::reset_username_confirm, djoser::operations::reset_username_confirm)
        .about("Reset username confirm", "")
        .fields("POST", metadata::user)
}

fn create(path: &'static str) -> Endpoint {
    view(path)
        .post(Optional, djoser::register, djoser::operations::register)
        .about("User Create", "Use this endpoint to register new user.")
        .fields("POST", metadata::create)
}

fn delete(path: &'static str) -> Endpoint {
    private_view(path)
        .post(Required, djoser::delete_me, djoser::operations::delete_me)
        .about("User Delete", "Use this endpoint to remove actually authenticated user")
        .fields("POST", metadata::delete)
}

fn change_username(path: &'static str) -> Endpoint {
    viewset(path)
        .post(Required, djoser::change_username, djoser::operations::change_username)
        .about("Change username", "")
        .fields("POST", metadata::user)
}

fn rename(path: &'static str) -> Endpoint {
    private_view(path)
        .post(Required, djoser::change_username, djoser::operations::change_username)
        .about("Set Username", "Use this endpoint to change user username.")
        .fields("POST", metadata::rename)
}
