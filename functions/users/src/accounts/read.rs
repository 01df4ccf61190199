//! `GET /api/accounts/{id}/`: an account, for its owner and for staff.

use super::object::object;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Action, Actor, Permit, to};
use shared::dialects::drf::{Answer, Error};
use shared::domain::User;
use shared::http::json;
use shared::store::Key;
use shared::store::items::ListedUser;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = judged(&app, &caller, &id, to::View).await?;
    Ok(json(StatusCode::OK, &object(&ListedUser::of(&user, None))))
}

/// The account of this id, if the caller may do this to it: first comes whether there is one (contract §2.2).
pub(super) async fn judged<'a, A: Action>(
    app: &App,
    caller: &'a Caller,
    id: &str,
    action: A,
) -> Result<Permit<'a, A, User>, Error> {
    let id = id.parse().map_err(|()| Error::not_found())?;
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(Error::not_found)?;
    Actor::by_rank(caller).must(action, user).map_err(|_| Error::forbidden())
}
