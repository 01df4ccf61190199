//! `/v1/sessions/{session}` and `/v1/users/{pk}/sessions/{session}`: one sign-in.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, Permit, must_administrate, to};
use shared::dialects::drf::Answer;
use shared::dialects::native::existing_user;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    accounts::end_sign_in(&app, &Permit::oneself(to::Change, &caller), &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(crate) async fn delete_of_user(
    State(app): State<App>,
    caller: Caller,
    Path((pk, id)): Path<(String, String)>,
) -> Answer {
    let service = must_administrate(&caller)?;
    let user = existing_user(&app, &service, &pk).await?;
    accounts::end_sign_in(&app, &Actor::by_rank(&caller).must(to::Change, user)?, &id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
