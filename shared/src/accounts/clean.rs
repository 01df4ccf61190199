//! What is swept after things have gone, or never came.

use super::by::By;
use super::delete::delete_while;
use crate::app::App;
use crate::domain::{Group, Rights, User, UserId};
use crate::error::Refusal;
use crate::log::carried;
use crate::store::items::{Holder, Leftovers, OwedWork, SignedIn};
use crate::store::{Catalogue, Holding, Item, Key, List, Span, Unavailable, keys, read};
use std::time::Duration;
use tokio::task::JoinSet;

/// How long a request that still saw a group or permission may take to give it to somebody: a little more than any
/// request may take.
const UNDER_WAY: Duration = Duration::from_secs(10);

/// How long after a user's deletion a sign-in or a mail in flight may still write something of theirs.
const IN_FLIGHT: Duration = Duration::from_secs(60);

/// How many leftovers are looked at together.
const AT_ONCE: usize = 1000;

/// How many of them are taken away at the same time.
const LANES: usize = 16;

/// Removes what is left over, and then the note that it is owed. Idempotent: when it stops half-way, it is done again. What
/// is not due yet, or may still be written by what is under way, stays owed: the schedule looks again.
///
/// # Errors
/// [`Unavailable`]
pub async fn clean(app: &App, work: &OwedWork) -> Result<(), Unavailable> {
    let began = app.now();
    if work.due.is_some_and(|due| began < due) {
        return Ok(());
    }
    let settles = match work.of {
        Leftovers::User(_) => IN_FLIGHT,
        Leftovers::Holding(_) => UNDER_WAY,
        Leftovers::NeverActive(_) | Leftovers::Undo(_) => Duration::ZERO,
    };
    let is_done = match work.of {
        Leftovers::User(user) => {
            must_be_deleted(app, work, Key::User(user)).await? && clean_user(app, user).await?
        }
        Leftovers::Holding(holding) => {
            let key = match holding {
                Holding::Group(id) => Key::Group(id),
                Holding::Permission(id) => Key::Permission(id),
            };
            must_be_deleted(app, work, key).await? && take_from_all(app, holding).await?
        }
        Leftovers::NeverActive(user) => delete_if_never_active(app, user).await?,
        Leftovers::Undo(user) => prune_undo(app, user).await?,
    };
    match is_done && work.owed_at.after(settles) <= began {
        true => app.store.erase(Key::Work(&work.id)).await,
        false => Ok(()),
    }
}

/// Nothing is cleaned away of what is still there.
async fn must_be_deleted(app: &App, work: &OwedWork, key: Key<'_>) -> Result<bool, Unavailable> {
    let is_deleted = app.store.fetch(&[key]).await?.is_tombstone(key);
    if !is_deleted {
        tracing::error!(work = work.id.0, "owed cleaning of something that is not deleted");
    }
    Ok(is_deleted)
}

/// Drops the undo links that are over; done when none is left, for each change renews them.
async fn prune_undo(app: &App, id: UserId) -> Result<bool, Unavailable> {
    let Some(before) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(true) };
    let now = app.now();
    let after = User { undo: before.living_undos(now).cloned().collect(), ..before.clone() };
    if after.undo != before.undo {
        let written = User { version: before.version + 1, ..after.clone() };
        let pruning = app.store.transaction().edit(Key::User(id), before.version, &before, &written, ());
        if pruning.commit().await?.is_err() {
            return Ok(false);
        }
    }
    Ok(after.undo.is_empty())
}

/// The ways back to them first.
async fn clean_user(app: &App, user: UserId) -> Result<bool, Unavailable> {
    let rights: Rights =
        app.store.fetch(&[Key::Rights(user)]).await?.take(Key::Rights(user))?.unwrap_or_default();
    let groups = rights.groups.into_iter().map(Holding::Group);
    for holding in groups.chain(rights.permissions.into_iter().map(Holding::Permission)) {
        app.store.forget_holder(holding, user).await?;
    }
    for token in app.store.query(&keys::sign_ins(user), keys::TOKENS).await? {
        let SignedIn { id: sha256, .. } = read(token)?;
        app.store.erase(Key::TokenOwner(&sha256)).await?;
    }
    // What they were given goes last: it tells where the ways back are.
    for partition in keys::belongings(user) {
        app.store.sweep(&partition).await?;
    }
    Ok(true)
}

async fn take_from_all(app: &App, holding: Holding) -> Result<bool, Unavailable> {
    if let Holding::Permission(permission) = holding {
        take_from_groups(app, permission.get()).await?;
    }
    loop {
        let holders = app.store.list(List::Holders(holding), &Span::default(), AT_ONCE).await?;
        if holders.is_empty() {
            return Ok(true);
        }
        let mut lanes = JoinSet::new();
        for lane in holders.chunks(holders.len().div_ceil(LANES)) {
            let (app, lane) = (app.clone(), lane.to_vec());
            lanes.spawn(carried(Box::pin(async move { take_from(&app, holding, lane).await })));
        }
        while let Some(lane) = lanes.join_next().await {
            lane.map_err(|_| Unavailable)??;
        }
    }
}

/// From the rights first: while the way back is there, it will be done again.
async fn take_from(app: &App, holding: Holding, holders: Vec<Item>) -> Result<(), Unavailable> {
    for item in holders {
        let Holder { user } = read(item)?;
        app.store.take_away(holding, user).await?;
        app.store.forget_holder(holding, user).await?;
    }
    Ok(())
}

async fn take_from_groups(app: &App, permission: u64) -> Result<(), Unavailable> {
    const GROUPS: List = List::Catalogue(Catalogue::Groups);
    let mut after = String::new();
    loop {
        let groups = app.store.list(GROUPS, &Span::after(&after), AT_ONCE).await?;
        let Some(last) = groups.last() else { return Ok(()) };
        after = GROUPS.place(last);
        for item in groups {
            let group: Group = read(item)?;
            app.store.take_from_set(Key::Group(group.id), "permissions", permission).await?;
        }
    }
}

/// Deletes an account if it was never active; true unless it could not be deleted now.
pub(super) async fn delete_if_never_active(app: &App, id: UserId) -> Result<bool, Unavailable> {
    let never_active = |user: &User| !user.was_active && user.disabled_at.is_none();
    let user: Option<User> = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    let Some(user) = user.filter(never_active) else { return Ok(true) };
    // Whoever is activated at this very moment stays.
    let deleted = delete_while(app, &user, By::Owner, never_active).await;
    tracing::info!(user = id.get(), deleted = deleted.is_ok(), "account that was never active");
    Ok(matches!(deleted, Ok(()) | Err(Refusal::NotFound | Refusal::Outdated)))
}
