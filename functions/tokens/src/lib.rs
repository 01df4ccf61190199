//! What goes on after signing in: refreshing, verifying, signing out; and the keys that tokens verify with.

mod discovery;
mod djoser;
mod docs;
mod native;
mod operations;
mod session;
mod wiki;

use axum::http::Method;
use shared::app::App;
use shared::dialects::djoser::{jwt_view, metadata, private_view};
use shared::dialects::native::{open_resource, open_view, resource};
use shared::dialects::session::session_view;
use shared::dialects::wiki::view as wiki_view;
use shared::http::Credentials::{Cookies, Ignored, Required};
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(jwt_view("/auth/jwt/refresh").on(Method::POST, Ignored, djoser::jwt_refresh).describe(operations::jwt_refresh).about(
            "Token Refresh",
            "Takes a refresh type JSON web token and returns an access type JSON web\ntoken if the refresh token is valid.",
        ).fields("POST", metadata::jwt_refresh))
        .with(jwt_view("/auth/jwt/verify").on(Method::POST, Ignored, djoser::jwt_verify).describe(operations::jwt_verify).about(
            "Token Verify",
            "Takes a token and indicates if it is valid.  This view provides no\ninformation about a token's fitness for a particular use.",
        ).fields("POST", metadata::jwt_verify))
        .with(token_logout("/auth/token/logout"))
        .with(token_logout("/auth/token/destroy"))
        .with(open_view("/v1/auth/refresh").on(Method::POST, Ignored, djoser::jwt_refresh).describe(operations::jwt_refresh).about("Token Refresh", ""))
        .with(open_view("/v1/auth/verify").on(Method::POST, Ignored, djoser::jwt_verify).describe(operations::jwt_verify).about("Token Verify", ""))
        .with(wiki_view("/auth/logout").on(Method::POST, Required, wiki::logout).describe(operations::wiki_logout))
        .with(session_view("/auth/session").on(Method::GET, Required, session::current).describe(operations::session))
        .with(session_view("/auth/session/logout").on(Method::POST, Cookies, session::logout).describe(operations::session_logout))
        .with(
            open_resource("/v1/sessions/refresh")
                .on(Method::POST, Ignored, native::refresh)
                .describe(native::operations::refresh),
        )
        .with(
            resource("/v1/sessions/{session}")
                .on(Method::DELETE, Required, native::session::delete)
                .describe(native::operations::delete),
        )
        .with(
            resource("/v1/users/{pk}/sessions/{session}")
                .on(Method::DELETE, Required, native::session::delete_of_user)
                .describe(native::operations::delete_of_user),
        )
        .with(
            Endpoint::open("/.well-known/openid-configuration")
                .on(Method::GET, Ignored, discovery::openid_configuration).describe(operations::openid_configuration),
        )
        .with(Endpoint::open("/.well-known/jwks.json").on(Method::GET, Ignored, discovery::jwks).describe(operations::jwks))
        .with(Endpoint::open("/openapi.json").tag("docs").on(Method::GET, Ignored, docs::openapi).describe(operations::openapi))
        .with(Endpoint::open("/docs").tag("docs").on(Method::GET, Ignored, docs::page).describe(operations::page))
}

fn token_logout(path: &'static str) -> Endpoint {
    private_view(path)
        .on(Method::POST, Required, djoser::token_logout)
        .describe(operations::token_logout)
        .about("Token Destroy", "Use this endpoint to logout user (remove user authentication token).")
}

/// What this function's schedule does: makes the first signing key, and replaces keys that are due.
///
/// # Errors
/// When the table does not answer.
pub async fn keep_keys(app: App) -> Result<(), shared::lambda::Error> {
    Ok(app.keyring.keep(&app).await?)
}
