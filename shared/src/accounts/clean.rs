//! What is swept after things have gone, or never came.

use super::delete::delete_while;
use super::edit::By;
use crate::app::App;
use crate::domain::{Group, Rights, User, UserId};
use crate::log::carried;
use crate::store::items::{Holder, Leftovers, ListedUser, OwedWork};
use crate::store::{Catalogue, Holding, Item, Key, List, Span, Unavailable, keys, read};
use std::time::Duration;
use tokio::task::JoinSet;

/// How long a request that still saw a group or permission may take to give it to somebody: a little more than any
/// request may take.
const UNDER_WAY: Duration = Duration::from_secs(10);

/// How many leftovers are looked at together.
const AT_ONCE: usize = 1000;

/// How many of them are taken away at the same time.
const LANES: usize = 16;

/// Removes what is left over of something deleted, and then the note that it is owed. Idempotent: when it stops
/// half-way, it is done again.
///
/// # Errors
/// [`Unavailable`]
pub async fn clean(app: &App, work: &OwedWork) -> Result<(), Unavailable> {
    let began = app.now();
    if !is_deleted(app, work).await? {
        tracing::error!(work = work.id.0, "owed cleaning of something that is not deleted");
        return Ok(());
    }
    match work.of {
        Leftovers::User(user) => clean_user(app, user).await?,
        Leftovers::Holding(holding) => {
            take_from_all(app, holding).await?;
            // Whoever saw it before it was deleted may be giving it to somebody at this moment: the schedule looks again.
            if began < work.owed_at.after(UNDER_WAY) {
                return Ok(());
            }
        }
    }
    // Without a condition there is no refusal.
    app.store.transaction::<()>().delete(Key::Work(&work.id)).commit().await.map(|_| ())
}

async fn is_deleted(app: &App, work: &OwedWork) -> Result<bool, Unavailable> {
    let key = match work.of {
        Leftovers::User(id) => Key::User(id),
        Leftovers::Holding(Holding::Group(id)) => Key::Group(id),
        Leftovers::Holding(Holding::Permission(id)) => Key::Permission(id),
    };
    Ok(app.store.fetch(&[key]).await?.is_tombstone(key))
}

/// The ways back to him first: what he was given tells where they are.
async fn clean_user(app: &App, user: UserId) -> Result<(), Unavailable> {
    let rights: Rights =
        app.store.fetch(&[Key::Rights(user)]).await?.take(Key::Rights(user))?.unwrap_or_default();
    let groups = rights.groups.into_iter().map(Holding::Group);
    for holding in groups.chain(rights.permissions.into_iter().map(Holding::Permission)) {
        app.store.forget_holder(holding, user).await?;
    }
    app.store.sweep_user(&keys::user(user)).await
}

async fn take_from_all(app: &App, holding: Holding) -> Result<(), Unavailable> {
    if let Holding::Permission(permission) = holding {
        take_from_groups(app, permission.get()).await?;
    }
    loop {
        let holders = app.store.list(List::Holders(holding), &Span::default(), AT_ONCE).await?;
        if holders.is_empty() {
            return Ok(());
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

/// Deletes the accounts that were never active for longer than the setting allows, which frees their names and
/// addresses. The index finds them; what the table says of each decides.
///
/// # Errors
/// [`Unavailable`]
pub async fn delete_never_activated(app: &App) -> Result<(), Unavailable> {
    let days = u64::from(app.config.unverified_account_days);
    if days == 0 {
        return Ok(());
    }
    let since = app.now().before(Duration::from_secs(days * 86_400));
    let mut after = String::new();
    loop {
        let items = app.store.list(List::Users, &Span::after(&after), AT_ONCE).await?;
        let Some(last) = items.last() else { return Ok(()) };
        after = List::Users.place(last);
        for item in items {
            let listed: ListedUser = read(item)?;
            if listed.verified_at.is_none() && listed.date_joined < since {
                delete_if_never_active(app, listed.id).await?;
            }
        }
    }
}

async fn delete_if_never_active(app: &App, id: UserId) -> Result<(), Unavailable> {
    let never_active = |user: &User| !user.was_active && user.disabled_at.is_none();
    let user: Option<User> = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    if let Some(user) = user.filter(never_active) {
        // Whoever is activated at this very moment stays, and what cannot be deleted now is found the next night.
        let deleted = delete_while(app, &user, By::Owner, never_active).await;
        tracing::info!(user = id.get(), deleted = deleted.is_ok(), "account that was never active");
    }
    Ok(())
}
