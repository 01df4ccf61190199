//! The wiki's confirmation of an address (docs/contracts/seeds.md §3.3). No mail links here.

pub(crate) mod operations;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::Error;
use shared::error::Refusal;
use shared::http::json;

/// `GET /auth/confirm_email/{key}`: activates the account whose activation token this is.
pub(crate) async fn confirm_email(
    State(app): State<App>,
    client: Client,
    Path(key): Path<String>,
) -> Result<Response, Error> {
    match accounts::activate(&app, None, &key, &client).await {
        Ok(_) => Ok(json(StatusCode::OK, &json!({ "success": true }))),
        Err(Refusal::Invalid(_) | Refusal::AlreadyActive) => {
            let body = json!({ "success": false, "errors": ["Invalid or expired key"] });
            Ok(json(StatusCode::NOT_FOUND, &body))
        }
        Err(refusal) => Err(refusal.into()),
    }
}
