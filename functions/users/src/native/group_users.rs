//! `/v1/groups/{pk}/users`: who is in a group, in the order of the digits of their pks; for those who may see groups and
//! users.

use super::operations;
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts::{self, Authorized};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Object};
use shared::auth::throttle;
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::{Bulk, ListQuery, resource_by_permission, user_view};
use shared::domain::{Group, GroupId, Model, Rights, User, UserId, Verb, parse_id};
use shared::http::Credentials::Required;
use shared::http::Endpoint;
use shared::store::items::{Holder, ListedUser};
use shared::store::{Holding, Key, List, Shown, Unavailable};

const USERS: Object<'static> = Object::All(Model::User);
const GROUPS: Object<'static> = Object::All(Model::Group);

/// The path with its methods.
pub(crate) fn endpoint(path: &'static str) -> Endpoint {
    resource_by_permission(path)
        .get(Required, list, operations::members)
        .patch(Required, update, operations::change_members)
        .about("Group Users", "")
}

async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let counted = async { Ok(throttle::count_work(&app, &caller.user).await?) };
    let ((_, group), ()) = tokio::try_join!(found(&app, &caller, Verb::View, &pk), counted)?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    page(&app, &caller, &query, group.id).await
}

/// Puts users into the group and takes others out of it; answers with who is in it then.
async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(pk): Path<String>,
    uri: Uri,
    Body(data): Body,
) -> Answer {
    let bulk = Bulk::read(&data);
    let named: Vec<_> = bulk.iter().flat_map(Bulk::all).map(UserId::from).collect();
    let users = users_with_rights(&app, &named);
    let users =
        async { Ok(throttle::counting(&app, &caller.user, throttle::LIST + named.len(), users).await?) };
    let ((authorized, group), users) = tokio::try_join!(found(&app, &caller, Verb::Change, &pk), users)?;
    let (bulk, query) = (bulk?, ListQuery::read(&app, &caller, &uri, &[])?);
    bulk.must_be_there(|id| users.iter().any(|(user, _)| user.id.get() == id))?;
    users.iter().try_for_each(|(user, _)| authorized.must(Verb::Change, Object::User(user)))?;
    let (add, remove): (Vec<_>, Vec<_>) =
        users.into_iter().partition(|(user, _)| bulk.add.contains(&user.id.get()));
    if add.iter().any(|(_, rights)| !rights.groups.contains(&group.id)) {
        authorized.must_admit(&app, [&group])?;
    }
    accounts::exchange_members(&app, &authorized.held, &group, add, remove).await?;
    page(&app, &caller, &query, group.id).await
}

/// The group, and the caller, who may do this to users, and see groups.
async fn found<'a>(
    app: &App,
    caller: &'a Caller,
    action: Verb,
    pk: &str,
) -> Result<(Authorized<'a>, Group), Error> {
    let needed = [(action, USERS), (Verb::View, GROUPS)];
    let (authorized, groups) = tokio::try_join!(
        Authorized::to_all(app, caller, &needed),
        accounts::existing::<Group>(app, parse_id(pk))
    )?;
    needed.iter().try_for_each(|(action, object)| authorized.must(*action, *object))?;
    Ok((authorized, groups.into_iter().next().ok_or_else(Error::not_found)?))
}

/// The list of those who are in the group lags behind nothing, but may still name who was deleted: their own items decide.
async fn page(app: &App, caller: &Caller, query: &ListQuery, group: GroupId) -> Answer {
    let (members, next) = members(app, query, group).await?;
    let reader = policy::reader(&caller.user);
    let view = |user: &ListedUser| user_view(&app.config, reader, user);
    Ok(query.page(app, members.iter().map(view).collect(), next))
}

/// Those of the page's users who are in the group, and where it goes on.
pub(super) async fn members(
    app: &App,
    query: &ListQuery,
    group: GroupId,
) -> Result<(Vec<ListedUser>, Option<String>), Unavailable> {
    let holders = List::Holders(Holding::Group(group));
    let (rows, next) = accounts::rows_of::<Holder>(app, holders, &query.span(), query.limit).await?;
    let ids: Vec<_> = rows.iter().map(|holder| holder.user).collect();
    let (users, listed) =
        tokio::try_join!(users_with_rights(app, &ids), app.store.listed_users(&ids, Shown::LastLogin))?;
    let is_in =
        |id: UserId| users.iter().any(|(user, rights)| user.id == id && rights.groups.contains(&group));
    Ok((listed.into_iter().filter(|user| is_in(user.id)).collect(), next))
}

/// Those of these users who are there, with what they were given, in this order.
async fn users_with_rights(app: &App, ids: &[UserId]) -> Result<Vec<(User, Rights)>, Unavailable> {
    let keys: Vec<_> = ids.iter().flat_map(|id| [Key::User(*id), Key::Rights(*id)]).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut users = Vec::new();
    for id in ids {
        if let Some(user) = found.user(*id)? {
            users.push((user, found.take(Key::Rights(*id))?.unwrap_or_default()));
        }
    }
    Ok(users)
}
