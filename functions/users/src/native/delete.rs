//! `DELETE /v1/users/{pk}`: disables a user, who stays and can be enabled again.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, must_administrate, to};
use shared::dialects::drf::Answer;
use shared::dialects::native::{IfMatch, existing_user};

pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    let service = must_administrate(&caller)?;
    let user = existing_user(&app, &service, &pk).await?;
    let version = if_match.version(user.version)?;
    let off = Changes { is_active: Some(false), version, ..Changes::default() };
    accounts::change(&app, &Actor::by_rank(&caller).must(to::Change, user)?, &off).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
