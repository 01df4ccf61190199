//! Making, changing and deleting groups, permissions and content types.

use super::by::By;
use super::hindrance::{Hindrance, TRIES, refusal};
use super::rights::existing;
use crate::app::App;
use crate::auth::policy::{self, Actor, All, Permit, to};
use crate::chance::random_id;
use crate::domain::{
    ContentType, ContentTypeId, Group, GroupId, Model, Permission, PermissionId, Right, Verb,
};
use crate::error::Refusal;
use crate::log::{self, Event};
use crate::store::items::{Leftovers, OwedWork, Tombstone};
use crate::store::{Catalogue, Catalogued, Change, Holding, Key, OwedId, Transaction, Unavailable};

/// The attribute of a content type that is about to be deleted: no permission is made for it any more.
pub(super) const CLOSED: &str = "closed";

/// Makes a group, under the next id or the one that is given.
///
/// # Errors
/// A taken name; [`Refusal::Forbidden`] while groups ride in tokens, unless by a superuser; [`Refusal::NotFound`] for the
/// id of a group that was deleted.
pub async fn create_group(
    app: &App,
    groups: &Permit<'_, to::Add, All<Group>>,
    id: Option<GroupId>,
    name: &str,
) -> Result<Group, Refusal> {
    if !policy::may_name_groups(groups.actor(), &app.config.token_claims) {
        return Err(Refusal::Forbidden);
    }
    let group =
        |id: u64| Group { id: id.into(), name: name.to_owned(), permissions: Default::default(), version: 1 };
    insert(app, groups.actor(), id.map(GroupId::get), group, None).await
}

/// Gives a group another name.
///
/// # Errors
/// A taken name; [`Refusal::Forbidden`] as for [`create_group`]; [`Refusal::NotFound`] when it was deleted meanwhile;
/// [`Refusal::Stale`] when it is not the version that was `seen`, if that is known.
pub async fn rename_group(
    app: &App,
    group: &Permit<'_, to::Change, Group>,
    name: &str,
    seen: Option<u64>,
) -> Result<Group, Refusal> {
    let actor = group.actor();
    let renamed = |group: &Group| match group.name == name
        || policy::may_name_groups(actor, &app.config.token_claims)
    {
        true => Ok(Group { name: name.to_owned(), ..group.clone() }),
        false => Err(Refusal::Forbidden),
    };
    replace(app, group, renamed, None, seen).await
}

/// Deletes a group: from this moment it gives nobody anything. That its members name it is cleaned away later.
///
/// # Errors
/// [`Refusal::Forbidden`] as for [`create_group`]; [`Refusal::NotFound`] when somebody was faster; [`Refusal::Stale`] as
/// for [`rename_group`].
pub async fn delete_group(
    app: &App,
    group: &Permit<'_, to::Delete, Group>,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    if !policy::may_name_groups(group.actor(), &app.config.token_claims) {
        return Err(Refusal::Forbidden);
    }
    remove(app, group, Holding::Group(group.id), seen).await
}

/// What a permission is to be.
pub struct NewPermission {
    /// 1 to 100 characters.
    pub codename: String,
    /// 1 to 255 characters.
    pub name: String,
    /// What it is about.
    pub content_type: ContentType,
}

impl NewPermission {
    fn with_id(&self, id: u64) -> Permission {
        let Self { codename, name, content_type } = self;
        Permission {
            id: id.into(),
            content_type: content_type.id,
            app_label: content_type.app_label.clone(),
            model: content_type.model.clone(),
            codename: codename.clone(),
            name: name.clone(),
            version: 1,
        }
    }
}

/// Makes a permission, under the next id or the one that is given. Nobody has it yet.
///
/// # Errors
/// A taken codename; that the content type is gone; [`Refusal::Forbidden`] while permissions ride in tokens, unless by a
/// superuser; [`Refusal::NotFound`] for the id of a permission that was deleted.
pub async fn create_permission(
    app: &App,
    permissions: &Permit<'_, to::Add, All<Permission>>,
    id: Option<PermissionId>,
    new: &NewPermission,
) -> Result<Permission, Refusal> {
    let actor = permissions.actor();
    if !policy::may_name_permissions(actor, &app.config.token_claims) {
        return Err(Refusal::Forbidden);
    }
    let about = Some(new.content_type.id);
    insert(app, actor, id.map(PermissionId::get), |id| new.with_id(id), about).await
}

/// Changes a permission. What it allows, its codename and content type, only a superuser changes: whoever has it would
/// be given something else.
///
/// # Errors
/// A taken codename; that the content type is gone; [`Refusal::Forbidden`]; [`Refusal::NotFound`] when it was deleted
/// meanwhile; [`Refusal::Stale`] as for [`rename_group`].
pub async fn change_permission(
    app: &App,
    permission: &Permit<'_, to::Change, Permission>,
    new: &NewPermission,
    seen: Option<u64>,
) -> Result<Permission, Refusal> {
    let actor = permission.actor();
    let changed = |permission: &Permission| {
        let after = new.with_id(permission.id.get());
        let allows_the_same = after.name_key() == permission.name_key();
        if allows_the_same || policy::may_redefine_permission(actor) {
            Ok(after)
        } else {
            Err(Refusal::Forbidden)
        }
    };
    replace(app, permission, changed, Some(new.content_type.id), seen).await
}

/// Deletes a permission: from this moment nobody has it. That users and groups name it is cleaned away later. One that
/// every table has from the start only a superuser deletes: the service itself goes by it, and no other takes its place.
/// While permissions ride in tokens, nobody else deletes any.
///
/// # Errors
/// [`Refusal::Forbidden`]; [`Refusal::NotFound`] when somebody was faster; [`Refusal::Stale`] as for [`rename_group`].
pub async fn delete_permission(
    app: &App,
    permission: &Permit<'_, to::Delete, Permission>,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    let actor = permission.actor();
    let may = policy::may_delete_permission(actor, permission.id)
        && policy::may_name_permissions(actor, &app.config.token_claims);
    if !may {
        return Err(Refusal::Forbidden);
    }
    remove(app, permission, Holding::Permission(permission.id), seen).await
}

/// Sees to it that the table has Django's stock content types and permissions, under the ids that they have
/// everywhere: all at once, when it has none yet. What administrators make of them later stays.
///
/// # Errors
/// [`Unavailable`]
pub async fn install_stock(app: &App) -> Result<(), Unavailable> {
    let (permissions, content_types) =
        (Key::Sequence(Catalogue::Permissions), Key::Sequence(Catalogue::ContentTypes));
    if app.store.fetch(&[content_types]).await?.has(content_types) {
        return Ok(());
    }
    let last = |last: usize| crate::store::items::Sequence { last: last as u64 };
    let mut transaction = app.store.transaction().create(content_types, &last(Model::ALL.len()), ()).create(
        permissions,
        &last(Model::ALL.len() * Verb::ALL.len()),
        (),
    );
    for model in Model::ALL {
        transaction = transaction.enter(&model.content_type(), (), ());
        for verb in Verb::ALL {
            transaction = transaction.enter(&Right(verb, model).permission(), (), ());
        }
    }
    // Whoever was faster has written the same.
    transaction.commit().await.map(|_| ())
}

/// Writes a new thing. A name that is taken is told before an id is drawn, so that the ids have no gaps for it.
async fn insert<T: Catalogued>(
    app: &App,
    actor: &Actor<'_>,
    id: Option<u64>,
    thing: impl Fn(u64) -> T,
    about: Option<ContentTypeId>,
) -> Result<T, Refusal> {
    let nameless = thing(id.unwrap_or_default());
    if app.store.fetch(&[nameless.name_key()]).await?.has(nameless.name_key()) {
        return Err(refusal(app, &[Hindrance::NameTaken]));
    }
    if let Some(id) = id {
        app.store.skip_to(T::CATALOGUE, id).await?;
    }
    loop {
        let thing = match id {
            Some(id) => thing(id),
            None => thing(app.store.next_id(T::CATALOGUE).await?),
        };
        let transaction = app.store.transaction().enter(&thing, Hindrance::Changed, Hindrance::NameTaken);
        let transaction = secured(app, transaction, actor, about);
        match transaction.commit().await? {
            Ok(()) => {
                tell("made", &thing);
                return Ok(thing);
            }
            Err(hindrances) if hindrances == [Hindrance::Changed] && id.is_none() => {}
            Err(hindrances) if hindrances.contains(&Hindrance::Changed) => return Err(Refusal::NotFound),
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
}

/// Changes a thing, and when somebody else changed it meanwhile, changes that; unless it was to be the version that was
/// seen.
pub(super) async fn replace<T: Catalogued>(
    app: &App,
    before: &Permit<'_, to::Change, T>,
    change: impl Fn(&T) -> Result<T, Refusal>,
    about: Option<ContentTypeId>,
    seen: Option<u64>,
) -> Result<T, Refusal> {
    let (actor, mut before) = (before.actor(), T::clone(before));
    for _ in 0..TRIES {
        must_be(&before, seen)?;
        let after = change(&before)?.with_version(before.version() + 1);
        let transaction =
            app.store.transaction().revise(&before, &after, Hindrance::Changed, Hindrance::NameTaken);
        let transaction = secured(app, transaction, actor, about);
        match transaction.commit().await? {
            Ok(()) => {
                tell("changed", &after);
                return Ok(after);
            }
            Err(hindrances) if only_changed(&hindrances) => before = again(app, &before).await?,
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
    Err(Refusal::Unavailable)
}

/// Deletes a thing that can be held, and when somebody changed it meanwhile, deletes that; unless it was to be the version
/// that was seen.
async fn remove<T: Catalogued>(
    app: &App,
    thing: &Permit<'_, to::Delete, T>,
    holding: Holding,
    seen: Option<u64>,
) -> Result<(), Refusal> {
    let (actor, mut thing) = (thing.actor(), T::clone(thing));
    for _ in 0..TRIES {
        must_be(&thing, seen)?;
        let transaction = struck(app, app.store.transaction(), &thing, holding);
        match secured(app, transaction, actor, None).commit().await? {
            Ok(()) => {
                tell("deleted", &thing);
                return Ok(());
            }
            Err(hindrances) if only_changed(&hindrances) => thing = again(app, &thing).await?,
            Err(hindrances) => return Err(refusal(app, &hindrances)),
        }
    }
    Err(Refusal::Unavailable)
}

/// Tells in the log what became of a thing.
pub(super) fn tell<T: Catalogued>(what: &str, thing: &T) {
    let kind = match T::CATALOGUE {
        Catalogue::Groups => "group",
        Catalogue::Permissions => "permission",
        Catalogue::ContentTypes => "content type",
    };
    log::security(Event::AuthzAdmin, None, &format!("{what} {kind} {}", thing.id()));
}

/// Leaves nothing of a thing that can be held but its id, and owes the cleaning.
pub(super) fn struck<'a, T: Catalogued>(
    app: &App,
    transaction: Transaction<'a, Hindrance>,
    thing: &T,
    holding: Holding,
) -> Transaction<'a, Hindrance> {
    let now = app.now();
    let id = OwedId::generate(now, &random_id());
    let work = OwedWork { id, of: Leftovers::Holding(holding), owed_at: now, due: None };
    let transaction = transaction.strike(thing, &Tombstone { deleted_at: now }, Hindrance::Changed);
    transaction.put(Key::Work(&work.id), &work)
}

/// Insists that the thing is the version that was seen, if that is known.
pub(super) fn must_be(thing: &impl Catalogued, seen: Option<u64>) -> Result<(), Refusal> {
    if seen.is_some_and(|seen| seen != thing.version()) { Err(Refusal::Stale) } else { Ok(()) }
}

/// Insists that the actor is who they were when they were let in, and that what the thing is about is there, and not about to
/// be deleted.
pub(super) fn secured<'a>(
    app: &App,
    transaction: Transaction<'a, Hindrance>,
    actor: &Actor<'_>,
    about: Option<ContentTypeId>,
) -> Transaction<'a, Hindrance> {
    let transaction = By::actor(actor).secure(app, transaction);
    match about {
        Some(id) => {
            let open = Change::of(Key::ContentType(id)).when_absent(CLOSED);
            transaction.check(open, Hindrance::Gone)
        }
        None => transaction,
    }
}

pub(super) fn only_changed(hindrances: &[Hindrance]) -> bool {
    hindrances.iter().all(|hindrance| *hindrance == Hindrance::Changed)
}

pub(super) async fn again<T: Catalogued>(app: &App, thing: &T) -> Result<T, Refusal> {
    existing(app, [thing.id()]).await?.pop().ok_or(Refusal::NotFound)
}
