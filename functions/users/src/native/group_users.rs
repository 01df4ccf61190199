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
use shared::dialects::native::{ListQuery, exchange, resource_by_permission, user_view};
use shared::domain::{Group, GroupId, Model, Rights, User, UserId, Verb, parse_id};
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
    let users = async |ids: Vec<u64>| {
        let ids: Vec<_> = ids.into_iter().map(UserId::from).collect();
        accounts::users_with_rights(&app, &ids).await
    };
    let found = found(&app, &caller, to::Change, &pk);
    let asked = exchange(&app, &caller, (&uri, &data), found, users, |(user, _)| user.id.get()).await?;
    let (actor, group) = asked.owner;
    let entitled = |users: Vec<(User, Rights)>| -> Result<Vec<_>, Denied> {
        users.into_iter().map(|(user, rights)| Ok((actor.must_entitle(user)?, rights))).collect()
    };
    accounts::exchange_members(&app, &group, entitled(asked.add)?, entitled(asked.remove)?).await?;
    page(&app, &caller, &asked.query, group.id).await
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
