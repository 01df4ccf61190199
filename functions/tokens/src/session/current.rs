//! `GET /auth/session/`: who is signed in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::user_view;
use shared::http::json;

pub(crate) async fn current(State(app): State<App>, caller: Caller) -> Response {
    json(StatusCode::OK, &user_view(&app.config, &caller.user))
}
