//! The wiki's sign-out (docs/contracts/seeds.md §3.3).

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Answer;
use shared::http::json;

/// `POST /auth/logout`: ends what let the caller in.
pub(crate) async fn logout(State(app): State<App>, caller: Caller) -> Answer {
    accounts::sign_out(&app, &caller).await?;
    Ok(json(StatusCode::OK, &json!({ "success": true })))
}
