//! Everything that takes a password and issues something: JWTs, opaque tokens, browser sessions.

mod djoser;
mod native;
mod operations;
mod session;
mod wiki;

use shared::dialects::djoser::{jwt_view, metadata, view};
use shared::dialects::native::{open_view, resource};
use shared::dialects::session::session_view;
use shared::dialects::wiki::plain_view;
use shared::http::Credentials::{Ignored, Optional, Required};
use shared::http::{Endpoint, Routes, When};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(jwt_view("/auth/jwt/create").post(Ignored, djoser::jwt_create, operations::jwt_create).about(
            "Token Obtain Pair",
            "Takes a set of user credentials and returns an access and refresh JSON web\ntoken pair to prove the authentication of those credentials.",
        ).fields("POST", metadata::jwt_create))
        .with(token_login("/auth/token/login"))
        .with(token_login("/auth/token/create"))
        .with(open_view("/v1/auth/obtain").post(Ignored, djoser::jwt_create, operations::jwt_create).about("Token Obtain Pair", ""))
        .with(session_view("/auth/session/login").post(Ignored, session::login, operations::session_login))
        .with(plain_view("/auth/login").post(Ignored, wiki::login, operations::wiki_login))
        .with(
            resource("/v1/sessions")
                .post(Ignored, native::create, native::operations::create)
                .get(Required, native::own::list, native::operations::list)
                .delete(Required, native::own::delete, native::operations::delete),
        )
        .with(
            resource("/v1/sessions/{session}")
                .delete(Required, native::session::delete, native::operations::delete_one),
        )
        .with(
            resource("/v1/users/{pk}/sessions")
                .get(Required, native::users::list, native::operations::list_of_user)
                .delete(Required, native::users::delete, native::operations::delete_of_user),
        )
        .with(
            resource("/v1/users/{pk}/sessions/{session}")
                .delete(Required, native::session::delete_of_user, native::operations::delete_one_of_user),
        )
}

fn token_login(path: &'static str) -> Endpoint {
    view(path)
        .post(Optional, djoser::token_login, operations::token_login)
        .about("Token Create", "Use this endpoint to obtain user authentication token.")
        .fields("POST", metadata::token_login)
        .when(When::HasTokens)
}
