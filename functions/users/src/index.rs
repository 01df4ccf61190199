//! `GET /`: where things are.

use axum::extract::State;
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::http::json;

pub(crate) async fn index(State(app): State<App>) -> Response {
    let origin = app.config.public_url.as_str();
    let discovery = format!("{origin}/.well-known/openid-configuration");
    json(
        axum::http::StatusCode::OK,
        &json!({ "auth": format!("{origin}/auth/"), "users": format!("{origin}/auth/users/"), "discovery": discovery, "docs": format!("{origin}/docs") }),
    )
}
