//! `POST /auth/session/logout`: ends the session. Twice is no mistake.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Answer;
use shared::dialects::session::take_cookies;

pub(crate) async fn logout(State(app): State<App>, caller: Option<Caller>) -> Answer {
    if let Some(caller) = caller {
        accounts::sign_out(&app, &caller).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    take_cookies(&app, &mut response);
    Ok(response)
}
