//! `POST /users/`: somebody with the right to makes a user.

use super::sent::Sent;
use super::{refused, shown};
use axum::extract::State;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, Body, allowed, created};

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let sent = Sent::read(&app, &caller, &fields, true)?;
    let users = allowed(&app, &caller, to::Add).await?;
    let new = sent.newcomer(&app, None)?;
    let last_login = new.last_login;
    let user = accounts::create_user(&app, &users, new).await.map_err(refused)?;
    Ok(created(&app, shown(&app, &caller, &user, last_login)))
}
