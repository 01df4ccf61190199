//! Everything that takes a password and issues something: JWTs, opaque tokens, browser sessions.

mod djoser;
mod native;
mod operations;
mod session;
mod wiki;

use axum::http::Method;
use shared::dialects::djoser::{jwt_view, metadata, view};
use shared::dialects::native::{open_view, resource};
use shared::dialects::session::session_view;
use shared::dialects::wiki::plain_view;
use shared::http::Credentials::{Ignored, Optional, Required};
use shared::http::{Endpoint, Routes, When};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(jwt_view("/auth/jwt/create").on(Method::POST, Ignored, djoser::jwt_create).describe(operations::jwt_create).about(
            "Token Obtain Pair",
            "Takes a set of user credentials and returns an access and refresh JSON web\ntoken pair to prove the authentication of those credentials.",
        ).fields("POST", metadata::jwt_create))
        .with(token_login("/auth/token/login"))
        .with(token_login("/auth/token/create"))
        .with(open_view("/v1/auth/obtain").on(Method::POST, Ignored, djoser::jwt_create).describe(operations::jwt_create).about("Token Obtain Pair", ""))
        .with(session_view("/auth/session/login").on(Method::POST, Ignored, session::login).describe(operations::session_login))
        .with(plain_view("/auth/login").on(Method::POST, Ignored, wiki::login).describe(operations::wiki_login))
        .with(
            resource("/v1/sessions")
                .on(Method::POST, Ignored, native::create)
                .describe(native::operations::create)
                .on(Method::GET, Required, native::own::list)
                .describe(native::operations::list)
                .on(Method::DELETE, Required, native::own::delete)
                .describe(native::operations::delete),
        )
        .with(
            resource("/v1/users/{pk}/sessions")
                .on(Method::GET, Required, native::users::list)
                .describe(native::operations::list_of_user)
                .on(Method::DELETE, Required, native::users::delete)
                .describe(native::operations::delete_of_user),
        )
}

fn token_login(path: &'static str) -> Endpoint {
    view(path)
        .on(Method::POST, Optional, djoser::token_login)
        .describe(operations::token_login)
        .about("Token Create", "Use this endpoint to obtain user authentication token.")
        .fields("POST", metadata::token_login)
        .when(When::HasTokens)
}
