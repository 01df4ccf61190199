//! Lists of the native API: a page at a time, from cursor to cursor.

use crate::app::App;
use crate::auth::Caller;
use crate::dialects::cursor;
use crate::dialects::drf::Error;
use crate::domain::UserId;
use crate::http::json;
use axum::response::Response;
use http::{StatusCode, Uri};
use serde_json::{Map, Value, json};

/// How many objects a page has when nothing is said.
const DEFAULT_LIMIT: usize = 50;

/// How many objects a page has at most.
const MOST: usize = 100;

/// What a list is asked for: `limit`, `cursor`, and the filters that it knows.
pub struct ListQuery {
    path: String,
    caller: UserId,
    filters: Vec<(String, String)>,
    /// How many objects are wanted: 1 to 100.
    pub limit: usize,
    /// The place in the list that the page follows; none for the beginning.
    pub after: Option<String>,
}

impl ListQuery {
    /// Reads the query of a request for a list that knows these filters.
    ///
    /// # Errors
    /// 400 for a parameter that the list does not know or that is sent twice, for a limit out of range, and for a cursor
    /// of another list, of other filters, of somebody else, that was tampered with, or is older than 15 minutes.
    pub fn read(app: &App, caller: &Caller, uri: &Uri, filters: &[&str]) -> Result<Self, Error> {
        let mut query = Self {
            path: uri.path().to_owned(),
            caller: caller.user.id,
            filters: Vec::new(),
            limit: DEFAULT_LIMIT,
            after: None,
        };
        let (mut faults, mut place, mut seen) = (Map::new(), None, Vec::new());
        let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
        for (name, value) in pairs.into_owned() {
            let mut fault = |text: &str| drop(faults.insert(name.clone(), json!([text])));
            match name.as_str() {
                _ if seen.contains(&name) => fault("This parameter is sent more than once."),
                "limit" => match value.parse() {
                    Ok(limit @ 1..=MOST) => query.limit = limit,
                    _ => fault(&format!("A whole number from 1 to {MOST} is required.")),
                },
                "cursor" => place = Some(value),
                known if filters.contains(&known) => query.filters.push((name.clone(), value)),
                _ => fault(&match filters {
                    [] => "Unknown parameter. There are: limit, cursor.".to_owned(),
                    _ => format!("Unknown parameter. There are: {}, limit, cursor.", filters.join(", ")),
                }),
            }
            seen.push(name);
        }
        query.filters.sort();
        if let Some(cursor) = place {
            query.after = cursor::open(app, &query.context(), &cursor);
            if query.after.is_none() {
                let text = "Invalid cursor. It belongs to another list, or is more than 15 minutes old.";
                faults.insert("cursor".to_owned(), json!([text]));
            }
        }
        match faults.is_empty() {
            true => Ok(query),
            false => Err(Error::body(StatusCode::BAD_REQUEST, Value::Object(faults))),
        }
    }

    /// The value of a filter, if it is used.
    pub fn filter(&self, name: &str) -> Option<&str> {
        self.filters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A filter that is `true` or `false`.
    ///
    /// # Errors
    /// 400 for anything else.
    pub fn truth(&self, name: &'static str) -> Result<Option<bool>, Error> {
        match self.filter(name) {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => Err(Error::field(name, "Must be true or false.")),
        }
    }

    /// A page: these objects, and where the next one begins, if the list goes on.
    pub fn page(&self, app: &App, objects: Vec<Value>, next: Option<String>) -> Response {
        let next = next.map(|place| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(&self.filters).append_pair("limit", &self.limit.to_string());
            query.append_pair("cursor", &cursor::seal(app, &self.context(), &place));
            format!("{}{}?{}", app.config.public_url.as_str(), self.path, query.finish())
        });
        json(StatusCode::OK, &json!({ "next": next, "results": objects }))
    }

    /// A page of what is at hand whole, in order, with each thing's place in it.
    pub fn page_of<T>(
        &self,
        app: &App,
        all: Vec<T>,
        place: impl Fn(&T) -> String,
        object: impl Fn(&T) -> Value,
    ) -> Response {
        let follows = |thing: &T| self.after.as_ref().is_none_or(|after| place(thing) > *after);
        let rest: Vec<_> = all.into_iter().filter(follows).collect();
        let next = (rest.len() > self.limit).then(|| place(&rest[self.limit - 1]));
        self.page(app, rest.iter().take(self.limit).map(object).collect(), next)
    }

    fn context(&self) -> String {
        let filters = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.filters).finish();
        format!("{} {}?{filters}", self.caller, self.path)
    }
}
