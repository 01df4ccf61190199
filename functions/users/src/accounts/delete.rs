//! `DELETE /api/accounts/{id}/`, for staff.

use super::read::judged;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::Answer;
use shared::domain::Verb;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = judged(&app, &caller, &id, Verb::Delete).await?;
    accounts::delete(&app, &caller, &user, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
