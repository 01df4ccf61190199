//! `GET /v1/users/{pk}`: a user, for himself and for administrators.

use super::must_administrate;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Error};
use shared::dialects::native::user_view;
use shared::domain::User;
use shared::http::json;
use shared::store::Key;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(pk): Path<String>) -> Answer {
    if pk.parse() == Ok(caller.user.id) {
        return Ok(json(StatusCode::OK, &user_view(&caller.user)));
    }
    must_administrate(&caller)?;
    Ok(json(StatusCode::OK, &user_view(&existing(&app, &pk).await?)))
}

/// The user of this id.
pub(super) async fn existing(app: &App, pk: &str) -> Result<User, Error> {
    let id = pk.parse().map_err(|()| Error::not_found())?;
    app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(Error::not_found)
}
