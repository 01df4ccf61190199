//! `PUT` and `PATCH /v1/users/{pk}`: an administrator changes a user.

use super::shown;
use axum::extract::{Path, State};
use shared::accounts::{self, Changes, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Authority;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys, Text};
use shared::dialects::native::{IfMatch, must_administrate, shown_user};
use shared::domain::{Username, password};

/// Name and password must be sent; what else is not sent stays.
pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    update(&app, &caller, &pk, &if_match, Form::new(&data), true).await
}

pub(crate) async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    if_match: IfMatch,
    Body(data): Body,
) -> Answer {
    update(&app, &caller, &pk, &if_match, Form::new(&data), false).await
}

async fn update(
    app: &App,
    caller: &Caller,
    pk: &str,
    if_match: &IfMatch,
    form: Result<Form<'_>, Error>,
    whole: bool,
) -> Answer {
    must_administrate(caller)?;
    let (user, last_login) = shown_user(app, pk).await?;
    let mut form = form?;
    let mut text = |name, text| match whole {
        true => Some(form.required(name, text)),
        false => form.optional(name, text),
    };
    let username = text("username", Text::username(&app.config));
    let password = text("password", Text::new().max(password::MAX_CHARS));
    let changes = Changes {
        username: username.as_deref().and_then(Username::new),
        password: password
            .map(|text| NewPassword { password: password::Password::new(&text), retyped: None }),
        first_name: form.optional("first_name", Text::new().blank().max(150)),
        last_name: form.optional("last_name", Text::new().blank().max(150)),
        email: form.optional_email("email"),
        is_staff: form.boolean("is_staff"),
        is_active: form.boolean("is_active"),
        version: if_match.version(user.version)?,
        ..Changes::default()
    };
    form.check()?;
    let changed = accounts::change(app, caller, Authority::Staff, &user, &changes).await;
    let changed = changed.map_err(|refusal| Error::keyed(refusal, Keys::default()))?;
    Ok(shown(&changed, last_login))
}
