//! `GET /auth/session/`: who is signed in.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::user_view;
use shared::dialects::session::tell_csrf;
use shared::http::json;

pub(crate) async fn current(State(app): State<App>, caller: Caller) -> Response {
    let mut response = json(StatusCode::OK, &user_view(&app.config, &caller.user));
    if let Some(token) = caller.csrf_token(&app) {
        tell_csrf(&token, &mut response);
    }
    response
}
