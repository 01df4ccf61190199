//! The API's document, held against every answer that any test gets.

use super::Reply;
use super::schema::faults;
use cli::commands::openapi;
use http::{HeaderMap, Method};
use serde_json::Value;
use shared::config::{Config, Dialect};
use shared::domain::Shape;
use shared::http::When;
use shared::openapi::DIALECTS;
use shared::openapi::fields::declare;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// The document for each declaration of fields that a test made.
static CONTRACTS: Mutex<BTreeMap<String, &'static Contract>> = Mutex::new(BTreeMap::new());

fn contract(shape: &Shape) -> &'static Contract {
    let mut contracts = CONTRACTS.lock().expect("nobody panics holding it");
    contracts.entry(format!("{shape:?}")).or_insert_with(|| Box::leak(Box::new(Contract::read(shape))))
}

/// What the document says of answers.
struct Contract(Vec<(Vec<String>, Method, Operation)>);

struct Operation {
    dialects: Vec<(Dialect, Option<When>)>,
    answers: BTreeMap<u16, Vec<(String, Value)>>,
}

/// The answer is one that the document has for the operation, if it has the operation under these settings.
pub(super) fn check(config: &Config, request: &Asked, reply: &Reply) {
    let Some(operation) = contract(&config.user_fields).operation(request) else { return };
    let is_on = |(dialect, when): &(Dialect, Option<When>)| {
        dialect.is_on(config) && when.is_none_or(|when| when.holds(config))
    };
    if !operation.dialects.iter().any(is_on) {
        return;
    }
    if let Err(why) = operation.allows(reply) {
        panic!("infra/openapi.json does not say so: {why}\n\n{reply}");
    }
}

/// Which operation is asked for.
pub(super) struct Asked {
    method: Method,
    /// The method by the word of a header, which django-users-api heeds; none if it is no method.
    said: Option<Method>,
    path: String,
}

impl Asked {
    pub(super) fn new(method: &Method, path: &str, headers: &HeaderMap) -> Self {
        let said = match headers.get("x-http-method-override") {
            Some(said) => Method::from_bytes(&said.as_bytes().to_ascii_uppercase()).ok(),
            None => Some(method.clone()),
        };
        Self { method: method.clone(), said, path: path.to_owned() }
    }
}

impl Contract {
    fn read(shape: &Shape) -> Self {
        let mut document: Value = serde_json::from_str(&openapi()).expect("the document is JSON");
        declare(&mut document, shape);
        let mut operations = Vec::new();
        for (path, item) in document["paths"].as_object().expect("there are paths") {
            for (method, operation) in item.as_object().expect("there are operations") {
                let method = method.to_uppercase().parse().expect("a method");
                operations.push((segments(path), method, Operation::read(&document, operation)));
            }
        }
        Self(operations)
    }

    /// The operation that the service would choose: the path with the most literal segments, with or without a format
    /// at its end.
    fn operation(&self, request: &Asked) -> Option<&Operation> {
        let whole = segments(&request.path);
        let mut stem = whole.clone();
        if let Some(last) = stem.last_mut() {
            *last = last.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(last).to_owned();
        }
        let fits = |pattern: &[String]| likeness(pattern, &whole).max(likeness(pattern, &stem));
        let all = self
            .0
            .iter()
            .filter_map(|(pattern, method, operation)| Some((fits(pattern)?, method, operation)));
        let all: Vec<_> = all.collect();
        let best = all.iter().map(|(likeness, ..)| *likeness).max()?;
        let all: Vec<_> = all.into_iter().filter(|(likeness, ..)| *likeness == best).collect();
        let heeds_header = all.iter().any(|(_, _, operation)| operation.is_of(Dialect::UsersApi));
        let wanted = if heeds_header { request.said.as_ref()? } else { &request.method };
        all.iter().find(|(_, method, _)| *method == wanted).map(|(_, _, operation)| *operation)
    }
}

fn segments(path: &str) -> Vec<String> {
    let path = path.strip_suffix('/').unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

/// How many segments are the same to the letter; none if the path is another.
fn likeness(pattern: &[String], path: &[String]) -> Option<usize> {
    let fits =
        |(wanted, given): (&String, &String)| wanted == given || wanted.starts_with('{') && !given.is_empty();
    let is_one = pattern.len() == path.len() && pattern.iter().zip(path).all(fits);
    is_one.then(|| pattern.iter().zip(path).filter(|(wanted, given)| wanted == given).count())
}

impl Operation {
    fn read(document: &Value, operation: &Value) -> Self {
        let dialects = operation[DIALECTS].as_array().expect("an operation has dialects");
        let dialects = dialects.iter().map(|dialect| {
            let name = dialect["dialect"].as_str().expect("a dialect has a name");
            (Dialect::of_name(name), dialect["setting"].as_str().and_then(When::of_setting))
        });
        let answers = operation["responses"].as_object().expect("an operation has answers");
        let answers = answers.iter().map(|(status, answer)| {
            let answer = whole(document, answer);
            let content = answer["content"].as_object().cloned().unwrap_or_default();
            let content = content.into_iter().map(|(kind, media)| (kind, media["schema"].clone()));
            (status.parse().expect("a status"), content.collect())
        });
        Self { dialects: dialects.collect(), answers: answers.collect() }
    }

    fn is_of(&self, wanted: Dialect) -> bool {
        self.dialects.iter().any(|(dialect, _)| *dialect == wanted)
    }

    fn allows(&self, reply: &Reply) -> Result<(), String> {
        let content = self.answers.get(&reply.status()).ok_or("the status")?;
        let kind = reply.header("content-type").split(';').next().unwrap_or_default();
        if reply.is_without_body() {
            let may_be_empty = content.is_empty() || reply.status() >= 400 || kind == "text/html";
            return if may_be_empty { Ok(()) } else { Err("that there is no body".to_owned()) };
        }
        let (_, schema) = content.iter().find(|(known, _)| known == kind).ok_or("a body of this type")?;
        if kind != "application/json" {
            return Ok(());
        }
        let faults = faults(schema, &reply.json());
        if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) }
    }
}

/// A part of the document with what it refers to in its place.
pub(crate) fn whole(document: &Value, part: &Value) -> Value {
    match part {
        Value::Object(members) => match members.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                let there = document.pointer(reference.trim_start_matches('#'));
                whole(document, there.unwrap_or_else(|| panic!("{reference} leads nowhere")))
            }
            None => members.iter().map(|(name, member)| (name.clone(), whole(document, member))).collect(),
        },
        Value::Array(items) => items.iter().map(|item| whole(document, item)).collect(),
        other => other.clone(),
    }
}
