//! `POST /users/`: somebody with the right to makes a user.

use super::object::object;
use super::refused;
use super::sent::Sent;
use axum::extract::State;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, Body, authorized, created};
use shared::domain::{Model, Verb};

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(fields): Body) -> Answer {
    let sent = Sent::read(&app.config, &fields, true)?;
    let users = Object::All(Model::User);
    authorized(&app, &caller, &[Verb::Add], users).await?.must(Verb::Add, users)?;
    let user =
        accounts::create_user(&app, &caller.user, sent.newcomer(None, app.now())?).await.map_err(refused)?;
    Ok(created(&app, object(&(&user).into())))
}
