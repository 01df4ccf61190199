//! `POST /users/reset_password_confirm/`: the link of a reset mail with a new password, sent here by the front
//! end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys, Text};
use shared::domain::User;
use shared::error::Refusal;

pub(crate) async fn reset_password_confirm(
    State(app): State<App>,
    client: Client,
    Body(data): Body,
) -> Answer {
    let mut form = Form::new(&data)?;
    let (uid, token) = (form.verbatim("uid"), form.verbatim("token"));
    let new = new_password(&app, form)?;
    answer(accounts::confirm_password_reset(&app, Some(&uid), &token, &new, &client).await)
}

/// 1.x: `POST /password/reset/confirm/`, which drops blanks around the link's parts, and knows the user before it
/// judges the password (contract §3).
pub(crate) async fn password_reset_confirm(
    State(app): State<App>,
    client: Client,
    Body(data): Body,
) -> Answer {
    let mut form = Form::new(&data)?;
    let (uid, token) = (form.required("uid", Text::new()), form.required("token", Text::new()));
    let new = new_password(&app, form)?;
    answer(accounts::confirm_password_reset_v1(&app, &uid, &token, &new, &client).await)
}

fn new_password(app: &App, mut form: Form<'_>) -> Result<NewPassword, Error> {
    let password = form.password("new_password");
    let retyped = app.config.password_reset_confirm_retype.then(|| form.password("re_new_password"));
    form.check()?;
    Ok(NewPassword { password, retyped })
}

fn answer(reset: Result<User, Refusal>) -> Answer {
    reset.map_err(|refusal| Error::keyed(refusal, Keys { password: "new_password", ..Keys::default() }))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
