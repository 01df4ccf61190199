//! A second engine's opinion (`just test-second-engine`): where `SECOND_DYNAMODB` names the address of another DynamoDB, each
//! world has a table there, and the service gets its answers. Ours does the same in the same order, since the stream and the
//! sweep are its; where the two say something else, it is written into the file that `SECOND_DYNAMODB_DIFFERS` names.

use super::proxy::{Message, forward, reply};
use crate::infra::properties;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex as StdMutex};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

/// What the service calls its table.
const TABLE: &str = "latchkey";

/// Both engines of one world. Calls come one after the other, or each would have its own order.
struct Both {
    ours: SocketAddr,
    second: SocketAddr,
    table: String,
    turn: Mutex<()>,
}

/// Where a world's calls go: to our engine, or to both.
pub(super) async fn beside(ours: SocketAddr) -> SocketAddr {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let Some(second) = std::env::var_os("SECOND_DYNAMODB") else { return ours };
    let table = format!("latchkey-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let second =
        second.to_str().and_then(|it| it.parse().ok()).expect("SECOND_DYNAMODB is an address and a port");
    let both = Arc::new(Both { ours, second, table, turn: Mutex::default() });
    both.make_table().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(Arc::clone(&both).converse(client));
        }
    });
    address
}

impl Both {
    /// The template's table, as our engine has it.
    async fn make_table(&self) {
        let wanted = properties("Table");
        let mut table = json!({ "TableName": self.table });
        for name in ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode"] {
            table[name] = wanted[name].clone();
        }
        let made = forward(&Message::request("DynamoDB_20120810.CreateTable", &table), self.second).await;
        assert!(made.status().contains(" 200"), "{}", made.json());
    }

    async fn converse(self: Arc<Self>, mut client: TcpStream) {
        while let Some(request) = Message::read(&mut client).await {
            let answer = self.ask(&request).await;
            if tokio::io::AsyncWriteExt::write_all(&mut client, &answer).await.is_err() {
                return;
            }
        }
    }

    async fn ask(&self, request: &Message) -> Vec<u8> {
        let asked = request.json();
        let there = Message::request(&request.target(), &renamed(&asked, TABLE, &self.table));
        let turn = self.turn.lock().await;
        let second = forward(&there, self.second).await;
        let ours = forward(request, self.ours).await;
        drop(turn);
        let answer = renamed(&second.json(), &self.table, TABLE);
        let one = (ours.status(), scanned(&request.operation(), ours.json()));
        let other = (second.status(), scanned(&request.operation(), answer.clone()));
        if said(&one) != said(&other) {
            differs(&request.operation(), &asked, &one, &other);
        }
        reply(second.status().trim_start_matches("HTTP/1.1 "), &answer)
    }
}

/// What a scan finds is in no order, as a query's is in one.
fn scanned(operation: &str, mut answer: Value) -> Value {
    if let ("Scan", Some(members)) = (operation, answer.as_object_mut()) {
        let items = members.remove("Items").unwrap_or_default();
        members.insert("Scanned".to_owned(), items);
    }
    answer
}

/// The same with another name for the table.
fn renamed(value: &Value, from: &str, to: &str) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(name, it): (&String, &Value)| {
                let name = if name == from { to.to_owned() } else { name.clone() };
                let is_name = name == "TableName" && it == from;
                (name, if is_name { json!(to) } else { renamed(it, from, to) })
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => items.iter().map(|it| renamed(it, from, to)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// What an answer says: its status, which error, and everything that is in it, sets and batches in one order. How an error is
/// worded, what was charged and what is empty is nothing that a caller goes by.
fn said((status, answer): &(String, Value)) -> (String, Value) {
    let mut answer = answer.clone();
    let kind = answer["__type"].as_str().and_then(|kind| kind.rsplit('#').next()).map(str::to_owned);
    if let Some(members) = answer.as_object_mut() {
        for apart in ["ConsumedCapacity", "message", "Message", "__type", "Count", "ScannedCount", "Table"] {
            members.remove(apart);
        }
        members.insert("kind".to_owned(), json!(kind));
        members.retain(|_, it| !it.is_null() && *it != json!({}) && *it != json!([]));
        let reasons = members.get_mut("CancellationReasons").and_then(Value::as_array_mut);
        for reason in reasons.into_iter().flatten().filter_map(Value::as_object_mut) {
            reason.remove("Message");
            reason.retain(|_, it| !it.is_null());
        }
    }
    (status.split(' ').nth(1).unwrap_or_default().to_owned(), in_order(&answer))
}

fn in_order(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let sorted = |(name, it): (&String, &Value)| {
                let mut it = in_order(it);
                let is_set = ["SS", "NS", "Responses", "Scanned", TABLE].contains(&name.as_str());
                if let (true, Some(items)) = (is_set, it.as_array_mut()) {
                    items.sort_by_key(Value::to_string);
                }
                (name.clone(), it)
            };
            let members: BTreeMap<_, _> = members.iter().map(sorted).collect();
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => items.iter().map(in_order).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.clone(),
    }
}

/// Where two values differ first.
fn place(one: &Value, other: &Value) -> String {
    match (one, other) {
        (Value::Object(ours), Value::Object(_)) => {
            let names: BTreeSet<_> =
                ours.keys().chain(other.as_object().into_iter().flat_map(|it| it.keys())).collect();
            let differs = names.into_iter().find(|name| one[name.as_str()] != other[name.as_str()]);
            differs.map(|name| format!("/{name}{}", place(&one[name], &other[name]))).unwrap_or_default()
        }
        (Value::Array(ours), Value::Array(theirs)) if ours.len() == theirs.len() => {
            let differs = ours.iter().zip(theirs).find(|(one, other)| one != other);
            differs.map(|(one, other)| format!("/*{}", place(one, other))).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// Writes a difference down, the first of its kind.
fn differs(operation: &str, asked: &Value, ours: &(String, Value), second: &(String, Value)) {
    static KNOWN: StdMutex<BTreeSet<String>> = StdMutex::new(BTreeSet::new());
    let Some(path) = std::env::var_os("SECOND_DYNAMODB_DIFFERS") else { return };
    let (one, other) = (said(ours), said(second));
    let error = |it: &(String, Value)| it.1["kind"].as_str().map_or_else(|| it.0.clone(), str::to_owned);
    let found = format!("{operation}: {} / {} {}", error(&one), error(&other), place(&one.1, &other.1));
    if KNOWN.lock().expect("nobody panics holding it").insert(found.clone()) {
        let line = json!({ "differs": found, "asked": asked, "ours": ours.1, "second": second.1 });
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        writeln!(file.expect("the file can be written"), "{line}").expect("the file takes it");
    }
}
