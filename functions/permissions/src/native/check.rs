//! `POST /v1/check` and `POST /v1/users/{pk}/check`: may they do these things?

use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::{MOST_AT_ONCE, fields, visible};
use shared::domain::{Rights, User};
use shared::http::json;
use shared::json::Json;

/// The longest name of a permission that is asked about, in characters.
const MAX_NAME: usize = 255;

/// The caller themselves.
pub(crate) async fn check(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    answer(&app, &caller, &caller.user, &caller.rights, &data).await
}

/// Whom the caller may see.
pub(crate) async fn check_user(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    Body(data): Body,
) -> Answer {
    let (user, rights) = visible(&app, &caller, &pk).await?;
    answer(&app, &caller, &user, &rights, &data).await
}

async fn answer(app: &App, caller: &Caller, user: &User, rights: &Rights, data: &Data) -> Answer {
    let names = names(data)?;
    let parts: Vec<_> = names.iter().filter_map(|name| name.split_once('.')).collect();
    let may = accounts::check(app, &caller.user, user, rights, &parts).await?;
    let allowed = may.iter().all(|may| *may);
    let permissions: Map<_, _> = names.into_iter().zip(may.into_iter().map(Value::Bool)).collect();
    Ok(json(StatusCode::OK, &json!({ "allowed": allowed, "permissions": permissions })))
}

/// The names that were sent, `app_label.codename`, each once.
fn names(data: &Data) -> Result<Vec<String>, Error> {
    fields(data, &["permissions"])?;
    let wrong = |text: &str| Error::field("permissions", text);
    let Some(Json::Array(sent)) = data.get("permissions") else {
        return Err(wrong("A list of permissions is required."));
    };
    if !(1..=MOST_AT_ONCE).contains(&sent.len()) {
        return Err(wrong(&format!("1 to {MOST_AT_ONCE} permissions are checked at once.")));
    }
    let mut names: Vec<String> = Vec::new();
    for name in sent {
        let Json::Str(name) = name else { return Err(wrong("Names of permissions are texts.")) };
        let long = name.as_str().chars().count() > MAX_NAME;
        let parts = name.as_str().split_once('.');
        if long
            || name.surrogate().is_some()
            || parts.is_none_or(|(app, code)| app.is_empty() || code.is_empty())
        {
            let text = format!("A permission is named app_label.codename, in at most {MAX_NAME} characters.");
            return Err(wrong(&text));
        }
        if !names.iter().any(|known| name.is(known)) {
            names.push(name.as_str().to_owned());
        }
    }
    Ok(names)
}
