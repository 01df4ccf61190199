//! `/permissions/`

use super::sent::Sent;
use super::{FIELDS, existing, object, refused, set_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::json;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{all, to};
use shared::dialects::users_api::{
    self, Answer, Body, Error, ListQuery, NO_DEFAULT, actor, allowed, created, listing, loose_id, no_content,
    ok, text_field, uri_field,
};
use shared::domain::{Permission, PermissionId, Verb};
use shared::store::{Catalogue, Key};

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let query = ListQuery::read(&app, "/permissions/", &FIELDS, true, caller.user.id, uri.query())?;
    allowed::<Permission, _>(&app, &caller, to::View).await?;
    let permissions = Catalogue::Permissions;
    let page = accounts::page(&app, &caller.user, permissions, query.start.clone(), query.limit())
        .await
        .map_err(refused)?;
    listing(&app, &query, page, object)
}

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    allowed::<Permission, _>(&app, &caller, to::View).await?;
    Ok(ok(object(&existing(&app, loose_id(&id)?).await?.ok_or(Error::Gone)?)))
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    allowed::<Permission, _>(&app, &caller, to::View).await?;
    set_of(&app, &caller, &ids, object).await
}

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let new = Sent::read(&app, &fields).await?.whole(&fields)?;
    let permissions = allowed(&app, &caller, to::Add).await?;
    let permission = accounts::create_permission(&app, &permissions, None, &new).await.map_err(refused)?;
    Ok(created(&app, object(&permission)))
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
    let key = Key::Permission(id);
    let mut found = app.store.fetch(&[key]).await?;
    let was_one = found.is_tombstone(key);
    let permission: Option<Permission> = found.take(key)?;
    match permission {
        Some(permission) => {
            let actor = actor::<Permission>(&app, &caller, &[Verb::Change]).await?;
            let permission = actor.must(to::Change, permission)?;
            let new = sent.over(&app, &permission).await?;
            let changed = accounts::change_permission(&app, &permission, &new, None).await;
            Ok(ok(object(&changed.map_err(refused)?)))
        }
        None => {
            let new = sent.whole(&fields)?;
            let actor = actor::<Permission>(&app, &caller, &[Verb::Add, Verb::Change]).await?;
            let permissions = actor.must(to::Add, all())?;
            actor.must(to::Change, all::<Permission>())?;
            // Above, ids are not for choosing.
            if was_one || id.get() >= 1 << 32 {
                return Err(Error::Gone);
            }
            let made = accounts::create_permission(&app, &permissions, Some(id), &new).await;
            Ok(created(&app, object(&made.map_err(refused)?)))
        }
    }
}

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let id = loose_id(&id).map_err(|_| Error::Gone)?;
    let permission = existing(&app, id).await?.ok_or(Error::Gone)?;
    let actor = actor::<Permission>(&app, &caller, &[Verb::Delete]).await?;
    let permission = actor.must(to::Delete, permission)?;
    accounts::delete_permission(&app, &permission, None).await.map_err(refused)?;
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
