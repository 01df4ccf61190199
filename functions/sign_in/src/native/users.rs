//! `/v1/users/{pk}/sessions`: where a user is signed in, for administrators.

use super::listing::listing;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, must_administrate, to};
use shared::dialects::drf::Answer;
use shared::dialects::native::{existing_user, switch};

pub(crate) async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let service = must_administrate(&caller)?;
    let user = existing_user(&app, &service, &pk).await?;
    listing(&app, &caller, &user, &uri).await
}

pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
) -> Answer {
    let service = must_administrate(&caller)?;
    let keeps_own = switch(&uri, "keep_current")?;
    let user = existing_user(&app, &service, &pk).await?;
    accounts::end_all_sign_ins(&app, &Actor::by_rank(&caller).must(to::Change, user)?, keeps_own).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
