//! `POST /v1/users/list`: the users that a filter finds.

use super::filter::{Filter, Row};
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, LIST_BOUND, Listing};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::user_view;
use shared::domain::{Group, GroupId, Reader, Rights};
use shared::http;
use shared::json::Json;
use shared::store::items::ListedUser;
use shared::store::{Key, Shown, Unavailable};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) async fn list(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    must_administrate(&caller)?;
    let filter = match &data {
        Data::Json(spec) => Filter::parse(spec),
        Data::Form(fields) if fields.is_empty() => Filter::parse(&Json::Null),
        Data::Form(_) => Err("the filter must be JSON".to_owned()),
    };
    let unreadable = |why| Error::detail(StatusCode::BAD_REQUEST, &format!("Unable to parse JSON: {why}"));
    let filter = filter.map_err(unreadable)?;
    let Listing::All(users) = accounts::list(&app, &caller.user, LIST_BOUND, Shown::LastLogin).await? else {
        return Err(too_many());
    };
    let groups = if filter.needs_groups() { groups_of(&app, &users).await? } else { BTreeMap::new() };
    let rows = users.into_iter().map(|user| {
        let groups = groups.get(&user.id.get()).cloned().unwrap_or_default();
        Row { user, groups }
    });
    let found = filter.apply(rows.collect());
    let view = |user: &ListedUser| user_view(&app.config, Reader::Administrator, user);
    http::list(&found.iter().map(view).collect::<Json>()).ok_or_else(too_many)
}

fn too_many() -> Error {
    let text = format!(
        "There are more users than this list shows, which is {LIST_BOUND} or 5 MB of them: GET /auth/users/ has pages with LATCHKEY_PAGE_SIZE, and so has GET /users/."
    );
    Error::detail(StatusCode::BAD_REQUEST, &text)
}

/// The names of everybody's groups.
async fn groups_of(app: &App, users: &[ListedUser]) -> Result<BTreeMap<u64, Vec<String>>, Unavailable> {
    let keys: Vec<_> = users.iter().map(|user| Key::Rights(user.id)).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut of_users: BTreeMap<u64, BTreeSet<GroupId>> = BTreeMap::new();
    for user in users {
        let rights: Option<Rights> = found.take(Key::Rights(user.id))?;
        of_users.insert(user.id.get(), rights.unwrap_or_default().groups);
    }
    let ids: BTreeSet<_> = of_users.values().flatten().map(|id| id.get()).collect();
    let groups: Vec<Group> = accounts::existing(app, ids).await?;
    let names: BTreeMap<_, _> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let named = |ids: BTreeSet<GroupId>| ids.iter().filter_map(|id| names.get(id).cloned()).collect();
    Ok(of_users.into_iter().map(|(user, ids)| (user, named(ids))).collect())
}
