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
use shared::domain::{Group, GroupId, Model, UserId, Verb, parse_id};
use shared::http::Credentials::Required;
use shared::http::Endpoint;
use shared::store::items::ListedUser;

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
    let users = accounts::users_with_rights(&app, &named);
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

async fn page(app: &App, caller: &Caller, query: &ListQuery, group: GroupId) -> Answer {
    let (members, next) = accounts::members(app, group, &query.span(), query.limit).await?;
    let reader = policy::reader(&caller.user);
    let view = |user: &ListedUser| user_view(&app.config, reader, user);
    Ok(query.page(app, members.iter().map(view).collect(), next))
}
