//! `DELETE /groups/{id}/`: at once, whoever is in it.

use super::{existing, refused};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Error, actor, no_content, strict_id};
use shared::domain::{Group, Verb};

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
    let group = existing(&app, id).await?.ok_or(Error::Gone)?;
    let group = actor::<Group>(&app, &caller, &[Verb::Delete]).await?.must(to::Delete, group)?;
    accounts::delete_group(&app, &group, None).await.map_err(refused)?;
    Ok(no_content())
}
