//! What is in the table, as far as two stories can be compared: without what chance, names and numbers make different.

use super::Proxy;
use serde_json::Value;
use std::collections::BTreeMap;
use std::ops::Sub;

/// Numbers that tell how often something was done. Those of the login record may err upwards.
const COUNTS: [&str; 10] =
    ["version", "epoch", "gen", "late", "attempts", "links_valid_from", "rev", "hourly", "daily", "total"];

/// The items that there are, and how many look the same; or how these numbers differ between two moments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture(BTreeMap<String, i64>);

impl Picture {
    /// The table at this moment; without keys, which the first who needs one makes, and the counters of limits, which may
    /// err upwards.
    pub(crate) async fn of(proxy: &Proxy) -> Self {
        const LEFT_OUT: [&str; 4] = ["LIM#", "JWKS", "PRIV#", "SEQ#"];
        let mut lines = BTreeMap::new();
        for item in proxy.items().await {
            let pk = item["pk"]["S"].as_str().unwrap_or_default();
            if !LEFT_OUT.iter().any(|kind| pk.starts_with(kind)) {
                *lines.entry(line(&item)).or_default() += 1;
            }
        }
        Self(lines)
    }

    /// The same without what a try that broke off may leave behind: sign-ins that nobody was told of, failures that were
    /// counted, cleaning that is owed.
    pub(crate) fn essentials(self) -> Self {
        let is_essential = |line: &str| {
            let leaves = ["L#", "WORK#"].iter().any(|kind| line.starts_with(kind));
            !(leaves || line.starts_with("S#") && !line.contains("ended_at"))
        };
        Self(self.0.into_iter().filter(|(line, _)| is_essential(line)).collect())
    }
}

impl Sub<&Self> for Picture {
    type Output = Self;

    fn sub(mut self, before: &Self) -> Self {
        for (line, count) in &before.0 {
            *self.0.entry(line.clone()).or_default() -= count;
        }
        self.0.retain(|_, count| *count != 0);
        self
    }
}

/// An item as one line.
fn line(item: &Value) -> String {
    let key = |name: &str| item[name]["S"].as_str().map(anonymous).unwrap_or_default();
    let attributes = item.as_object().into_iter().flatten();
    let attributes: BTreeMap<_, _> =
        attributes.filter(|(name, _)| !["pk", "sk", "gsi1pk", "gsi1sk"].contains(&name.as_str())).collect();
    let attributes = attributes.into_iter().map(|(name, value)| format!("{name}={}", shown(name, value)));
    format!("{} {} {}", key("pk"), key("sk"), attributes.collect::<Vec<_>>().join(" "))
}

/// A value of DynamoDB's JSON, in which what counts can be seen.
fn shown(name: &str, value: &Value) -> String {
    let Some((kind, value)) = value.as_object().and_then(|typed| typed.iter().next()) else {
        return String::new();
    };
    match (kind.as_str(), value) {
        ("N", Value::String(number)) if COUNTS.contains(&name) => number.clone(),
        ("N", _) => "#".to_owned(),
        ("M", Value::Object(members)) => {
            let members: BTreeMap<_, _> = members.iter().collect();
            let called =
                |member: &str| if name == "known" { member[..1].to_owned() } else { anonymous(member) };
            let members =
                members.into_iter().map(|(name, value)| format!("{}={}", called(name), shown(name, value)));
            let mut members: Vec<_> = members.collect();
            members.sort();
            format!("{{{}}}", members.join(" "))
        }
        ("L", Value::Array(members)) => {
            format!("[{}]", members.iter().map(|member| shown(name, member)).collect::<Vec<_>>().join(" "))
        }
        // How many superusers there are is another story's affair.
        ("NS", _) if name == "ids" => "#".to_owned(),
        ("NS" | "SS", Value::Array(members)) => format!("{} of them", members.len()),
        ("S", _) if name == "kid" => "#".to_owned(),
        (_, Value::String(text)) => anonymous(text),
        (_, value) => value.to_string(),
    }
}

/// A text without numbers, and without what chance made.
fn anonymous(text: &str) -> String {
    if text.starts_with("$argon2") {
        return "a hash".to_owned();
    }
    let mut shown = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        let end = word.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(word.len());
        let (run, rest) = word.split_at(end);
        match run.len() >= 12 || run.contains(|c: char| c.is_ascii_digit()) {
            true => shown.push('#'),
            false => shown += run,
        }
        shown += rest;
    }
    shown
}
