//! `/v1/me`: oneself.

use super::shown;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, Changes, NewName, Rename};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::drf::{Answer, Body, Form, Said, users};
use shared::dialects::native::IfMatch;
use shared::domain::Reader;

pub(crate) async fn read(State(app): State<App>, caller: Caller) -> Answer {
    Ok(shown(&app, Reader::Owner, &caller.user, caller.last_login))
}

/// One's own fields, the names by which people call one among them. The others have doors of their own, which ask for the
/// password.
pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    let mut form = Form::new(&data)?;
    let changes = Changes {
        fields: form.fields(app.config.user_fields.iter(), Reader::Owner, Said::Part),
        version: if_match.version(caller.user.version)?,
        ..Changes::default()
    };
    let changed = users::change(&app, &caller, &caller.user, form, changes).await?;
    Ok(shown(&app, Reader::Owner, &changed, caller.last_login))
}

/// `POST /v1/me/username`
pub(crate) async fn rename(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let username = form.username("username", &app.config);
    let current = form.password("current_password");
    form.check()?;
    let Some(username) = username else {
        return Ok(shown(&app, Reader::Owner, &caller.user, caller.last_login));
    };
    let rename = Rename { to: NewName::Username(username), matches: true, reactivate: false };
    let renamed = accounts::rename(&app, &caller, &current, &rename).await?;
    Ok(shown(&app, Reader::Owner, &renamed, caller.last_login))
}

pub(crate) async fn delete(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let current = form.password("current_password");
    form.check()?;
    accounts::delete(&app, &Permit::oneself(to::Delete, &caller), Some(&current)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
