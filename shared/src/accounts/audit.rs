//! Whether the table is what it should be, all of it: what belongs together is together.
//!
//! One walk through the table, whatever order its items come in, with memory that does not grow with it but for eight bytes
//! a user. Things that come in pairs (a profile and its claims, what somebody was given and the way back) are added up by
//! their hashes, one side with a plus and the other with a minus: where a sum is not zero at the end, something is missing,
//! and a second walk looks at what was in that sum. Everything that looks wrong is read again, consistently, before it is
//! told: people sign up while the table is checked.

use super::claimed::{counts_as_superuser, email_key, username_key};
use crate::app::App;
use crate::domain::{ContentType, Group, Permission, Rights, User, UserId};
use crate::store::items::{Claim, Holder, NameClaim, Sequence, Superusers, TokenOwner};
use crate::store::{Catalogue, Catalogued, Change, Holding, Item, Key, Unavailable, read};
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::sync::mpsc;

/// How many sums there are for each kind of pair.
const SUMS: usize = 1 << 16;

/// In how many parts the table is walked through at the same time.
const PARTS: u8 = 4;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// An item that cannot be read: partition and sort key.
    Damaged(String, String),
    /// A user whom lists do not show.
    Unlisted(UserId),
    /// A user whose name, address or value of a unique field nobody holds for them.
    Unclaimed(UserId, Text),
    /// A user whose name, address or value is claimed by another, who has it, too.
    Doubled(UserId, Text),
    /// A claim on something that its owner does not have, or whose owner is gone: partition and sort key, and whose it is.
    StrayClaim(String, String, UserId),
    /// An active superuser who is not in the set of those of whom one always remains.
    UncountedSuperuser(UserId),
    /// Somebody in that set who is none.
    CountedForNothing(UserId),
    /// Somebody in a group or with a permission whom the group or permission does not know.
    UnknownHolder(Holding, UserId),
    /// A way back to somebody who does not have it.
    StrayHolder(String, String),
    /// A claim on the name of something that is not there, or called otherwise: partition and sort key, and its id.
    StrayName(String, String, u64),
    /// A row in a list of something that is not there: partition and sort key.
    StrayRow(String, String),
    /// A group, permission or content type without the claim on its name, or the row in its list. It is mended after what
    /// is in its way.
    HalfCatalogued(&'static str, u64),
    /// Ids that would be given out a second time.
    SequenceBehind(&'static str, u64),
    /// What is left of somebody who never was, or was cleaned away: partition and sort key.
    Orphan(String, String),
}

/// Which text it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Text {
    /// The user name.
    Username,
    /// The address.
    Email,
    /// The value of the unique field of this name.
    Field(String),
}

impl Problem {
    /// What kind of problem it is, in words.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Damaged(..) => "items that cannot be read",
            Self::Unlisted(_) => "users whom lists do not show",
            Self::Unclaimed(..) => "names, addresses and unique values without a claim",
            Self::Doubled(..) => "names, addresses and unique values that two have",
            Self::StrayClaim(..) => "claims that are nobody's",
            Self::UncountedSuperuser(_) => "superusers who are not counted",
            Self::CountedForNothing(_) => "users who are counted as superusers",
            Self::UnknownHolder(..) => "holders whom a group or permission does not know",
            Self::StrayHolder(..) => "ways back to users who do not have it",
            Self::HalfCatalogued(..) => "groups, permissions and content types without claim or row",
            Self::StrayName(..) => "claims on names of what is not there",
            Self::StrayRow(..) => "rows of what is not there",
            Self::SequenceBehind(..) => "ids that would be given out again",
            Self::Orphan(..) => "leftovers of users who are not there",
        }
    }

    /// What it is about.
    pub fn about(&self) -> String {
        match self {
            Self::Damaged(pk, sk)
            | Self::StrayClaim(pk, sk, _)
            | Self::StrayHolder(pk, sk)
            | Self::StrayName(pk, sk, _)
            | Self::StrayRow(pk, sk)
            | Self::Orphan(pk, sk) => format!("{pk} {sk}"),
            Self::Unlisted(id) | Self::UncountedSuperuser(id) | Self::CountedForNothing(id) => {
                format!("user {id}")
            }
            Self::Unclaimed(id, text) | Self::Doubled(id, text) => {
                let text = match text {
                    Text::Username => "user name",
                    Text::Email => "address",
                    Text::Field(name) => name,
                };
                format!("the {text} of user {id}")
            }
            Self::UnknownHolder(Holding::Group(group), id) => format!("user {id} in group {group}"),
            Self::UnknownHolder(Holding::Permission(permission), id) => {
                format!("user {id} with permission {permission}")
            }
            Self::HalfCatalogued(what, id) => format!("{what} {id}"),
            Self::SequenceBehind(what, id) => format!("{what}: {id} is taken"),
        }
    }
}

/// What a walk found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// How many items of each kind there are.
    pub counts: BTreeMap<&'static str, u64>,
    /// What is not as it should be.
    pub problems: BTreeSet<Problem>,
}

/// Walks through the table. `seen` is told now and then how many items more were read.
///
/// # Errors
/// [`Unavailable`]
pub async fn audit(app: &App, seen: &mut impl FnMut(u64)) -> Result<Audit, Unavailable> {
    let mut tally = Tally::default();
    walk(app, |items| {
        seen(items.len() as u64);
        items.iter().for_each(|item| tally.count(item));
    })
    .await?;
    let mut audit = Audit { counts: std::mem::take(&mut tally.counts), problems: BTreeSet::new() };
    let mut suspects = tally.suspects();
    if tally.pairs.iter().any(|sum| *sum != 0) || !suspects.owners.is_empty() {
        let sums = std::mem::take(&mut tally.pairs);
        walk(app, |items| items.iter().for_each(|item| suspects.collect(item, &sums))).await?;
    }
    suspects.look_again(app, &mut audit.problems).await?;
    tally.catalogue.look_again(app, &mut audit.problems).await?;
    Ok(audit)
}

/// Reads the whole table, in no order.
async fn walk(app: &App, mut each: impl FnMut(Vec<Item>)) -> Result<(), Unavailable> {
    let (tell, mut told) = mpsc::channel(2 * usize::from(PARTS));
    for part in 0..PARTS {
        let (app, tell) = (app.clone(), tell.clone());
        tokio::spawn(Box::pin(async move {
            let mut after = None;
            loop {
                let page = app.store.scan((part, PARTS), after.take()).await;
                let (last, page) = match page {
                    Ok((items, last)) => (last, Ok(items)),
                    Err(error) => (None, Err(error)),
                };
                after = last;
                if tell.send(page).await.is_err() || after.is_none() {
                    return;
                }
            }
        }));
    }
    drop(tell);
    while let Some(page) = told.recv().await {
        each(page?);
    }
    Ok(())
}

fn text<'a>(item: &'a Item, name: &str) -> &'a str {
    item.get(name).and_then(|value| value.as_s().ok()).map_or("", String::as_str)
}

fn keys_of(item: &Item) -> (String, String) {
    (text(item, "pk").to_owned(), text(item, "sk").to_owned())
}

/// Whose partition it is, of those that are one user's alone.
fn owner(pk: &str) -> Option<UserId> {
    let (kind, id) = pk.split_once('#')?;
    ["S", "O", "L", "R"].contains(&kind).then(|| id.parse().ok()).flatten()
}

/// A pair's place among the sums, and its share.
fn share(pk: &str, sk: &str, user: UserId) -> (usize, u64) {
    let mut hasher = DefaultHasher::new();
    (pk, sk, user.get()).hash(&mut hasher);
    let hash = hasher.finish();
    (hash as usize % SUMS, hash | 1)
}

/// The claims that a user has to have.
fn claims_of(user: &User) -> Vec<(Text, String, String)> {
    let name = username_key(user).map(|key| (Text::Username, Key::Username(&key).pk_sk()));
    let email = email_key(user).map(|key| (Text::Email, Key::Email(&key).pk_sk()));
    let held = user.held.iter();
    let held = held.map(|(name, key)| (Text::Field(name.clone()), Key::Field(name, key).pk_sk()));
    name.into_iter().chain(email).chain(held).map(|(text, (pk, sk))| (text, pk, sk)).collect()
}

fn holdings(rights: &Rights) -> impl Iterator<Item = Holding> {
    let groups = rights.groups.iter().copied().map(Holding::Group);
    groups.chain(rights.permissions.iter().copied().map(Holding::Permission))
}

/// What an item is, as far as the walk is concerned.
enum Seen {
    User(Box<User>),
    Tombstone,
    Claim(UserId),
    Rights(UserId, Rights),
    Holder(UserId),
    Superusers(Superusers),
    Group(Group),
    Permission(Permission),
    ContentType(ContentType),
    Name(u64),
    Row(Catalogue, u64),
    Sequence(u64),
    Belonging(UserId),
    TokenOwner(UserId),
    Other,
}

fn seen(item: &Item) -> Result<(&'static str, Seen), Unavailable> {
    let (pk, sk) = (text(item, "pk"), text(item, "sk"));
    let kind = pk.split_once('#').map_or(pk, |(kind, _)| kind);
    let deleted = item.contains_key("deleted_at");
    let item = || item.clone();
    Ok(match kind {
        "U" | "G" | "P" | "C" if deleted => ("tombstones", Seen::Tombstone),
        "U" if sk == "P" => ("users", Seen::User(Box::new(read(item())?))),
        "N" => ("user names", Seen::Claim(read::<Claim>(item())?.user)),
        "E" => ("addresses", Seen::Claim(read::<Claim>(item())?.user)),
        "F" => ("unique values", Seen::Claim(read::<Claim>(item())?.user)),
        "R" => match owner(pk) {
            Some(id) => ("rights", Seen::Rights(id, read(item())?)),
            None => return Err(Unavailable),
        },
        "G" if sk == "M" => ("groups", Seen::Group(read(item())?)),
        "P" if sk == "M" => ("permissions", Seen::Permission(read(item())?)),
        "C" if sk == "M" => ("content types", Seen::ContentType(read(item())?)),
        "G" | "P" => ("holders", Seen::Holder(read::<Holder>(item())?.user)),
        "GN" | "PC" | "CT" => ("names", Seen::Name(read::<NameClaim>(item())?.id)),
        "CAT" => match pk.split('#').nth(1) {
            Some("group") => ("rows", Seen::Row(Catalogue::Groups, read::<Group>(item())?.id())),
            Some("perm") => ("rows", Seen::Row(Catalogue::Permissions, read::<Permission>(item())?.id())),
            _ => ("rows", Seen::Row(Catalogue::ContentTypes, read::<ContentType>(item())?.id())),
        },
        "SEQ" => ("sequences", Seen::Sequence(read::<Sequence>(item())?.last)),
        "SU" => ("sets of superusers", Seen::Superusers(read(item())?)),
        "S" if pk.starts_with("S#?") => {
            ("imported tokens", Seen::TokenOwner(read::<TokenOwner>(item())?.user))
        }
        "S" | "L" | "O" => match owner(pk) {
            Some(id) if kind == "S" => ("sign-ins", Seen::Belonging(id)),
            Some(id) => ("records and links", Seen::Belonging(id)),
            // Of a login that nobody has.
            None => ("others", Seen::Other),
        },
        _ => ("others", Seen::Other),
    })
}

/// The first walk.
struct Tally {
    counts: BTreeMap<&'static str, u64>,
    pairs: Vec<u64>,
    /// Ids of those who are there, and of those of whom something is there.
    users: Vec<u64>,
    owners: Vec<u64>,
    active_superusers: BTreeSet<UserId>,
    counted: BTreeSet<UserId>,
    suspicious: BTreeSet<Problem>,
    catalogue: Catalogues,
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
    fn count(&mut self, item: &Item) {
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

    fn suspects(&mut self) -> Suspects {
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

/// What the second walk brings: what had a part in a sum that is wrong.
struct Suspects {
    owners: BTreeSet<u64>,
    suspicious: BTreeSet<Problem>,
    users: BTreeSet<UserId>,
    claims: BTreeSet<(String, String, UserId)>,
    rights: BTreeSet<UserId>,
    holders: BTreeSet<(String, String, UserId)>,
    orphans: BTreeSet<(String, String, UserId)>,
}

impl Suspects {
    fn collect(&mut self, item: &Item, sums: &[u64]) {
        let (pk, sk) = keys_of(item);
        let is_wrong = |pk: &str, sk: &str, user: UserId| sums[share(pk, sk, user).0] != 0;
        match seen(item) {
            Ok((_, Seen::User(user)))
                if claims_of(&user).iter().any(|(_, pk, sk)| is_wrong(pk, sk, user.id)) =>
            {
                self.users.insert(user.id);
            }
            Ok((_, Seen::Claim(user))) if is_wrong(&pk, &sk, user) => {
                _ = self.claims.insert((pk, sk, user));
            }
            Ok((_, Seen::Holder(user))) if is_wrong(&pk, &sk, user) => {
                _ = self.holders.insert((pk, sk, user));
            }
            Ok((_, Seen::Rights(user, rights))) => {
                let wrong = |holding| {
                    let (pk, sk) = Key::Holder(holding, user).pk_sk();
                    is_wrong(&pk, &sk, user)
                };
                if holdings(&rights).any(wrong) {
                    self.rights.insert(user);
                }
                if self.owners.contains(&user.get()) {
                    self.orphans.insert((pk, sk, user));
                }
            }
            Ok((_, Seen::Belonging(user) | Seen::TokenOwner(user))) if self.owners.contains(&user.get()) => {
                self.orphans.insert((pk, sk, user));
            }
            _ => {}
        }
    }

    /// Reads what looks wrong once more, as it is now.
    async fn look_again(self, app: &App, problems: &mut BTreeSet<Problem>) -> Result<(), Unavailable> {
        let Self { suspicious, users, claims, rights, holders, orphans, .. } = self;
        for problem in suspicious {
            if still_is(app, &problem).await? {
                problems.insert(problem);
            }
        }
        for id in users {
            problems.extend(claims_missing(app, id).await?);
        }
        for (pk, sk, user) in claims {
            let still_claimed = app.store.query(&pk, &sk).await?.iter().any(|item| {
                text(item, "sk") == sk && read::<Claim>(item.clone()).is_ok_and(|claim| claim.user == user)
            });
            if still_claimed && !has(app, user, &pk, &sk).await? {
                problems.insert(Problem::StrayClaim(pk, sk, user));
            }
        }
        for user in rights {
            let key = Key::Rights(user);
            let had: Rights = app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default();
            for holding in holdings(&had) {
                let row = Key::Holder(holding, user);
                let thing = match holding {
                    Holding::Group(id) => Key::Group(id),
                    Holding::Permission(id) => Key::Permission(id),
                };
                let found = app.store.fetch(&[row, thing]).await?;
                // One that was deleted may still be named, until that is cleaned away.
                if !found.has(row) && !found.is_tombstone(thing) {
                    problems.insert(Problem::UnknownHolder(holding, user));
                }
            }
        }
        for (pk, sk, user) in holders {
            let key = Key::Rights(user);
            let had: Rights = app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default();
            let is_known =
                holdings(&had).any(|holding| Key::Holder(holding, user).pk_sk() == (pk.clone(), sk.clone()));
            let is_there = app.store.query(&pk, &sk).await?.iter().any(|item| text(item, "sk") == sk);
            if is_there && !is_known {
                problems.insert(Problem::StrayHolder(pk, sk));
            }
        }
        for (pk, sk, user) in orphans {
            let found = app.store.fetch(&[Key::User(user)]).await?;
            // What a deletion leaves over is owed to the janitor.
            if !found.has(Key::User(user)) {
                problems.insert(Problem::Orphan(pk, sk));
            }
        }
        Ok(())
    }
}

/// Whether the user is there and has what this claim is on.
async fn has(app: &App, id: UserId, pk: &str, sk: &str) -> Result<bool, Unavailable> {
    let user = app.store.fetch(&[Key::User(id)]).await?.user(id)?;
    let is_it = |user: &User| {
        claims_of(user).iter().any(|(_, its_pk, its_sk)| (its_pk.as_str(), its_sk.as_str()) == (pk, sk))
    };
    Ok(user.as_ref().is_some_and(is_it))
}

async fn claims_missing(app: &App, id: UserId) -> Result<Vec<Problem>, Unavailable> {
    let Some(user) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(Vec::new()) };
    let mut problems = Vec::new();
    for (text, ..) in claims_of(&user) {
        problems.extend(match holder(app, &user, &text).await? {
            Held::ByThem | Held::Nothing => None,
            Held::ByNobody(_) => Some(Problem::Unclaimed(id, text)),
            Held::ByAnother(_) => Some(Problem::Doubled(id, text)),
        });
    }
    Ok(problems)
}

/// Whose the claim on something of a user is.
enum Held {
    /// The user's, as it should be.
    ByThem,
    /// There is nothing to claim.
    Nothing,
    /// Nobody's; or this one's, who does not have it.
    ByNobody(Option<UserId>),
    /// Another's, who has it, too.
    ByAnother(Box<User>),
}

async fn holder(app: &App, user: &User, text: &Text) -> Result<Held, Unavailable> {
    let Some(claimed) = claimed(user, text) else { return Ok(Held::Nothing) };
    let key = key(text, &claimed);
    let claim: Option<Claim> = app.store.fetch(&[key]).await?.take(key)?;
    let Some(claim) = claim.map(|claim| claim.user) else { return Ok(Held::ByNobody(None)) };
    if claim == user.id {
        return Ok(Held::ByThem);
    }
    let other = app.store.fetch(&[Key::User(claim)]).await?.user(claim)?;
    let place = key.pk_sk();
    let has_it = |other: &User| claims_of(other).into_iter().any(|(_, pk, sk)| (pk, sk) == place);
    Ok(match other.filter(has_it) {
        Some(other) => Held::ByAnother(Box::new(other)),
        None => Held::ByNobody(Some(claim)),
    })
}

/// What a user claims by it.
fn claimed(user: &User, text: &Text) -> Option<String> {
    match text {
        Text::Username => username_key(user),
        Text::Email => email_key(user),
        Text::Field(name) => user.held.get(name).cloned(),
    }
}

fn key<'a>(text: &'a Text, claimed: &'a str) -> Key<'a> {
    match text {
        Text::Username => Key::Username(claimed),
        Text::Email => Key::Email(claimed),
        Text::Field(name) => Key::Field(name, claimed),
    }
}

async fn still_is(app: &App, problem: &Problem) -> Result<bool, Unavailable> {
    let counted = || async {
        let set: Option<Superusers> = app.store.fetch(&[Key::Superusers]).await?.take(Key::Superusers)?;
        Ok::<_, Unavailable>(set.map(|set| set.ids).unwrap_or_default())
    };
    Ok(match problem {
        Problem::UncountedSuperuser(id) => {
            let user = app.store.fetch(&[Key::User(*id)]).await?.user(*id)?;
            user.is_some_and(|user| counts_as_superuser(&user)) && !counted().await?.contains(id)
        }
        Problem::CountedForNothing(id) => {
            let user = app.store.fetch(&[Key::User(*id)]).await?.user(*id)?;
            !user.is_some_and(|user| counts_as_superuser(&user)) && counted().await?.contains(id)
        }
        _ => true,
    })
}

/// Groups, permissions and content types: few enough to be remembered.
#[derive(Default)]
struct Catalogues {
    /// What is there: kind and id, and where its claim and its row have to be.
    things: BTreeMap<(&'static str, u64), Vec<(String, String)>>,
    names: BTreeMap<(String, String), u64>,
    rows: BTreeMap<(String, String), (&'static str, u64)>,
    sequences: BTreeMap<String, u64>,
}

impl Catalogues {
    fn there<T: Catalogued>(&mut self, thing: &T) {
        let row = Key::Listed(T::CATALOGUE, thing.id(), &thing.place()).pk_sk();
        self.things.insert((T::CATALOGUE.name(), thing.id()), vec![thing.name_key().pk_sk(), row]);
    }

    async fn look_again(&self, app: &App, problems: &mut BTreeSet<Problem>) -> Result<(), Unavailable> {
        let mut wanted: BTreeMap<&(String, String), u64> = BTreeMap::new();
        for ((kind, id), places) in &self.things {
            let [name, row] = &places[..] else { continue };
            wanted.insert(name, *id);
            wanted.insert(row, *id);
            let is_whole =
                self.names.get(name) == Some(id) && self.rows.get(row).is_some_and(|(_, its)| its == id);
            if !is_whole && !self.is_changing(app, kind, *id).await? {
                problems.insert(Problem::HalfCatalogued(kind, *id));
            }
        }
        let strays = self.names.iter().filter(|(place, id)| wanted.get(place) != Some(id));
        for (place, id) in strays {
            let kind = match place.0.split('#').next() {
                Some("GN") => "group",
                Some("PC") => "perm",
                _ => "ctype",
            };
            if !has_place(app, kind, *id, place).await? {
                problems.insert(Problem::StrayName(place.0.clone(), place.1.clone(), *id));
            }
        }
        let strays = self.rows.iter().filter(|(place, (_, id))| wanted.get(place) != Some(id));
        for (place, (kind, id)) in strays {
            if !has_place(app, kind, *id, place).await? {
                problems.insert(Problem::StrayRow(place.0.clone(), place.1.clone()));
            }
        }
        for catalogue in [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes] {
            let kind = catalogue.name();
            let largest =
                self.things.keys().filter(|(its, _)| *its == kind).map(|(_, id)| *id).max().unwrap_or(0);
            let last = self.sequences.get(&Key::Sequence(catalogue).pk_sk().0).copied().unwrap_or_default();
            if last < largest {
                problems.insert(Problem::SequenceBehind(kind, largest));
            }
        }
        Ok(())
    }

    /// Whether somebody made or renamed it during the walk.
    async fn is_changing(&self, app: &App, kind: &str, id: u64) -> Result<bool, Unavailable> {
        async fn places<T: Catalogued>(app: &App, id: u64) -> Result<bool, Unavailable> {
            let Some(thing) = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))? else {
                return Ok(true);
            };
            let place = thing.place();
            let (name, row) = (thing.name_key(), Key::Listed(T::CATALOGUE, id, &place));
            let mut found = app.store.fetch(&[name, row]).await?;
            let claim: Option<NameClaim> = found.take(name)?;
            Ok(found.has(row) && claim.is_some_and(|claim| claim.id == id))
        }
        match kind {
            "group" => places::<Group>(app, id).await,
            "perm" => places::<Permission>(app, id).await,
            _ => places::<ContentType>(app, id).await,
        }
    }
}

/// Whether this is where a thing's claim or row belongs by now: it may have been made or renamed during the walk.
async fn has_place(app: &App, kind: &str, id: u64, place: &(String, String)) -> Result<bool, Unavailable> {
    async fn has<T: Catalogued>(app: &App, id: u64, place: &(String, String)) -> Result<bool, Unavailable> {
        let thing = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))?;
        Ok(thing.is_some_and(|thing| {
            let row = Key::Listed(T::CATALOGUE, id, &thing.place()).pk_sk();
            [thing.name_key().pk_sk(), row].contains(place)
        }))
    }
    match kind {
        "group" => has::<Group>(app, id, place).await,
        "perm" => has::<Permission>(app, id, place).await,
        _ => has::<ContentType>(app, id, place).await,
    }
}

/// Mends what can be mended, and says whether it was: profiles are right, and what hangs on them follows. Claims come before
/// everything that a claim decides.
///
/// # Errors
/// [`Unavailable`]
pub async fn mend(app: &App, problem: &Problem) -> Result<bool, Unavailable> {
    match problem {
        Problem::Damaged(..) => return Ok(false),
        Problem::Unlisted(id) => app.store.list_again(*id).await?,
        Problem::Unclaimed(id, text) => return claim_again(app, *id, text).await,
        Problem::Doubled(id, text) => return give_way(app, *id, text).await,
        Problem::UncountedSuperuser(id) => {
            let transaction = app.store.transaction::<()>().add_superusers(&[*id]);
            return Ok(transaction.commit().await?.is_ok());
        }
        Problem::CountedForNothing(id) => app.store.take_from_set(Key::Superusers, "ids", id.get()).await?,
        Problem::UnknownHolder(holding, user) => {
            let row = Key::Holder(*holding, *user);
            let transaction = app.store.transaction::<()>().put(row, &Holder { user: *user });
            return Ok(transaction.commit().await?.is_ok());
        }
        Problem::HalfCatalogued(kind, id) => return catalogue_again(app, kind, *id).await,
        Problem::SequenceBehind(kind, id) => {
            let of = [Catalogue::Groups, Catalogue::Permissions, Catalogue::ContentTypes];
            for catalogue in of.into_iter().filter(|catalogue| catalogue.name() == *kind) {
                app.store.skip_to(catalogue, *id).await?;
            }
        }
        // Somebody may have been given what it is on since; whoever it names cannot claim it anew before it is gone.
        Problem::StrayClaim(pk, sk, user) if has(app, *user, pk, sk).await? => {}
        Problem::StrayClaim(pk, sk, user) => {
            app.store.erase_place(pk, sk, Some(("user", user.get()))).await?
        }
        Problem::StrayName(pk, sk, id) => app.store.erase_place(pk, sk, Some(("id", *id))).await?,
        Problem::StrayHolder(pk, sk) | Problem::StrayRow(pk, sk) | Problem::Orphan(pk, sk) => {
            app.store.erase_place(pk, sk, None).await?;
        }
    }
    Ok(true)
}

/// Claims a user's name, address or value for them, unless somebody who has it holds the claim by now.
async fn claim_again(app: &App, id: UserId, text: &Text) -> Result<bool, Unavailable> {
    let Some(user) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(true) };
    let seen = match holder(app, &user, text).await? {
        Held::ByThem | Held::Nothing => return Ok(true),
        Held::ByAnother(_) => return Ok(false),
        Held::ByNobody(seen) => seen.unwrap_or(id),
    };
    let Some(claimed) = claimed(&user, text) else { return Ok(true) };
    let claim = Change::perhaps_new(key(text, &claimed)).when_absent_or("user", seen.get());
    let transaction =
        app.store.transaction::<()>().change(claim.set("user", id.get()), ()).require(&user, ());
    Ok(transaction.commit().await?.is_ok())
}

/// Gives a user another name, or no address or value, where somebody else who has it still holds the claim.
async fn give_way(app: &App, id: UserId, text: &Text) -> Result<bool, Unavailable> {
    let Some(before) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(true) };
    let other = match holder(app, &before, text).await? {
        Held::ByThem | Held::Nothing => return Ok(true),
        Held::ByNobody(_) => return Ok(false),
        Held::ByAnother(other) => other,
    };
    let mut after = User { version: before.version + 1, ..before.clone() };
    match text {
        Text::Username => after.profile.username = format!("{}-{id}", before.profile.username),
        Text::Email => {
            after.profile.email.clear();
            after.proven_at = None;
        }
        Text::Field(name) => {
            after.profile.fields.remove(name);
            after.held.remove(name);
        }
    }
    let mut transaction =
        app.store.transaction::<()>().edit(Key::User(id), before.version, &before, &after, ());
    if let (Text::Username, Some(key)) = (text, username_key(&after)) {
        transaction = transaction.create(Key::Username(&key), &Claim { user: id }, ());
    }
    Ok(transaction.require(&other, ()).commit().await?.is_ok())
}

/// Writes the claim on a thing's name and its row in the list anew, as long as it is called so, and nothing else has the name.
async fn catalogue_again(app: &App, kind: &str, id: u64) -> Result<bool, Unavailable> {
    async fn again<T: Catalogued>(app: &App, id: u64) -> Result<bool, Unavailable> {
        let Some(thing) = app.store.fetch(&[T::key(id)]).await?.take::<T>(T::key(id))? else {
            return Ok(true);
        };
        let place = thing.place();
        let is_as_read = Change::of(T::key(id)).when("version", thing.version()).when_absent("deleted_at");
        let claim = Change::perhaps_new(thing.name_key()).when_absent_or("id", id).set("id", id);
        let transaction = app
            .store
            .transaction::<()>()
            .check(is_as_read, ())
            .change(claim, ())
            .put(Key::Listed(T::CATALOGUE, id, &place), &thing.row());
        Ok(transaction.commit().await?.is_ok())
    }
    match kind {
        "group" => again::<Group>(app, id).await,
        "perm" => again::<Permission>(app, id).await,
        _ => again::<ContentType>(app, id).await,
    }
}
