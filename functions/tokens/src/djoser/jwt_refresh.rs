//! `POST /jwt/refresh/`: a new access token for a refresh token.

use super::token_not_valid;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts::{self, RefreshRefusal};
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::http::json;
use shared::store::Unavailable;

pub(crate) async fn jwt_refresh(State(app): State<App>, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let token = form.required("refresh", Text::new());
    form.check()?;
    let refreshed = accounts::refresh(&app, &token, app.config.rotate_refresh_tokens).await;
    let refreshed = refreshed.map_err(refused)?;
    let mut body = json!({ "access": refreshed.access });
    if let Some(refresh) = refreshed.refresh {
        body["refresh"] = refresh.into();
    }
    Ok(json(StatusCode::OK, &body))
}

pub(crate) fn refused(refusal: RefreshRefusal) -> Error {
    match refusal {
        RefreshRefusal::Token(fault) => token_not_valid(fault.simplejwt_text()),
        RefreshRefusal::Ended => token_not_valid("Token is blacklisted"),
        RefreshRefusal::NotActive => {
            Error::detail(StatusCode::UNAUTHORIZED, "No active account found for the given token.")
        }
        RefreshRefusal::Unavailable => Unavailable.into(),
    }
}
