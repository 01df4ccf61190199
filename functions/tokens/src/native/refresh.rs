//! `POST /v1/sessions/refresh`: the next pair of tokens. Refresh tokens always rotate here, whatever the settings say.

use crate::djoser::refresh_refused;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Form, Text};
use shared::http::json;

pub(crate) async fn refresh(State(app): State<App>, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let token = form.required("refresh", Text::new());
    form.check()?;
    let refreshed = accounts::refresh(&app, &token, true).await.map_err(refresh_refused)?;
    Ok(json(StatusCode::OK, &json!({ "access": refreshed.access, "refresh": refreshed.refresh })))
}
