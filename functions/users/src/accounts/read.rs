//! `GET /api/accounts/{id}/`: an account, for its owner and for staff.

use super::object::object;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Actor, Authority, Object, Verdict};
use shared::dialects::drf::{Answer, Error};
use shared::domain::{User, Verb};
use shared::http::json;
use shared::store::Key;
use shared::store::items::ListedUser;

pub(crate) async fn read(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = judged(&app, &caller, &id, Verb::View).await?;
    Ok(json(StatusCode::OK, &object(&ListedUser::of(&user, None))))
}

/// The account of this id, if the caller may do this to it: first comes whether there is one (contract §2.2).
pub(super) async fn judged(app: &App, caller: &Caller, id: &str, action: Verb) -> Result<User, Error> {
    let id = id.parse().map_err(|()| Error::not_found())?;
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?.ok_or_else(Error::not_found)?;
    match policy::judge(Actor::Caller(&caller.user, Authority::Staff), action, Object::User(&user)) {
        Verdict::Allowed => Ok(user),
        Verdict::Unauthenticated | Verdict::Forbidden | Verdict::Hidden => Err(Error::forbidden()),
    }
}
