//! `GET /v1/`: where things are.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::http::json;

pub(crate) async fn index(State(app): State<App>) -> Response {
    let v1 = |path: &str| format!("{}/v1/{path}", app.config.public_url.as_str());
    json(
        StatusCode::OK,
        &json!({
            "users": v1("users/list"),
            "obtain": v1("auth/obtain"),
            "refresh": v1("auth/refresh"),
            "verify": v1("auth/verify"),
            "me": v1("me"),
            "sessions": v1("sessions"),
            "groups": v1("groups"),
            "permissions": v1("permissions"),
            "content_types": v1("content_types"),
            "check": v1("check"),
            "signing_keys": v1("signing_keys"),
            "owed": v1("owed"),
            "settings": v1("settings"),
            "health": v1("health"),
            "counts": v1("counts"),
        }),
    )
}
