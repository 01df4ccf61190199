//! `/v1/me/locale` and `/v1/users/{pk}/locale`: the language in which a user is spoken to. The contract's object of a user does
//! not have it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use shared::accounts::{self, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, Permit, must_administrate, to};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::dialects::native::{IfMatch, existing_user, fields, tagged};
use shared::domain::{FieldFault, Locale, User};
use shared::http::json;
use shared::json::Json;

pub(crate) async fn read(caller: Caller) -> Answer {
    Ok(shown(&caller.user))
}

pub(crate) async fn read_of_user(State(app): State<App>, caller: Caller, Path(pk): Path<String>) -> Answer {
    Ok(shown(&existing_user(&app, &must_administrate(&caller)?, &pk).await?))
}

pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    set(&app, &Permit::oneself(to::Change, &caller), &if_match, &data).await
}

pub(crate) async fn put_of_user(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    let user = existing_user(&app, &must_administrate(&caller)?, &pk).await?;
    set(&app, &Actor::by_rank(&caller).must(to::Change, user)?, &if_match, &data).await
}

async fn set(app: &App, user: &Permit<'_, to::Change, User>, if_match: &IfMatch, data: &Data) -> Answer {
    let version = if_match.version(user.version)?;
    let mut form = fields(data, &["locale"])?;
    let locale = match data.get("locale") {
        None => return Err(Error::field("locale", &FieldFault::Required.to_string())),
        Some(Json::Null) => None,
        Some(_) => sent(&mut form),
    };
    form.check()?;
    let changes = Changes { locale: Some(locale), version, ..Changes::default() };
    Ok(shown(&accounts::change(app, user, &changes).await?))
}

/// The language that a body says, if it says one.
pub(super) fn sent(form: &mut Form<'_>) -> Option<Locale> {
    let locale = Locale::parse(&form.optional("locale", Text::new())?);
    if locale.is_none() {
        form.fail("locale", "Must be a language tag (BCP 47), such as de or pt-BR.");
    }
    locale
}

fn shown(user: &User) -> Response {
    tagged(json(StatusCode::OK, &json!({ "locale": user.locale })), user.version)
}
