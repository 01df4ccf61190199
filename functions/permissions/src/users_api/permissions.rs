//! `/permissions/`

use super::sent::Sent;
use axum::extract::{Path, State};
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::resource::{existing, existing_or_former};
use shared::dialects::users_api::{
    self, Answer, Body, Error, NO_DEFAULT, Resource, allowed, created, loose_id, no_content, ok, permitted,
    text_field, to_create, uri_field,
};
use shared::domain::{Permission, PermissionId};

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let new = Sent::read(&app, &fields).await?.whole(&fields)?;
    let permissions = allowed(&app, &caller, to::Add).await?;
    let permission = accounts::create_permission(&app, &permissions, None, &new).await;
    Ok(created(&app, permission.map_err(Permission::refused)?.object()))
}

/// Changes what is sent; an id that no permission ever had becomes a new one's.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(fields): Body,
) -> Answer {
    let id: PermissionId = loose_id(&id)?;
    let sent = Sent::read(&app, &fields).await?;
    let (permission, was_one) = existing_or_former::<Permission>(&app, id.get()).await?;
    let Some(permission) = permission else {
        let new = sent.whole(&fields)?;
        let permissions = to_create(&app, &caller, id.get(), was_one).await?;
        let made = accounts::create_permission(&app, &permissions, Some(id), &new).await;
        return Ok(created(&app, made.map_err(Permission::refused)?.object()));
    };
    let permission = permitted(&app, &caller, to::Change, permission).await?;
    let new = sent.over(&app, &permission).await?;
    let changed = accounts::change_permission(&app, &permission, &new, None).await;
    Ok(ok(changed.map_err(Permission::refused)?.object()))
}

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = loose_id(&id).map_err(|_| Error::Gone)?;
    let permission: Permission = existing(&app, id).await?.ok_or(Error::Gone)?;
    let permission = permitted(&app, &caller, to::Delete, permission).await?;
    accounts::delete_permission(&app, &permission, None).await.map_err(Permission::refused)?;
    Ok(no_content())
}

/// What a permission consists of, in Tastypie's words.
pub(crate) async fn schema() -> Answer {
    let content_type = json!({
        "blank": false, "default": NO_DEFAULT,
        "helpText": "A single related resource. Can be either a URI or set of nested resource data.",
        "nullable": false, "readonly": false, "relatedType": "to_one", "type": "related", "unique": false,
    });
    let fields = json!({
        "codename": text_field(false),
        "contentTypeUri": content_type,
        "name": text_field(false),
        "resourceUri": uri_field(),
    });
    Ok(ok(users_api::schema(&["get", "put", "delete"], &["get", "post"], fields)))
}
