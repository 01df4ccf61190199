//! `GET /users/set/{id}/`: one user in a list of their own, as the original has it.

use super::read::visible;
use axum::extract::{Path, State};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::users_api::{self, Answer, Error, strict_id};

pub(crate) async fn set(State(app): State<App>, caller: Caller, Path(ids): Path<String>) -> Answer {
    let id = strict_id(&ids)?;
    let found = match visible(&app, &caller, id).await {
        Ok(user) => Some(user),
        Err(Error::Gone) => None,
        Err(error) => return Err(error),
    };
    users_api::set(&[ids], vec![found])
}
