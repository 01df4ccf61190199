//! `/v1/permissions`: by app, model and codename.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPermission};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Text, text};
use shared::dialects::native::catalogue::shown;
use shared::dialects::native::{IfMatch, allowed, fields, found, id, stays};
use shared::domain::{ContentType, ContentTypeId, FieldFault, Permission};
use shared::error::{Field, Reason, Refusal};

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let permissions = allowed(&app, &caller, to::Add).await?;
    let mut form = fields(&data, &["codename", "name", "content_type"])?;
    let codename = form.required("codename", Text::new().max(Permission::MAX_CODENAME));
    let name = form.required("name", Text::new().max(Permission::MAX_NAME));
    form.check()?;
    let missing = || Error::field("content_type", &FieldFault::Required.to_string());
    let content_type = content_type(&app, id(&data, "content_type")?.ok_or_else(missing)?).await?;
    let new = NewPermission { codename, name, content_type };
    let permission = accounts::create_permission(&app, &permissions, None, &new).await.map_err(refused)?;
    Ok(shown(StatusCode::CREATED, &permission))
}

/// Changes what is sent.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    let permission = found::<Permission, _>(&app, &caller, to::Change, &pk).await?;
    let seen = if_match.version(permission.version)?;
    let permission = match changed(&app, &permission, &data).await? {
        Some(new) => accounts::change_permission(&app, &permission, &new, seen).await.map_err(refused)?,
        None => Permission::clone(&permission),
    };
    Ok(shown(StatusCode::OK, &permission))
}

pub(crate) async fn delete(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
) -> Answer {
    let permission = found::<Permission, _>(&app, &caller, to::Delete, &pk).await?;
    let seen = if_match.version(permission.version)?;
    accounts::delete_permission(&app, &permission, seen).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The permission as it is to be; none if nothing is to change.
async fn changed(app: &App, now: &Permission, data: &Data) -> Result<Option<NewPermission>, Error> {
    let mut form = fields(data, &["pk", "codename", "name", "content_type", "permission"])?;
    let codename = form.optional("codename", Text::new().max(Permission::MAX_CODENAME));
    let name = form.optional("name", Text::new().max(Permission::MAX_NAME));
    form.check()?;
    stays(data, "pk", &now.id.to_string())?;
    stays(data, "permission", &format!("{}.{}", now.app_label, now.codename))?;
    let about = id(data, "content_type")?;
    if codename.is_none() && name.is_none() && about.is_none() {
        return Ok(None);
    }
    Ok(Some(NewPermission {
        codename: codename.unwrap_or_else(|| now.codename.clone()),
        name: name.unwrap_or_else(|| now.name.clone()),
        content_type: content_type(app, about.unwrap_or(now.content_type)).await?,
    }))
}

async fn content_type(app: &App, id: ContentTypeId) -> Result<ContentType, Error> {
    let gone = || Refusal::field(Field::ContentType, Reason::NotThere);
    Ok(accounts::existing(app, [id.get()]).await?.pop().ok_or_else(gone)?)
}

/// It is the codename that is unique.
fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Invalid(why) if why.contains(&(Field::Name, Reason::Taken)) => {
            Error::field("codename", &text(&Field::Name, &Reason::Taken))
        }
        refusal => refusal.into(),
    }
}
