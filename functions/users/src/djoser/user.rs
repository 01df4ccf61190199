//! `/users/{id}/`: somebody's profile.

use super::profile;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Action};
use shared::dialects::djoser::user_view;
use shared::dialects::drf::{Answer, Body, Error};
use shared::domain::User;
use shared::http::json;
use shared::store::Key;

pub(crate) async fn user(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let user = visible(&app, &caller, &id).await?;
    Ok(json(StatusCode::OK, &user_view(&app.config, &user)))
}

pub(crate) async fn update_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(data): Body,
) -> Answer {
    let user = visible(&app, &caller, &id).await?;
    profile::update(&app, &caller, &user, &data).await
}

/// The user of this id, if the caller may see him.
async fn visible(app: &App, caller: &Caller, id: &str) -> Result<User, Error> {
    let user = existing(app, id).await?;
    match policy::allows(&caller.user, Action::View, &user) {
        true => Ok(user),
        false if app.config.hide_users => Err(Error::not_found()),
        false => Err(Error::forbidden()),
    }
}

/// The user of this id: an id that is no number has another 404 than a number that nobody has (contract §2.3).
pub(super) async fn existing(app: &App, id: &str) -> Result<User, Error> {
    let digits = id.strip_prefix('-').unwrap_or(id);
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Error::not_found());
    }
    let Ok(id) = id.parse() else { return Err(Error::no_such_user()) };
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    user.ok_or_else(Error::no_such_user)
}
