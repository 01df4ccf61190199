//! `PUT /users/{id}/`: changes what is sent; an id that nobody ever had becomes a new user's.

use super::sent::Sent;
use super::{refused, shown};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Body, created, ok, permitted, strict_id, to_create};
use shared::domain::{Timestamp, User, UserId};
use shared::store::Key;

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(fields): Body,
) -> Answer {
    let id = strict_id(&id)?;
    let sent = Sent::read(&app, &caller, &fields, false)?;
    let key = Key::User(id);
    let mut found = app.store.fetch(&[key, Key::Login(id)]).await?;
    let (was_somebody, last_login) = (found.is_tombstone(key), found.last_login(id)?);
    match found.user(id)? {
        Some(user) => change(&app, &caller, user, last_login, sent).await,
        None => create(&app, &caller, id, was_somebody, sent).await,
    }
}

async fn change(app: &App, caller: &Caller, user: User, last_login: Option<Timestamp>, sent: Sent) -> Answer {
    let user = permitted(app, caller, to::Change, user).await?;
    let changes = sent.changes(&caller.user, &user, last_login);
    let changed = accounts::change(app, &user, &changes).await;
    Ok(ok(shown(app, caller, &changed.map_err(refused)?, changes.last_login.or(last_login))))
}

async fn create(app: &App, caller: &Caller, id: UserId, was_somebody: bool, sent: Sent) -> Answer {
    let users = to_create(app, caller, id.get(), was_somebody).await?;
    let new = sent.newcomer(app, Some(id))?;
    let last_login = new.last_login;
    let user = accounts::create_user(app, &users, new).await.map_err(refused)?;
    Ok(created(app, shown(app, caller, &user, last_login)))
}
