//! `GET /v1/groups`: all groups, by pk.

use super::object;
use axum::extract::State;
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::drf::Answer;
use shared::dialects::native::{ListQuery, allowed};
use shared::domain::Group;
use shared::store::{Catalogue, List};

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    allowed::<Group, _>(&app, &caller, to::View).await?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    let groups = List::Catalogue(Catalogue::Groups);
    let span = query.span();
    let rows = accounts::rows_of::<Group>(&app, groups, &span, query.limit);
    let (rows, next) = throttle::counting(&app, &caller.user, throttle::LIST, rows).await?;
    Ok(query.page(&app, rows.iter().map(object).collect(), next))
}
