//! `/v1/sessions`: where the caller is signed in.

use super::listing::listing;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::drf::Answer;
use shared::dialects::native::switch;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    listing(&app, &caller, &caller.user, &uri).await
}

/// Everywhere at once; with `?keep_current=true`, everywhere else.
pub(crate) async fn delete(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let keeps_own = switch(&uri, "keep_current")?;
    accounts::end_all_sign_ins(&app, &Permit::oneself(to::Change, &caller), keeps_own).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
