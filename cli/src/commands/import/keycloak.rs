//! Keycloak: the export of a realm with its users, PBKDF2 or Argon2.

use super::reader::{Read, text_of};
use crate::commands::record::{OriginRecord, Record, UserRecord};
use serde_json::{Map, Value};
use shared::domain::Timestamp;

const KNOWN: [&str; 15] = [
    "id",
    "createdTimestamp",
    "username",
    "enabled",
    "totp",
    "emailVerified",
    "firstName",
    "lastName",
    "email",
    "credentials",
    "groups",
    "disableableCredentialTypes",
    "requiredActions",
    "notBefore",
    "access",
];

/// One of its `users`.
///
/// # Errors
/// What is wrong with it.
pub(super) fn keycloak(user: &Map<String, Value>) -> Result<Read, String> {
    let text = |name: &str| text_of(user, name).unwrap_or_default();
    let username = text("username");
    if username.is_empty() {
        return Err("has no `username`".to_owned());
    }
    let flag = |name: &str| user.get(name).and_then(Value::as_bool) == Some(true);
    let joined = user.get("createdTimestamp").and_then(Value::as_i64);
    let credentials = user.get("credentials").and_then(Value::as_array).into_iter().flatten();
    let password = credentials
        .filter(|credential| credential.get("type").and_then(Value::as_str) == Some("password"))
        .map(|credential| {
            hash(credential).unwrap_or_else(|| "of a form that Keycloak did not have".to_owned())
        })
        .next();
    let rest = user.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
    let record = UserRecord {
        origin: Some(OriginRecord {
            id: text_of(user, "id").unwrap_or_else(|| username.clone()),
            was: String::new(),
        }),
        username,
        email: text("email"),
        first_name: text("firstName"),
        last_name: text("lastName"),
        password,
        is_active: flag("enabled"),
        date_joined: joined.map(|millis| Timestamp::from_micros(millis.saturating_mul(1000))),
        proven_at: (!flag("emailVerified")).then_some(None),
        groups: groups_of(user).collect(),
        fields: rest.map(|(name, value)| (name.clone(), value.clone())).collect(),
        ..UserRecord::default()
    };
    Ok(Read::plain(Record::User(Box::new(record))))
}

/// The groups of one of its `users`, by their paths.
pub(super) fn groups_of(user: &Map<String, Value>) -> impl Iterator<Item = String> {
    let groups = user.get("groups").and_then(Value::as_array).into_iter().flatten();
    groups.filter_map(Value::as_str).map(|path| path.trim_start_matches('/').to_owned())
}

/// Since version 8 the two halves are JSON in texts; before, members of the credential.
fn hash(credential: &Value) -> Option<String> {
    let inner = |name: &str| -> Option<Value> { serde_json::from_str(credential.get(name)?.as_str()?).ok() };
    let data = inner("credentialData").unwrap_or_else(|| credential.clone());
    let secret = inner("secretData").unwrap_or_else(|| credential.clone());
    let value = secret.get("value").or_else(|| secret.get("hashedSaltedValue"))?.as_str()?;
    let salt = secret.get("salt")?.as_str()?;
    let rounds = data.get("hashIterations")?.as_u64()?;
    match data.get("algorithm")?.as_str()? {
        "pbkdf2-sha512" => Some(format!("keycloak_pbkdf2_sha512${rounds}${salt}${value}")),
        "pbkdf2-sha256" => Some(format!("keycloak_pbkdf2_sha256${rounds}${salt}${value}")),
        "pbkdf2" => Some(format!("keycloak_pbkdf2_sha1${rounds}${salt}${value}")),
        "argon2" => {
            let more = data.get("additionalParameters")?;
            let one = |name: &str| more.get(name).and_then(|values| values.get(0)).and_then(Value::as_str);
            let version = if one("version") == Some("1.0") { 16 } else { 19 };
            let (kind, m, p) = (one("type").unwrap_or("id"), one("memory")?, one("parallelism")?);
            let (salt, value) = (salt.trim_end_matches('='), value.trim_end_matches('='));
            Some(format!("argon2$argon2{kind}$v={version}$m={m},t={rounds},p={p}${salt}${value}"))
        }
        _ => None,
    }
}
