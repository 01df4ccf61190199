//! `PATCH /v1/groups/{pk}`: another name.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::{Answer, Body, Text};
use shared::dialects::native::catalogue::shown;
use shared::dialects::native::{IfMatch, fields, found, stays};
use shared::domain::Group;

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    let group = found::<Group, _>(&app, &caller, to::Change, &pk).await?;
    let seen = if_match.version(group.version)?;
    let mut form = fields(&data, &["pk", "name"])?;
    let name = form.optional("name", Text::new().max(Group::MAX_NAME));
    form.check()?;
    stays(&data, "pk", &group.id.to_string())?;
    let group = match name {
        Some(name) => accounts::rename_group(&app, &group, &name, seen).await?,
        None => Group::clone(&group),
    };
    Ok(shown(StatusCode::OK, &group))
}
