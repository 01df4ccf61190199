//! `POST /v1/groups`

use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::{Answer, Body, Text};
use shared::dialects::native::catalogue::shown;
use shared::dialects::native::{allowed, fields};
use shared::domain::Group;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let groups = allowed(&app, &caller, to::Add).await?;
    let mut form = fields(&data, &["name"])?;
    let name = form.required("name", Text::new().max(Group::MAX_NAME));
    form.check()?;
    let group = accounts::create_group(&app, &groups, None, &name).await?;
    Ok(shown(StatusCode::CREATED, &group))
}
