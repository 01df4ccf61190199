//! Lists of the native API: a page at a time, from cursor to cursor.

use crate::app::App;
use crate::auth::Caller;
use crate::dialects::cursor;
use crate::dialects::drf::Error;
use crate::domain::UserId;
use crate::http::json;
use crate::json::Json;
use crate::store::Span;
use axum::response::Response;
use http::{StatusCode, Uri};

/// How many objects a page has when nothing is said.
const DEFAULT_LIMIT: usize = 50;

/// How many objects a page has at most.
const MOST: usize = 100;

/// A query that may be `<name>=true`, or nothing.
///
/// # Errors
/// 400 for any other parameter or value.
pub fn switch(uri: &Uri, name: &'static str) -> Result<bool, Error> {
    let mut is_on = false;
    for (sent, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()) {
        is_on = match &*value {
            _ if sent != name => return Err(unknown(&sent, &[name])),
            "true" => true,
            "false" => false,
            _ => return Err(not_a_truth(name)),
        };
    }
    Ok(is_on)
}

fn unknown(name: &str, known: &[&str]) -> Error {
    Error::field(name, &format!("Unknown parameter. There are: {}.", known.join(", ")))
}

fn not_a_truth(name: &str) -> Error {
    Error::field(name, "Must be true or false.")
}

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
        let (mut cursor, mut seen) = (None, Vec::new());
        for (name, value) in form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned() {
            if seen.contains(&name) {
                return Err(Error::field(&name, "This parameter is sent more than once."));
            }
            match name.as_str() {
                "limit" => match value.parse() {
                    Ok(limit @ 1..=MOST) => query.limit = limit,
                    _ => {
                        return Err(Error::field(
                            "limit",
                            &format!("A whole number from 1 to {MOST} is required."),
                        ));
                    }
                },
                "cursor" => cursor = Some(value),
                known if filters.contains(&known) => query.filters.push((name.clone(), value)),
                unknown => return Err(self::unknown(unknown, &[filters, &["limit", "cursor"]].concat())),
            }
            seen.push(name);
        }
        query.filters.sort();
        if let Some(cursor) = cursor {
            let text = "Invalid cursor. It belongs to another list, or is more than 15 minutes old.";
            let after = cursor::open(app, &query.context(), &cursor);
            query.after = Some(after.ok_or_else(|| Error::field("cursor", text))?);
        }
        Ok(query)
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
            Some(_) => Err(not_a_truth(name)),
        }
    }

    /// The part of a list that the page begins.
    pub fn span(&self) -> Span {
        Span::after(self.after.as_deref().unwrap_or_default())
    }

    /// A page: these objects, and where the next one begins, if the list goes on.
    pub fn page(&self, app: &App, objects: Vec<impl Into<Json>>, next: Option<String>) -> Response {
        let objects: Json = objects.into_iter().map(Into::into).collect();
        let next = next.map(|place| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(&self.filters).append_pair("limit", &self.limit.to_string());
            query.append_pair("cursor", &cursor::seal(app, &self.context(), &place));
            format!("{}{}?{}", app.config.public_url.as_str(), self.path, query.finish())
        });
        json(StatusCode::OK, &Json::object([("next", next.into()), ("results", objects)]))
    }

    /// A page of what is at hand whole, in order, with each thing's place in it.
    pub fn page_of<T, V: Into<Json>>(
        &self,
        app: &App,
        all: Vec<T>,
        place: impl Fn(&T) -> String,
        object: impl Fn(&T) -> V,
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
