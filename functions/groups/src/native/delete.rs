//! `DELETE /v1/groups/{pk}`: at once, whoever is in it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::Answer;
use shared::dialects::native::{IfMatch, found};
use shared::domain::Group;

pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    let group = found::<Group, _>(&app, &caller, to::Delete, &pk).await?;
    let seen = if_match.version(group.version)?;
    accounts::delete_group(&app, &group, seen).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
