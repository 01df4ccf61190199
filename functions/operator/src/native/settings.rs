//! `GET /v1/settings`: the settings as they are in force, for superusers; no secrets.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_operate;
use shared::dialects::drf::Answer;
use shared::dialects::native::setting_view;
use shared::http::json;

pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer {
    let service = must_operate(&caller)?;
    let settings = accounts::settings(&app, &service).map(|(setting, said)| setting_view(setting, said));
    let settings: Vec<_> = settings.collect();
    Ok(json(StatusCode::OK, &json!({ "results": settings })))
}
