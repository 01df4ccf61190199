//! `/v1/groups/{pk}/users`: who is in a group, in the order of the digits of their pks; for those who may see groups and
//! users.

use super::operations;
use axum::extract::{Path, State};
use axum::http::Uri;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{self, Action, Actor, Denied, Object, all, to};
use shared::auth::throttle;
use shared::dialects::drf::{Answer, Body, Error};
use shared::dialects::native::{Bulk, ListQuery, resource_by_permission, user_view};
use shared::domain::{Group, GroupId, Model, User, UserId, Verb, parse_id};
use shared::http::Credentials::Required;
use shared::http::Endpoint;
use shared::store::items::ListedUser;

/// The path with its methods.
pub(crate) fn endpoint(path: &'static str) -> Endpoint {
    resource_by_permission(path)
        .get(Required, list, operations::members)
        .patch(Required, update, operations::change_members)
        .about("Group Users", "")
}

async fn list(State(app): State<App>, caller: Caller, Path(pk): Path<String>, uri: Uri) -> Answer {
    let counted = async { Ok(throttle::count_work(&app, &caller.user).await?) };
    let ((_, group), ()) = tokio::try_join!(found(&app, &caller, to::View, &pk), counted)?;
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
    let ((actor, group), users) = tokio::try_join!(found(&app, &caller, to::Change, &pk), users)?;
    let (bulk, query) = (bulk?, ListQuery::read(&app, &caller, &uri, &[])?);
    bulk.must_be_there(|id| users.iter().any(|(user, _)| user.id.get() == id))?;
    let users = users.into_iter().map(|(user, rights)| Ok((actor.must_entitle(user)?, rights)));
    let users = users.collect::<Result<Vec<_>, Denied>>()?;
    let (add, remove) = users.into_iter().partition(|(user, _)| bulk.add.contains(&user.id.get()));
    accounts::exchange_members(&app, &group, add, remove).await?;
    page(&app, &caller, &query, group.id).await
}

/// The group, and the caller, who may do this to users, and see groups.
async fn found<'a, A: Action>(
    app: &App,
    caller: &'a Caller,
    action: A,
    pk: &str,
) -> Result<(Actor<'a>, Group), Error> {
    let needed = [(A::VERB, Object::All(Model::User)), (Verb::View, Object::All(Model::Group))];
    let (actor, groups) = tokio::try_join!(
        accounts::actor(app, caller, &needed),
        accounts::existing::<Group>(app, parse_id(pk))
    )?;
    actor.must(action, all::<User>())?;
    actor.must(to::View, all::<Group>())?;
    Ok((actor, groups.into_iter().next().ok_or_else(Error::not_found)?))
}

async fn page(app: &App, caller: &Caller, query: &ListQuery, group: GroupId) -> Answer {
    let (members, next) = accounts::members(app, group, &query.span(), query.limit).await?;
    let reader = policy::reader(&caller.user);
    let view = |user: &ListedUser| user_view(&app.config, reader, user);
    Ok(query.page(app, members.iter().map(view).collect(), next))
}
