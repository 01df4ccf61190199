//! `POST /auth/session/logout`: ends the browser's session, whatever `Authorization` says. Twice is no mistake.

use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth;
use shared::dialects::drf::Answer;
use shared::dialects::session::take_cookies;

pub(crate) async fn logout(State(app): State<App>, headers: HeaderMap) -> Answer {
    for browser in auth::resolve_browsers(&app, &Method::POST, &headers).await? {
        accounts::sign_out(&app, &browser).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    take_cookies(&app, &mut response);
    Ok(response)
}
