//! `DELETE /groups/{id}/`: at once, whoever is in it.

use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::resource::existing;
use shared::dialects::users_api::{Answer, Error, Resource, no_content, permitted, strict_id};
use shared::domain::Group;

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let group: Group = existing(&app, strict_id(&id)?).await?.ok_or(Error::Gone)?;
    let group = permitted(&app, &caller, to::Delete, group).await?;
    accounts::delete_group(&app, &group, None).await.map_err(Group::refused)?;
    Ok(no_content())
}
