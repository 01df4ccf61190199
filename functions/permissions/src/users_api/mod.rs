//! Permissions and content types as django-users-api has them (docs/contracts/seeds.md §1).

pub(crate) mod content_types;
mod of_group;
mod of_user;
pub(crate) mod operations;
pub(crate) mod permissions;
mod sent;

pub(crate) use of_group::PermissionsOfGroup;
pub(crate) use of_user::PermissionsOfUser;

use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::policy::to;
use shared::auth::{Caller, throttle};
use shared::dialects::users_api::resource::existing;
use shared::dialects::users_api::{self, Answer, Error, Resource, allowed, loose_id, ok};

/// How many things one `set` names: more would not fit an answer of Lambda's.
const MOST_IN_A_SET: usize = 1000;

/// `GET …/{id}/`: one of them.
pub(crate) async fn read<T: Resource>(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    allowed::<T, _>(&app, &caller, to::View).await?;
    let thing: Option<T> = existing(&app, loose_id(&id)?).await?;
    Ok(ok(thing.ok_or(Error::Gone)?.object()))
}

/// `GET …/set/1;2/`: those of these ids.
pub(crate) async fn set<T: Resource>(
    State(app): State<App>,
    caller: Caller,
    Path(ids): Path<String>,
) -> Answer {
    allowed::<T, _>(&app, &caller, to::View).await?;
    let ids: Vec<String> = ids.split(';').map(str::to_owned).collect();
    if ids.len() > MOST_IN_A_SET {
        return Err(Error::bad(&format!("No more than {MOST_IN_A_SET} ids can be asked for at once.")));
    }
    let numbers = ids.iter().map(|id| match loose_id::<u64>(id) {
        // A number that nothing can have is only not found.
        Err(Error::Gone) => Ok(0),
        id => id,
    });
    let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
    let things = accounts::existing(&app, numbers.iter().copied());
    let things: Vec<T> =
        throttle::counting(&app, &caller.user, ids.len(), things).await.map_err(T::refused)?;
    let found = |number: &u64| things.iter().find(|thing| thing.id() == *number).map(T::object);
    users_api::set(&ids, numbers.iter().map(found).collect())
}
