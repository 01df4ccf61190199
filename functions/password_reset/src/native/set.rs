//! `POST /v1/me/password`: a new password for who knows the old one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys};

pub(crate) async fn set(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let new = NewPassword { password: form.password("new_password"), retyped: None };
    let current = form.password("current_password");
    form.check()?;
    accounts::set_password(&app, &caller, &current, &new)
        .await
        .map_err(|refusal| Error::keyed(refusal, Keys { password: "new_password", ..Keys::default() }))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
