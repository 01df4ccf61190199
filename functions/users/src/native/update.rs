//! `PATCH /v1/users/{pk}`: an administrator changes a user.

use super::must_administrate;
use super::read::existing;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::accounts::{self, Changes, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Authority;
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::dialects::native::user_view;
use shared::domain::{Username, password};
use shared::http::json;

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    Body(data): Body,
) -> Answer {
    must_administrate(&caller)?;
    let user = existing(&app, &pk).await?;
    let mut form = Form::new(&data)?;
    let username = form.optional("username", Text::username());
    let password = form.optional("password", Text::new().max(password::MAX_CHARS));
    let new = Changes {
        username: username.as_deref().and_then(Username::parse),
        password: password
            .map(|text| NewPassword { password: password::Password::new(&text), retyped: None }),
        first_name: form.optional("first_name", Text::new().blank().max(150)),
        last_name: form.optional("last_name", Text::new().blank().max(150)),
        email: form.optional_email("email"),
        is_staff: form.boolean("is_staff"),
        is_active: form.boolean("is_active"),
        ..Changes::default()
    };
    form.check()?;
    let user = accounts::change(&app, &caller, Authority::Staff, &user, &new).await;
    let user = user.map_err(|refusal| shared::dialects::drf::Error::keyed(refusal, Keys::default()))?;
    Ok(json(StatusCode::OK, &user_view(&user)))
}
