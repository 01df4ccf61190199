//! Giving and taking groups and permissions, one or many at once.
//!
//! Many are more than one transaction: 98 ids fit into each, since it names the user and their rights too. What is to be
//! taken follows what is to be given. Giving what somebody has and taking what they lack changes nothing, so a call that
//! broke off is finished by calling again.

use super::anew::anew;
use super::hindrance::{Hindrance, refusal};
use super::proof::Proof;
use super::rights::existing;
use crate::app::App;
use crate::auth::policy::{self, Actor, Permit, to};
use crate::domain::{Group, GroupId, MOST, Permission, PermissionId, Rights, User};
use crate::error::Refusal;
use crate::log::{self, Event, carried};
use crate::store::items::Holder;
use crate::store::{Change, Holding, Key, Transaction};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

/// How many ids fit into a transaction beside the user and their rights
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>: 100 actions).
const FIT: usize = 98;

/// For how many users something is written at the same time.
const LANES: usize = 10;

/// Puts a user into a group. They may be in it already.
///
/// # Errors
/// [`Refusal::Forbidden`] when members of the group may do something that the actor may not, or while groups ride in tokens,
/// unless they are in it; [`Refusal::Full`].
pub async fn join(app: &App, user: &Permit<'_, to::Entitle, User>, group: &Group) -> Result<(), Refusal> {
    must_admit(app, user.actor(), [group])?;
    must_hold(app, user.actor(), &group.permissions).await?;
    give(app, user, None, &[Holding::Group(group.id)]).await
}

/// The same by an actor who proved who they are once for many: it must still be so when each joins.
///
/// # Errors
/// As [`join`]; [`Reason::WrongPassword`](crate::error::Reason::WrongPassword) when they have another password by now;
/// [`Refusal::SignedOut`].
pub async fn join_proven(
    app: &App,
    user: &Permit<'_, to::Entitle, User>,
    group: &Group,
    proof: &Proof,
) -> Result<(), Refusal> {
    anew(app, user, |user| async move {
        let own = user.actor().user();
        own.map_or(Ok(()), |own| proof.must_hold(own))?;
        must_admit(app, user.actor(), [group])?;
        must_hold(app, user.actor(), &group.permissions).await?;
        give(app, &user, own, &[Holding::Group(group.id)]).await
    })
    .await
}

/// Takes a user out of a group.
///
/// # Errors
/// [`Refusal::NotFound`] when they are not in it.
pub async fn leave(app: &App, user: &Permit<'_, to::Entitle, User>, group: GroupId) -> Result<(), Refusal> {
    take(app, user, &[Holding::Group(group)]).await
}

/// Gives a user a permission of their own. They may have it already.
///
/// # Errors
/// [`Refusal::Forbidden`] when the actor lacks it; [`Refusal::Full`].
pub async fn grant(
    app: &App,
    user: &Permit<'_, to::Entitle, User>,
    permission: PermissionId,
) -> Result<(), Refusal> {
    must_hold(app, user.actor(), &[permission].into()).await?;
    give(app, user, None, &[Holding::Permission(permission)]).await
}

/// Takes a permission of their own away from a user; what their groups give them, they keep.
///
/// # Errors
/// [`Refusal::NotFound`] when they were not given it.
pub async fn revoke(
    app: &App,
    user: &Permit<'_, to::Entitle, User>,
    permission: PermissionId,
) -> Result<(), Refusal> {
    take(app, user, &[Holding::Permission(permission)]).await
}

/// Puts a user, who had this when they were read, into some groups and takes them out of others.
///
/// # Errors
/// As [`join`], of those that they are to join. Nothing was changed then, unless somebody else filled them up meanwhile.
pub async fn exchange_groups(
    app: &App,
    user: &Permit<'_, to::Entitle, User>,
    had: &Rights,
    add: &[Group],
    remove: &[GroupId],
) -> Result<(), Refusal> {
    let add: Vec<_> = add.iter().filter(|group| !had.groups.contains(&group.id)).collect();
    must_admit(app, user.actor(), add.iter().copied())?;
    must_hold(app, user.actor(), &add.iter().flat_map(|group| &group.permissions).copied().collect()).await?;
    must_fit(had.groups.len(), add.len())?;
    let add: Vec<_> = add.iter().map(|group| Holding::Group(group.id)).collect();
    let remove: Vec<_> =
        remove.iter().filter(|id| had.groups.contains(id)).copied().map(Holding::Group).collect();
    exchange(app, user, &add, &remove).await
}

/// Gives a user, who had this when they were read, some permissions of their own and takes others away.
///
/// # Errors
/// [`Refusal::Forbidden`] when the actor lacks one that they give; [`Refusal::Full`]. Nothing was changed then, unless
/// somebody else filled the user up meanwhile.
pub async fn exchange_permissions(
    app: &App,
    user: &Permit<'_, to::Entitle, User>,
    had: &Rights,
    add: &[PermissionId],
    remove: &[PermissionId],
) -> Result<(), Refusal> {
    let add: Vec<_> = add.iter().filter(|id| !had.permissions.contains(id)).copied().collect();
    must_hold(app, user.actor(), &add.iter().copied().collect()).await?;
    must_fit(had.permissions.len(), add.len())?;
    let add: Vec<_> = add.into_iter().map(Holding::Permission).collect();
    let remove: Vec<_> =
        remove.iter().filter(|id| had.permissions.contains(id)).copied().map(Holding::Permission).collect();
    exchange(app, user, &add, &remove).await
}

/// Puts some users into a group and takes others out of it, each as they were read, with what they had then: a transaction
/// each, a few at a time.
///
/// # Errors
/// As [`join`]; [`Refusal::Full`] is that one user is in too many: nothing was changed then, unless somebody else filled them
/// up meanwhile. [`Refusal::Unavailable`] when it was perhaps done for some only.
pub async fn exchange_members(
    app: &App,
    group: &Group,
    add: Vec<(Permit<'_, to::Entitle, User>, Rights)>,
    remove: Vec<(Permit<'_, to::Entitle, User>, Rights)>,
) -> Result<(), Refusal> {
    let is_in = |had: &Rights| had.groups.contains(&group.id);
    let add: Vec<_> = add.into_iter().filter(|(_, had)| !is_in(had)).collect();
    // It is the same actor who was permitted to entitle them all.
    if let Some((user, _)) = add.first() {
        must_admit(app, user.actor(), [group])?;
        must_hold(app, user.actor(), &group.permissions).await?;
    }
    add.iter().try_for_each(|(_, had)| must_fit(had.groups.len(), 1))?;
    let remove = remove.into_iter().filter(|(_, had)| is_in(had));
    let joins = add.into_iter().map(|(user, _)| (user, true));
    let mut rest = joins.chain(remove.map(|(user, _)| (user, false)));
    let holding = [Holding::Group(group.id)];
    let mut lanes = JoinSet::new();
    let mut first = Ok(());
    loop {
        while first.is_ok()
            && lanes.len() < LANES
            && let Some((user, joins)) = rest.next()
        {
            let (app, user) = (app.clone(), User::clone(&user));
            lanes.spawn(carried(Box::pin(async move {
                match joins {
                    true => exchange(&app, &user, &holding, &[]).await,
                    false => exchange(&app, &user, &[], &holding).await,
                }
            })));
        }
        // What has begun is waited for, so that nothing happens after the answer.
        let Some(done) = lanes.join_next().await else { return first };
        first = first.and(done.unwrap_or(Err(Refusal::Unavailable)));
    }
}

/// Lets the members of a group, as it was read, do some things and no longer do others: two transactions at most.
///
/// # Errors
/// [`Refusal::Forbidden`] when the actor lacks one that they give; [`Refusal::NotFound`] when the group was deleted
/// meanwhile; [`Refusal::Full`].
pub async fn exchange_in_group(
    app: &App,
    group: &Permit<'_, to::Change, Group>,
    add: &[PermissionId],
    remove: &[PermissionId],
) -> Result<(), Refusal> {
    let add: Vec<_> = add.iter().filter(|id| !group.permissions.contains(id)).copied().collect();
    must_hold(app, group.actor(), &add.iter().copied().collect()).await?;
    if !add.is_empty() {
        spread(app, group, &add).await?;
    }
    let remove: Vec<_> = remove.iter().filter(|id| group.permissions.contains(id)).copied().collect();
    match remove.is_empty() {
        true => Ok(()),
        false => withdraw(app, group, &remove).await.or_else(done_already),
    }
}

/// Lets the members of a group do something. They may be able to already.
///
/// # Errors
/// [`Refusal::Forbidden`] when the actor may not do it themselves; [`Refusal::NotFound`] when the group was deleted
/// meanwhile; [`Refusal::Full`].
pub async fn widen(
    app: &App,
    group: &Permit<'_, to::Change, Group>,
    permission: PermissionId,
) -> Result<(), Refusal> {
    must_hold(app, group.actor(), &[permission].into()).await?;
    spread(app, group, &[permission]).await
}

/// Lets the members of a group no longer do something.
///
/// # Errors
/// [`Refusal::NotFound`] when the group, or the permission in it, is not there.
pub async fn narrow(
    app: &App,
    group: &Permit<'_, to::Change, Group>,
    permission: PermissionId,
) -> Result<(), Refusal> {
    withdraw(app, group, &[permission]).await
}

/// Insists that the actor may put somebody into these groups, as far as that is not a question of what their members may do.
fn must_admit<'a>(
    app: &App,
    actor: &Actor<'_>,
    groups: impl IntoIterator<Item = &'a Group>,
) -> Result<(), Refusal> {
    let (none, groups) = (Rights::default(), groups.into_iter().map(|group| &group.id));
    let own = actor.caller().map_or(&none, |caller| &caller.rights);
    match policy::may_admit(actor, own, groups, &app.config.token_claims) {
        true => Ok(()),
        false => Err(Refusal::Forbidden),
    }
}

/// Insists that the actor holds all of these that still are there.
async fn must_hold(app: &App, actor: &Actor<'_>, given: &BTreeSet<PermissionId>) -> Result<(), Refusal> {
    if policy::may_hand_out(actor, given) {
        return Ok(());
    }
    // A permission that was deleted gives nobody anything.
    let given: Vec<Permission> = existing(app, given.iter().map(|id| id.get())).await?;
    let given: Vec<_> = given.into_iter().map(|permission| permission.id).collect();
    match policy::may_hand_out(actor, &given) || policy::refused("hand out what they lack") {
        true => Ok(()),
        false => Err(Refusal::Forbidden),
    }
}

fn must_fit(had: usize, more: usize) -> Result<(), Refusal> {
    if had + more > MOST { Err(Refusal::Full) } else { Ok(()) }
}

fn done_already(refusal: Refusal) -> Result<(), Refusal> {
    if refusal == Refusal::NotFound { Ok(()) } else { Err(refusal) }
}

async fn exchange(app: &App, user: &User, add: &[Holding], remove: &[Holding]) -> Result<(), Refusal> {
    for add in add.chunks(FIT) {
        give(app, user, None, add).await?;
    }
    for remove in remove.chunks(FIT) {
        take(app, user, remove).await.or_else(done_already)?;
    }
    Ok(())
}

/// The attribute of [`Rights`] that has these, all of one kind, and their numbers.
fn parts(holdings: &[Holding]) -> (&'static str, Vec<u64>) {
    let attribute = holdings.first().map_or("groups", |holding| holding.attribute().0);
    (attribute, holdings.iter().map(|holding| holding.attribute().1).collect())
}

/// One transaction that names nothing many users share; so a group that is deleted at this moment is not noticed. It
/// gives nothing, and its cleaning waits for such transactions to end. An actor who proved who they are must not have
/// changed since: [`Refusal::Outdated`].
async fn give(app: &App, user: &User, proven: Option<&User>, holdings: &[Holding]) -> Result<(), Refusal> {
    let (attribute, ids) = parts(holdings);
    let change =
        Change::perhaps_new(Key::Rights(user.id)).add(attribute, &ids).when_room(attribute, &ids, MOST);
    let transaction = app.store.transaction();
    let transaction = match proven {
        // A transaction names an item once, and who has the version has the rank.
        Some(own) if own.id == user.id => transaction.require(own, Hindrance::ActorChanged),
        Some(own) => unpromoted(transaction.require(own, Hindrance::ActorChanged), user),
        None => unpromoted(transaction, user),
    };
    let mut transaction = transaction.change(change, Hindrance::NameTaken);
    for holding in holdings {
        transaction = transaction.put(Key::Holder(*holding, user.id), &Holder { user: user.id });
    }
    match transaction.commit().await? {
        Ok(()) => {
            log::security(Event::AuthzChange, user.id, &format!("given {attribute} {ids:?}"));
            Ok(())
        }
        Err(hindrances) if hindrances.contains(&Hindrance::ActorChanged) => Err(Refusal::Outdated),
        Err(hindrances) if hindrances.contains(&Hindrance::NameTaken) => Err(Refusal::Full),
        Err(hindrances) => Err(refusal(app, &hindrances)),
    }
}

/// The same the other way round; [`Refusal::NotFound`] when they have none of them.
async fn take(app: &App, user: &User, holdings: &[Holding]) -> Result<(), Refusal> {
    let (attribute, ids) = parts(holdings);
    let change = Change::of(Key::Rights(user.id)).take(attribute, &ids).when_contains_any(attribute, &ids);
    let mut transaction = unpromoted(app.store.transaction(), user).change(change, Hindrance::Gone);
    for holding in holdings {
        transaction = transaction.delete(Key::Holder(*holding, user.id));
    }
    match transaction.commit().await? {
        Ok(()) => {
            log::security(Event::AuthzChange, user.id, &format!("{attribute} {ids:?} taken away"));
            Ok(())
        }
        Err(hindrances) if hindrances.contains(&Hindrance::Gone) => Err(Refusal::NotFound),
        Err(hindrances) => Err(refusal(app, &hindrances)),
    }
}

async fn spread(app: &App, group: &Group, permissions: &[PermissionId]) -> Result<(), Refusal> {
    let ids: Vec<_> = permissions.iter().map(|id| id.get()).collect();
    let change = Change::of(Key::Group(group.id)).add("permissions", &ids);
    let change = change.when_room("permissions", &ids, MOST);
    match app.store.transaction().change(change, ()).commit().await? {
        Ok(()) => {
            let detail = format!("group {} given permissions {ids:?}", group.id);
            log::security(Event::AuthzChange, None, &detail);
            Ok(())
        }
        Err(_) if existing::<Group>(app, [group.id.get()]).await?.is_empty() => Err(Refusal::NotFound),
        Err(_) => Err(Refusal::Full),
    }
}

async fn withdraw(app: &App, group: &Group, permissions: &[PermissionId]) -> Result<(), Refusal> {
    let ids: Vec<_> = permissions.iter().map(|id| id.get()).collect();
    let change = Change::of(Key::Group(group.id)).take("permissions", &ids);
    let change = change.when_contains_any("permissions", &ids);
    app.store.transaction().change(change, ()).commit().await?.map_err(|_| Refusal::NotFound)?;
    let detail = format!("permissions {ids:?} taken from group {}", group.id);
    log::security(Event::AuthzChange, None, &detail);
    Ok(())
}

/// Insists that the user is there, and of the rank that was judged.
fn unpromoted<'a>(transaction: Transaction<'a, Hindrance>, user: &User) -> Transaction<'a, Hindrance> {
    let rank = Change::of(Key::User(user.id));
    let rank = rank.when("is_superuser", user.is_superuser).when("is_staff", user.is_staff);
    transaction.check(rank, Hindrance::Changed)
}
