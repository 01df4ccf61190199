//! `POST /jwt/verify/`: whether a token of either kind is good.

use super::token_not_valid;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts::{self, RefreshRefusal};
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::http::json;
use shared::store::Unavailable;

pub(crate) async fn jwt_verify(State(app): State<App>, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let token = form.required("token", Text::new());
    form.check()?;
    accounts::verify(&app, &token).await.map_err(refused)?;
    Ok(json(StatusCode::OK, &json!({})))
}

fn refused(refusal: RefreshRefusal) -> Error {
    match refusal {
        RefreshRefusal::Token(fault) => token_not_valid(fault.simplejwt_text()),
        RefreshRefusal::Ended => Error::non_field("Token is blacklisted"),
        RefreshRefusal::NotActive => token_not_valid("Token is invalid"),
        RefreshRefusal::Unavailable => Unavailable.into(),
    }
}
