//! `/v1/owed`: mails and cleaning that the service still owes, for superusers.

use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use shared::accounts::{self, OwedKind, OwedSearch};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_operate;
use shared::dialects::drf::{Answer, Error};
use shared::dialects::native::{ListQuery, owed_view};
use shared::domain::{UserId, parse_id};
use shared::http::json;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let service = must_operate(&caller)?;
    let query = ListQuery::read(&app, &caller, &uri, &["kind", "late", "user"])?;
    let search = search(&query)?;
    let after = query.after.as_deref();
    let page = accounts::owed(&app, &service, &search, after, query.limit).await?;
    let now = app.now();
    Ok(query.page(&app, page.owed.iter().map(|owed| owed_view(owed, now)).collect(), page.next))
}

/// It is tried at the schedule's next turn: a mail within a minute, cleaning within five.
pub(crate) async fn retry(State(app): State<App>, caller: Caller, Path(id): Path<String>) -> Answer {
    let owed = accounts::retry(&app, &must_operate(&caller)?, &id).await?;
    Ok(json(StatusCode::ACCEPTED, &owed_view(&owed, app.now())))
}

fn search(query: &ListQuery) -> Result<OwedSearch, Error> {
    let kind = |name| OwedKind::named(name).ok_or(Error::field("kind", "Must be mail or cleaning."));
    let user = |id| parse_id(id).map(UserId::from).ok_or(Error::field("user", "Must be the pk of a user."));
    Ok(OwedSearch {
        kind: query.filter("kind").map(kind).transpose()?,
        is_late: query.truth("late")? == Some(true),
        user: query.filter("user").map(user).transpose()?,
    })
}
