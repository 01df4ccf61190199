//! A proxy between the SDK and the engine's door: it writes down every call, and breaks those it is told to break.
//!
//! The engine knows neither conflicts nor throttling, answers at once, and loses nothing. DynamoDB does all that, so
//! here it is done on the wire, where the SDK meets it.

use serde_json::{Value, json};
use std::collections::HashSet;
use std::fmt;
use std::net::SocketAddr;
use std::ops::{Bound, RangeBounds};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// Any operation, for [`Proxy::on`].
const ANY: &str = "*";

/// How often other tasks get their turn before a call goes on, so that whatever the client asks for at the same time
/// has arrived by then and counts as one wave.
const TURNS: u32 = 200;

/// What happens to a call instead of what should.
#[derive(Clone, Debug)]
enum Fault {
    /// The transaction is cancelled for this reason at this index (counted from the end when negative).
    Canceled(isize, &'static str),
    /// Nothing is done, and the answer is this error of DynamoDB's (400).
    Refused(&'static str),
    /// Nothing is done, and the answer is 500.
    BrokenBefore,
    /// It is done, and the answer is 500.
    BrokenAfter,
    /// The connection ends before anything is done.
    LostRequest,
    /// It is done, and the connection ends without an answer.
    LostReply,
    /// Nothing is done, and nobody answers.
    Silence,
    /// A batch leaves its last key unread; a batch of one key reads nothing.
    Unprocessed,
    /// Some items are shown as they were: half of a transaction.
    Shown(Arc<Vec<Value>>),
    /// A write meets a transaction on its item, and nothing is done. No read does.
    Conflict,
    /// Nothing happens before it is let go.
    Held(Arc<Hold>),
}

/// A call that waits.
#[derive(Debug, Default)]
pub(crate) struct Hold {
    arrived: Notify,
    released: Notify,
}

impl Hold {
    /// Waits until the call is there.
    pub(crate) async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// Lets it go on.
    pub(crate) fn release(&self) {
        self.released.notify_one();
    }
}

/// A call as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// `TransactWriteItems`, `BatchGetItem` …
    pub(crate) operation: String,
    /// The request's JSON.
    pub(crate) body: Value,
    /// The capacity units that the table says it took; those of a transaction are twice as many as its kilobytes.
    pub(crate) units: f64,
    began: usize,
    ended: Option<usize>,
}

impl Call {
    /// Whether it may change something.
    pub(crate) fn writes(&self) -> bool {
        !["BatchGetItem", "GetItem", "Query", "Scan", "DescribeTable"].contains(&self.operation.as_str())
    }

    /// How many keys a read asks for, or items a transaction touches; 1 for everything else.
    pub(crate) fn size(&self) -> usize {
        let batched = self.body["RequestItems"].as_object();
        let keys = batched.map(|tables| {
            tables.values().filter_map(|table| table["Keys"].as_array()).map(Vec::len).sum::<usize>()
        });
        keys.or_else(|| self.body["TransactItems"].as_array().map(Vec::len)).unwrap_or(1)
    }

    /// The addresses of the items it names, as `PK SK`; a query's partition.
    pub(crate) fn keys(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect_keys(&self.body, &mut found);
        if let Some(partition) = self.body["ExpressionAttributeValues"][":pk"]["S"].as_str() {
            found.push(format!("{partition} *"));
        }
        found
    }
}

/// Finds every object with `pk` and `sk`, however deep.
fn collect_keys(value: &Value, found: &mut Vec<String>) {
    if let (Some(pk), Some(sk)) = (value["pk"]["S"].as_str(), value["sk"]["S"].as_str()) {
        found.push(format!("{pk} {sk}"));
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| collect_keys(member, found)),
        Value::Array(members) => members.iter().for_each(|member| collect_keys(member, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ended = self.ended.map_or_else(|| "…".to_owned(), |ended| ended.to_string());
        write!(f, "[{:>3}-{ended:>3}] {} {}", self.began, self.operation, self.keys().join(", "))
    }
}

/// The proxy of one table. Clones share it.
#[derive(Clone)]
pub(crate) struct Proxy {
    engine: SocketAddr,
    record: Arc<Mutex<Record>>,
}

#[derive(Default)]
struct Record {
    tick: usize,
    calls: Vec<Call>,
    rules: Vec<Rule>,
    crash: Option<Crash>,
    hurries: bool,
}

/// A process that dies when so many more writes are done: the reply to the last of them is lost, and nothing after it is
/// done.
struct Crash {
    writes: usize,
    is_over: bool,
}

/// What breaks, and which of the calls to come.
struct Rule {
    operation: &'static str,
    item: &'static str,
    from: usize,
    to: usize,
    seen: usize,
    /// The calls that it broke, where it breaks each of them once.
    broken: Option<HashSet<String>>,
    fault: Fault,
}

/// Some of the calls to come, of which is yet to be said what happens to them.
#[must_use = "nothing happens to them yet"]
pub(crate) struct Coming<'a> {
    proxy: &'a Proxy,
    operation: &'static str,
    item: &'static str,
    from: usize,
    to: usize,
    once: bool,
}

impl Coming<'_> {
    /// Only those that name an item whose partition key begins so; the others do not count.
    pub(crate) fn at(self, item: &'static str) -> Self {
        Self { item, ..self }
    }

    /// The transaction is cancelled for this reason at this index (from the end when negative).
    pub(crate) fn cancel(self, index: isize, code: &'static str) {
        self.meet(Fault::Canceled(index, code));
    }

    /// Nothing is done, and the answer is this error of DynamoDB's.
    pub(crate) fn refuse(self, error: &'static str) {
        self.meet(Fault::Refused(error));
    }

    /// Nothing is done, and the answer is 500.
    pub(crate) fn break_before(self) {
        self.meet(Fault::BrokenBefore);
    }

    /// It is done, and the answer is 500.
    pub(crate) fn break_after(self) {
        self.meet(Fault::BrokenAfter);
    }

    /// The connection ends before anything is done.
    pub(crate) fn lose_request(self) {
        self.meet(Fault::LostRequest);
    }

    /// It is done, and the connection ends without an answer.
    pub(crate) fn lose_reply(self) {
        self.meet(Fault::LostReply);
    }

    /// Nothing is done, and nobody answers.
    pub(crate) fn stay_silent(self) {
        self.meet(Fault::Silence);
    }

    /// A batch leaves its last key unread; a batch of one key reads nothing.
    pub(crate) fn leave_unprocessed(self) {
        self.meet(Fault::Unprocessed);
    }

    /// The batch shows these items as they were.
    pub(crate) fn show(self, items: Vec<Value>) {
        self.meet(Fault::Shown(Arc::new(items)));
    }

    /// Writes meet a transaction on their item, and nothing is done.
    pub(crate) fn conflict(self) {
        self.meet(Fault::Conflict);
    }

    /// Nothing happens before it is let go.
    pub(crate) fn hold(self) -> Arc<Hold> {
        let hold = Arc::<Hold>::default();
        self.meet(Fault::Held(Arc::clone(&hold)));
        hold
    }

    fn meet(self, fault: Fault) {
        let Self { proxy, operation, item, from, to, once } = self;
        let broken = once.then(HashSet::new);
        proxy.record().rules.push(Rule { operation, item, from, to, seen: 0, broken, fault });
    }
}

impl Rule {
    fn concerns(&self, call: &Call) -> bool {
        let operation = self.operation == ANY || self.operation == call.operation;
        operation && (self.item.is_empty() || call.keys().iter().any(|key| key.starts_with(self.item)))
    }

    /// Whether it is this call's turn, unless something happens to it already.
    fn strikes(&mut self, call: &Call, is_struck: bool) -> bool {
        let nth = self.seen;
        self.seen += 1;
        if is_struck || !(self.from..self.to).contains(&nth) || !self.fault.matters_to(call) {
            return false;
        }
        let first = |broken: &mut HashSet<String>| broken.insert(format!("{} {}", call.operation, call.body));
        self.broken.as_mut().is_none_or(first)
    }
}

impl Fault {
    fn matters_to(&self, call: &Call) -> bool {
        call.writes() || !matches!(self, Self::Conflict)
    }
}

impl Crash {
    /// What happens to this call.
    fn fault(&mut self, call: &Call) -> Option<Fault> {
        // Nobody tries again what is refused so.
        const DEAD: Fault = Fault::Refused("AccessDeniedException");
        if self.is_over {
            return Some(DEAD);
        }
        if !call.writes() {
            return None;
        }
        self.is_over = self.writes <= 1;
        match self.writes {
            0 => Some(DEAD),
            1 => Some(Fault::BrokenAfter),
            _ => {
                self.writes -= 1;
                None
            }
        }
    }
}

impl Proxy {
    /// A proxy before the engine at this address, and where it listens.
    pub(crate) fn before(engine: SocketAddr) -> (Self, SocketAddr) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        listener.set_nonblocking(true).expect("a socket can be told not to block");
        let listener = TcpListener::from_std(listener).expect("a test has a runtime");
        let address = listener.local_addr().expect("a listener has an address");
        let proxy = Self { engine, record: Arc::default() };
        let own = proxy.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(own.clone().converse(client));
            }
        });
        (proxy, address)
    }

    /// Asks the engine itself, unseen and unbroken.
    pub(crate) async fn ask(&self, operation: &str, body: &Value) -> Value {
        let request = Message::request(&format!("DynamoDB_20120810.{operation}"), body);
        let answer = forward(&request, self.engine).await;
        assert!(answer.0.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&answer.0));
        answer.json()
    }

    /// Asks the engine itself, whatever it answers.
    pub(crate) async fn ask_anyhow(&self, operation: &str, body: &Value) {
        forward(&Message::request(&format!("DynamoDB_20120810.{operation}"), body), self.engine).await;
    }

    /// The items whose partition key begins so, as DynamoDB's JSON.
    pub(crate) async fn items_of(&self, partition: &str) -> Vec<Value> {
        let is_of = |item: &Value| item["pk"]["S"].as_str().is_some_and(|pk| pk.starts_with(partition));
        self.items().await.into_iter().filter(is_of).collect()
    }

    /// Everything in the table, as DynamoDB's JSON.
    pub(crate) async fn items(&self) -> Vec<Value> {
        let mut items = Vec::new();
        let mut scan = json!({ "TableName": "latchkey", "ConsistentRead": true });
        loop {
            let page = self.ask("Scan", &scan).await;
            items.extend(page["Items"].as_array().cloned().unwrap_or_default());
            match &page["LastEvaluatedKey"] {
                Value::Null => return items,
                last => scan["ExclusiveStartKey"] = last.clone(),
            }
        }
    }

    /// The calls of `operation` that come in this range, counted from now on: `0..1` is the next one, `..` are all.
    pub(crate) fn on(&self, operation: &'static str, nth: impl RangeBounds<usize>) -> Coming<'_> {
        let from = match nth.start_bound() {
            Bound::Included(from) => *from,
            Bound::Excluded(before) => before + 1,
            Bound::Unbounded => 0,
        };
        let to = match nth.end_bound() {
            Bound::Included(last) => last + 1,
            Bound::Excluded(to) => *to,
            Bound::Unbounded => usize::MAX,
        };
        Coming { proxy: self, operation, item: "", from, to, once: false }
    }

    /// Each call to come, once: when it is sent again, nothing happens to it.
    pub(crate) fn on_each(&self) -> Coming<'_> {
        Coming { once: true, ..self.on_any(..) }
    }

    /// Whoever speaks to the table dies when so many more writes are done: the reply to the last one is lost, and nothing is
    /// done any more. At 0 the next write is not done.
    pub(crate) fn crash_after(&self, writes: usize) {
        self.record().crash = Some(Crash { writes, is_over: false });
    }

    /// Whether they did so much that they died.
    pub(crate) fn crashed(&self) -> bool {
        self.record().crash.as_ref().is_some_and(|crash| crash.is_over)
    }

    /// The calls of every operation that come in this range.
    pub(crate) fn on_any(&self, nth: impl RangeBounds<usize>) -> Coming<'_> {
        self.on(ANY, nth)
    }

    /// Lets calls go on at once: their waves do not matter.
    pub(crate) fn hurry(&self) {
        self.record().hurries = true;
    }

    /// Breaks nothing any more.
    pub(crate) fn heal(&self) {
        let mut record = self.record();
        record.rules.clear();
        record.crash = None;
    }

    /// Forgets the calls so far.
    pub(crate) fn forget(&self) {
        self.record().calls.clear();
    }

    /// The calls since the last [`Proxy::forget`], in the order of their arrival.
    pub(crate) fn calls(&self) -> Vec<Call> {
        self.record().calls.clone()
    }

    /// How often the service waited for the table since the last [`Proxy::forget`]. Calls that overlap are one wave.
    pub(crate) fn waves(&self) -> usize {
        waves(&self.calls())
    }

    /// The calls since the last [`Proxy::forget`], one a line, for a failing test to print.
    pub(crate) fn listing(&self) -> String {
        self.calls().iter().map(|call| format!("\n  {call}")).collect()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("nobody panics holding it")
    }

    /// Answers one client's requests until either side goes.
    async fn converse(self, mut client: TcpStream) {
        while let Some(request) = Message::read(&mut client).await {
            let (number, fault) = self.begin(&request);
            let turns = if self.record().hurries { 0 } else { TURNS };
            for _ in 0..turns {
                tokio::task::yield_now().await;
            }
            let reply = match fault {
                None => Some(forward(&request, self.engine).await.0),
                Some(fault) => broken(fault, &request, self.engine).await,
            };
            self.end(number, reply.as_deref());
            let Some(reply) = reply else { return };
            if client.write_all(&reply).await.is_err() {
                return;
            }
        }
    }

    fn begin(&self, request: &Message) -> (usize, Option<Fault>) {
        let mut record = self.record();
        record.tick += 1;
        let began = record.tick;
        let call =
            Call { operation: request.operation(), body: request.json(), units: 0.0, began, ended: None };
        let mut fault = record.crash.as_mut().and_then(|crash| crash.fault(&call));
        for rule in record.rules.iter_mut().filter(|rule| rule.concerns(&call)) {
            if rule.strikes(&call, fault.is_some()) {
                fault = Some(rule.fault.clone());
            }
        }
        record.calls.push(call);
        (began, fault)
    }

    fn end(&self, began: usize, reply: Option<&[u8]>) {
        let reply = reply.map(|reply| Message(reply.to_vec()).json()).unwrap_or_default();
        let mut record = self.record();
        record.tick += 1;
        let ended = record.tick;
        if let Some(call) = record.calls.iter_mut().find(|call| call.began == began) {
            call.ended = Some(ended);
            let charged = &reply["ConsumedCapacity"];
            let charged = charged.as_array().map_or(std::slice::from_ref(charged), Vec::as_slice);
            call.units = charged.iter().filter_map(|table| table["CapacityUnits"].as_f64()).sum();
        }
    }
}

/// The longest chain of calls in which each began after the one before had ended.
fn waves(calls: &[Call]) -> usize {
    let mut ends: Vec<_> = calls.iter().map(|call| (call.ended.unwrap_or(usize::MAX), call.began)).collect();
    ends.sort_unstable();
    let mut last = None;
    ends.into_iter()
        .filter(|(ended, began)| {
            let waits = last.is_none_or(|last| *began > last);
            if waits {
                last = Some(*ended);
            }
            waits
        })
        .count()
}

/// What a broken call answers; none when the connection ends instead.
async fn broken(fault: Fault, request: &Message, engine: SocketAddr) -> Option<Vec<u8>> {
    match fault {
        Fault::Conflict => match request.operation().as_str() {
            "TransactWriteItems" => Some(canceled(request, 0, "TransactionConflict")),
            _ => Some(refused("TransactionConflictException")),
        },
        Fault::Held(hold) => {
            hold.arrived.notify_one();
            hold.released.notified().await;
            Some(forward(request, engine).await.0)
        }
        Fault::Canceled(index, code) => Some(canceled(request, index, code)),
        Fault::Refused(name) => Some(refused(name)),
        Fault::BrokenBefore => Some(internal_error()),
        Fault::BrokenAfter => {
            forward(request, engine).await;
            Some(internal_error())
        }
        Fault::LostRequest => None,
        Fault::LostReply => {
            forward(request, engine).await;
            None
        }
        Fault::Silence => std::future::pending().await,
        Fault::Unprocessed => Some(read_in_part(request, engine).await),
        Fault::Shown(items) => Some(shown(&items, request, engine).await),
    }
}

/// A transaction that was cancelled for this reason at this index (from the end when negative).
fn canceled(request: &Message, index: isize, code: &str) -> Vec<u8> {
    let items = request.json()["TransactItems"].as_array().map_or(0, Vec::len);
    let index = if index < 0 { items.saturating_sub(index.unsigned_abs()) } else { index.unsigned_abs() };
    let reason = |item| match item == index {
        true => json!({"Code": code, "Message": code}),
        false => json!({"Code": "None"}),
    };
    let reasons: Vec<_> = (0..items).map(reason).collect();
    let body = json!({
        "__type": error_type("TransactionCanceledException"),
        "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons",
        "CancellationReasons": reasons,
    });
    reply("400 Bad Request", &body)
}

fn refused(name: &str) -> Vec<u8> {
    reply("400 Bad Request", &json!({"__type": error_type(name), "message": name}))
}

fn error_type(name: &str) -> String {
    format!("com.amazonaws.dynamodb.v20120810#{name}")
}

fn internal_error() -> Vec<u8> {
    let body = json!({"__type": error_type("InternalServerError"), "message": "Internal server error"});
    reply("500 Internal Server Error", &body)
}

/// Reads all keys of the batch but the last, which is handed back as DynamoDB does under load.
async fn read_in_part(request: &Message, engine: SocketAddr) -> Vec<u8> {
    let mut wanted = request.json();
    let mut unread = json!({});
    for (table, batch) in wanted["RequestItems"].as_object_mut().expect("a batch names tables") {
        let mut rest = batch.clone();
        let last = batch["Keys"].as_array_mut().and_then(Vec::pop);
        rest["Keys"] = json!([last.expect("a batch has keys")]);
        unread[table] = rest;
    }
    let empty = |batch: &Value| batch["Keys"].as_array().is_none_or(Vec::is_empty);
    let mut answer = match wanted["RequestItems"].as_object().expect("tables").values().all(empty) {
        true => json!({"Responses": {}}),
        false => forward(&Message::request(&request.target(), &wanted), engine).await.json(),
    };
    answer["UnprocessedKeys"] = unread;
    reply("200 OK", &answer)
}

/// What the batch reads, but with these items as they were.
async fn shown(items: &[Value], request: &Message, engine: SocketAddr) -> Vec<u8> {
    let mut answer = forward(request, engine).await.json();
    let tables = answer["Responses"].as_object_mut().into_iter().flatten();
    for item in tables.filter_map(|(_, read)| read.as_array_mut()).flatten() {
        let was = items.iter().find(|was| was["pk"] == item["pk"] && was["sk"] == item["sk"]);
        *item = was.unwrap_or(item).clone();
    }
    reply("200 OK", &answer)
}

pub(super) fn reply(status: &str, body: &Value) -> Vec<u8> {
    let body = body.to_string();
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: application/x-amz-json-1.0\r\ncontent-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

pub(super) async fn forward(request: &Message, engine: SocketAddr) -> Message {
    let mut engine = TcpStream::connect(engine).await.expect("the engine listens");
    engine.write_all(&request.0).await.expect("the engine reads");
    Message::read(&mut engine).await.expect("the engine answers")
}

/// An HTTP/1.1 message to the byte, head and body.
pub(super) struct Message(Vec<u8>);

impl Message {
    /// The next message of a connection; none when it has ended.
    pub(super) async fn read(from: &mut TcpStream) -> Option<Self> {
        let mut bytes = Vec::new();
        loop {
            let message = Self(bytes);
            if message.is_whole() {
                return Some(message);
            }
            bytes = message.0;
            if from.read_buf(&mut bytes).await.ok()? == 0 {
                return None;
            }
        }
    }

    /// A request to the engine, which wants a signature but does not check it.
    pub(super) fn request(target: &str, body: &Value) -> Self {
        let body = body.to_string();
        let length = body.len();
        let text = format!(
            "POST / HTTP/1.1\r\nhost: localhost\r\nx-amz-target: {target}\r\nx-amz-date: 20260101T120000Z\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=latchkey/20260101/local/dynamodb/aws4_request, \
             SignedHeaders=host, Signature=none\r\ncontent-type: application/x-amz-json-1.0\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        Self(text.into_bytes())
    }

    fn is_whole(&self) -> bool {
        let length = self.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        self.body_at().is_some_and(|at| self.0.len() >= at + length)
    }

    fn body_at(&self) -> Option<usize> {
        self.0.windows(4).position(|window| window == b"\r\n\r\n").map(|at| at + 4)
    }

    fn header(&self, name: &str) -> Option<String> {
        let head = String::from_utf8_lossy(&self.0[..self.body_at()?]).into_owned();
        head.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
    }

    /// The first line.
    pub(super) fn status(&self) -> String {
        String::from_utf8_lossy(&self.0).lines().next().unwrap_or_default().to_owned()
    }

    /// `DynamoDB_20120810.BatchGetItem` is `BatchGetItem`.
    pub(super) fn operation(&self) -> String {
        self.target().rsplit('.').next().unwrap_or_default().to_owned()
    }

    pub(super) fn target(&self) -> String {
        self.header("x-amz-target").unwrap_or_default()
    }

    pub(super) fn json(&self) -> Value {
        let body = &self.0[self.body_at().unwrap_or(self.0.len())..];
        serde_json::from_slice(body).unwrap_or(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, Value, waves};

    fn call(began: usize, ended: usize) -> Call {
        Call { operation: String::new(), body: Value::Null, units: 0.0, began, ended: Some(ended) }
    }

    #[test]
    fn calls_that_overlap_are_one_wave() {
        assert_eq!(waves(&[]), 0);
        assert_eq!(waves(&[call(1, 2), call(3, 4), call(5, 6)]), 3);
        assert_eq!(waves(&[call(1, 4), call(2, 3), call(5, 6)]), 2);
        assert_eq!(waves(&[call(1, 10), call(2, 3), call(4, 5)]), 2, "beside a long one, two in a row");
    }
}
