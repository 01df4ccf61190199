//! `GET /v1/settings`: the settings as they are in force, for superusers; no secrets.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::app::App;
use shared::auth::Caller;
use shared::config::{Said, Setting};
use shared::dialects::drf::Answer;
use shared::dialects::native::must_operate;
use shared::http::json;

pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer {
    must_operate(&caller)?;
    let settings: Vec<_> = app.config.in_force().map(|(setting, said)| object(setting, said)).collect();
    Ok(json(StatusCode::OK, &json!({ "results": settings })))
}

fn object(setting: &Setting, said: &Said) -> Value {
    let (value, is_default) = match said {
        Said::Text(text) => (Some(text), text == setting.default),
        Said::Secret(is_set) => (None, !is_set),
    };
    json!({
        "name": setting.variable(),
        "value": value,
        "secret": value.is_none(),
        "is_default": is_default,
        "default": setting.default,
        "description": setting.description(),
    })
}
