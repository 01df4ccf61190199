//! `POST /users/`: somebody with the right to makes a user.

use super::sent::Sent;
use super::{refused, shown};
use axum::extract::State;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, Body, authorized, created};
use shared::domain::{Model, Verb};

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let sent = Sent::read(&app, &caller, &fields, true)?;
    let users = Object::All(Model::User);
    authorized(&app, &caller, &[Verb::Add], users).await?.must(Verb::Add, users)?;
    let new = sent.newcomer(&app, None)?;
    let last_login = new.last_login;
    let user = accounts::create_user(&app, &caller.user, new).await.map_err(refused)?;
    Ok(created(&app, shown(&app, &caller, &user, last_login)))
}
