//! `/contenttypes/`: to be read. `latchkey contenttypes add` makes them.

use super::{refused, set_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{
    self, Answer, Error, ListQuery, allowed, listing, loose_id, ok, text_field, uri_field,
};
use shared::domain::ContentType;
use shared::store::Catalogue;

const FIELDS: [&str; 4] = ["app_label", "model", "name", "resource_uri"];

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let query = ListQuery::read(&app, "/contenttypes/", &FIELDS, true, caller.user.id, uri.query())?;
    allowed::<ContentType, _>(&app, &caller, to::View).await?;
    let content_types = Catalogue::ContentTypes;
    let page = accounts::page(&app, &caller.user, content_types, query.start.clone(), query.limit())
        .await
        .map_err(refused)?;
    listing(&app, &query, page, object)
}

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    allowed::<ContentType, _>(&app, &caller, to::View).await?;
    let id: u64 = loose_id(&id)?;
    Ok(ok(object(&accounts::existing(&app, [id]).await?.pop().ok_or(Error::Gone)?)))
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    allowed::<ContentType, _>(&app, &caller, to::View).await?;
    set_of(&app, &caller, &ids, object).await
}

/// What a content type consists of, in Tastypie's words.
pub(crate) async fn schema() -> Answer {
    let fields = json!({
        "appLabel": text_field(false),
        "model": text_field(false),
        "name": text_field(false),
        "resourceUri": uri_field(),
    });
    Ok(ok(users_api::schema(&["get"], &["get"], fields)))
}

fn object(content_type: &ContentType) -> Value {
    let ContentType { id, app_label, model, name, .. } = content_type;
    json!({ "appLabel": app_label, "model": model, "name": name, "resourceUri": format!("/contenttypes/{id}/") })
}
