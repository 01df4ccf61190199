//! `POST /users/activation/`: the link of an activation mail, sent here by the front end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Form};
use shared::http::ClientAddress;

pub(crate) async fn activation(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let uid = form.verbatim("uid");
    let token = form.verbatim("token");
    form.check()?;
    accounts::activate(&app, Some(&uid), &token, from).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
