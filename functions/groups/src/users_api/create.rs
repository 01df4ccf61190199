//! `POST /groups/`

use super::{GROUPS, object, refused, sent};
use axum::extract::State;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::users_api::{Answer, Body, authorized, created};
use shared::domain::Verb;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let name = sent::new_name(&fields)?;
    authorized(&app, &caller, &[Verb::Add], GROUPS).await?.must(Verb::Add, GROUPS)?;
    let group = accounts::create_group(&app, &caller.user, None, &name).await.map_err(refused)?;
    Ok(created(&app, object(&group)))
}
