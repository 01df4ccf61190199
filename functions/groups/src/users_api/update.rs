//! `PUT /groups/{id}/`: another name; an id that no group ever had becomes a new one's.

use super::{object, refused, sent};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{all, to};
use shared::dialects::users_api::{Answer, Body, Error, actor, created, ok, strict_id};
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
    let actor = actor::<Group>(&app, &caller, actions).await?;
    let Some(group) = group else {
        let groups = actor.must(to::Add, all())?;
        actor.must(to::Change, all::<Group>())?;
        // Above, ids are not for choosing.
        if was_one || id.get() >= 1 << 32 {
            return Err(Error::Gone);
        }
        let name = sent::new_name(&fields)?;
        let group = accounts::create_group(&app, &groups, Some(id), &name).await.map_err(refused)?;
        return Ok(created(&app, object(&group)));
    };
    let group = actor.must(to::Change, group)?;
    match name {
        None => Ok(ok(object(&group))),
        Some(name) => {
            let group = accounts::rename_group(&app, &group, &name, None).await.map_err(refused)?;
            Ok(ok(object(&group)))
        }
    }
}
