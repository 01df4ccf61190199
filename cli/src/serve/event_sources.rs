//! What calls a function that no request calls: Lambda's event source mappings on the table's stream, and schedules.
//!
//! The rules are AWS's, so that `mailer` and `janitor` meet on a laptop what they meet in production: batches in
//! order within a partition key, partial batch responses, bisecting, five retries.
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>

use super::delivery::deliver;
use super::engine::{Engine, StreamRecord};
use super::function::Function;
use super::position::{Position, Progress};
use serde_json::{Value, json};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// How often the stream is looked at; with it, a mail is out well within a second of its request.
const POLL_EVERY: Duration = Duration::from_millis(200);

/// Lambda's `ParallelizationFactor`: this many batches of one mapping run at once, each partition key always in
/// the same lane.
const LANES: u64 = 10;

/// Records read but not yet delivered, beyond which reading waits.
const MOST_WAITING: usize = 10_000;

/// How long batches under way may take to finish when the process ends.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(2);

/// Inserts under keys that begin with `prefix` go to `function`, at most `batch` at a time.
struct Mapping {
    function: Arc<Function>,
    prefix: &'static str,
    batch: usize,
}

/// `function` is called with `event` at once and then `every` so often, never twice at the same time.
struct Schedule {
    function: Arc<Function>,
    every: Duration,
    event: Value,
}

/// Everything that calls a function but a request.
pub struct EventSources {
    mappings: Vec<Mapping>,
    schedules: Vec<Schedule>,
}

impl EventSources {
    /// The deployed wiring: owed mail to `mailer`, owed cleaning to `janitor`, and a schedule for what either of
    /// them missed, for the nightly walk (`detail.nightly`), and for the signing keys (`tokens`).
    pub fn new(mailer: Function, janitor: Function, tokens: Function) -> Self {
        const MINUTE: Duration = Duration::from_secs(60);
        let (mailer, janitor, tokens) = (Arc::new(mailer), Arc::new(janitor), Arc::new(tokens));
        Self {
            mappings: vec![
                Mapping { function: mailer.clone(), prefix: "MAIL#", batch: 10 },
                Mapping { function: janitor.clone(), prefix: "WORK#", batch: 10 },
            ],
            schedules: vec![
                Schedule { function: mailer, every: MINUTE, event: scheduled(json!({})) },
                Schedule { function: janitor.clone(), every: MINUTE, event: scheduled(json!({})) },
                Schedule {
                    function: janitor,
                    every: 24 * 60 * MINUTE,
                    event: scheduled(json!({"nightly": true})),
                },
                Schedule { function: tokens, every: 60 * MINUTE, event: scheduled(json!({})) },
            ],
        }
    }

    /// Calls the functions until `shutdown` resolves, and then lets batches under way finish for two seconds. What
    /// is not finished by then is delivered again after the next start.
    pub async fn run(self, engine: Engine, position: Position, shutdown: impl Future<Output = ()> + Send) {
        let mut schedules = JoinSet::new();
        for schedule in self.schedules {
            schedules.spawn(schedule.run());
        }

        let progress = Arc::new(Progress::after(position.load()));
        let mut lanes = JoinSet::new();
        let routes: Vec<Route> = self
            .mappings
            .into_iter()
            .map(|mapping| Route::new(mapping, engine.stream_arn(), &progress, &mut lanes))
            .collect();

        tokio::select! {
            () = poll_forever(&engine, &routes, &progress, &position) => {}
            () = shutdown => {}
        }

        schedules.abort_all();
        drop(routes);
        let all_finished = async { while lanes.join_next().await.is_some() {} };
        drop(timeout(PATIENCE_AT_THE_END, all_finished).await);
        position.save(&progress);
    }

    /// Delivers everything the stream holds after `position` and what comes of it, one batch after the other, and
    /// moves `position` behind it: for tests, which decide themselves when owed work is done.
    pub async fn deliver_all(&self, engine: &Engine, position: &mut Option<String>) -> Result<(), String> {
        loop {
            let records = engine.stream_after(position.as_deref())?;
            let Some(last) = records.last() else { return Ok(()) };
            *position = Some(last.sequence_number.clone());
            for mapping in &self.mappings {
                let wanted: Vec<_> = records.iter().filter(|record| mapping.wants(record)).cloned().collect();
                for batch in wanted.chunks(mapping.batch) {
                    deliver(&mapping.function, engine.stream_arn(), batch.to_vec()).await;
                }
            }
        }
    }
}

impl Mapping {
    /// The mapping's filter: `{"eventName":["INSERT"],"dynamodb":{"Keys":{"pk":{"S":[{"prefix":…}]}}}}`.
    fn wants(&self, record: &StreamRecord) -> bool {
        record.event_name == "INSERT" && record.pk.starts_with(self.prefix)
    }
}

impl Schedule {
    async fn run(self) {
        let mut ticks = interval(self.every);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Err(error) = self.function.call(self.event.clone()).await {
                tracing::warn!(function = self.function.name, error, "scheduled run failed");
            }
        }
    }
}

/// What EventBridge sends on a schedule, as far as a function may rely on it.
fn scheduled(detail: Value) -> Value {
    json!({ "version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": detail })
}

/// A mapping at work: the lanes that deliver its records.
struct Route {
    mapping: Mapping,
    lanes: Vec<UnboundedSender<StreamRecord>>,
}

impl Route {
    fn new(mapping: Mapping, stream_arn: &str, progress: &Arc<Progress>, tasks: &mut JoinSet<()>) -> Self {
        let lanes = (0..LANES)
            .map(|_| {
                let (lane, records) = unbounded_channel();
                let (function, batch) = (mapping.function.clone(), mapping.batch);
                tasks.spawn(run_lane(function, batch, stream_arn.to_owned(), records, progress.clone()));
                lane
            })
            .collect();
        Self { mapping, lanes }
    }

    fn send(&self, record: StreamRecord) {
        let mut hasher = DefaultHasher::new();
        record.pk.hash(&mut hasher);
        let lane = usize::try_from(hasher.finish() % LANES).unwrap_or_default();
        // A lane ends only when this sender is gone.
        drop(self.lanes[lane].send(record));
    }
}

async fn run_lane(
    function: Arc<Function>,
    batch: usize,
    stream_arn: String,
    mut records: UnboundedReceiver<StreamRecord>,
    progress: Arc<Progress>,
) {
    let mut waiting = Vec::new();
    while records.recv_many(&mut waiting, batch).await > 0 {
        let numbers: Vec<_> = waiting.iter().map(|record| record.sequence_number.clone()).collect();
        deliver(&function, &stream_arn, std::mem::take(&mut waiting)).await;
        progress.finished(&numbers);
    }
}

async fn poll_forever(engine: &Engine, routes: &[Route], progress: &Progress, position: &Position) {
    let mut ticks = interval(POLL_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        if let Err(error) = poll(engine, routes, progress).await {
            tracing::warn!("{error}");
        }
        position.save(progress);
    }
}

/// Hands every new record to the lane that wants it.
async fn poll(engine: &Engine, routes: &[Route], progress: &Progress) -> Result<(), String> {
    while progress.waiting() < MOST_WAITING {
        let (engine, after) = (engine.clone(), progress.read_up_to());
        let read = tokio::task::spawn_blocking(move || engine.stream_after(after.as_deref()));
        let records = read.await.map_err(|panic| panic.to_string())??;
        if records.is_empty() {
            break;
        }
        for record in records {
            let route = routes.iter().find(|route| route.mapping.wants(&record));
            progress.read(&record.sequence_number, route.is_some());
            if let Some(route) = route {
                route.send(record);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::function::tests::function;
    use super::*;
    use dynoxide::actions::put_item::PutItemRequest;

    fn put(engine: &Engine, pk: &str, number: u32) {
        let text = |text: &str| dynoxide::AttributeValue::S(text.to_owned());
        let item = [("pk".to_owned(), text(pk)), ("sk".to_owned(), text(&number.to_string()))].into();
        let table_name = "latchkey".to_owned();
        engine.database.put_item(PutItemRequest { table_name, item, ..Default::default() }).unwrap();
    }

    fn sources(mailer: Function, janitor: Function) -> EventSources {
        let tokens = Function { name: "tokens", invoke: Box::new(|_| Box::pin(async { Ok(Value::Null) })) };
        EventSources { schedules: vec![], ..EventSources::new(mailer, janitor, tokens) }
    }

    fn hanging() -> Function {
        Function { name: "hangs", invoke: Box::new(|_| Box::pin(std::future::pending())) }
    }

    #[tokio::test(start_paused = true)]
    async fn each_function_gets_its_own_records_and_does_not_wait_for_the_other() {
        let engine = Engine::in_memory("latchkey").unwrap();
        for (pk, number) in [("WORK#1", 1), ("MAIL#1", 2), ("U#1", 3), ("MAIL#1", 4)] {
            put(&engine, pk, number);
        }
        let (mailer, calls) = function(|_| Ok(Value::Null));
        let sources = sources(mailer, hanging());
        sources.run(engine, Position::forgotten(), tokio::time::sleep(Duration::from_secs(1))).await;
        assert_eq!(calls.lock().unwrap().concat(), [2, 4]);
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_under_way_at_the_end_is_delivered_after_the_next_start_and_only_that() {
        let dir = std::env::temp_dir().join(format!("latchkey-position-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let engine = Engine::in_memory("latchkey").unwrap();
        let (janitor, cleaned) = function(|_| Ok(Value::Null));
        put(&engine, "WORK#1", 1);
        put(&engine, "MAIL#1", 2);
        let ended = tokio::time::sleep(Duration::from_secs(1));
        sources(hanging(), janitor).run(engine.clone(), Position::in_folder(&dir), ended).await;

        let ((mailer, mailed), (janitor, cleaned_again)) =
            (function(|_| Ok(Value::Null)), function(|_| Ok(Value::Null)));
        let ended = tokio::time::sleep(Duration::from_secs(1));
        sources(mailer, janitor).run(engine, Position::in_folder(&dir), ended).await;
        assert_eq!(cleaned.lock().unwrap().concat(), [1]);
        assert_eq!(mailed.lock().unwrap().concat(), [2]);
        assert!(cleaned_again.lock().unwrap().is_empty());
        std::fs::remove_dir_all(dir).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn tests_deliver_what_is_owed_when_they_say_so() {
        let engine = Engine::in_memory("latchkey").unwrap();
        let (mailer, calls) = function(|_| Ok(Value::Null));
        let (sources, mut position) = (sources(mailer, hanging()), None);
        (1..=12).for_each(|number| put(&engine, "MAIL#1", number));
        sources.deliver_all(&engine, &mut position).await.unwrap();
        sources.deliver_all(&engine, &mut position).await.unwrap();
        assert_eq!(*calls.lock().unwrap(), [(1..=10).collect::<Vec<_>>(), vec![11, 12]]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_schedule_runs_at_once_and_then_in_its_rhythm_whatever_the_function_answers() {
        let runs = Arc::new(std::sync::atomic::AtomicU32::new(0));
        let counted = runs.clone();
        let invoke = move |event: Value| -> super::super::function::Answer {
            assert_eq!(event["detail-type"], "Scheduled Event");
            counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Box::pin(async { Err("boom".to_owned()) })
        };
        let function = Arc::new(Function { name: "janitor", invoke: Box::new(invoke) });
        let schedule = Schedule { function, every: Duration::from_secs(60), event: scheduled(json!({})) };
        drop(timeout(Duration::from_secs(150), schedule.run()).await);
        assert_eq!(runs.load(std::sync::atomic::Ordering::Relaxed), 3);
    }

    #[test]
    fn only_inserts_under_its_prefix_concern_a_mapping() {
        let (mailer, _) = function(|_| Ok(Value::Null));
        let mapping = Mapping { function: Arc::new(mailer), prefix: "MAIL#", batch: 10 };
        let engine = Engine::in_memory("latchkey").unwrap();
        for pk in ["MAIL#1", "MAIL#1", "MAILBOX", "WORK#1"] {
            put(&engine, pk, 1);
        }
        let wanted: Vec<_> = engine.stream_after(None).unwrap().iter().map(|r| mapping.wants(r)).collect();
        assert_eq!(wanted, [true, false, false, false], "the second is a MODIFY");
    }
}
