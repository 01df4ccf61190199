//! `GET /api/users/{id}`: oneself. There is nobody else to see.

use axum::extract::Path;
use axum::http::StatusCode;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Error};
use shared::dialects::wiki::user_view;
use shared::http::json;

pub(crate) async fn user(caller: Caller, Path(id): Path<String>) -> Answer {
    match id.parse() == Ok(caller.user.id) {
        true => Ok(json(StatusCode::OK, &user_view(&caller.user))),
        false => Err(Error::not_found()),
    }
}
