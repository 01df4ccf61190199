//! `/contenttypes/`: to be read. `latchkey contenttypes add` makes them.

use super::{refused, set_of};
use axum::extract::{Path, State};
use axum::http::Uri;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{
    self, Answer, Error, ListQuery, authorized, listing, loose_id, ok, text_field, uri_field,
};
use shared::domain::{ContentType, Model, Verb};
use shared::store::Catalogue;

const FIELDS: [&str; 4] = ["app_label", "model", "name", "resource_uri"];

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let query = ListQuery::read(&app, "/contenttypes/", &FIELDS, true, caller.user.id, uri.query())?;
    may_look(&app, &caller).await?;
    let content_types = Catalogue::ContentTypes;
    let page = accounts::page(&app, &caller.user, content_types, query.start.clone(), query.limit())
        .await
        .map_err(refused)?;
    listing(&app, &query, page, object)
}

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    may_look(&app, &caller).await?;
    let id: u64 = loose_id(&id)?;
    Ok(ok(object(&accounts::existing(&app, [id]).await?.pop().ok_or(Error::Gone)?)))
}

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    may_look(&app, &caller).await?;
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

async fn may_look(app: &App, caller: &Caller) -> Result<(), Error> {
    let content_types = Object::All(Model::ContentType);
    Ok(authorized(app, caller, &[Verb::View], content_types).await?.must(Verb::View, content_types)?)
}
