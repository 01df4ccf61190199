//! `POST /users/activation/`: the link of an activation mail, sent here by the front end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::{Answer, Body, Form, Text};

pub(crate) async fn activation(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let (uid, token) = (form.verbatim("uid"), form.verbatim("token"));
    activate(&app, form, &uid, &token, &client).await
}

/// 1.x, which drops blanks around both: `POST /users/confirm/`, `POST /users/activate/`.
pub(crate) async fn confirm(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let (uid, token) = (form.required("uid", Text::new()), form.required("token", Text::new()));
    activate(&app, form, &uid, &token, &client).await
}

async fn activate(app: &App, form: Form<'_>, uid: &str, token: &str, client: &Client) -> Answer {
    form.check()?;
    accounts::activate(app, Some(uid), token, client).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
