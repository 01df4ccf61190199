//! Taking in what comes from another server: many users in one transaction, with everything that the verbs write for one.
//! Whoever is here already is found again and left as they are.

use super::catalogue::tell;
use super::claimed::{counts_as_superuser, email_key, username_key};
use super::edit::replace;
use super::fields::hold;
use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::domain::{
    FieldValue, FieldValues, Marks, Origin, PasswordHash, Profile, Rights, Shape, Timestamp, User, UserId,
    Username,
};
use crate::store::items::{Claim, Holder, Journal, Kind, NameClaim, SignedIn, TokenOwner};
use crate::store::{Catalogued, Change, Found, Holding, Key, Transaction, Unavailable};
use std::collections::HashSet;

/// How many actions a transaction has for users: one is the superusers' set
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>).
const MOST_ACTIONS: usize = 99;

/// How many ways back to a user are written with them; further ones are written before. Beside them there are at most 46
/// actions: the claims of all fields that can be declared, and six of every user's.
const MOST_HOLDERS: usize = 50;

/// A user who is to be taken in.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// As they are to be here.
    pub user: User,
    /// Their groups and direct permissions, of which all are here.
    pub rights: Rights,
    /// When they signed in last.
    pub last_login: Option<Timestamp>,
    /// What they were there.
    pub origin: Origin,
}

/// What keeps an arrival out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Obstacle {
    /// The id is somebody else's.
    Id,
    /// The user name is somebody else's, or is an address that is.
    Username,
    /// The address is somebody else's.
    Email,
    /// The value of this unique field is somebody else's.
    Value(String),
    /// There was an account of this id here, and it was deleted.
    Deleted,
}

/// What became of an arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// They are here now.
    Taken,
    /// They were here before, under this id, and what was ever said of them here is left as it is.
    Here {
        /// Their id here.
        id: UserId,
        /// What changed there since they were taken in.
        changed: Vec<&'static str>,
        /// Fields of which nothing was said here, as they were declared later, and the language of which nothing was said
        /// anywhere: these have what is said there now.
        filled: Vec<String>,
        /// Such fields that stay empty: the value is somebody else's here, or all together would be too large.
        lost: Vec<String>,
    },
    /// Nothing was written.
    Obstructed(Vec<Obstacle>),
}

/// Where the claim on a text is that no two may have.
fn claim_of<'a>(what: &'a Obstacle, text: &'a str) -> Option<Key<'a>> {
    match what {
        Obstacle::Username => Some(Key::Username(text)),
        Obstacle::Email => Some(Key::Email(text)),
        Obstacle::Value(field) => Some(Key::Field(field, text)),
        Obstacle::Id | Obstacle::Deleted => None,
    }
}

impl Arrival {
    /// A user on the way in, who is to claim what their unique fields hold.
    pub fn new(app: &App, user: User, rights: Rights, last_login: Option<Timestamp>, origin: Origin) -> Self {
        let mut user = User { brought: true, ..user };
        hold(app, &FieldValues::new(), &mut user);
        Self { user, rights, last_login, origin }
    }

    /// Leaves a unique field empty.
    pub fn give_up(&mut self, field: &str) {
        self.user.profile.fields.remove(field);
        self.user.held.remove(field);
    }

    /// What no two may have: the name, the address, values of unique fields, the id.
    pub fn keys(&self) -> Vec<(Obstacle, String)> {
        let mut keys = self.claims();
        keys.push((Obstacle::Id, self.user.id.to_string()));
        keys
    }

    /// The same but for the id.
    fn claims(&self) -> Vec<(Obstacle, String)> {
        let name = username_key(&self.user).map(|key| (Obstacle::Username, key));
        let email = email_key(&self.user).map(|key| (Obstacle::Email, key));
        let held = self.user.held.iter().map(|(field, key)| (Obstacle::Value(field.clone()), key.clone()));
        name.into_iter().chain(email).chain(held).collect()
    }

    /// The address of somebody else that the user name would be taken for.
    fn borrowed_address(&self) -> Option<String> {
        let address = Username::stored(&self.user.profile.username).as_address().map(|email| email.key());
        address.filter(|key| email_key(&self.user).as_ref() != Some(key))
    }

    fn holdings(&self) -> Vec<Holding> {
        let groups = self.rights.groups.iter().copied().map(Holding::Group);
        groups.chain(self.rights.permissions.iter().copied().map(Holding::Permission)).collect()
    }

    /// How many actions of a transaction it takes.
    fn actions(&self) -> usize {
        let holdings = self.holdings().len();
        let rights = usize::from(holdings > 0) + holdings.min(MOST_HOLDERS);
        let login = usize::from(self.last_login.is_some());
        self.keys().len() + usize::from(self.borrowed_address().is_some()) + rights + login
    }

    /// What writing it costs, about: two units for each item in a transaction, and one for the index.
    pub fn write_units(&self) -> usize {
        2 * self.actions() + 1
    }

    /// Writes it; every condition is its own.
    fn enter<'a>(&self, transaction: Transaction<'a, usize>, at: usize) -> Transaction<'a, usize> {
        let (id, claim) = (self.user.id, Claim { user: self.user.id });
        let mut entering = transaction.create(Key::User(id), &self.user, at);
        for (what, text) in &self.claims() {
            entering = claim_of(what, text)
                .into_iter()
                .fold(entering, |entering, key| entering.create(key, &claim, at));
        }
        for key in self.borrowed_address().iter() {
            let free = Change::perhaps_new(Key::Email(key)).when_absent_or("user", id.get());
            entering = entering.check(free, at);
        }
        let holdings = self.holdings();
        if !holdings.is_empty() {
            entering = entering.put(Key::Rights(id), &self.rights);
        }
        for holding in holdings.into_iter().take(MOST_HOLDERS) {
            entering = entering.put(Key::Holder(holding, id), &Holder { user: id });
        }
        if let Some(last_login) = self.last_login {
            let change = Change::perhaps_new(Key::Login(id)).set("last_login", last_login);
            entering = entering.change(change, at);
        }
        entering
    }
}

/// Takes in some users, in few transactions; each wholly or not at all. What was written by a try whose end nobody saw is
/// [`Settled::Here`] the next time.
///
/// # Errors
/// [`Unavailable`]: some of them were perhaps taken in.
pub async fn take_in(app: &App, arrivals: &[Arrival]) -> Result<Vec<Settled>, Unavailable> {
    let mut settled = vec![None; arrivals.len()];
    loop {
        let batch = next_batch(arrivals, &settled);
        if batch.is_empty() {
            return Ok(settled.into_iter().flatten().collect());
        }
        for at in &batch {
            enter_early(app, &arrivals[*at]).await?;
        }
        let mut transaction = app.store.transaction();
        for at in &batch {
            transaction = arrivals[*at].enter(transaction, *at);
        }
        let superusers: Vec<_> = batch
            .iter()
            .map(|at| &arrivals[*at].user)
            .filter(|user| counts_as_superuser(user))
            .map(|user| user.id)
            .collect();
        match transaction.add_superusers(&superusers).commit().await? {
            Ok(()) => batch.iter().for_each(|at| settled[*at] = Some(Settled::Taken)),
            Err(mut failed) => {
                failed.dedup();
                let some: Vec<_> = failed.iter().map(|at| &arrivals[*at]).collect();
                for (at, judged) in failed.iter().zip(judge(app, &some).await?) {
                    let is_done = match &judged {
                        Some(Settled::Here { id, filled, .. }) if !filled.is_empty() => {
                            fill(app, &arrivals[*at], *id, filled).await?
                        }
                        _ => true,
                    };
                    // Whoever stood in the way may be gone by now, and whoever is here changed: then it is tried again.
                    settled[*at] = judged.filter(|_| is_done);
                }
            }
        }
    }
}

/// What would become of them, without writing anything; none for those who would be taken in.
///
/// # Errors
/// [`Unavailable`]
pub async fn judge(app: &App, arrivals: &[&Arrival]) -> Result<Vec<Option<Settled>>, Unavailable> {
    let claims: Vec<_> =
        arrivals.iter().map(|arrival| (arrival.claims(), arrival.borrowed_address())).collect();
    let mut keys = Vec::new();
    for (arrival, (claims, borrowed)) in arrivals.iter().zip(&claims) {
        keys.push(Key::User(arrival.user.id));
        keys.extend(claims.iter().filter_map(|(what, text)| claim_of(what, text)));
        keys.extend(borrowed.iter().map(|key| Key::Email(key)));
    }
    let found = app.store.fetch(&distinct(keys)).await?;
    let mut owners = Vec::new();
    for (claims, borrowed) in &claims {
        let mut theirs: Vec<(Obstacle, UserId)> = Vec::new();
        for (what, text) in claims {
            let owner = claim_of(what, text).map(|key| found.look::<Claim>(key)).transpose()?.flatten();
            theirs.extend(owner.map(|claim| (what.clone(), claim.user)));
        }
        if let Some(key) = borrowed {
            let owner = found.look::<Claim>(Key::Email(key))?;
            theirs.extend(owner.map(|claim| (Obstacle::Username, claim.user)));
        }
        owners.push(theirs);
    }
    let others = owners.iter().flatten().map(|(_, owner)| Key::User(*owner)).collect();
    let others = app.store.fetch(&distinct(others)).await?;
    let judged = arrivals.iter().zip(owners).map(|(arrival, owners)| {
        let (id, key) = (arrival.user.id, Key::User(arrival.user.id));
        let mut same = same_as(&found, id, arrival)?;
        for (_, owner) in &owners {
            if same.is_none() {
                same = same_as(&others, *owner, arrival)?;
            }
        }
        if let Some(user) = same {
            let (filled, lost) = arrival.fills(app, &user, &owners);
            let changed = arrival.changed_since(&user);
            return Ok(Some(Settled::Here { id: user.id, changed, filled, lost }));
        }
        if found.is_tombstone(key) {
            return Ok(Some(Settled::Obstructed(vec![Obstacle::Deleted])));
        }
        let mut obstacles: Vec<_> = found.has(key).then_some(Obstacle::Id).into_iter().collect();
        obstacles.extend(owners.into_iter().map(|(what, _)| what));
        obstacles.dedup();
        Ok((!obstacles.is_empty()).then_some(Settled::Obstructed(obstacles)))
    });
    judged.collect()
}

/// Lets new users have ids behind this one, which is at most [`UserId::LAST_SMALL`], where they are numbered in sequence.
///
/// # Errors
/// [`Unavailable`]
pub async fn number_behind(app: &App, last: UserId) -> Result<(), Unavailable> {
    app.store.raise_user_sequence(last).await
}

/// The user of this id, if that is who arrives.
fn same_as(found: &Found, id: UserId, arrival: &Arrival) -> Result<Option<User>, Unavailable> {
    let user: Option<User> = found.look(Key::User(id))?;
    Ok(user.filter(|user| match &user.origin {
        Some(origin) => origin.is_same(&arrival.origin),
        // Who was born here and comes back with an export.
        None => {
            let there = &arrival.user;
            user.id == there.id
                && user.date_joined == there.date_joined
                && username_key(user) == username_key(there)
        }
    }))
}

impl Arrival {
    fn changed_since(&self, user: &User) -> Vec<&'static str> {
        user.origin.as_ref().map(|origin| origin.was.differing(&self.origin.was)).unwrap_or_default()
    }

    /// The fields of somebody who is here of which nothing was ever said here, but something is there: those that they get
    /// now, and those that they cannot have. What was emptied here was said.
    fn fills(&self, app: &App, user: &User, owners: &[(Obstacle, UserId)]) -> (Vec<String>, Vec<String>) {
        let (here, there) = (&user.profile.fields, &self.user.profile.fields);
        let says = |(name, value): &(&String, &FieldValue)| {
            let field = app.config.user_fields.get(name);
            !here.contains_key(*name)
                && field.is_some_and(|field| field.print(Some(value)) != field.print(None))
        };
        let mut filled: Vec<_> = self.tells_locale(user).then(|| "locale".to_owned()).into_iter().collect();
        let mut lost = Vec::new();
        let mut room = Shape::MOST_BYTES.saturating_sub(Shape::size(here));
        for (name, value) in there.iter().filter(says).filter(|_| user.brought) {
            let is_taken = owners.iter().any(|(what, _)| *what == Obstacle::Value(name.clone()));
            match room.checked_sub(name.len() + value.size()).filter(|_| !is_taken) {
                Some(rest) => {
                    room = rest;
                    filled.push(name.clone());
                }
                None => lost.push(name.clone()),
            }
        }
        (filled, lost)
    }

    /// Whether a language is said there, and none was when somebody who is here was taken in, nor ever since. What was
    /// brought once and emptied here was said.
    fn tells_locale(&self, user: &User) -> bool {
        let none_was_brought = user.origin.as_ref().is_some_and(|origin| origin.was.lack_locale(sha256_hex));
        user.brought && none_was_brought && user.locale.is_none() && self.user.locale.is_some()
    }
}

/// Gives somebody who is here these fields; false if they, or whose a value is, changed meanwhile.
async fn fill(app: &App, arrival: &Arrival, id: UserId, fields: &[String]) -> Result<bool, Unavailable> {
    let Some(before) = app.store.fetch(&[Key::User(id)]).await?.user(id)? else { return Ok(false) };
    let mut after = before.clone();
    if arrival.tells_locale(&before) {
        after.locale.clone_from(&arrival.user.locale);
        if let Some(origin) = &mut after.origin {
            origin.was = origin.was.with_locale_of(&arrival.origin.was);
        }
    }
    for name in fields {
        let value = arrival.user.profile.fields.get(name);
        value.map(|value| after.profile.fields.entry(name.clone()).or_insert_with(|| value.clone()));
    }
    hold(app, &before.profile.fields, &mut after);
    Ok(replace(app, &before, &after).commit().await?.is_ok())
}

/// The next ones that fit into a transaction, which names an item once. What was passed over keeps its place.
fn next_batch(arrivals: &[Arrival], settled: &[Option<Settled>]) -> Vec<usize> {
    let (mut batch, mut actions, mut named) = (Vec::new(), 0, HashSet::new());
    let waiting = arrivals.iter().enumerate().filter(|(at, _)| settled[*at].is_none());
    for (at, arrival) in waiting {
        let borrowed = arrival.borrowed_address().map(|key| (Obstacle::Email, key));
        let keys: Vec<_> = arrival.keys().into_iter().chain(borrowed).collect();
        actions += arrival.actions();
        if (actions > MOST_ACTIONS && !batch.is_empty()) || keys.iter().any(|key| named.contains(key)) {
            break;
        }
        named.extend(keys);
        batch.push(at);
    }
    batch
}

/// Writes the ways back to a user which do not fit into one transaction with them.
async fn enter_early(app: &App, arrival: &Arrival) -> Result<(), Unavailable> {
    let id = arrival.user.id;
    for some in arrival.holdings().get(MOST_HOLDERS..).unwrap_or_default().chunks(MOST_ACTIONS) {
        let entering = some.iter().fold(app.store.transaction::<()>(), |entering, holding| {
            entering.put(Key::Holder(*holding, id), &Holder { user: id })
        });
        entering.commit().await?.expect("there is no condition");
    }
    Ok(())
}

/// An opaque token that is to be taken in.
#[derive(Clone, Debug)]
pub struct ArrivingToken {
    /// Whose, as they are here.
    pub user: UserId,
    /// The token's SHA-256.
    pub sha256: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What became of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenSettled {
    /// It lets its user in now.
    Taken,
    /// It was here before.
    Here,
    /// Its user is not here.
    Ownerless,
    /// Its user was not brought along, and does not have it: they signed out of it, or are somebody else.
    NotTheirs,
}

/// Takes in opaque tokens, in few transactions.
///
/// # Errors
/// [`Unavailable`]: some of them were perhaps taken in.
pub async fn take_in_tokens(app: &App, tokens: &[ArrivingToken]) -> Result<Vec<TokenSettled>, Unavailable> {
    let mut settled = vec![None; tokens.len()];
    loop {
        let (mut batch, mut named) = (Vec::new(), HashSet::new());
        for (at, token) in tokens.iter().enumerate().filter(|(at, _)| settled[*at].is_none()) {
            let is_another = named.insert(token.user.to_string()) && named.insert(token.sha256.clone());
            if batch.len() * 4 + 4 > MOST_ACTIONS || !is_another {
                break;
            }
            batch.push(at);
        }
        if batch.is_empty() {
            return Ok(settled.into_iter().flatten().collect());
        }
        let keys = batch.iter().map(|at| &tokens[*at]);
        let keys =
            keys.flat_map(|token| [Key::User(token.user), Key::Token(token.user, &token.sha256)]).collect();
        let found = app.store.fetch(&distinct(keys)).await?;
        let (mut transaction, mut entered) = (app.store.transaction(), Vec::new());
        for at in &batch {
            let token = &tokens[*at];
            let Some(user) = found.look::<User>(Key::User(token.user))? else {
                settled[*at] = Some(TokenSettled::Ownerless);
                continue;
            };
            if !user.brought {
                let is_there = found.has(Key::Token(token.user, &token.sha256));
                settled[*at] = Some(if is_there { TokenSettled::Here } else { TokenSettled::NotTheirs });
                continue;
            }
            entered.push(*at);
            transaction = token.enter(transaction, &user, *at);
        }
        if entered.is_empty() {
            continue;
        }
        match transaction.commit().await? {
            Ok(()) => entered.iter().for_each(|at| settled[*at] = Some(TokenSettled::Taken)),
            Err(failures) => {
                for (at, failed) in failures {
                    settled[at] = Some(failed);
                }
            }
        }
    }
}

impl ArrivingToken {
    fn enter<'a>(
        &self,
        transaction: Transaction<'a, (usize, TokenSettled)>,
        user: &User,
        at: usize,
    ) -> Transaction<'a, (usize, TokenSettled)> {
        let sign_in = SignedIn {
            id: self.sha256.clone(),
            kind: Kind::Token,
            epoch: user.epoch,
            created_at: self.created_at,
            seen_at: self.created_at,
            agent: String::new(),
            generation: 0,
            rotated_at: self.created_at,
            kid: None,
            used: 0,
            late: 0,
            late_at: None,
            expires_at: None,
            ended_at: None,
            ttl: None,
            brought: true,
        };
        let (here, ownerless) = ((at, TokenSettled::Here), (at, TokenSettled::Ownerless));
        let counted =
            Change::perhaps_new(Key::Login(user.id)).increment("sign_ins", 1).increment("tokens", 1);
        transaction
            .create(Key::TokenOwner(&self.sha256), &TokenOwner { user: user.id }, here)
            .create(sign_in.key(user.id), &sign_in, here)
            .change(counted, ownerless)
            .check(Change::of(Key::User(user.id)), ownerless)
    }
}

/// The group, permission or content type of this name: the one that is here, or a new one, under the wanted id if that is
/// free. Whether it was made.
///
/// # Errors
/// [`Unavailable`]
pub async fn take_in_named<T: Catalogued>(
    app: &App,
    wanted: Option<u64>,
    thing: impl Fn(u64) -> T,
) -> Result<(T, bool), Unavailable> {
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Taken {
        Id,
        Name,
    }
    let mut wanted = wanted;
    loop {
        if let Some(there) = named(app, &thing(0)).await? {
            return Ok((there, false));
        }
        let id = match wanted {
            Some(id) => {
                app.store.skip_to(T::CATALOGUE, id).await?;
                id
            }
            None => app.store.next_id(T::CATALOGUE).await?,
        };
        let thing = thing(id);
        match app.store.transaction().enter(&thing, Taken::Id, Taken::Name).commit().await? {
            Ok(()) => {
                tell("made", &thing);
                return Ok((thing, true));
            }
            Err(taken) if taken.contains(&Taken::Id) => wanted = None,
            Err(_) => {}
        }
    }
}

/// The group, permission or content type that is called as this one, if there is any.
///
/// # Errors
/// [`Unavailable`]
pub async fn named<T: Catalogued>(app: &App, thing: &T) -> Result<Option<T>, Unavailable> {
    let key = thing.name_key();
    let claim: Option<NameClaim> = app.store.fetch(&[key]).await?.take(key)?;
    let Some(claim) = claim else { return Ok(None) };
    app.store.fetch(&[T::key(claim.id)]).await?.take(T::key(claim.id))
}

/// Marks of what an account was there: what is said of it there, not what is made of that here.
pub fn marks(
    user: &User,
    password: &str,
    joined: Option<Timestamp>,
    groups: &str,
    permissions: &str,
    is_active: bool,
    rest: &str,
) -> Marks {
    let Profile { username, email, .. } = &user.profile;
    let joined = joined.map(|at| at.micros().to_string()).unwrap_or_default();
    let fields = [
        username.clone(),
        joined,
        email.clone(),
        user.profile.text("first_name").to_owned(),
        user.profile.text("last_name").to_owned(),
        password.to_owned(),
        is_active.to_string(),
        user.is_staff.to_string(),
        user.is_superuser.to_string(),
        groups.to_owned(),
        permissions.to_owned(),
        rest.to_owned(),
        user.locale.as_ref().map(|locale| locale.as_str().to_owned()).unwrap_or_default(),
    ];
    Marks::of(&fields, sha256_hex)
}

/// A hash as it is kept, if it is one that can be verified.
pub fn kept_hash(stored: &str) -> Option<PasswordHash> {
    crate::auth::password::can_verify(stored).then(|| PasswordHash(stored.to_owned()))
}

fn distinct(mut keys: Vec<Key<'_>>) -> Vec<Key<'_>> {
    let mut seen = HashSet::new();
    keys.retain(|key| seen.insert(key.pk_sk()));
    keys
}

/// How far an import of these files had come when it broke off.
///
/// # Errors
/// [`Unavailable`]
pub async fn journal_of(app: &App, sha256: &str) -> Result<Journal, Unavailable> {
    let key = Key::Import(sha256);
    Ok(app.store.fetch(&[key]).await?.take(key)?.unwrap_or_default())
}

/// Writes down how far it has come, or with none that it is at its end.
///
/// # Errors
/// [`Unavailable`]
pub async fn write_journal(app: &App, sha256: &str, journal: Option<&Journal>) -> Result<(), Unavailable> {
    let key = Key::Import(sha256);
    match journal {
        Some(Journal { done, again }) => {
            let change = Change::perhaps_new(key).set("done", *done).set_to("again", again);
            app.store.update(change).await.map(|_| ())
        }
        None => app.store.erase(key).await,
    }
}

/// The users here who are called so where they come from: by an id, or a user name where they have no other; where that is
/// another table of ours (`is_ours`), by the id that they brought.
///
/// # Errors
/// [`Unavailable`]
pub async fn arrived(app: &App, there: &[&str], is_ours: bool) -> Result<Vec<Option<UserId>>, Unavailable> {
    let names: Vec<_> = there.iter().map(|there| Username::stored(there).key()).collect();
    let ids: Vec<_> = there.iter().map(|there| there.parse::<UserId>().ok()).collect();
    let keys = ids.iter().flatten().map(|id| Key::User(*id));
    let keys = keys.chain(names.iter().map(|key| Key::Username(key))).collect();
    let found = app.store.fetch(&distinct(keys)).await?;
    let mut owners = Vec::new();
    for name in &names {
        owners.push(found.look::<Claim>(Key::Username(name))?.map(|claim| claim.user));
    }
    let others =
        app.store.fetch(&distinct(owners.iter().flatten().copied().map(Key::User).collect())).await?;
    let mut arrived = Vec::new();
    for ((there, id), owner) in there.iter().zip(ids).zip(owners) {
        let is_called_so = |user: &User| match &user.origin {
            Some(origin) => origin.id == *there || is_ours && user.id.to_string() == *there,
            None => user.id.to_string() == *there,
        };
        let by_id = id.map(|id| found.look::<User>(Key::User(id))).transpose()?.flatten();
        let by_name = owner.map(|id| others.look::<User>(Key::User(id))).transpose()?.flatten();
        arrived.push(by_id.into_iter().chain(by_name).find(is_called_so).map(|user| user.id));
    }
    Ok(arrived)
}
