//! `GET /groups/`: all groups, a page at a time.

use super::{FIELDS, object, refused};
use axum::extract::State;
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::{Answer, ListQuery, allowed, listing};
use shared::domain::Group;
use shared::store::Catalogue;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let query = ListQuery::read(&app, "/groups/", &FIELDS, true, caller.user.id, uri.query())?;
    allowed::<Group, _>(&app, &caller, to::View).await?;
    let groups = Catalogue::Groups;
    let page = accounts::page(&app, &caller.user, groups, query.start.clone(), query.limit())
        .await
        .map_err(refused)?;
    listing(&app, &query, page, object)
}
