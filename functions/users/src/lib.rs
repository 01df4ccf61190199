//! Registration, profiles, user names and user administration, in every dialect.

mod accounts;
mod djoser;
mod index;
mod native;
mod operations;
mod pages;
mod users_api;
mod wiki;

use axum::http::Method;
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
        .with(Endpoint::open("/").on(Method::GET, Ignored, index::index).describe(operations::index))
        .with(
            view("/auth")
                .on(Method::GET, Optional, djoser::index)
                .describe(djoser::operations::index)
                .about("Api Root", "The default basic root view for DefaultRouter"),
        )
        // djoser 2.x
        .with(collection("/auth/users"))
        .with(
            me("/auth/users/me")
                .on(Method::DELETE, Required, djoser::delete_me)
                .describe(djoser::operations::delete_me),
        )
        .with(
            viewset("/auth/users/{id}")
                .on(Method::GET, Required, djoser::user)
                .describe(djoser::operations::read_user)
                .on(Method::PUT, Required, djoser::update_user)
                .describe(djoser::operations::update_user)
                .on(Method::PATCH, Required, djoser::update_user)
                .describe(djoser::operations::update_user)
                .on(Method::DELETE, Required, djoser::delete_user)
                .describe(djoser::operations::delete_user)
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
        .with(
            resource("/users")
                .on(Method::GET, Required, users_api::list)
                .describe(users_api::operations::list)
                .on(Method::POST, Required, users_api::create)
                .describe(users_api::operations::create),
        )
        .with(
            resource("/users/{id}")
                .shows_caller()
                .on(Method::GET, Required, users_api::read)
                .describe(users_api::operations::read)
                .on(Method::PUT, Required, users_api::update)
                .describe(users_api::operations::update)
                .on(Method::DELETE, Required, users_api::delete)
                .describe(users_api::operations::delete),
        )
        .with(
            resource("/users/schema")
                .on(Method::GET, Required, users_api::schema)
                .describe(users_api::operations::describe),
        )
        .with(
            resource("/users/set/{ids}")
                .shows_caller()
                .on(Method::GET, Required, users_api::set)
                .describe(users_api::operations::set),
        )
        // djoser 1.x, at the root
        .with(
            me("/users/me")
                .on(Method::DELETE, Required, djoser::delete_me)
                .describe(djoser::operations::delete_me),
        )
        .with(create("/users/create"))
        .with(delete("/users/delete"))
        .with(change_username("/users/change_username"))
        .with(me("/me").about("User", "Use this endpoint to retrieve/update user."))
        .with(rename("/username").when(When::SignsInByUsername))
        .with(rename("/email").when(When::SignsInByEmail))
        // a DRF endpoint
        .with(
            accounts::root("/api")
                .on(Method::GET, Optional, accounts::index)
                .describe(accounts::operations::index)
                .about("Api Root", "The default basic root view for DefaultRouter"),
        )
        .with(
            accounts::collection("/api/accounts")
                .on(Method::GET, Optional, accounts::list)
                .describe(accounts::operations::list_accounts)
                .on(Method::POST, Optional, accounts::create)
                .describe(accounts::operations::create)
                .about("User List", "")
                .fields("POST", accounts::fields),
        )
        .with(
            accounts::account("/api/accounts/{id}")
                .on(Method::GET, Optional, accounts::read)
                .describe(accounts::operations::read)
                .on(Method::PUT, Optional, accounts::put)
                .describe(accounts::operations::put)
                .on(Method::PATCH, Optional, accounts::patch)
                .describe(accounts::operations::patch)
                .on(Method::DELETE, Optional, accounts::delete)
                .describe(accounts::operations::delete)
                .about("User Instance", "")
                .fields("PUT", accounts::fields),
        )
        // the users wiki
        .with(
            wiki_view("/api/users/update_details")
                .on(Method::PATCH, Required, wiki::update_details)
                .describe(wiki::operations::update_details),
        )
        .with(
            wiki_view("/api/users/{id}")
                .on(Method::GET, Required, wiki::user)
                .describe(wiki::operations::user),
        )
        .with(
            plain_view("/auth/signup")
                .on(Method::POST, Ignored, wiki::signup)
                .describe(wiki::operations::signup),
        )
        // native
        .with(
            native_open_view("/v1")
                .on(Method::GET, Ignored, native::index)
                .describe(native::operations::index)
                .about("Index", ""),
        )
        .with(
            native_resource("/v1/users")
                .on(Method::GET, Required, native::collection::list)
                .describe(native::operations::find)
                .on(Method::POST, Optional, native::collection::add)
                .describe(native::operations::add),
        )
        .with(
            native_resource("/v1/me")
                .shows_caller()
                .on(Method::GET, Required, native::me::read)
                .describe(native::operations::me)
                .on(Method::PATCH, Required, native::me::update)
                .describe(native::operations::update_me)
                .on(Method::DELETE, Required, native::me::delete)
                .describe(native::operations::delete_me),
        )
        .with(
            native_resource("/v1/me/username")
                .shows_caller()
                .on(Method::POST, Required, native::me::rename)
                .describe(native::operations::rename)
                .when(When::SignsInByUsername),
        )
        .with(
            native_resource("/v1/users/{pk}/disable")
                .on(Method::POST, Required, native::disable)
                .describe(native::operations::disable),
        )
        .with(
            native_resource("/v1/users/{pk}/enable")
                .on(Method::POST, Required, native::enable)
                .describe(native::operations::enable),
        )
        .with(
            native_view("/v1/users/list")
                .on(Method::POST, Required, native::list)
                .describe(native::operations::list)
                .about("User List", ""),
        )
        .with(
            native_view("/v1/users/create")
                .on(Method::POST, Required, native::create)
                .describe(native::operations::create)
                .about("User List", ""),
        )
        .with(
            native_view("/v1/users/{pk}")
                .shows_caller()
                .on(Method::GET, Required, native::read)
                .describe(native::operations::read)
                .on(Method::PUT, Required, native::put)
                .describe(native::operations::put)
                .on(Method::PATCH, Required, native::patch)
                .describe(native::operations::patch)
                .on(Method::DELETE, Required, native::delete)
                .describe(native::operations::delete)
                .about("User Instance", ""),
        )
        .with(
            native_resource("/v1/me/email")
                .on(Method::GET, Required, native::email)
                .describe(native::operations::email_of_me)
                .on(Method::POST, Required, native::change_email)
                .describe(native::operations::change_email)
                .on(Method::DELETE, Required, native::withdraw_email)
                .describe(native::operations::withdraw_email)
                .about("Own Email", ""),
        )
        .with(native::group_users::endpoint("/v1/groups/{pk}/users"))
        // hosted pages
        .with(pages::reset_username("/pages/reset_username/{uid}/{token}"))
}

fn collection(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::GET, Required, djoser::list)
        .describe(djoser::operations::list_users)
        .on(Method::POST, Optional, djoser::register)
        .describe(djoser::operations::register)
        .about("User List", "")
        .fields("POST", metadata::user)
}

fn resource(path: &'static str) -> Endpoint {
    users_api_view(path).when(When::ServesUsers)
}

fn me(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::GET, Required, djoser::me)
        .describe(djoser::operations::me)
        .on(Method::PUT, Required, djoser::update_me)
        .describe(djoser::operations::update_me)
        .on(Method::PATCH, Required, djoser::update_me)
        .describe(djoser::operations::update_me)
        .about("Me", "")
        .fields("PUT", metadata::me)
}

fn set_username(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Required, djoser::set_username)
        .describe(djoser::operations::set_username)
        .about("Set username", "")
        .fields("POST", metadata::user)
}

fn reset_username(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Optional, djoser::reset_username)
        .describe(djoser::operations::reset_username)
        .about("Reset username", "")
        .fields("POST", metadata::user)
}

fn reset_username_confirm(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Optional, djoser::reset_username_confirm)
        .describe(djoser::operations::reset_username_confirm)
        .about("Reset username confirm", "")
        .fields("POST", metadata::user)
}

fn create(path: &'static str) -> Endpoint {
    view(path)
        .on(Method::POST, Optional, djoser::register)
        .describe(djoser::operations::register)
        .about("User Create", "Use this endpoint to register new user.")
        .fields("POST", metadata::create)
}

fn delete(path: &'static str) -> Endpoint {
    private_view(path)
        .on(Method::POST, Required, djoser::delete_me)
        .describe(djoser::operations::delete_me)
        .about("User Delete", "Use this endpoint to remove actually authenticated user")
        .fields("POST", metadata::delete)
}

fn change_username(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Required, djoser::change_username)
        .describe(djoser::operations::change_username)
        .about("Change username", "")
        .fields("POST", metadata::user)
}

fn rename(path: &'static str) -> Endpoint {
    private_view(path)
        .on(Method::POST, Required, djoser::change_username)
        .describe(djoser::operations::change_username)
        .about("Set Username", "Use this endpoint to change user username.")
        .fields("POST", metadata::rename)
}
