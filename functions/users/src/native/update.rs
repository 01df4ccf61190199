//! `PUT` and `PATCH /v1/users/{pk}`: an administrator changes a user.

use super::shown;
use axum::extract::{Path, State};
use shared::accounts::{Changes, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::drf::{Answer, Body, Error, Form, Said, Text, users};
use shared::dialects::native::{IfMatch, shown_user};
use shared::domain::{Reader, Username, password};

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
    let (user, last_login) = shown_user(app, &must_administrate(caller)?, pk).await?;
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
        fields: form.fields(app.config.user_fields.iter(), Reader::Administrator, Said::Part),
        email: form.optional_email("email"),
        is_staff: form.boolean("is_staff"),
        is_active: form.boolean("is_active"),
        version: if_match.version(user.version)?,
        ..Changes::default()
    };
    let changed = users::change(app, caller, &user, form, changes).await?;
    Ok(shown(app, Reader::Administrator, &changed, last_login))
}
