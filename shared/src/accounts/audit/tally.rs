//! The first walk: what there is, and the sums of what comes in pairs.

use super::Problem;
use super::catalogues::Catalogues;
use super::claims::claims_of;
use super::seen::{Seen, keys_of, seen, text};
use super::suspects::{Suspects, holdings};
use crate::accounts::claimed::counts_as_superuser;
use crate::domain::{User, UserId};
use crate::store::{Item, Key};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many sums there are for each kind of pair.
const SUMS: usize = 1 << 16;

/// The first walk.
pub(super) struct Tally {
    pub(super) counts: BTreeMap<&'static str, u64>,
    pub(super) pairs: Vec<u64>,
    /// Ids of those who are there, and of those of whom something is there.
    users: Vec<u64>,
    owners: Vec<u64>,
    active_superusers: BTreeSet<UserId>,
    counted: BTreeSet<UserId>,
    suspicious: BTreeSet<Problem>,
    pub(super) catalogue: Catalogues,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            counts: BTreeMap::new(),
            pairs: vec![0; SUMS],
            users: Vec::new(),
            owners: Vec::new(),
            active_superusers: BTreeSet::new(),
            counted: BTreeSet::new(),
            suspicious: BTreeSet::new(),
            catalogue: Catalogues::default(),
        }
    }
}

impl Tally {
    pub(super) fn count(&mut self, item: &Item) {
        let (pk, sk) = keys_of(item);
        let Ok((kind, seen)) = seen(item) else {
            *self.counts.entry("damaged items").or_default() += 1;
            self.suspicious.insert(Problem::Damaged(pk, sk));
            return;
        };
        *self.counts.entry(kind).or_default() += 1;
        match seen {
            Seen::User(user) => self.count_user(&user, item),
            Seen::Claim(user) | Seen::Holder(user) => self.subtract(&pk, &sk, user),
            Seen::Rights(user, rights) => {
                self.owners.push(user.get());
                for holding in holdings(&rights) {
                    let (pk, sk) = Key::Holder(holding, user).pk_sk();
                    self.add(&pk, &sk, user);
                }
            }
            Seen::Superusers(set) => self.counted.extend(set.ids),
            Seen::Belonging(user) | Seen::TokenOwner(user) if self.owners.last() != Some(&user.get()) => {
                self.owners.push(user.get());
            }
            Seen::Group(group) => self.catalogue.there(&group),
            Seen::Permission(permission) => self.catalogue.there(&permission),
            Seen::ContentType(content_type) => self.catalogue.there(&content_type),
            Seen::Name(id) => drop(self.catalogue.names.insert((pk, sk), id)),
            Seen::Row(catalogue, id) => drop(self.catalogue.rows.insert((pk, sk), (catalogue.name(), id))),
            Seen::Sequence(last) => drop(self.catalogue.sequences.insert(pk, last)),
            Seen::Belonging(_) | Seen::TokenOwner(_) | Seen::Tombstone | Seen::Other => {}
        }
    }

    fn count_user(&mut self, user: &User, item: &Item) {
        self.users.push(user.id.get());
        for (_, pk, sk) in claims_of(user) {
            self.add(&pk, &sk, user.id);
        }
        if counts_as_superuser(user) {
            self.active_superusers.insert(user.id);
        }
        let listed = (text(item, "gsi1pk").to_owned(), text(item, "gsi1sk").to_owned());
        if Key::User(user.id).gsi1() != Some(listed) {
            self.suspicious.insert(Problem::Unlisted(user.id));
        }
    }

    fn add(&mut self, pk: &str, sk: &str, user: UserId) {
        let (at, share) = share(pk, sk, user);
        self.pairs[at] = self.pairs[at].wrapping_add(share);
    }

    fn subtract(&mut self, pk: &str, sk: &str, user: UserId) {
        let (at, share) = share(pk, sk, user);
        self.pairs[at] = self.pairs[at].wrapping_sub(share);
    }

    pub(super) fn suspects(&mut self) -> Suspects {
        self.users.sort_unstable();
        self.owners.sort_unstable();
        self.owners.dedup();
        let users = std::mem::take(&mut self.users);
        let mut owners = std::mem::take(&mut self.owners);
        owners.retain(|owner| users.binary_search(owner).is_err());
        let uncounted =
            self.active_superusers.difference(&self.counted).copied().map(Problem::UncountedSuperuser);
        let for_nothing =
            self.counted.difference(&self.active_superusers).copied().map(Problem::CountedForNothing);
        self.suspicious.extend(uncounted.chain(for_nothing));
        Suspects {
            owners: owners.into_iter().collect(),
            suspicious: std::mem::take(&mut self.suspicious),
            users: BTreeSet::new(),
            claims: BTreeSet::new(),
            rights: BTreeSet::new(),
            holders: BTreeSet::new(),
            orphans: BTreeSet::new(),
        }
    }
}

/// A pair's place among the sums, and its share.
pub(super) fn share(pk: &str, sk: &str, user: UserId) -> (usize, u64) {
    let mut hasher = DefaultHasher::new();
    (pk, sk, user.get()).hash(&mut hasher);
    let hash = hasher.finish();
    (hash as usize % SUMS, hash | 1)
}
