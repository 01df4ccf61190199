//! Permissions and content types as django-users-api has them (docs/contracts/seeds.md §1).

pub(crate) mod content_types;
pub(crate) mod of_group;
pub(crate) mod of_user;
pub(crate) mod operations;
pub(crate) mod permissions;
mod sent;

use serde_json::{Value, json};
use shared::accounts;
use shared::app::App;
use shared::auth::{Caller, throttle};
use shared::dialects::users_api::{self, Answer, Error, loose_id};
use shared::domain::{Permission, PermissionId};
use shared::error::Refusal;
use shared::store::Catalogued;
use std::collections::BTreeSet;

/// By what lists of permissions could be filtered or ordered, and may not.
const FIELDS: [&str; 4] = ["codename", "name", "content_type_uri", "resource_uri"];

fn object(permission: &Permission) -> Value {
    let Permission { id, content_type, codename, name, .. } = permission;
    json!({
        "codename": codename,
        "contentTypeUri": format!("/contenttypes/{content_type}/"),
        "name": name,
        "resourceUri": format!("/permissions/{id}/"),
    })
}

fn refused(refusal: Refusal) -> Error {
    Error::of("permissions", refusal)
}

async fn existing(app: &App, id: PermissionId) -> Result<Option<Permission>, Error> {
    Ok(accounts::existing(app, [id.get()]).await?.pop())
}

/// These permissions in the order of their list.
async fn in_order(
    app: &App,
    caller: &Caller,
    ids: &BTreeSet<PermissionId>,
) -> Result<Vec<Permission>, Error> {
    let permissions = accounts::existing(app, ids.iter().map(|id| id.get()));
    let counting = throttle::counting(app, &caller.user, ids.len(), permissions);
    let mut permissions: Vec<Permission> = counting.await.map_err(refused)?;
    permissions.sort_by_cached_key(Catalogued::place);
    Ok(permissions)
}

/// How many things one `set` names: more would not fit an answer of Lambda's.
const MOST_IN_A_SET: usize = 1000;

/// `…/set/1;2/`: the things of these ids.
async fn set_of<T: Catalogued>(
    app: &App,
    caller: &Caller,
    ids: &str,
    object: impl Fn(&T) -> Value,
) -> Answer {
    let ids: Vec<String> = ids.split(';').map(str::to_owned).collect();
    if ids.len() > MOST_IN_A_SET {
        return Err(Error::bad(&format!("No more than {MOST_IN_A_SET} ids can be asked for at once.")));
    }
    let mut numbers = Vec::new();
    for id in &ids {
        numbers.push(match loose_id::<u64>(id) {
            Ok(number) => number,
            // A number that nothing can have is only not found.
            Err(Error::Gone) => 0,
            Err(error) => return Err(error),
        });
    }
    let things = accounts::existing(app, numbers.iter().copied());
    let things: Vec<T> = throttle::counting(app, &caller.user, ids.len(), things).await.map_err(refused)?;
    let found = |number: &u64| things.iter().find(|thing| thing.id() == *number).map(&object);
    users_api::set(&ids, numbers.iter().map(found).collect())
}
