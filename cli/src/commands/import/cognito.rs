//! Amazon Cognito: the JSON of `aws cognito-idp list-users`. Cognito gives no password hashes away.

use super::reader::{Read, text_of};
use crate::commands::record::{OriginRecord, Record, UserRecord};
use serde_json::{Map, Value};
use shared::domain::Timestamp;

/// One of its `Users`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn cognito(user: &Map<String, Value>) -> Result<Read, String> {
    if user.contains_key("Users") {
        return Err(
            "is a page of users: put pages one behind the other, not into an array (`jq '.[]'`)".to_owned()
        );
    }
    let username = text_of(user, "Username").ok_or("has no `Username`")?;
    let mut attributes: Map<String, Value> = Map::new();
    for attribute in user.get("Attributes").and_then(Value::as_array).into_iter().flatten() {
        if let (Some(Value::String(name)), Some(value)) = (attribute.get("Name"), attribute.get("Value")) {
            attributes.insert(name.clone(), value.clone());
        }
    }
    let mut take = |name: &str| match attributes.remove(name) {
        Some(Value::String(text)) => text,
        _ => String::new(),
    };
    let (sub, email, proven) = (take("sub"), take("email"), take("email_verified") == "true");
    let (first_name, last_name) = (take("given_name"), take("family_name"));
    let confirmed = !matches!(user.get("UserStatus").and_then(Value::as_str), Some("UNCONFIRMED"));
    let enabled = user.get("Enabled").and_then(Value::as_bool).unwrap_or(true);
    // The CLI prints texts, other clients seconds.
    let joined = user.get("UserCreateDate").and_then(|date| match date {
        Value::String(text) => Timestamp::parse(text),
        date => date.as_f64().map(|seconds| Timestamp::from_micros((seconds * 1e6) as i64)),
    });
    let record = UserRecord {
        origin: Some(OriginRecord {
            id: if sub.is_empty() { username.clone() } else { sub },
            was: String::new(),
        }),
        username,
        email,
        first_name,
        last_name,
        is_active: enabled,
        date_joined: joined,
        verified_at: (!confirmed).then_some(None),
        proven_at: (!proven).then_some(None),
        reset_required: true,
        fields: attributes,
        ..UserRecord::default()
    };
    let notes = vec!["has no password: Cognito gives none away; a reset mail lets them in".to_owned()];
    Ok(Read { record: Record::User(Box::new(record)), notes })
}
