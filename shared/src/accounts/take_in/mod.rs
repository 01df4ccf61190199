//! Taking in what comes from another server: many users in one transaction, with everything that the verbs write for one.
//! Whoever is here already is found again and left as they are.

mod journal;
mod named;
mod residents;
mod tokens;

pub use journal::{journal_of, write_journal};
pub use named::{named, take_in_named};
pub use residents::{arrived, judge};
pub use tokens::{ArrivingToken, TokenSettled, take_in_tokens};

use super::claimed::{counts_as_superuser, email_key, username_key};
use super::fields::hold;
use crate::app::App;
use crate::auth::token::sha256_hex;
use crate::domain::{
    FieldValues, Marks, Origin, PasswordHash, Profile, Rights, Timestamp, User, UserId, Username,
};
use crate::store::items::{Claim, Holder};
use crate::store::{Change, Holding, Key, Transaction, Unavailable};
use residents::fill;
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

/// Somebody who is here already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Their id here.
    pub id: UserId,
    /// What changed there since they were taken in.
    pub changed: Vec<&'static str>,
    /// Fields of which nothing was said here, as they were declared later, and the language of which nothing was said
    /// anywhere: these have what is said there now.
    pub filled: Vec<String>,
    /// Such fields that stay empty: the value is somebody else's here, or all together would be too large.
    pub lost: Vec<String>,
}

/// What became of an arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// They are here now.
    Taken,
    /// They were here before, and what was ever said of them here is left as it is.
    Here(Known),
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
                        Some(Settled::Here(Known { id, filled, .. })) if !filled.is_empty() => {
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

/// Lets new users have ids behind this one, which is at most [`UserId::LAST_SMALL`], where they are numbered in sequence.
///
/// # Errors
/// [`Unavailable`]
pub async fn number_behind(app: &App, last: UserId) -> Result<(), Unavailable> {
    app.store.raise_user_sequence(last).await
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
