//! `/v1/me/email`: one's own address, and another one that waits to be confirmed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Body, Form};
use shared::domain::User;
use shared::http::json;

pub(crate) async fn email(State(app): State<App>, caller: Caller) -> Answer {
    Ok(json(StatusCode::OK, &email_view(&app, &caller.user)))
}

/// The present address works until the new one is confirmed.
pub(crate) async fn change_email(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let email = form.email("email");
    let current = form.password("current_password");
    let email = form.checked(email)?;
    let user = accounts::request_email_change(&app, &caller, &current, &email).await?;
    Ok(json(StatusCode::ACCEPTED, &email_view(&app, &user)))
}

pub(crate) async fn withdraw_email(State(app): State<App>, caller: Caller) -> Answer {
    accounts::withdraw_email_change(&app, &caller).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn email_view(app: &App, user: &User) -> Value {
    let pending = user.awaited_email(app.now()).map(|pending| &pending.address);
    json!({ "email": user.profile.email, "pending_email": pending })
}
