//! `GET /users/`: all users, a page at a time.

use super::object::object;
use super::refused;
use axum::extract::State;
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Object;
use shared::dialects::users_api::{Answer, ListQuery, authorized, listing};
use shared::domain::{Model, Verb};
use shared::store::Shown;

const FIELDS: [&str; 10] = [
    "username",
    "first_name",
    "last_name",
    "email",
    "is_active",
    "is_staff",
    "is_superuser",
    "date_joined",
    "last_login",
    "resource_uri",
];

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let query = ListQuery::read(&app, "/users/", &FIELDS, true, caller.user.id, uri.query())?;
    let users = Object::All(Model::User);
    authorized(&app, &caller, &[Verb::View], users).await?.must(Verb::View, users)?;
    let page = accounts::users_page(&app, &caller.user, query.start.clone(), query.limit(), Shown::LastLogin)
        .await
        .map_err(refused)?;
    listing(&app, &query, page, object)
}
