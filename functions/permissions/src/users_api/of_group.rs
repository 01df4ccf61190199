//! `/groups/{group}/permissions/`: what the members of a group may do.

use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::nested::Opened;
use shared::dialects::users_api::resource::existing;
use shared::dialects::users_api::{Error, Nested, actor, allowed};
use shared::domain::{Group, Permission, Verb};
use shared::error::Refusal;
use std::collections::BTreeSet;

/// The list.
pub(crate) struct PermissionsOfGroup;

impl Nested for PermissionsOfGroup {
    type Action = to::Change;
    type Owner = Group;
    type Thing = Permission;

    const OWNER: &'static str = "groups";
    const NOT_THERE: &'static str = "Cannot find permission!";
    const NOT_TO_TAKE: &'static str = "Cannot find user permission!";

    async fn held(app: &App, caller: &Caller, group: u64) -> Result<BTreeSet<u64>, Error> {
        allowed::<Group, _>(app, caller, to::View).await?;
        let group: Group = existing(app, group).await?.ok_or(Error::NotFound)?;
        Ok(group.permissions.iter().map(|id| id.get()).collect())
    }

    async fn opened<'a>(
        app: &App,
        caller: &'a Caller,
        group: u64,
        permission: impl Future<Output = Result<Option<Permission>, Error>> + Send,
    ) -> Result<(Opened<'a, Self>, Option<Permission>), Error> {
        let actor = async { Ok(actor::<Group>(app, caller, &[Verb::Change]).await?) };
        let group = async { existing(app, group).await?.ok_or(Error::NotFound) };
        let (actor, group, permission) = tokio::try_join!(actor, group, permission)?;
        Ok((actor.must(to::Change, group)?, permission))
    }

    async fn put(app: &App, group: &Opened<'_, Self>, permission: &Permission) -> Result<(), Refusal> {
        accounts::widen(app, group, permission.id).await
    }

    async fn take(app: &App, group: &Opened<'_, Self>, permission: u64) -> Result<(), Refusal> {
        accounts::narrow(app, group, permission.into()).await
    }
}
