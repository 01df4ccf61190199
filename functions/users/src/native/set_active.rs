//! `POST /v1/users/{pk}/disable` and `/enable`: an administrator switches a user off or on.

use super::shown;
use axum::extract::{Path, State};
use shared::accounts::{self, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, must_administrate, to};
use shared::dialects::drf::Answer;
use shared::dialects::native::{IfMatch, shown_user};
use shared::domain::Reader;

/// At once, everywhere: their sessions and tokens let them in no longer, and their links are dead.
pub(crate) async fn disable(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    set_active(&app, &caller, &pk, &if_match, false).await
}

/// They count as verified too.
pub(crate) async fn enable(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    set_active(&app, &caller, &pk, &if_match, true).await
}

async fn set_active(app: &App, caller: &Caller, pk: &str, if_match: &IfMatch, is_active: bool) -> Answer {
    let (user, last_login) = shown_user(app, &must_administrate(caller)?, pk).await?;
    let version = if_match.version(user.version)?;
    let changes = Changes { is_active: Some(is_active), version, ..Changes::default() };
    let changed = accounts::change(app, &Actor::by_rank(caller).must(to::Change, user)?, &changes).await?;
    Ok(shown(app, Reader::Administrator, &changed, last_login))
}
