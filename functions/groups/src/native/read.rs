//! `GET /v1/groups/{pk}`

use super::object;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::Answer;
use shared::dialects::native::{found, tagged};
use shared::domain::Group;
use shared::http::json;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(pk): Path<String>) -> Answer {
    let group = found::<Group, _>(&app, &caller, to::View, &pk).await?;
    Ok(tagged(json(StatusCode::OK, &object(&group)), group.version))
}
