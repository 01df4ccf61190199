//! Who may do what: giving and taking groups and permissions.

use super::edit::{Hindrance, refusal};
use crate::app::App;
use crate::auth::policy;
use crate::domain::{Group, GroupId, MOST, Permission, PermissionId, Permissions, Right, Rights, User};
use crate::error::Refusal;
use crate::store::items::Holder;
use crate::store::{Catalogued, Change, Found, Holding, Key, Transaction, Unavailable};
use std::collections::BTreeSet;

/// What a user may do: direct ∪ groups; one wave for up to 100 groups. Everything for a superuser, nothing for who is
/// not active. Of the stock permissions in `wanted`, those that were deleted or renamed give nothing.
///
/// # Errors
/// [`Unavailable`]: never a part.
pub async fn permissions_of(
    app: &App,
    user: &User,
    rights: &Rights,
    wanted: &[Right],
) -> Result<Permissions, Unavailable> {
    if !user.is_active() {
        return Ok(Permissions::Some(BTreeSet::new()));
    }
    if user.is_superuser {
        return Ok(Permissions::All);
    }
    let groups = rights.groups.iter().map(|id| Key::Group(*id));
    let keys: Vec<_> = wanted.iter().map(|right| Key::Permission(right.id())).chain(groups).collect();
    let mut found = app.store.fetch(&keys).await?;
    let mut held = rights.permissions.clone();
    for group in &rights.groups {
        held.extend(
            found.take::<Group>(Key::Group(*group))?.map(|group| group.permissions).unwrap_or_default(),
        );
    }
    for right in wanted {
        let now: Option<Permission> = found.take(Key::Permission(right.id()))?;
        if !now.is_some_and(|permission| right.is_still(&permission)) {
            held.remove(&right.id());
        }
    }
    Ok(Permissions::Some(held))
}

/// What a user was given.
///
/// # Errors
/// [`Unavailable`]
pub async fn rights_of(app: &App, user: &User) -> Result<Rights, Unavailable> {
    let key = Key::Rights(user.id);
    Ok(app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default())
}

/// Whether `caller` may do all that `user` may do: who sets a password or an address takes the account over, and with
/// it what it may do.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn outranks(app: &App, caller: &User, user: &User) -> Result<bool, Unavailable> {
    if caller.is_superuser || caller.id == user.id {
        return Ok(true);
    }
    let keys = [Key::Rights(caller.id), Key::Rights(user.id)];
    let mut found = app.store.fetch(&keys).await?;
    let his: Rights = found.take(keys[1])?.unwrap_or_default();
    if his == Rights::default() {
        return Ok(true);
    }
    let own: Rights = found.take(keys[0])?.unwrap_or_default();
    // A disabled account comes back with what it was given.
    let user = User { verified_at: Some(app.now()), disabled_at: None, ..user.clone() };
    let (his, own) =
        (permissions_of(app, &user, &his, &[]).await?, permissions_of(app, caller, &own, &[]).await?);
    match his {
        Permissions::All => Ok(false),
        Permissions::Some(his) => Ok(own.cover(&his)),
    }
}

/// The things of these ids that are there, in the order of their ids.
///
/// # Errors
/// [`Unavailable`]: never a part.
pub async fn existing<T: Catalogued>(
    app: &App,
    ids: impl IntoIterator<Item = u64>,
) -> Result<Vec<T>, Unavailable> {
    let ids: BTreeSet<_> = ids.into_iter().collect();
    let keys: Vec<_> = ids.iter().map(|id| T::key(*id)).collect();
    let mut found: Found = app.store.fetch(&keys).await?;
    let mut things = Vec::new();
    for key in keys {
        things.extend(found.take::<T>(key)?);
    }
    Ok(things)
}

/// Puts a user into a group. He may be in it already.
///
/// # Errors
/// [`Refusal::Forbidden`] when members of the group may do something that the caller may not; [`Refusal::Full`].
pub async fn join(app: &App, held: &Permissions, user: &User, group: &Group) -> Result<(), Refusal> {
    must_hold(app, held, &group.permissions).await?;
    give(app, user, Holding::Group(group.id)).await
}

/// Takes a user out of a group.
///
/// # Errors
/// [`Refusal::NotFound`] when he is not in it.
pub async fn leave(app: &App, user: &User, group: GroupId) -> Result<(), Refusal> {
    take(app, user, Holding::Group(group)).await
}

/// Gives a user a permission of his own. He may have it already.
///
/// # Errors
/// [`Refusal::Forbidden`] when the caller lacks it; [`Refusal::Full`].
pub async fn grant(
    app: &App,
    held: &Permissions,
    user: &User,
    permission: PermissionId,
) -> Result<(), Refusal> {
    must_hold(app, held, &[permission].into()).await?;
    give(app, user, Holding::Permission(permission)).await
}

/// Takes a permission of his own away from a user; what his groups give him, he keeps.
///
/// # Errors
/// [`Refusal::NotFound`] when he was not given it.
pub async fn revoke(app: &App, user: &User, permission: PermissionId) -> Result<(), Refusal> {
    take(app, user, Holding::Permission(permission)).await
}

/// Lets the members of a group do something. They may be able to already.
///
/// # Errors
/// [`Refusal::Forbidden`] when the caller may not do it himself; [`Refusal::NotFound`] when the group was deleted
/// meanwhile; [`Refusal::Full`].
pub async fn widen(
    app: &App,
    held: &Permissions,
    group: &Group,
    permission: PermissionId,
) -> Result<(), Refusal> {
    must_hold(app, held, &[permission].into()).await?;
    let change = Change::of(Key::Group(group.id)).add("permissions", permission.get());
    let change = change.when_room("permissions", permission.get(), MOST);
    match app.store.transaction().change(change, ()).commit().await? {
        Ok(()) => Ok(()),
        Err(_) if existing::<Group>(app, [group.id.get()]).await?.is_empty() => Err(Refusal::NotFound),
        Err(_) => Err(Refusal::Full),
    }
}

/// Lets the members of a group no longer do something.
///
/// # Errors
/// [`Refusal::NotFound`] when the group, or the permission in it, is not there.
pub async fn narrow(app: &App, group: &Group, permission: PermissionId) -> Result<(), Refusal> {
    let change = Change::of(Key::Group(group.id)).take("permissions", permission.get());
    let change = change.when_contains("permissions", permission.get());
    app.store.transaction().change(change, ()).commit().await?.map_err(|_| Refusal::NotFound)
}

/// Insists that the caller holds all of these that still are there.
async fn must_hold(app: &App, held: &Permissions, given: &BTreeSet<PermissionId>) -> Result<(), Refusal> {
    if policy::may_hand_out(held, given) {
        return Ok(());
    }
    // A permission that was deleted gives nobody anything.
    let given: Vec<Permission> = existing(app, given.iter().map(|id| id.get())).await?;
    let given: Vec<_> = given.into_iter().map(|permission| permission.id).collect();
    if policy::may_hand_out(held, &given) { Ok(()) } else { Err(Refusal::Forbidden) }
}

/// One transaction that names nothing many users share; so a group that is deleted at this moment is not noticed. It
/// gives nothing, and its cleaning waits for such transactions to end.
async fn give(app: &App, user: &User, holding: Holding) -> Result<(), Refusal> {
    let (attribute, id) = holding.attribute();
    let change = Change::perhaps_new(Key::Rights(user.id)).add(attribute, id).when_room(attribute, id, MOST);
    let holder = Holder { user: user.id };
    let transaction = unpromoted(app.store.transaction(), user)
        .change(change, Hindrance::NameTaken)
        .put(Key::Holder(holding, user.id), &holder);
    match transaction.commit().await? {
        Ok(()) => Ok(()),
        Err(hindrances) if hindrances.contains(&Hindrance::NameTaken) => Err(Refusal::Full),
        Err(hindrances) => Err(refusal(&hindrances)),
    }
}

async fn take(app: &App, user: &User, holding: Holding) -> Result<(), Refusal> {
    let (attribute, id) = holding.attribute();
    let change = Change::of(Key::Rights(user.id)).take(attribute, id).when_contains(attribute, id);
    let transaction = unpromoted(app.store.transaction(), user)
        .change(change, Hindrance::Gone)
        .delete(Key::Holder(holding, user.id));
    match transaction.commit().await? {
        Ok(()) => Ok(()),
        Err(hindrances) if hindrances.contains(&Hindrance::Gone) => Err(Refusal::NotFound),
        Err(hindrances) => Err(refusal(&hindrances)),
    }
}

/// Insists that the user is there, and of the rank that was judged.
fn unpromoted<'a>(transaction: Transaction<'a, Hindrance>, user: &User) -> Transaction<'a, Hindrance> {
    let rank = Change::of(Key::User(user.id));
    let rank = rank.when("is_superuser", user.is_superuser).when("is_staff", user.is_staff);
    transaction.check(rank, Hindrance::Changed)
}
