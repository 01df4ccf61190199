//! Tastypie's lists: paging, the refusal to filter or order, and the envelope (docs/contracts/seeds.md §1.2).

use super::answer::{Answer, Error, listed, ok};
use crate::accounts::{LIST_BOUND, Page, Start};
use crate::app::App;
use crate::dialects::cursor;
use crate::domain::UserId;
use serde_json::{Map, Value, json};

/// How many objects a page has when nothing is said.
pub(super) const DEFAULT_LIMIT: usize = 20;

/// How many objects a page has at most.
const MOST: usize = 1000;

/// What a list is asked for.
pub struct ListQuery {
    path: String,
    /// As it was asked for: 0 for everything.
    limit: usize,
    others: Vec<(String, String)>,
    /// Where the page begins.
    pub start: Start,
    caller: UserId,
}

impl ListQuery {
    /// Reads the query of a request for the list at `path`. `fields` are those of its objects, by Django's names: none
    /// of them may be filtered by (but where `filters` is false they are not even looked at) or ordered by.
    ///
    /// # Errors
    /// 400 in Tastypie's words.
    pub fn read(
        app: &App,
        path: &str,
        fields: &[&str],
        filters: bool,
        caller: UserId,
        query: Option<&str>,
    ) -> Result<Self, Error> {
        let pairs: Vec<(String, String)> =
            form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        let named = |field: &&&str| pairs.iter().any(|(name, _)| name.split("__").next() == Some(field));
        if let Some(field) = fields.iter().find(named).filter(|_| filters) {
            return Err(Error::bad(&format!("The '{field}' field does not allow filtering.")));
        }
        if let Some((_, order)) = pairs.iter().find(|(name, _)| name == "order_by" || name == "sort_by") {
            let name = order.strip_prefix('-').unwrap_or(order);
            let name = name.split("__").next().unwrap_or_default();
            return Err(Error::bad(&match fields.contains(&name) {
                true => format!("The '{name}' field does not allow ordering."),
                false => format!("No matching '{name}' field for ordering on."),
            }));
        }
        let last =
            |name: &str| pairs.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let limit =
            last("limit").map_or(Ok(DEFAULT_LIMIT), |text| number("limit", text, "a positive integer"))?;
        let offset = last("offset").map_or(Ok(0), |text| number("offset", text, "an integer"))?;
        let after = match last("cursor") {
            Some(cursor) => {
                let after = cursor::open(app, &context(path, caller, offset), cursor);
                let text = "Invalid cursor provided. It belongs to another list, or has expired.";
                Some(after.ok_or_else(|| Error::bad(text))?)
            }
            None => None,
        };
        let of_paging = ["limit", "offset", "cursor"];
        let others = pairs.into_iter().filter(|(name, _)| !of_paging.contains(&name.as_str())).collect();
        Ok(Self { path: path.to_owned(), limit, others, start: Start { offset, after }, caller })
    }

    /// How many objects to read.
    pub fn limit(&self) -> usize {
        if self.limit == 0 { MOST } else { self.limit.min(MOST) }
    }

    fn link(&self, limit: usize, offset: usize, cursor: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.others);
        query.append_pair("limit", &limit.to_string()).append_pair("offset", &offset.to_string());
        if let Some(cursor) = cursor {
            query.append_pair("cursor", cursor);
        }
        format!("{}?{}", self.path, query.finish())
    }
}

/// A whole number, as Python reads it.
fn number(name: &str, text: &str, wanted: &str) -> Result<usize, Error> {
    let provided = format!("Invalid {name} '{text}' provided. Please provide");
    let digits = text.trim().trim_start_matches(['+', '-']);
    let signs = text.trim().len() - digits.len();
    if digits.is_empty() || signs > 1 || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Error::bad(&format!("{provided} {wanted}.")));
    }
    if text.trim().starts_with('-') && !digits.trim_start_matches('0').is_empty() {
        return Err(Error::bad(&format!("{provided} a positive integer >= 0.")));
    }
    // No list is longer.
    const LONGEST: usize = usize::MAX >> 1;
    Ok(digits.parse().unwrap_or(LONGEST).min(LONGEST))
}

/// A page in its envelope.
pub fn listing<T>(app: &App, query: &ListQuery, page: Page<T>, object: impl Fn(&T) -> Value) -> Answer {
    let Page { rows, total, next } = page;
    let offset = query.start.offset;
    let whole = next.is_none();
    // When not everything fits, the page is as long as pages get, and says so.
    let limit = if whole { query.limit } else { query.limit() };
    let mut meta = Map::new();
    meta.insert("limit".to_owned(), json!(limit));
    meta.insert("offset".to_owned(), json!(offset));
    meta.insert("totalCount".to_owned(), json!(total));
    if limit > 0 {
        let next = next.map(|next| {
            let context = context(&query.path, query.caller, next.offset);
            let cursor = next.after.map(|after| cursor::seal(app, &context, &after));
            query.link(limit, next.offset, cursor.as_deref())
        });
        let previous = offset.checked_sub(limit).map(|before| query.link(limit, before, None));
        meta.insert("next".to_owned(), json!(next));
        // Beyond the bound there is no way back by numbers.
        meta.insert("previous".to_owned(), json!(previous.filter(|_| offset <= LIST_BOUND + limit)));
    }
    listed(json!({ "meta": meta, "objects": rows.iter().map(object).collect::<Vec<_>>() }))
}

/// Several objects by their ids, in the order asked for, and the ids that nothing has.
pub fn set(ids: &[String], objects: Vec<Option<Value>>) -> Answer {
    let missing = ids.iter().zip(&objects).filter(|(_, object)| object.is_none());
    let missing: Vec<_> = missing.map(|(id, _)| id.clone()).collect();
    let mut body = json!({ "objects": objects.into_iter().flatten().collect::<Vec<_>>() });
    if !missing.is_empty() {
        body["notFound"] = json!(missing);
    }
    Ok(ok(body))
}

/// To what a cursor is bound: it opens for this caller, here.
fn context(path: &str, caller: UserId, offset: usize) -> String {
    format!("{caller} {offset} {path}")
}
