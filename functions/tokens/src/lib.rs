//! What goes on after signing in: refreshing, verifying, signing out; and the keys that tokens verify with.

mod discovery;
mod djoser;
mod docs;
mod native;
mod operations;
mod session;
mod wiki;

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
        .with(jwt_view("/auth/jwt/refresh").post(Ignored, djoser::jwt_refresh, operations::jwt_refresh).about(
            "Token Refresh",
            "Takes a refresh type JSON web token and returns an access type JSON web\ntoken if the refresh token is valid.",
        ).fields("POST", metadata::jwt_refresh))
        .with(jwt_view("/auth/jwt/verify").post(Ignored, djoser::jwt_verify, operations::jwt_verify).about(
            "Token Verify",
            "Takes a token and indicates if it is valid.  This view provides no\ninformation about a token's fitness for a particular use.",
        ).fields("POST", metadata::jwt_verify))
        .with(token_logout("/auth/token/logout"))
        .with(token_logout("/auth/token/destroy"))
        .with(open_view("/v1/auth/refresh").post(Ignored, djoser::jwt_refresh, operations::jwt_refresh).about("Token Refresh", ""))
        .with(open_view("/v1/auth/verify").post(Ignored, djoser::jwt_verify, operations::jwt_verify).about("Token Verify", ""))
        .with(wiki_view("/auth/logout").post(Required, wiki::logout, operations::wiki_logout))
        .with(session_view("/auth/session").get(Required, session::current, operations::session))
        .with(session_view("/auth/session/logout").post(Cookies, session::logout, operations::session_logout))
        .with(
            open_resource("/v1/sessions/refresh")
                .post(Ignored, native::refresh, native::operations::refresh),
        )
        .with(
            resource("/v1/signing_keys")
                .get(Required, native::signing_keys::list, native::operations::signing_keys)
                .post(Required, native::signing_keys::rotate, native::operations::rotate),
        )
        .with(
            Endpoint::open("/.well-known/openid-configuration")
                .get(Ignored, discovery::openid_configuration, operations::openid_configuration),
        )
        .with(Endpoint::open("/.well-known/jwks.json").get(Ignored, discovery::jwks, operations::jwks))
        .with(Endpoint::open("/openapi.json").tag("docs").get(Ignored, docs::openapi, operations::openapi))
        .with(Endpoint::open("/docs").tag("docs").get(Ignored, docs::page, operations::page))
}

fn token_logout(path: &'static str) -> Endpoint {
    private_view(path)
        .post(Required, djoser::token_logout, operations::token_logout)
        .about("Token Destroy", "Use this endpoint to logout user (remove user authentication token).")
}

/// What this function does when it is deployed, and by its schedule: makes the first signing key, and replaces keys that are due.
///
/// # Errors
/// When the table does not answer.
pub async fn keep_keys(app: App) -> Result<(), shared::lambda::Error> {
    Ok(app.keyring.keep(&app).await?)
}
