//! What administrators make, name and list, as a resource: groups, permissions and content types.

use super::{Answer, Error, ListQuery, allowed, listing};
use crate::accounts;
use crate::app::App;
use crate::auth::Caller;
use crate::auth::policy::{Permitted, to};
use crate::domain::{ContentType, Group, Permission};
use crate::error::Refusal;
use crate::store::Catalogued;
use axum::extract::State;
use http::Uri;
use serde_json::{Value, json};

/// A kind of thing with a list of its own.
pub trait Resource: Catalogued + Permitted {
    /// What its path begins with, and what errors of its fields stand under.
    const NAME: &'static str;

    /// By what its lists could be filtered or ordered, and may not.
    const FIELDS: &'static [&'static str];

    /// It, as it is shown.
    fn object(&self) -> Value;

    /// What a refusal of the core is to this resource.
    fn refused(refusal: Refusal) -> Error {
        Error::of(Self::NAME, refusal)
    }
}

impl Resource for Group {
    const NAME: &'static str = "groups";

    const FIELDS: &'static [&'static str] = &["name", "group_id", "resource_uri"];

    fn object(&self) -> Value {
        json!({ "name": self.name, "resourceUri": format!("/groups/{}/", self.id) })
    }
}

impl Resource for Permission {
    const NAME: &'static str = "permissions";

    const FIELDS: &'static [&'static str] = &["codename", "name", "content_type_uri", "resource_uri"];

    fn object(&self) -> Value {
        let Self { id, content_type, codename, name, .. } = self;
        json!({
            "codename": codename,
            "contentTypeUri": format!("/contenttypes/{content_type}/"),
            "name": name,
            "resourceUri": format!("/permissions/{id}/"),
        })
    }
}

impl Resource for ContentType {
    const NAME: &'static str = "contenttypes";

    const FIELDS: &'static [&'static str] = &["app_label", "model", "name", "resource_uri"];

    fn object(&self) -> Value {
        let Self { id, app_label, model, name, .. } = self;
        let uri = format!("/contenttypes/{id}/");
        json!({ "appLabel": app_label, "model": model, "name": name, "resourceUri": uri })
    }
}

/// `GET /<name>/`: all of them, a page at a time.
///
/// # Errors
/// 400 for the query, and then 401.
pub async fn list<T: Resource>(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let path = format!("/{}/", T::NAME);
    let query = ListQuery::read(&app, &path, T::FIELDS, true, caller.user.id, uri.query())?;
    allowed::<T, _>(&app, &caller, to::View).await?;
    let page = accounts::page(&app, &caller.user, T::CATALOGUE, query.start.clone(), query.limit());
    listing(&app, &query, page.await.map_err(T::refused)?, T::object)
}

/// The thing of this id, if there is one.
///
/// # Errors
/// 503
pub async fn existing<T: Catalogued>(app: &App, id: u64) -> Result<Option<T>, Error> {
    Ok(accounts::existing(app, [id]).await?.pop())
}

/// The thing of this id, if there is one; and whether there was one.
///
/// # Errors
/// 503
pub async fn existing_or_former<T: Catalogued>(app: &App, id: u64) -> Result<(Option<T>, bool), Error> {
    let key = T::key(id);
    let mut found = app.store.fetch(&[key]).await?;
    let was_one = found.is_tombstone(key);
    Ok((found.take(key)?, was_one))
}
