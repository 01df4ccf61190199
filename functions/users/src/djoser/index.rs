//! `GET /auth/`: the router's root.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::http::json;

pub(crate) async fn index(State(app): State<App>) -> Response {
    json(StatusCode::OK, &json!({ "users": format!("{}/auth/users/", app.config.public_url.as_str()) }))
}
