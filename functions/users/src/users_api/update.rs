//! `PUT /users/{id}/`: changes what is sent; an id that nobody ever had becomes a new user's.

use super::sent::Sent;
use super::{refused, shown};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{all, to};
use shared::dialects::users_api::{Answer, Body, Error, actor, created, ok, strict_id};
use shared::domain::{Timestamp, User, UserId, Verb};
use shared::store::Key;

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(fields): Body,
) -> Answer {
    let id = strict_id(&id).ok_or(Error::NotRouted)?;
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
    let user = actor::<User>(app, caller, &[Verb::Change]).await?.must(to::Change, user)?;
    let changes = sent.changes(&caller.user, &user, last_login);
    let changed = accounts::change(app, &user, &changes).await;
    Ok(ok(shown(app, caller, &changed.map_err(refused)?, changes.last_login.or(last_login))))
}

async fn create(app: &App, caller: &Caller, id: UserId, was_somebody: bool, sent: Sent) -> Answer {
    let actor = actor::<User>(app, caller, &[Verb::Add, Verb::Change]).await?;
    let users = actor.must(to::Add, all())?;
    actor.must(to::Change, all::<User>())?;
    // Above are the ids that new users get.
    if was_somebody || id.get() >= 1 << 32 {
        return Err(Error::Gone);
    }
    let new = sent.newcomer(app, Some(id))?;
    let last_login = new.last_login;
    let user = accounts::create_user(app, &users, new).await.map_err(refused)?;
    Ok(created(app, shown(app, caller, &user, last_login)))
}
