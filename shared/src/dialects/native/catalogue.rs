//! What administrators make, name and list, as `/v1` shows it: groups, permissions and content types.

use super::{ListQuery, allowed, found, tagged};
use crate::accounts;
use crate::app::App;
use crate::auth::policy::{Permitted, to};
use crate::auth::{Caller, throttle};
use crate::dialects::drf::Answer;
use crate::domain::{ContentType, Group, Permission};
use crate::http::json;
use crate::store::{Catalogued, List};
use axum::extract::{Path, State};
use axum::response::Response;
use http::{StatusCode, Uri};
use serde_json::{Value, json};

/// A kind of thing with a list of its own.
pub trait Resource: Catalogued + Permitted {
    /// It, as it is shown.
    fn object(&self) -> Value;
}

impl Resource for Group {
    fn object(&self) -> Value {
        json!({ "pk": self.id.get(), "name": self.name })
    }
}

impl Resource for Permission {
    fn object(&self) -> Value {
        let Self { id, content_type, app_label, codename, name, .. } = self;
        json!({
            "pk": id.get(),
            "codename": codename,
            "name": name,
            "content_type": content_type.get(),
            "permission": format!("{app_label}.{codename}"),
        })
    }
}

impl Resource for ContentType {
    fn object(&self) -> Value {
        let Self { id, app_label, model, name, .. } = self;
        json!({ "pk": id.get(), "app_label": app_label, "model": model, "name": name })
    }
}

/// `GET` of the list.
///
/// # Errors
/// 403, and then 400 for its query.
pub async fn list<T: Resource>(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    allowed::<T, _>(&app, &caller, to::View).await?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    page_of_all(&app, &caller, &query, T::object).await
}

/// A page of all that there are.
///
/// # Errors
/// 429; 503.
pub async fn page_of_all<T: Resource>(
    app: &App,
    caller: &Caller,
    query: &ListQuery,
    object: impl Fn(&T) -> Value,
) -> Answer {
    let span = query.span();
    let rows = accounts::rows_of::<T>(app, List::Catalogue(T::CATALOGUE), &span, query.limit);
    let (rows, next) = throttle::counting(app, &caller.user, throttle::LIST, rows).await?;
    Ok(query.page(app, rows.iter().map(object).collect(), next))
}

/// `GET` of one.
///
/// # Errors
/// 403, and then 404.
pub async fn read<T: Resource>(State(app): State<App>, caller: Caller, Path(pk): Path<String>) -> Answer {
    let thing = found::<T, _>(&app, &caller, to::View, &pk).await?;
    Ok(shown(StatusCode::OK, &*thing))
}

/// The thing, with its version.
pub fn shown<T: Resource>(status: StatusCode, thing: &T) -> Response {
    tagged(json(status, &thing.object()), thing.version())
}
