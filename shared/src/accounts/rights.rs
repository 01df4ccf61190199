//! Who may do what.

use crate::app::App;
use crate::auth::policy::{self, Actor};
use crate::domain::{Group, Permission, PermissionId, Permissions, Right, Rights, User};
use crate::store::{Catalogued, Found, Key, Unavailable};
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
    if let Some(regardless) = policy::regardless(user) {
        return Ok(regardless);
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

/// Where what a user may do comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Whether they are a superuser, who may everything whatever they were given.
    pub is_superuser: bool,
    /// Permissions of their own.
    pub direct: BTreeSet<PermissionId>,
    /// The groups that they are in, in the order of their ids.
    pub groups: Vec<Group>,
}

impl Sources {
    /// What they may do in all.
    pub fn permissions(&self) -> Permissions {
        match self.is_superuser {
            true => Permissions::All,
            false => {
                let groups = self.groups.iter().flat_map(|group| &group.permissions);
                Permissions::Some(self.direct.iter().chain(groups).copied().collect())
            }
        }
    }

    /// The groups that give this.
    pub fn groups_with(&self, permission: PermissionId) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.permissions.contains(&permission))
    }
}

/// Where what a user may do comes from: what [`permissions_of`] is made of, nothing for who is not active. One wave for up to
/// 100 groups, none for who is in none.
///
/// # Errors
/// [`Unavailable`]: never a part.
pub async fn sources_of(app: &App, user: &User, rights: &Rights) -> Result<Sources, Unavailable> {
    if !user.is_active() {
        return Ok(Sources::default());
    }
    let groups = existing(app, rights.groups.iter().map(|id| id.get())).await?;
    Ok(Sources { is_superuser: user.is_superuser, direct: rights.permissions.clone(), groups })
}

/// What a user was given.
///
/// # Errors
/// [`Unavailable`]
pub async fn rights_of(app: &App, user: &User) -> Result<Rights, Unavailable> {
    let key = Key::Rights(user.id);
    Ok(app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default())
}

/// Whether the actor may do all that `user` may do: who sets a password or an address takes the account over, and with
/// it what it may do, and what its tokens show.
///
/// # Errors
/// [`Unavailable`]
pub(super) async fn outranks(app: &App, actor: &Actor<'_>, user: &User) -> Result<bool, Unavailable> {
    let caller = match actor.user() {
        Some(caller) if !policy::takes_over_any(actor, user) => caller,
        _ => return Ok(true),
    };
    let keys = [Key::Rights(caller.id), Key::Rights(user.id)];
    let mut found = app.store.fetch(&keys).await?;
    let theirs: Rights = found.take(keys[1])?.unwrap_or_default();
    if theirs == Rights::default() {
        return Ok(true);
    }
    let own: Rights = found.take(keys[0])?.unwrap_or_default();
    if !policy::may_admit(actor, &own, &theirs.groups, &app.config.token_claims) {
        return Ok(false);
    }
    // A disabled account comes back with what it was given.
    let user = User { verified_at: Some(app.now()), disabled_at: None, ..user.clone() };
    let theirs = permissions_of(app, &user, &theirs, &[]).await?;
    let own = permissions_of(app, caller, &own, &[]).await?;
    Ok(policy::may_take_over(&own, &theirs))
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

/// The permissions that code calls so: each content type of an app may have one. Two waves.
///
/// # Errors
/// [`Unavailable`]: never a part.
pub async fn permissions_called(
    app: &App,
    app_label: &str,
    codename: &str,
) -> Result<Vec<Permission>, Unavailable> {
    let named = app.store.permissions_named(&[(app_label, codename)]).await?;
    existing(app, named.into_iter().flatten().map(PermissionId::get)).await
}
