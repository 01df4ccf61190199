//! Auth0: NDJSON with bcrypt hashes, as its support exports it.

use super::reader::{Read, text_of};
use crate::commands::record::{OriginRecord, Record, UserRecord};
use serde_json::{Map, Value};
use shared::domain::Timestamp;

const KNOWN: [&str; 14] = [
    "_id",
    "user_id",
    "email",
    "email_verified",
    "username",
    "given_name",
    "family_name",
    "passwordHash",
    "password_set_date",
    "blocked",
    "created_at",
    "updated_at",
    "tenant",
    "connection",
];

/// One line.
///
/// # Errors
/// What is wrong with it.
pub(super) fn auth0(user: &Map<String, Value>) -> Result<Read, String> {
    let oid = user.get("_id").and_then(|id| id.get("$oid").or(Some(id))).and_then(Value::as_str);
    let id = oid
        .map(ToOwned::to_owned)
        .or_else(|| text_of(user, "user_id"))
        .ok_or("has neither `_id` nor `user_id`")?;
    let flag = |name: &str| user.get(name).and_then(Value::as_bool);
    let date = |name: &str| match user.get(name) {
        Some(Value::String(text)) => Timestamp::parse(text),
        // MongoDB's way to write it.
        Some(other) => other.get("$date").and_then(Value::as_str).and_then(Timestamp::parse),
        None => None,
    };
    let text = |name: &str| text_of(user, name).unwrap_or_default();
    let email = text("email");
    let username = text_of(user, "username").filter(|name| !name.is_empty()).unwrap_or_else(|| email.clone());
    let rest = user.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
    // Who came in by another door before gets a password by mail.
    let password = text_of(user, "passwordHash");
    let record = UserRecord {
        origin: Some(OriginRecord { id, was: String::new() }),
        username,
        email,
        first_name: text("given_name"),
        last_name: text("family_name"),
        reset_required: password.is_none(),
        password,
        is_active: flag("blocked") != Some(true),
        date_joined: date("created_at"),
        proven_at: (flag("email_verified") != Some(true)).then_some(None),
        fields: rest.map(|(name, value)| (name.clone(), value.clone())).collect(),
        ..UserRecord::default()
    };
    Ok(Read::plain(Record::User(Box::new(record))))
}
