//! `PUT` and `PATCH /api/accounts/{id}/`: a change, by its owner or by staff.

use super::object::object;
use super::read::judged;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::accounts::{Changes, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::drf::{Answer, Form, Said, Text, Unread, users};
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{Reader, Username};
use shared::http::json;
use shared::store::items::ListedUser;

/// Name and password must be sent; what else is not sent stays.
pub(crate) async fn put(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Unread,
) -> Answer {
    update(&app, &caller, &id, body, true).await
}

pub(crate) async fn patch(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Unread,
) -> Answer {
    update(&app, &caller, &id, body, false).await
}

async fn update(app: &App, caller: &Caller, id: &str, body: Unread, whole: bool) -> Answer {
    let user = judged(app, caller, id, to::Change).await?;
    let data = body.read().await?;
    let mut form = Form::new(&data)?;
    let mut text = |name, text| match whole {
        true => Some(form.required(name, text)),
        false => form.optional(name, text),
    };
    let username = text("username", Text::username(&app.config));
    let password = text("password", Text::new().max(MAX_CHARS));
    let changes = Changes {
        username: username.as_deref().and_then(Username::new),
        password: password.map(|text| NewPassword { password: Password::new(&text), retyped: None }),
        fields: form.fields(app.config.user_fields.stock(), Reader::Owner, Said::Part),
        email: form.optional_email("email"),
        // Who changes their own address has to show that it is theirs.
        confirms_email: caller.user.id == user.id,
        ..Changes::default()
    };
    let changed = users::change(app, caller, &user, form, changes).await?;
    Ok(json(StatusCode::OK, &object(&ListedUser::of(&changed, None))))
}
