//! What groups, permissions and content types have in common: an item, a claim on their name, a row in a list.

use super::items::{NameClaim, Tombstone};
use super::keys::{SHARDS, permissions_named};
use super::{Catalogue, Key, Store, Transaction, Unavailable, joined, read};
use crate::domain::{ContentType, Group, Permission, PermissionId};
use crate::log::carried;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;

/// Something that administrators make, name and list.
pub trait Catalogued: Clone + Serialize + DeserializeOwned + Send + Sync {
    /// The list it is in.
    const CATALOGUE: Catalogue;
    /// Where the thing of this id is.
    fn key(id: u64) -> Key<'static>;
    /// Its id.
    fn id(&self) -> u64;
    /// Raised by every edit.
    fn version(&self) -> u64;
    /// The same with this version.
    fn with_version(self, version: u64) -> Self;
    /// The claim on its name.
    fn name_key(&self) -> Key<'_>;
    /// What its list is ordered by; unique.
    fn place(&self) -> String;
    /// What its row in the list shows.
    fn row(&self) -> Self {
        self.clone()
    }
}

/// Sorts before every letter.
const BETWEEN: char = '\u{1}';

/// The digits of an id, so that they sort as numbers do.
fn digits(id: u64) -> String {
    format!("{id:016}")
}

impl Catalogued for Group {
    const CATALOGUE: Catalogue = Catalogue::Groups;

    fn key(id: u64) -> Key<'static> {
        Key::Group(id.into())
    }

    fn id(&self) -> u64 {
        self.id.get()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn with_version(self, version: u64) -> Self {
        Self { version, ..self }
    }

    fn name_key(&self) -> Key<'_> {
        Key::GroupName(&self.name)
    }

    fn place(&self) -> String {
        digits(self.id())
    }

    /// Without what its members may do: a list does not show it, and a row is not written for it.
    fn row(&self) -> Self {
        Self { permissions: Default::default(), ..self.clone() }
    }
}

impl Catalogued for Permission {
    const CATALOGUE: Catalogue = Catalogue::Permissions;

    fn key(id: u64) -> Key<'static> {
        Key::Permission(id.into())
    }

    fn id(&self) -> u64 {
        self.id.get()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn with_version(self, version: u64) -> Self {
        Self { version, ..self }
    }

    fn name_key(&self) -> Key<'_> {
        Key::PermissionName(&self.app_label, &self.codename, self.content_type)
    }

    fn place(&self) -> String {
        let Self { app_label, model, codename, .. } = self;
        format!("{}{codename}{BETWEEN}{}", beginning(app_label, model), digits(self.id()))
    }
}

impl Catalogued for ContentType {
    const CATALOGUE: Catalogue = Catalogue::ContentTypes;

    fn key(id: u64) -> Key<'static> {
        Key::ContentType(id.into())
    }

    fn id(&self) -> u64 {
        self.id.get()
    }

    fn version(&self) -> u64 {
        self.version
    }

    fn with_version(self, version: u64) -> Self {
        Self { version, ..self }
    }

    fn name_key(&self) -> Key<'_> {
        Key::ContentTypeName(&self.app_label, &self.model)
    }

    fn place(&self) -> String {
        format!("{}{BETWEEN}{}", self.name, digits(self.id()))
    }
}

/// What the places of all permissions of a content type begin with.
fn beginning(app_label: &str, model: &str) -> String {
    format!("{app_label}{BETWEEN}{model}{BETWEEN}")
}

impl Store {
    /// The permissions that are about a content type, consistently and in the order of their list: 16 queries at once.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn permissions_about(
        &self,
        content_type: &ContentType,
    ) -> Result<Vec<Permission>, Unavailable> {
        let beginning = beginning(&content_type.app_label, &content_type.model);
        let mut queries = JoinSet::new();
        for shard in 0..SHARDS {
            let (store, beginning) = (self.clone(), beginning.clone());
            let partition = Permission::CATALOGUE.partition(shard);
            queries.spawn(carried(Box::pin(async move { store.query(&partition, &beginning).await })));
        }
        let permissions = joined(queries).await?.into_iter().map(read::<Permission>);
        let mut permissions: Vec<_> = permissions.collect::<Result<_, _>>()?;
        permissions.retain(|permission| permission.content_type == content_type.id);
        permissions.sort_by_cached_key(Catalogued::place);
        Ok(permissions)
    }

    /// The permissions of each of these names (app label, codename), consistently: a query each, all at once. Models of
    /// an app may have permissions of the same name.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn permissions_named(
        &self,
        names: &[(&str, &str)],
    ) -> Result<Vec<Vec<PermissionId>>, Unavailable> {
        let mut queries = JoinSet::new();
        for (index, (app_label, codename)) in names.iter().enumerate() {
            let (store, partition) = (self.clone(), permissions_named(app_label, codename));
            queries.spawn(carried(Box::pin(async move { Ok((index, store.query(&partition, "").await?)) })));
        }
        let mut named = vec![Vec::new(); names.len()];
        while let Some(claims) = queries.join_next().await {
            let (index, claims) = claims.map_err(|_| Unavailable)??;
            for claim in claims {
                named[index].push(PermissionId::from(read::<NameClaim>(claim)?.id));
            }
        }
        Ok(named)
    }
}

impl<R: Copy> Transaction<'_, R> {
    /// Writes a new thing, its claim and its row; or else `id_taken`, by another or by what is left of a deleted one,
    /// or `name_taken`.
    pub fn enter<T: Catalogued>(self, thing: &T, id_taken: R, name_taken: R) -> Self {
        self.create(T::key(thing.id()), thing, id_taken)
            .create(thing.name_key(), &NameClaim { id: thing.id() }, name_taken)
            .put(Key::Listed(T::CATALOGUE, thing.id(), &thing.place()), &thing.row())
    }

    /// Writes what differs, and moves claim and row; or else `changed` meanwhile, or `name_taken`.
    pub fn revise<T: Catalogued>(mut self, before: &T, after: &T, changed: R, name_taken: R) -> Self {
        self = self.edit(T::key(before.id()), before.version(), before, after, changed);
        if before.name_key() != after.name_key() {
            self = self.delete(before.name_key());
            self = self.create(after.name_key(), &NameClaim { id: after.id() }, name_taken);
        }
        if before.place() != after.place() {
            self = self.delete(Key::Listed(T::CATALOGUE, before.id(), &before.place()));
        }
        self.put(Key::Listed(T::CATALOGUE, after.id(), &after.place()), &after.row())
    }

    /// Leaves nothing of the thing but its id; or else `changed` meanwhile.
    pub fn strike<T: Catalogued>(self, thing: &T, tombstone: &Tombstone, changed: R) -> Self {
        self.bury(T::key(thing.id()), thing.version(), tombstone, changed)
            .delete(thing.name_key())
            .delete(Key::Listed(T::CATALOGUE, thing.id(), &thing.place()))
    }
}
