//! `PUT /groups/{id}/`: another name; an id that no group ever had becomes a new one's.

use super::sent;
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::resource::existing_or_former;
use shared::dialects::users_api::{Answer, Body, Resource, created, ok, permitted, strict_id, to_create};
use shared::domain::{Group, GroupId};

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(fields): Body,
) -> Answer {
    let id: GroupId = strict_id(&id)?;
    let name = sent::name(&fields)?;
    let (group, was_one) = existing_or_former::<Group>(&app, id.get()).await?;
    let Some(group) = group else {
        let groups = to_create(&app, &caller, id.get(), was_one).await?;
        let name = sent::new_name(&fields)?;
        let group = accounts::create_group(&app, &groups, Some(id), &name).await.map_err(Group::refused)?;
        return Ok(created(&app, group.object()));
    };
    let group = permitted(&app, &caller, to::Change, group).await?;
    let Some(name) = name else { return Ok(ok(group.object())) };
    let group = accounts::rename_group(&app, &group, &name, None).await.map_err(Group::refused)?;
    Ok(ok(group.object()))
}
