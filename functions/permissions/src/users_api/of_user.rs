//! `/users/{user}/permissions/`: what one user was given themselves, whatever their groups.

use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::users_api::nested::Opened;
use shared::dialects::users_api::{Error, Nested, owned, to_entitle};
use shared::domain::{Permission, User};
use shared::error::Refusal;
use std::collections::BTreeSet;

/// The list.
pub(crate) struct PermissionsOfUser;

impl Nested for PermissionsOfUser {
    type Action = to::Entitle;
    type Owner = User;
    type Thing = Permission;

    const OWNER: &'static str = "users";
    const NOT_THERE: &'static str = "Cannot find user permission!";
    const NOT_TO_TAKE: &'static str = "Cannot find user permission!";

    async fn held(app: &App, caller: &Caller, user: u64) -> Result<BTreeSet<u64>, Error> {
        Ok(owned(app, caller, user.into()).await?.permissions.iter().map(|id| id.get()).collect())
    }

    async fn opened<'a>(
        app: &App,
        caller: &'a Caller,
        user: u64,
        permission: impl Future<Output = Result<Option<Permission>, Error>> + Send,
    ) -> Result<(Opened<'a, Self>, Option<Permission>), Error> {
        to_entitle(app, caller, user.into(), permission).await
    }

    async fn put(app: &App, user: &Opened<'_, Self>, permission: &Permission) -> Result<(), Refusal> {
        accounts::grant(app, user, permission.id).await
    }

    async fn take(app: &App, user: &Opened<'_, Self>, permission: u64) -> Result<(), Refusal> {
        accounts::revoke(app, user, permission.into()).await
    }
}
