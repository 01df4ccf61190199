//! Accounts: in batches, several under way at the same time, more or fewer as the table answers.

use super::arrival::{Coming, coming, fresh_id};
use super::pieces::Piece;
use super::progress::Progress;
use super::reader::{Held, Read};
use super::report::Place;
use super::spool::Spool;
use super::{Import, OnConflict, unavailable};
use crate::commands::record::Record;
use shared::accounts::{self, Known, Obstacle, Settled};
use shared::app::App;
use shared::clock::Stopwatch;
use shared::store::Unavailable;
use shared::store::items::Journal;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

/// How many accounts a batch has: what fits into a transaction, with name, address and last sign-in each.
const BATCH: usize = 24;

/// How many batches are under way at first, and at most.
const LANES: (usize, usize) = (4, 24);

/// How often a batch is tried when the table does not answer: pauses double from a second, 30 s at most.
const TRIES: u32 = 10;

/// How often the journal is written.
const JOURNAL_EVERY: Duration = Duration::from_secs(2);

/// How many accounts that were not simply taken a journal names; then it stays where it is.
const MOST_AGAIN: usize = 2000;

/// What became of an account.
enum Outcome {
    Taken,
    Here(Known),
    Renamed(String),
    Skipped(String),
    /// Somebody is in the way, which ends the import unless another is asked for.
    Conflict(String),
    Refused(String),
}

struct Done {
    settled: Vec<(Coming, Outcome)>,
    /// Whether the table did not answer at first.
    troubled: bool,
}

/// Batches that are under way.
struct Lanes {
    set: JoinSet<Result<Done, Unavailable>>,
    /// Names, addresses and ids of those who are under way: two of one name are taken in their order.
    keys: HashSet<(Obstacle, String)>,
    most: usize,
    /// Not before this moment may the next one begin.
    free_at: Instant,
    units_a_second: Option<u32>,
}

impl Lanes {
    fn new(units_a_second: Option<u32>) -> Self {
        Self {
            set: JoinSet::new(),
            keys: HashSet::new(),
            most: LANES.0,
            free_at: Instant::now(),
            units_a_second,
        }
    }

    fn collides(&self, coming: &Coming) -> bool {
        coming.arrival.keys().iter().any(|key| self.keys.contains(key))
    }

    async fn start(&mut self, app: &App, batch: Vec<Coming>, policy: OnConflict) {
        self.keys.extend(batch.iter().flat_map(|coming| coming.arrival.keys()));
        if let Some(rate) = self.units_a_second {
            sleep_until(self.free_at).await;
            let units: usize = batch.iter().map(|coming| coming.arrival.write_units()).sum();
            let lasts = Duration::from_secs_f64(units as f64 / f64::from(rate));
            self.free_at = self.free_at.max(Instant::now()) + lasts;
        }
        let app = app.clone();
        self.set.spawn(Box::pin(async move { settle_batch(&app, batch, policy).await }));
    }

    /// The next batch that is done, if any is under way.
    async fn next(&mut self) -> Result<Option<Done>, String> {
        let Some(done) = self.set.join_next().await else { return Ok(None) };
        let done = done.map_err(|error| error.to_string())?.map_err(unavailable)?;
        for (coming, _) in &done.settled {
            // A renamed one has other keys by now; those that it had are nobody's or somebody else's.
            for key in coming.arrival.keys() {
                self.keys.remove(&key);
            }
        }
        self.most = match done.troubled {
            true => (self.most / 2).max(1),
            false => (self.most + 1).min(LANES.1),
        };
        Ok(Some(done))
    }
}

/// What was done with, so that an import that breaks off can go on.
struct Log<'a> {
    sha256: Option<&'a str>,
    before: Journal,
    again: Vec<u64>,
    open: BTreeSet<u64>,
    next: u64,
    written: Stopwatch,
}

impl Log<'_> {
    /// Whether the account of this ordinal was done with before the import broke off.
    fn knows(&self, ordinal: u64) -> bool {
        ordinal < self.before.done && !self.before.again.contains(&ordinal)
    }

    fn close(&mut self, ordinal: u64, is_simple: bool) {
        self.open.remove(&ordinal);
        if !is_simple {
            self.again.push(ordinal);
        }
    }

    async fn write(&mut self, app: &App) -> Result<(), String> {
        let Some(sha256) = self.sha256.filter(|_| self.written.elapsed() >= JOURNAL_EVERY) else {
            return Ok(());
        };
        self.written = Stopwatch::start();
        let done = self.open.first().copied().unwrap_or(self.next);
        let again: Vec<_> = self.again.iter().copied().filter(|ordinal| *ordinal < done).collect();
        if again.len() > MOST_AGAIN || done <= self.before.done {
            return Ok(());
        }
        accounts::write_journal(app, sha256, Some(&Journal { done, again })).await.map_err(unavailable)
    }
}

impl Import {
    /// Takes the accounts in.
    pub(super) async fn take_users(&mut self, spool: &Spool, progress: &Progress) -> Result<(), String> {
        let app = self.app.clone();
        let sha256 = spool.sha256().filter(|_| !self.options.dry_run);
        let before = match sha256 {
            Some(sha256) => accounts::journal_of(&app, sha256).await.map_err(unavailable)?,
            None => Journal::default(),
        };
        let (open, written) = (BTreeSet::new(), Stopwatch::start());
        let mut log = Log { sha256, again: Vec::new(), before, open, next: 0, written };
        let mut lanes = Lanes::new(self.options.wcu);
        let mut batch: Vec<Coming> = Vec::new();
        let mut seen = HashSet::new();
        for (name, path) in self.files.clone() {
            let mut pieces = self.open(&name, &path)?;
            while let Some(Piece { line, object }) = pieces.next()? {
                let place = Place { file: Arc::clone(&name), line };
                let object = match object {
                    Ok(object) if self.reader.holds(&object) == Some(Held::User) => object,
                    Ok(_) => continue,
                    Err(why) => {
                        self.report.refused.add(&place, "", why);
                        continue;
                    }
                };
                let ordinal = log.next;
                log.next += 1;
                log.open.insert(ordinal);
                let coming = match self.reader.read(object, app.now()) {
                    Ok(Read { record: Record::User(record), notes }) => {
                        coming(&app, &mut self.catalogue, place.clone(), ordinal, *record, notes)
                            .await
                            .map_err(unavailable)?
                    }
                    Ok(_) => continue,
                    Err(why) => Err(why),
                };
                let coming = match coming.and_then(|coming| self.strictly(coming)) {
                    Ok(coming) => coming,
                    Err(why) => {
                        self.report.refused.add(&place, "", why);
                        log.close(ordinal, false);
                        progress.add(1);
                        continue;
                    }
                };
                self.tell_rank(&coming);
                // Under which id an account without a number is here, or one that tokens call by name, only a look at it tells.
                let is_called = self.named.contains(&coming.signs_in_by);
                if log.knows(ordinal) && !(self.has_tokens && coming.is_drawn) && !is_called {
                    self.report.here.users += 1;
                    log.close(ordinal, true);
                    progress.add(1);
                    continue;
                }
                while lanes.collides(&coming)
                    && let Some(done) = lanes.next().await?
                {
                    self.note(done, &mut log, progress);
                }
                batch.push(coming);
                if batch.len() < BATCH {
                    continue;
                }
                if self.options.dry_run {
                    self.look(std::mem::take(&mut batch), &mut seen, progress).await?;
                    continue;
                }
                while lanes.set.len() >= lanes.most
                    && let Some(done) = lanes.next().await?
                {
                    self.note(done, &mut log, progress);
                }
                self.must_go_on()?;
                lanes.start(&app, std::mem::take(&mut batch), self.options.on_conflict).await;
                log.write(&app).await?;
            }
        }
        match self.options.dry_run {
            true => self.look(batch, &mut seen, progress).await?,
            false => lanes.start(&app, batch, self.options.on_conflict).await,
        }
        while let Some(done) = lanes.next().await? {
            self.note(done, &mut log, progress);
        }
        self.must_go_on()
    }

    /// With `--strict`, nobody is taken of whom something would be lost.
    fn strictly(&self, coming: Coming) -> Result<Coming, String> {
        let lost = coming.notes.first().cloned();
        let lost =
            lost.or_else(|| coming.undeclared.first().map(|name| format!("field `{name}` is not declared")));
        match lost.filter(|_| self.options.strict) {
            Some(why) => Err(why),
            None => Ok(coming),
        }
    }

    fn tell_rank(&mut self, coming: &Coming) {
        let user = &coming.arrival.user;
        let what = if user.is_active() { "" } else { "not active" };
        if user.is_superuser {
            self.report.superusers.add(&coming.place, &coming.name(), what);
        } else if user.is_staff {
            self.report.staff.add(&coming.place, &coming.name(), what);
        }
        for field in &coming.undeclared {
            *self.report.undeclared_fields.entry(field.clone()).or_default() += 1;
        }
    }

    /// With `--on-conflict fail`, the first conflict ends it.
    fn must_go_on(&self) -> Result<(), String> {
        let stops = self.options.on_conflict == OnConflict::Fail && !self.options.dry_run;
        match self.conflict.as_ref().filter(|_| stops) {
            Some((Place { file, line }, name)) => Err(format!(
                "stopped at {file}:{line} ({name}). Say --on-conflict skip to leave such accounts out, or --on-conflict \
                 rename to take them otherwise; it goes on where it was",
            )),
            None => Ok(()),
        }
    }

    fn note(&mut self, done: Done, log: &mut Log<'_>, progress: &Progress) {
        for (coming, outcome) in done.settled {
            let is_simple = match &outcome {
                Outcome::Taken => true,
                // Who was renamed before has to be found again the next time, too.
                Outcome::Here(known) => coming.is_drawn || known.id == coming.arrival.user.id,
                Outcome::Renamed(_) | Outcome::Skipped(_) | Outcome::Conflict(_) | Outcome::Refused(_) => {
                    false
                }
            };
            let is_simple = is_simple && coming.notes.is_empty();
            log.close(coming.ordinal, is_simple);
            self.tell(&coming, outcome);
            progress.add(1);
        }
    }

    fn tell(&mut self, coming: &Coming, outcome: Outcome) {
        let (place, name) = (&coming.place, coming.name());
        let (there, here) = (&coming.there, coming.arrival.user.id);
        let is_here = match &outcome {
            Outcome::Taken | Outcome::Renamed(_) => Some(here),
            Outcome::Here(known) => Some(known.id),
            Outcome::Skipped(_) | Outcome::Conflict(_) | Outcome::Refused(_) => None,
        };
        if self.has_tokens && is_here.is_none_or(|id| id.to_string() != *there) {
            self.moved.insert((false, there.clone()), is_here);
        }
        if self.named.contains(&coming.signs_in_by) {
            self.moved.insert((true, coming.signs_in_by.clone()), is_here);
        }
        let report = &mut self.report;
        match outcome {
            Outcome::Taken => report.taken.users += 1,
            Outcome::Here(Known { changed, filled, lost, .. }) => {
                report.here.users += 1;
                if !changed.is_empty() {
                    report.changed.add(place, &name, changed.join(", "));
                }
                if !filled.is_empty() {
                    report.filled.add(place, &name, filled.join(", "));
                }
                for field in lost {
                    let why = "the value is somebody else's here, or all fields together are too large";
                    report.incomplete.add(place, &name, format!("field `{field}` is left out: {why}"));
                }
                return;
            }
            Outcome::Renamed(how) => {
                report.taken.users += 1;
                report.renamed.add(place, &name, how);
            }
            Outcome::Skipped(why) => return report.skipped.add(place, &name, why),
            Outcome::Conflict(why) => {
                self.conflict.get_or_insert_with(|| (place.clone(), name.clone()));
                return report.refused.add(place, &name, why);
            }
            Outcome::Refused(why) => return report.refused.add(place, &name, why),
        }
        for note in &coming.notes {
            report.incomplete.add(place, &name, note);
        }
    }

    /// What would become of them: `seen` has what the files' earlier accounts would be called.
    async fn look(
        &mut self,
        batch: Vec<Coming>,
        seen: &mut HashSet<(Obstacle, String)>,
        progress: &Progress,
    ) -> Result<(), String> {
        let arrivals: Vec<_> = batch.iter().map(|coming| &coming.arrival).collect();
        let judged = accounts::judge(&self.app, &arrivals).await.map_err(unavailable)?;
        let policy = self.options.on_conflict;
        for (coming, judged) in batch.iter().zip(judged) {
            let keys = coming.arrival.keys();
            let doubled: Vec<_> =
                keys.iter().filter(|key| seen.contains(*key)).map(|(what, _)| what.clone()).collect();
            let judged = judged.or((!doubled.is_empty()).then_some(Settled::Obstructed(doubled)));
            let outcome = match judged {
                None | Some(Settled::Taken) => {
                    seen.extend(keys);
                    Outcome::Taken
                }
                Some(Settled::Here(known)) => Outcome::Here(known),
                Some(Settled::Obstructed(obstacles)) => match policy {
                    OnConflict::Rename if !obstacles.contains(&Obstacle::Deleted) => {
                        Outcome::Renamed(in_words(&obstacles))
                    }
                    policy => left_out(&obstacles, policy),
                },
            };
            self.tell(coming, outcome);
            progress.add(1);
        }
        Ok(())
    }
}

fn in_words(obstacles: &[Obstacle]) -> String {
    let words = obstacles.iter().map(|obstacle| match obstacle {
        Obstacle::Id => "its id".to_owned(),
        Obstacle::Username => "its user name".to_owned(),
        Obstacle::Email => "its address".to_owned(),
        Obstacle::Value(field) => format!("its `{field}`"),
        Obstacle::Deleted => "it".to_owned(),
    });
    let words: Vec<_> = words.collect();
    let verb = if words.len() == 1 { "is" } else { "are" };
    format!("{} {verb} somebody else's here", words.join(" and "))
}

fn left_out(obstacles: &[Obstacle], policy: OnConflict) -> Outcome {
    match policy {
        // What was deleted here does not come back by itself.
        _ if obstacles.contains(&Obstacle::Deleted) => {
            Outcome::Skipped("was deleted here, and stays so".to_owned())
        }
        OnConflict::Skip => Outcome::Skipped(in_words(obstacles)),
        OnConflict::Fail => Outcome::Conflict(in_words(obstacles)),
        OnConflict::Rename => Outcome::Refused(in_words(obstacles)),
    }
}

/// Takes a batch in, however long the table takes to answer.
async fn settle_batch(app: &App, mut batch: Vec<Coming>, policy: OnConflict) -> Result<Done, Unavailable> {
    let mut troubled = false;
    let arrivals: Vec<_> = batch.iter().map(|coming| coming.arrival.clone()).collect();
    let mut tries = 0;
    let all = loop {
        match accounts::take_in(app, &arrivals).await {
            Ok(settled) => break settled,
            Err(error) if tries == TRIES => return Err(error),
            Err(_) => {
                troubled = true;
                sleep(Duration::from_secs((1 << tries.min(5)).min(30))).await;
                tries += 1;
            }
        }
    };
    let mut settled = Vec::new();
    for (mut coming, one) in batch.drain(..).zip(all) {
        let outcome = match one {
            Settled::Taken => Outcome::Taken,
            // A try whose end nobody saw took them in.
            Settled::Here(Known { changed, .. }) if troubled && changed.is_empty() => Outcome::Taken,
            Settled::Here(known) => Outcome::Here(known),
            Settled::Obstructed(obstacles) => avoid(app, &mut coming, obstacles, policy).await?,
        };
        settled.push((coming, outcome));
    }
    Ok(Done { settled, troubled })
}

/// Takes an account in under another name, address or id, if that is asked for.
async fn avoid(
    app: &App,
    coming: &mut Coming,
    obstacles: Vec<Obstacle>,
    policy: OnConflict,
) -> Result<Outcome, Unavailable> {
    let mut obstacles = obstacles;
    let mut changes = Vec::new();
    // Once for the id, once for what is found taken meanwhile, and once for luck.
    for _ in 0..4 {
        let only_drawn = coming.is_drawn && obstacles == [Obstacle::Id];
        if obstacles.contains(&Obstacle::Deleted) || (policy != OnConflict::Rename && !only_drawn) {
            return Ok(left_out(&obstacles, policy));
        }
        let there = coming.arrival.origin.id.clone();
        for obstacle in &obstacles {
            let user = &mut coming.arrival.user;
            match obstacle {
                Obstacle::Id => {
                    user.id = fresh_id(app);
                    if !coming.is_drawn {
                        user.origin = Some(coming.arrival.origin.clone());
                        changes.push(format!("id {} instead of {there}", user.id));
                    }
                }
                Obstacle::Username => {
                    let name = format!("{}-{there}", user.profile.username);
                    if user.profile.username.ends_with(&format!("-{there}")) {
                        return Ok(Outcome::Refused(format!("`{name}` is somebody else's here, too")));
                    }
                    changes.push(format!("user name `{name}`"));
                    user.profile.username = name;
                }
                Obstacle::Email => {
                    changes.push("no address".to_owned());
                    user.profile.email.clear();
                    user.proven_at = None;
                }
                Obstacle::Value(field) => {
                    changes.push(format!("no `{field}`"));
                    coming.arrival.give_up(field);
                }
                Obstacle::Deleted => {}
            }
        }
        let settled = accounts::take_in(app, std::slice::from_ref(&coming.arrival)).await?;
        match settled.into_iter().next() {
            Some(Settled::Taken) if changes.is_empty() => return Ok(Outcome::Taken),
            Some(Settled::Taken) => return Ok(Outcome::Renamed(changes.join(", "))),
            Some(Settled::Here(known)) => return Ok(Outcome::Here(known)),
            Some(Settled::Obstructed(more)) => obstacles = more,
            None => return Err(Unavailable),
        }
    }
    Ok(left_out(&obstacles, policy))
}
