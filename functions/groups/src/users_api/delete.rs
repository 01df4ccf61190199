//! `DELETE /groups/{id}/`: at once, whoever is in it.

use super::{GROUPS, existing, refused};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::users_api::{Answer, Error, authorized, no_content, strict_id};
use shared::domain::Verb;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    let group = existing(&app, id).await?.ok_or(Error::Gone)?;
    authorized(&app, &caller, &[Verb::Delete], GROUPS).await?.must(Verb::Delete, GROUPS)?;
    accounts::delete_group(&app, &caller.user, &group, None).await.map_err(refused)?;
    Ok(no_content())
}
