//! `PUT /groups/{id}/`: another name; an id that no group ever had becomes a new one's.

use super::{GROUPS, object, refused, sent};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::users_api::{Answer, Body, Error, authorized, created, ok, strict_id};
use shared::domain::{Group, GroupId, Verb};
use shared::store::Key;

pub(crate) async fn update(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(fields): Body,
) -> Answer {
    let id: GroupId = strict_id(&id).ok_or(Error::NotRouted)?;
    let name = sent::name(&fields)?;
    let key = Key::Group(id);
    let mut found = app.store.fetch(&[key]).await?;
    let was_one = found.is_tombstone(key);
    let group: Option<Group> = found.take(key)?;
    let actions: &[Verb] = if group.is_some() { &[Verb::Change] } else { &[Verb::Add, Verb::Change] };
    let authorized = authorized(&app, &caller, actions, GROUPS).await?;
    actions.iter().try_for_each(|action| authorized.must(*action, GROUPS))?;
    match (group, name) {
        (Some(group), None) => Ok(ok(object(&group))),
        (Some(group), Some(name)) => {
            let group =
                accounts::rename_group(&app, &caller.user, &group, &name, None).await.map_err(refused)?;
            Ok(ok(object(&group)))
        }
        // Above, ids are not for choosing.
        (None, _) if was_one || id.get() >= 1 << 32 => Err(Error::Gone),
        (None, _) => {
            let name = sent::new_name(&fields)?;
            let group = accounts::create_group(&app, &caller.user, Some(id), &name).await.map_err(refused)?;
            Ok(created(&app, object(&group)))
        }
    }
}
