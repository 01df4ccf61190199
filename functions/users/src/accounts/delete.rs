//! `DELETE /api/accounts/{id}/`, for staff.

use super::read::judged;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::Answer;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = judged(&app, &caller, &id, to::Delete).await?;
    accounts::delete(&app, &user, None).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
