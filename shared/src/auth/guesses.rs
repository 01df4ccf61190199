//! How often a password may be guessed: the rules on a login record, and the one write that holds a guess to them.
//!
//! Whether a password was right is written down before it is told, under the condition that the try is still allowed. So
//! however many guess at once, no more than are allowed are answered, and right passwords never wait for each other.

use crate::app::App;
use crate::auth::Client;
use crate::chance::random_id;
use crate::config::LoginField;
use crate::domain::{Timestamp, User, UserId};
use crate::store::items::{LoginRecord, Source};
use crate::store::{Change, Key, Refused, Unavailable, read};
use std::collections::BTreeMap;
use std::time::Duration;

/// Failures in a row that cost nothing.
const FREE_FAILURES: u64 = 5;
/// The longest pause between tries, in seconds; also the quiet after a pause that forgets the failures.
const LONGEST_PAUSE: i64 = 900;
/// How many networks, and how many devices, an account is known to sign in from.
const SOURCES: usize = 10;
/// How often a write that somebody else was faster with is judged afresh.
const TRIES: usize = 200;
/// How long the failures of a login that nobody has are kept, in seconds.
const MEMORY_OF_NOBODY: i64 = 2 * 86_400;
const DAY: i64 = 86_400;

/// What a password is tried for. Each has a count of its own: nobody reaches another's by what they type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guessed {
    /// Signing in by name, or by address.
    Login(LoginField),
    /// Being who one says, while signed in: the current password.
    Proof,
}

/// Whose login record counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Account {
    /// This user's.
    User(UserId),
    /// That of a login that nobody has, by its hash.
    Nobody(String),
}

impl Account {
    /// Where the record is.
    pub fn record(&self) -> Key<'_> {
        match self {
            Self::User(id) => Key::Login(*id),
            Self::Nobody(hash) => Key::LoginOfNobody(hash),
        }
    }

    /// Where the profile is, or would be.
    pub fn profile(&self) -> Key<'_> {
        match self {
            Self::User(id) => Key::User(*id),
            Self::Nobody(hash) => Key::Nobody(hash),
        }
    }
}

/// Where somebody signs in from, as an account remembers it: hashed with the account's epoch, so that a raised epoch
/// forgets all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    network: String,
    /// At least one.
    devices: Vec<String>,
}

impl Origin {
    /// What the account of this user calls the client.
    pub fn of(app: &App, user: &User, client: &Client) -> Self {
        Self::hashed(app, user.id.get(), user.epoch, client)
    }

    /// The same work for nobody's account.
    pub fn of_nobody(app: &App, client: &Client) -> Self {
        Self::hashed(app, 0, 0, client)
    }

    fn hashed(app: &App, user: u64, epoch: u64, client: &Client) -> Self {
        let mark = |source: &str| app.secret.source_mark(user, epoch, source);
        Self {
            network: format!("n{}", mark(&client.network())),
            devices: client.devices().iter().map(|device| format!("d{}", mark(device))).collect(),
        }
    }

    /// The source that counts for the try: the device where the account knows it, else the network.
    fn known<'a>(&'a self, record: &LoginRecord) -> Option<&'a str> {
        let mut sources = self.devices.iter().chain([&self.network]);
        sources.find(|source| record.source(source).is_some()).map(String::as_str)
    }

    /// The device as the account knows it, or will.
    fn device(&self, record: &LoginRecord) -> &String {
        let known = self.devices.iter().find(|device| record.source(device).is_some());
        known.unwrap_or(&self.devices[0])
    }

    /// Whether the account knows the client.
    pub fn is_known(&self, record: &LoginRecord) -> bool {
        self.known(record).is_some()
    }
}

/// A try at a password: for what, from where, and when.
#[derive(Clone, Debug)]
pub struct Try {
    /// For what.
    pub guessed: Guessed,
    /// From where; none where it does not matter.
    pub origin: Option<Origin>,
    /// Judged by this clock, also when the record changed meanwhile.
    pub at: Timestamp,
    id: String,
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The password was wrong, or does not let in.
    Failed,
    /// Right.
    Succeeded {
        /// Whether what is issued is an opaque token.
        opaque: bool,
    },
}

impl Try {
    /// A try at this moment.
    pub fn new(guessed: Guessed, origin: Option<Origin>, at: Timestamp) -> Self {
        Self { guessed, origin, at, id: random_id()[..16].to_owned() }
    }

    fn known(&self, record: &LoginRecord) -> Option<&str> {
        self.origin.as_ref().and_then(|origin| origin.known(record))
    }

    /// Whether strangers' limits hold for it.
    pub fn is_strangers(&self, record: &LoginRecord) -> bool {
        self.guessed != Guessed::Proof && self.known(record).is_none()
    }

    /// Where its failures are counted: the number and the moment of the last one.
    fn counter(&self, record: &LoginRecord) -> (String, String) {
        let name = match (self.guessed, self.known(record)) {
            (Guessed::Proof, _) => "proof",
            (_, Some(source)) => return (format!("known.{source}.f"), format!("known.{source}.a")),
            (Guessed::Login(LoginField::Username), None) => "name",
            (Guessed::Login(LoginField::Email), None) => "email",
        };
        (format!("{name}_f"), format!("{name}_a"))
    }

    fn failures(&self, record: &LoginRecord) -> (u64, i64) {
        let (f, a) = match (self.guessed, self.known(record)) {
            (Guessed::Proof, _) => (record.proof_f, record.proof_a),
            (_, Some(source)) => {
                let source = record.source(source).unwrap_or_default();
                (Some(source.failures), Some(source.failed_at))
            }
            (Guessed::Login(LoginField::Username), None) => (record.name_f, record.name_a),
            (Guessed::Login(LoginField::Email), None) => (record.email_f, record.email_a),
        };
        (f.unwrap_or_default(), a.unwrap_or_default())
    }

    /// How long the next try of its kind has to wait, if it failed last.
    pub fn pause(&self, record: &LoginRecord) -> Option<Duration> {
        let pause = pause_after(self.failures(record).0);
        u64::try_from(pause).ok().filter(|pause| *pause > 0).map(Duration::from_secs)
    }

    /// Whether the try is allowed as the record stands.
    ///
    /// # Errors
    /// How long it has to wait.
    pub fn judge(&self, app: &App, record: &LoginRecord) -> Result<(), Duration> {
        let now = self.at.seconds();
        let wait = |until: i64| Err(Duration::from_secs(u64::try_from(until - now).unwrap_or(1).max(1)));
        let (failures, failed_at) = self.failures(record);
        let pause = pause_after(failures);
        if pause > 0 && now < failed_at + pause {
            return wait(failed_at + pause);
        }
        let today = now.div_euclid(DAY);
        let spent = record.day.is_some_and(|day| day >= today)
            && record.guesses >= u64::from(app.config.limit_guesses);
        if self.is_strangers(record) && spent {
            return wait((today + 1) * DAY);
        }
        Ok(())
    }

    /// The one write that says what came of it, while the record still allows the try.
    fn change<'a>(&self, app: &App, key: Key<'a>, record: &LoginRecord, outcome: Outcome) -> Change<'a> {
        let (now, (f, a)) = (self.at.seconds(), self.counter(record));
        let (failures, failed_at) = self.failures(record);
        let quiet = failures > 0 && now >= failed_at + pause_after(failures) + LONGEST_PAUSE;
        let mut change = Change::perhaps_new(key).set("try", self.id.as_str());
        if let Some(source) = self.known(record) {
            change = change.when_present(&format!("known.{source}"));
        }
        change = match quiet || failures >= FREE_FAILURES {
            true => change.when(&f, failures).when(&a, failed_at),
            false => change.when_below(&f, FREE_FAILURES),
        };
        if self.is_strangers(record) {
            change = self.count_for_today(app, change, record, outcome);
        }
        match outcome {
            Outcome::Failed if quiet => change.set(&f, 1_u64).set(&a, now),
            Outcome::Failed => change.increment(&f, 1).set(&a, now),
            Outcome::Succeeded { .. } if self.guessed == Guessed::Proof => change.remove(&f).remove(&a),
            Outcome::Succeeded { opaque } => {
                let change = match self.known(record) {
                    // Its entry is written anew.
                    Some(_) => change,
                    None => change.remove(&f).remove(&a),
                };
                self.sign_in(app, change, record, opaque)
            }
        }
    }

    /// Strangers' guesses of a day count together, whichever of name and address they are by.
    fn count_for_today<'a>(
        &self,
        app: &App,
        change: Change<'a>,
        record: &LoginRecord,
        outcome: Outcome,
    ) -> Change<'a> {
        let today = self.at.seconds().div_euclid(DAY);
        let failed = outcome == Outcome::Failed;
        match record.day.filter(|day| *day >= today) {
            Some(day) => {
                let change =
                    change.when("day", day).when_below("guesses", u64::from(app.config.limit_guesses));
                if failed { change.increment("guesses", 1) } else { change }
            }
            None => {
                let change = change.when_below("day", today);
                if failed { change.set("day", today).set("guesses", 1_u64) } else { change }
            }
        }
    }

    /// A sign-in: when, from where, and one more since the last trim.
    fn sign_in<'a>(&self, app: &App, change: Change<'a>, record: &LoginRecord, opaque: bool) -> Change<'a> {
        // djoser can open a browser session beside a token.
        let issued = if opaque && app.config.create_session_on_login { 2 } else { 1 };
        let change = change.set("last_login", self.at).increment("sign_ins", issued);
        let change = if opaque { change.increment("tokens", 1) } else { change };
        match &self.origin {
            Some(origin) => origin.learn(change, record, self.at.seconds()),
            None => change,
        }
    }
}

impl Origin {
    /// Makes the client one that the account knows; of too many, the least recent are forgotten.
    fn learn<'a>(&self, change: Change<'a>, record: &LoginRecord, now: i64) -> Change<'a> {
        let seen = Source { failures: 0, failed_at: 0, seen: now };
        let own = [&self.network, self.device(record)];
        let Some(remembered) = &record.known else {
            let known: BTreeMap<_, _> = own.into_iter().map(|source| (source.clone(), seen)).collect();
            return change.set_to("known", &known).when_absent("known");
        };
        let change =
            own.into_iter().fold(change, |change, source| change.set_to(&format!("known.{source}"), &seen));
        let mut forgotten = Vec::new();
        for kind in ["n", "d"] {
            let others =
                remembered.iter().filter(|(source, _)| source.starts_with(kind) && !own.contains(source));
            let mut others: Vec<_> = others.map(|(source, about)| (about.seen, source)).collect();
            others.sort_unstable();
            let surplus = (others.len() + 1).saturating_sub(SOURCES);
            forgotten.extend(others.into_iter().take(surplus).map(|(_, source)| source));
        }
        forgotten.into_iter().fold(change, |change, source| change.remove(&format!("known.{source}")))
    }
}

/// Seconds that have to pass after so many failures in a row.
fn pause_after(failures: u64) -> i64 {
    match failures.checked_sub(FREE_FAILURES) {
        None => 0,
        Some(doublings) => 1_i64
            .checked_shl(u32::try_from(doublings).unwrap_or(32).min(32))
            .map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE)),
    }
}

/// Writes down what came of a try, before anybody is told. What others wrote meanwhile is judged afresh.
///
/// # Errors
/// The inner one is how long the try has to wait: it was not one. [`Unavailable`]
pub async fn settle(
    app: &App,
    account: &Account,
    record: LoginRecord,
    attempt: &Try,
    outcome: Outcome,
) -> Result<Result<LoginRecord, Duration>, Unavailable> {
    let mut record = record;
    for _ in 0..TRIES {
        if app.config.throttles()
            && let Err(wait) = attempt.judge(app, &record)
        {
            return Ok(Err(wait));
        }
        let mut change = match app.config.throttles() {
            true => attempt.change(app, account.record(), &record, outcome),
            // Without limits a failure is none of the record's business.
            false if outcome == Outcome::Failed => return Ok(Ok(record)),
            false => {
                let change = Change::perhaps_new(account.record()).set("try", attempt.id.as_str());
                attempt.sign_in(app, change, &record, outcome == Outcome::Succeeded { opaque: true })
            }
        };
        if let Account::Nobody(_) = account {
            change = change.set("ttl", attempt.at.seconds() + MEMORY_OF_NOBODY);
        }
        match app.store.update(change).await? {
            Ok(written) => return Ok(Ok(read(written)?)),
            Err(Refused(found)) => {
                record = found.map(read).transpose()?.unwrap_or_default();
                // A reply that got lost: it is done.
                if record.attempt.as_deref() == Some(&attempt.id) {
                    return Ok(Ok(record));
                }
            }
        }
    }
    tracing::error!("a login record changes too fast");
    Err(Unavailable)
}

/// Knows the client from now on, and forgives what failed: somebody confirmed a link from the account's mailbox there.
/// `is_first` tells that the account probably knows nobody yet, which saves a write.
///
/// # Errors
/// [`Unavailable`]
pub async fn welcome(app: &App, user: &User, client: &Client, is_first: bool) -> Result<(), Unavailable> {
    let (origin, now) = (Origin::of(app, user, client), app.now().seconds());
    let known = (!is_first).then(BTreeMap::new);
    let mut record = LoginRecord { known, ..LoginRecord::default() };
    for _ in 0..TRIES {
        let forgiven = ["name_f", "name_a", "email_f", "email_a", "proof_f", "proof_a"];
        let change = forgiven.into_iter().fold(Change::perhaps_new(Key::Login(user.id)), Change::remove);
        let change = origin.learn(change, &record, now);
        let change = if record.known.is_some() { change.when_present("known") } else { change };
        match app.store.update(change).await? {
            // Whom to forget is known when it was read; the next sign-in sees to it otherwise.
            Ok(_) => return Ok(()),
            Err(Refused(found)) => record = found.map(read).transpose()?.unwrap_or_default(),
        }
    }
    Err(Unavailable)
}

/// The hash under which a login that nobody has is counted.
pub fn of_nobody(app: &App, field: LoginField, key: &str) -> Account {
    Account::Nobody(app.secret.source_mark(0, 0, &format!("{}#{key}", field.name())))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_PAUSE, pause_after};

    #[test]
    fn five_failures_are_free_then_pauses_double_to_a_quarter_of_an_hour() {
        assert_eq!([0, 1, 2, 3, 4].map(pause_after), [0; 5]);
        assert_eq!(
            [5, 6, 7, 14, 15, 500, u64::MAX].map(pause_after),
            [1, 2, 4, 512, 900, 900, LONGEST_PAUSE]
        );
    }
}
