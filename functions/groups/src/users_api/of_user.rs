//! `/users/{user}/groups/`: the groups of one user.

use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::nested::Opened;
use shared::dialects::users_api::{Error, Nested, owned, to_entitle};
use shared::domain::{Group, User};
use shared::error::Refusal;
use std::collections::BTreeSet;

/// The list.
pub(crate) struct GroupsOfUser;

impl Nested for GroupsOfUser {
    type Action = to::Entitle;
    type Owner = User;
    type Thing = Group;

    const OWNER: &'static str = "users";
    const NOT_THERE: &'static str = "Cannot find user permission!";
    const NOT_TO_TAKE: &'static str = "Cannot find user group!";

    async fn held(app: &App, caller: &Caller, user: u64) -> Result<BTreeSet<u64>, Error> {
        Ok(owned(app, caller, user.into()).await?.groups.iter().map(|id| id.get()).collect())
    }

    async fn opened<'a>(
        app: &App,
        caller: &'a Caller,
        user: u64,
        group: impl Future<Output = Result<Option<Group>, Error>> + Send,
    ) -> Result<(Opened<'a, Self>, Option<Group>), Error> {
        to_entitle(app, caller, user.into(), group).await
    }

    async fn put(app: &App, user: &Opened<'_, Self>, group: &Group) -> Result<(), Refusal> {
        accounts::join(app, user, group).await
    }

    async fn take(app: &App, user: &Opened<'_, Self>, group: u64) -> Result<(), Refusal> {
        accounts::leave(app, user, group.into()).await
    }
}
