//! Bodies that name many things at once.

use super::{ListQuery, fields};
use crate::app::App;
use crate::auth::{Caller, throttle};
use crate::dialects::drf::Error;
use crate::dialects::drf::body::Data;
use crate::error::Refusal;
use crate::json::Json;
use http::{StatusCode, Uri};
use serde_json::{Map, Value, json};

/// How many things one call names at most.
pub const MOST_AT_ONCE: usize = 100;

/// What a PATCH of a list is about.
pub struct Exchange<O, T> {
    /// Whose list it is, as it was found.
    pub owner: O,
    /// What is to be added.
    pub add: Vec<T>,
    /// What is to be taken from it.
    pub remove: Vec<T>,
    /// Which page of the list is to be the answer.
    pub query: ListQuery,
}

/// Reads a PATCH of a list: whose it is, and beside that the things of the ids that its body names. A body that names none
/// is refused when the owner was found.
///
/// # Errors
/// Those of `owner`, and of reading the things; then 400 for the body, the query, and ids of nothing.
pub async fn exchange<O, T, F, E>(
    app: &App,
    caller: &Caller,
    (uri, data): (&Uri, &Data),
    owner: impl Future<Output = Result<O, Error>>,
    read: impl FnOnce(Vec<u64>) -> F,
    id: impl Fn(&T) -> u64,
) -> Result<Exchange<O, T>, Error>
where
    F: Future<Output = Result<Vec<T>, E>>,
    E: Into<Refusal>,
{
    let bulk = Bulk::read(data);
    let named: Vec<_> = bulk.iter().flat_map(|bulk| bulk.add.iter().chain(&bulk.remove)).copied().collect();
    let things = throttle::counting(app, &caller.user, throttle::LIST + named.len(), read(named));
    let things = async { Ok(things.await?) };
    let (owner, things) = tokio::try_join!(owner, things)?;
    let (bulk, query) = (bulk?, ListQuery::read(app, caller, uri, &[])?);
    bulk.must_be_there(|named| things.iter().any(|thing| id(thing) == named))?;
    let (add, remove) = things.into_iter().partition(|thing| bulk.add.contains(&id(thing)));
    Ok(Exchange { owner, add, remove, query })
}

/// What is to be added to a list, and what is to be taken from it, by id.
#[derive(Debug, PartialEq, Eq)]
struct Bulk {
    /// In the order in which they were sent, each once.
    add: Vec<u64>,
    /// The same; none of them is to be added too.
    remove: Vec<u64>,
}

impl Bulk {
    /// Reads `{"add": [1, 2], "remove": [3]}`; one of the two may be left out.
    ///
    /// # Errors
    /// 400 for a body that names nothing, more than 100 things, or something twice, and for what is no id.
    fn read(data: &Data) -> Result<Self, Error> {
        fields(data, &["add", "remove"])?;
        let bulk = Self { add: ids(data, "add")?, remove: ids(data, "remove")? };
        let named = bulk.add.len() + bulk.remove.len();
        if named == 0 {
            return Err(Error::non_field("Nothing to add or remove."));
        }
        if named > MOST_AT_ONCE {
            return Err(too_many());
        }
        match bulk.remove.iter().find(|id| bulk.add.contains(id)) {
            Some(id) => Err(Error::field("remove", &format!("{id} is to be added too."))),
            None => Ok(bulk),
        }
    }

    /// Insists that all of them are there.
    ///
    /// # Errors
    /// 400, naming those that are not.
    fn must_be_there(&self, is_there: impl Fn(u64) -> bool) -> Result<(), Error> {
        let mut faults = Map::new();
        for (name, ids) in [("add", &self.add), ("remove", &self.remove)] {
            let unknown = ids.iter().filter(|id| !is_there(**id));
            let unknown: Vec<_> = unknown.map(u64::to_string).collect();
            if !unknown.is_empty() {
                faults.insert(name.to_owned(), json!([format!("Unknown ids: {}.", unknown.join(", "))]));
            }
        }
        match faults.is_empty() {
            true => Ok(()),
            false => Err(Error::body(StatusCode::BAD_REQUEST, Value::Object(faults))),
        }
    }
}

fn too_many() -> Error {
    Error::non_field(&format!("No more than {MOST_AT_ONCE} can be added and removed at once."))
}

fn ids(data: &Data, name: &'static str) -> Result<Vec<u64>, Error> {
    let wrong = || Error::field(name, "A list of ids is required.");
    let sent = match data.get(name) {
        None => return Ok(Vec::new()),
        Some(Json::Array(sent)) if sent.len() > MOST_AT_ONCE => return Err(too_many()),
        Some(Json::Array(sent)) => sent,
        Some(_) => return Err(wrong()),
    };
    let mut ids = Vec::new();
    for id in sent {
        let Json::Int(digits) = id else { return Err(wrong()) };
        let id = digits.parse().ok().filter(|id| (1..1 << 53).contains(id));
        let id = id.ok_or_else(|| Error::field(name, &format!("{digits} is not an id.")))?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::Bulk;
    use crate::dialects::drf::body::Data;
    use crate::json::loads;

    fn read(text: &str) -> Option<(Vec<u64>, Vec<u64>)> {
        let bulk = Bulk::read(&Data::Json(loads(text.as_bytes()).unwrap())).ok()?;
        Some((bulk.add, bulk.remove))
    }

    #[test]
    fn ids_are_named_once_and_at_most_a_hundred() {
        assert_eq!(read(r#"{"add": [2, 1, 2]}"#), Some((vec![2, 1], vec![])));
        assert_eq!(
            read(r#"{"remove": [3], "add": [9007199254740991]}"#),
            Some((vec![(1 << 53) - 1], vec![3]))
        );
        for bad in [
            "{}",
            "[]",
            "null",
            r#"{"add": []}"#,
            r#"{"add": 1}"#,
            r#"{"add": null}"#,
            r#"{"add": ["1"]}"#,
            r#"{"add": [1.0]}"#,
            r#"{"add": [true]}"#,
            r#"{"add": [0]}"#,
            r#"{"add": [-1]}"#,
            r#"{"add": [9007199254740992]}"#,
            r#"{"add": [1], "remove": [1]}"#,
            r#"{"add": [1], "set": [1]}"#,
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let many = |n: u64| format!("{{\"add\": {:?}}}", (1..=n).collect::<Vec<_>>());
        assert!(read(&many(100)).is_some() && read(&many(101)).is_none());
        assert_eq!(read(&format!("{{\"add\": {:?}}}", [7; 101])), None);
    }
}
