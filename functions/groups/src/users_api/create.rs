//! `POST /groups/`

use super::sent;
use axum::extract::State;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Body, Resource, allowed, created};
use shared::domain::Group;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let name = sent::new_name(&fields)?;
    let groups = allowed(&app, &caller, to::Add).await?;
    let group = accounts::create_group(&app, &groups, None, &name).await.map_err(Group::refused)?;
    Ok(created(&app, group.object()))
}
