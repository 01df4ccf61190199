//! `GET /users/`: all users, a page at a time.

use super::object::object;
use super::refused;
use axum::extract::State;
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, to};
use shared::dialects::users_api::{Answer, ListQuery, allowed, listing};
use shared::domain::User;
use shared::store::Shown;

/// Beside the fields of users.
const FIELDS: [&str; 8] = [
    "username",
    "email",
    "is_active",
    "is_staff",
    "is_superuser",
    "date_joined",
    "last_login",
    "resource_uri",
];

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let shape = app.config.user_fields.iter().map(|field| field.name.as_str());
    let fields: Vec<_> = FIELDS.into_iter().chain(shape).collect();
    let query = ListQuery::read(&app, "/users/", &fields, true, caller.user.id, uri.query())?;
    allowed::<User, _>(&app, &caller, to::View).await?;
    let page = accounts::users_page(&app, &caller.user, query.start.clone(), query.limit(), Shown::LastLogin)
        .await
        .map_err(refused)?;
    let reader = policy::reader(&caller.user);
    listing(&app, &query, page, |user| object(&app.config, reader, user))
}
