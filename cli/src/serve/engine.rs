//! The embedded DynamoDB: dynoxide on one SQLite file, with the table made from the deployed definition.
//!
//! What an acknowledged write survives: the file is in WAL mode with `synchronous = NORMAL`, so a commit is with the
//! operating system before it is answered. `kill -9` loses nothing acknowledged; a power cut may lose the last
//! moments, but never damages the file. FULL would wait for the disk at every commit, which on a busy machine makes
//! mails late by seconds (measured: 230 sign-ups a second instead of 570).
//!
//! Known limit of dynoxide 3.2.0, not repaired here: it remembers every transaction's client token for ten minutes
//! and looks through all of them at each transaction (about 1 ms after 40,000), so bulk writers put many rows into
//! one transaction.

use super::table;
use dynoxide::Database;
use dynoxide::actions::describe_stream::DescribeStreamRequest;
use dynoxide::actions::describe_table::DescribeTableRequest;
use dynoxide::actions::get_records::{GetRecordsRequest, Record};
use dynoxide::actions::get_shard_iterator::GetShardIteratorRequest;
use dynoxide::actions::update_time_to_live::{TimeToLiveSpecification, UpdateTimeToLiveRequest};
use dynoxide::types::AttributeValue;
use rusqlite::Connection;
use shared::clock::Stopwatch;
use std::fs::{self, File, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::net::TcpListener;

/// How many of the newest stream records are kept. The event sources read them within a second; AWS keeps a day's.
const STREAM_RECORDS_KEPT: u32 = 100_000;

/// Records per read of the stream, DynamoDB's own ceiling for GetRecords.
const STREAM_PAGE: usize = 1000;

/// How long a client that never finishes its request may hold up the end.
const PATIENCE_AT_THE_END: Duration = Duration::from_secs(2);

/// Time between two removals of expired items. AWS promises days; nothing may depend on it.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// A running engine that holds one table. Clones share it.
#[derive(Clone)]
pub struct Engine {
    pub(super) database: Database,
    stream: Arc<Stream>,
    /// Nobody else opens the folder while this lives; the system lets go of it even after `kill -9`.
    _lock: Option<Arc<File>>,
}

/// How the engine names the table's stream.
struct Stream {
    arn: String,
    shard: String,
}

/// One change of the table, by its keys alone, as the stream `KEYS_ONLY` tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamRecord {
    /// `INSERT`, `MODIFY` or `REMOVE`.
    pub event_name: String,
    /// The item's partition key.
    pub pk: String,
    /// The item's sort key.
    pub sk: String,
    /// 21 digits, so that text and number sort alike; rises with every write.
    pub sequence_number: String,
    /// Unique among all records.
    pub event_id: String,
    /// Unix seconds.
    pub created_at: i64,
    /// What Lambda reports as `SizeBytes`.
    pub size_bytes: i64,
}

impl Engine {
    /// The engine whose data lives in the folder `dir`, which is made if it is missing. The error is one line for
    /// the person at the terminal.
    pub fn on_disk(dir: &Path, table_name: &str) -> Result<Self, String> {
        let shown = dir.display();
        let cannot_write =
            |error: std::io::Error| format!("cannot write to the data folder `{shown}`: {error}");
        private_folder(dir).map_err(cannot_write)?;

        let lock = File::create(dir.join("lock")).map_err(cannot_write)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!("another `latchkey serve` is using the data folder `{shown}`"));
            }
            Err(TryLockError::Error(error)) => return Err(cannot_write(error)),
        }

        let file = dir.join("table.sqlite");
        // SQLite gives its other files the mode of this one: it holds everybody's hashes.
        fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&file)
            .map_err(cannot_write)?;
        let path = file.to_str().ok_or_else(|| format!("the data folder `{shown}` is not valid Unicode"))?;
        Self::open(path, table_name, Some(Arc::new(lock)))
            .map_err(|error| format!("cannot use the table in the data folder `{shown}`: {error}"))
    }

    /// An engine that forgets everything when its last clone goes.
    pub fn in_memory(table_name: &str) -> Result<Self, String> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        // A named in-memory file, because a plain `:memory:` database could not be opened a second time to add
        // the index. SQLite keeps it as long as somebody has it open. https://sqlite.org/uri.html
        let path = format!("file:/latchkey-{}?vfs=memdb", COUNT.fetch_add(1, Ordering::Relaxed));
        Self::open(&path, table_name, None)
    }

    fn open(path: &str, table_name: &str, lock: Option<Arc<File>>) -> Result<Self, String> {
        let database = Database::new(path).map_err(|error| error.to_string())?;
        // Dynoxide's name for `synchronous = NORMAL` and SQLite's defaults for everything else.
        database.disable_bulk_loading().map_err(|error| error.to_string())?;
        keep_stream_fast(path).map_err(|error| error.to_string())?;
        let stream = make_table(&database, table_name).map_err(|error| error.to_string())?;
        Ok(Self { database, stream: Arc::new(stream), _lock: lock })
    }

    /// Answers DynamoDB's HTTP API on `listener` until `shutdown` resolves and the requests then running are done.
    pub async fn serve(
        &self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), String> {
        let (told, asked_to_end) = tokio::sync::oneshot::channel();
        let ending = async move {
            shutdown.await;
            // Nobody listens any more when the server has already ended.
            let _ = told.send(());
        };
        let too_long = async {
            drop(asked_to_end.await);
            tokio::time::sleep(PATIENCE_AT_THE_END).await;
        };
        tokio::select! {
            ended = dynoxide::server::serve_with_shutdown(listener, self.database.clone(), ending) => ended,
            () = too_long => Ok(()),
        }
    }

    /// The stream's name, as Lambda's events tell it.
    pub fn stream_arn(&self) -> &str {
        &self.stream.arn
    }

    /// The next changes after `position`, a sequence number, oldest first and at most a thousand; `None` starts
    /// with the oldest record kept (Lambda's `TRIM_HORIZON`).
    pub fn stream_after(&self, position: Option<&str>) -> Result<Vec<StreamRecord>, String> {
        self.read_stream(position).map_err(|error| format!("cannot read the table's stream: {error}"))
    }

    fn read_stream(&self, position: Option<&str>) -> dynoxide::Result<Vec<StreamRecord>> {
        let kind = if position.is_some() { "AFTER_SEQUENCE_NUMBER" } else { "TRIM_HORIZON" };
        let iterator = self.database.get_shard_iterator(GetShardIteratorRequest {
            stream_arn: self.stream.arn.clone(),
            shard_id: self.stream.shard.clone(),
            shard_iterator_type: kind.to_owned(),
            sequence_number: position.map(str::to_owned),
        })?;
        let shard_iterator = iterator.shard_iterator.unwrap_or_default();
        let page =
            self.database.get_records(GetRecordsRequest { shard_iterator, limit: Some(STREAM_PAGE) })?;
        Ok(page.records.into_iter().map(StreamRecord::from).collect())
    }

    /// Deletes the items whose `ttl` has passed; the number deleted.
    pub fn sweep(&self) -> Result<usize, String> {
        self.database.sweep_ttl().map_err(|error| format!("cannot remove expired items: {error}"))
    }

    /// Sweeps for as long as it is polled, once a minute. A sweep reads the whole table, so on a big one the pause
    /// grows with it: sweeping never takes more than a twentieth of the time.
    pub async fn sweep_forever(&self) {
        let mut pause = SWEEP_EVERY;
        loop {
            tokio::time::sleep(pause).await;
            let (engine, started) = (self.clone(), Stopwatch::start());
            match tokio::task::spawn_blocking(move || engine.sweep()).await {
                Ok(Ok(_)) => {}
                Ok(Err(error)) => tracing::warn!("{error}"),
                Err(panic) => tracing::warn!("removing expired items failed: {panic}"),
            }
            pause = SWEEP_EVERY.max(started.elapsed() * 20);
        }
    }
}

/// Makes `dir`, readable by its owner alone: it holds password hashes and the secret key.
fn private_folder(dir: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Adds to the engine's file what dynoxide 3.2.0 lacks for a table with a stream.
///
/// Every write asks for `MAX(CAST(sequence_number AS INTEGER))` over all stream records, and no record is ever
/// deleted. Without an index that is a scan: 5 ms a put after 24,000 records. The index answers it at once, and the
/// trigger keeps the newest [`STREAM_RECORDS_KEPT`], in steps so that few writes pay for it. To be dropped as soon
/// as a release needs neither; the test below measures by query plan.
fn keep_stream_fast(path: &str) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(&format!(
        "CREATE INDEX IF NOT EXISTS latchkey_stream_order
             ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
         DROP TRIGGER IF EXISTS latchkey_stream_trim;
         CREATE TRIGGER latchkey_stream_trim AFTER INSERT ON _stream_records WHEN NEW.id % 100 = 0
         BEGIN
             DELETE FROM _stream_records WHERE id <= NEW.id - {STREAM_RECORDS_KEPT};
         END;"
    ))
}

/// Makes the table unless the file has it, and finds its stream.
fn make_table(database: &Database, table_name: &str) -> dynoxide::Result<Stream> {
    let described = |database: &Database| {
        database.describe_table(DescribeTableRequest { table_name: table_name.to_owned() })
    };
    let table::Definition { create, ttl_attribute } = table::definition(table_name);
    if described(database).is_err() {
        database.create_table(create)?;
    }
    database.update_time_to_live(UpdateTimeToLiveRequest {
        table_name: table_name.to_owned(),
        time_to_live_specification: TimeToLiveSpecification { attribute_name: ttl_attribute, enabled: true },
    })?;

    let arn = described(database)?.table.latest_stream_arn.unwrap_or_default();
    let request = DescribeStreamRequest { stream_arn: arn.clone(), ..Default::default() };
    let shards = database.describe_stream(request)?.stream_description.shards;
    Ok(Stream { arn, shard: shards.into_iter().next().map(|shard| shard.shard_id).unwrap_or_default() })
}

impl From<Record> for StreamRecord {
    fn from(record: Record) -> Self {
        let key = |name: &str| match record.dynamodb.keys.get(name) {
            Some(AttributeValue::S(text)) => text.clone(),
            _ => String::new(),
        };
        Self {
            pk: key("pk"),
            sk: key("sk"),
            event_name: record.event_name.clone(),
            sequence_number: record.dynamodb.sequence_number.clone(),
            event_id: record.event_id.clone(),
            created_at: record.dynamodb.approximate_creation_date_time as i64,
            size_bytes: record.dynamodb.size_bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynoxide::actions::put_item::PutItemRequest;
    use std::path::PathBuf;

    fn put(engine: &Engine, pk: &str, ttl: Option<u64>) {
        let mut item = dynoxide::Item::new();
        item.insert("pk".into(), AttributeValue::S(pk.into()));
        item.insert("sk".into(), AttributeValue::S("-".into()));
        if let Some(ttl) = ttl {
            item.insert("ttl".into(), AttributeValue::N(ttl.to_string()));
        }
        let request = PutItemRequest { table_name: "latchkey".into(), item, ..Default::default() };
        engine.database.put_item(request).expect("a put");
    }

    fn keys(engine: &Engine, after: Option<&str>) -> Vec<String> {
        engine.stream_after(after).expect("the stream").into_iter().map(|record| record.pk).collect()
    }

    fn folder(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("latchkey-engine-{name}-{}", std::process::id()));
        drop(fs::remove_dir_all(&dir));
        dir
    }

    fn query_plan(path: &Path, sql: &str) -> String {
        let connection = Connection::open(path).expect("the engine's file");
        let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a plan");
        let steps = plan.query_map([], |row| row.get::<_, String>(3)).expect("its steps");
        steps.collect::<Result<Vec<_>, _>>().expect("text").join("; ")
    }

    #[test]
    fn the_stream_tells_keys_in_order_and_goes_on_after_a_position() {
        let engine = Engine::in_memory("latchkey").unwrap();
        put(&engine, "U#1", None);
        put(&engine, "U#1", None);
        put(&engine, "MAIL#1", None);

        let records = engine.stream_after(None).unwrap();
        let told: Vec<_> =
            records.iter().map(|record| (record.event_name.as_str(), record.pk.as_str())).collect();
        assert_eq!(told, [("INSERT", "U#1"), ("MODIFY", "U#1"), ("INSERT", "MAIL#1")]);
        assert_eq!(records[0].sequence_number.len(), 21);
        assert_eq!(keys(&engine, Some(&records[1].sequence_number)), ["MAIL#1"]);
        assert!(keys(&engine, Some(&records[2].sequence_number)).is_empty());
    }

    #[test]
    fn engines_in_memory_share_nothing() {
        let (one, other) = (Engine::in_memory("latchkey").unwrap(), Engine::in_memory("latchkey").unwrap());
        put(&one, "U#1", None);
        assert!(keys(&other, None).is_empty());
    }

    #[test]
    fn a_folder_keeps_its_data_and_belongs_to_one_engine() {
        let dir = folder("keeps");
        let engine = Engine::on_disk(&dir, "latchkey").unwrap();
        put(&engine, "U#1", None);
        let refused = Engine::on_disk(&dir, "latchkey").err().expect("a refusal");
        assert!(refused.contains("another `latchkey serve`"), "{refused}");

        drop(engine);
        let engine = Engine::on_disk(&dir, "latchkey").unwrap();
        assert_eq!(keys(&engine, None), ["U#1"]);
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_one_clear_line() {
        let file = folder("file");
        fs::write(&file, "in the way").unwrap();
        let refused = Engine::on_disk(&file.join("data"), "latchkey").err().expect("a refusal");
        assert!(refused.starts_with("cannot write to the data folder"), "{refused}");
        assert_eq!(refused.lines().count(), 1);
        fs::remove_file(file).unwrap();
    }

    #[test]
    fn the_next_sequence_number_is_found_by_the_index() {
        let dir = folder("plan");
        let _engine = Engine::on_disk(&dir, "latchkey").unwrap();
        let plan = query_plan(
            &dir.join("table.sqlite"),
            "SELECT COALESCE(MAX(CAST(sequence_number AS INTEGER)), 0) + 1 FROM _stream_records
             WHERE table_name = 'latchkey'",
        );
        assert!(plan.starts_with("SEARCH") && plan.contains("latchkey_stream_order"), "{plan}");
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn only_the_newest_stream_records_are_kept() {
        let dir = folder("trim");
        let engine = Engine::on_disk(&dir, "latchkey").unwrap();
        put(&engine, "old", None);
        // As if a hundred thousand records had been written in between.
        let connection = Connection::open(dir.join("table.sqlite")).unwrap();
        let next = STREAM_RECORDS_KEPT + 50;
        connection
            .execute("UPDATE sqlite_sequence SET seq = ?1 WHERE name = '_stream_records'", [next])
            .unwrap();
        (0..49).for_each(|_| put(&engine, "new", None));
        assert_eq!(keys(&engine, None).len(), 50, "trimmed in steps");
        put(&engine, "new", None);
        assert_eq!(keys(&engine, None), vec!["new"; 50]);
        fs::remove_dir_all(dir).unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_never_finishes_does_not_hold_up_the_end() {
        let engine = Engine::in_memory("latchkey").unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = tokio::net::TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut client, b"POST / HTTP/1.1\r\n").await.unwrap();
        engine.serve(listener, tokio::time::sleep(Duration::from_secs(1))).await.unwrap();
    }

    #[test]
    fn a_sweep_deletes_what_has_expired() {
        let engine = Engine::in_memory("latchkey").unwrap();
        put(&engine, "expired", Some(1));
        put(&engine, "alive", Some(9_000_000_000));
        assert_eq!(engine.sweep().unwrap(), 1);
        let last = engine.stream_after(None).unwrap().pop().unwrap();
        assert_eq!((last.event_name.as_str(), last.pk.as_str()), ("REMOVE", "expired"));
    }
}
