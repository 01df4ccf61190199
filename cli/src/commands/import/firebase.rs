//! Firebase: the JSON of `firebase auth:export`, with the project's scrypt parameters.

use super::reader::{Read, text_of};
use crate::commands::record::{OriginRecord, Record, UserRecord};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use clap::Args;
use serde_json::{Map, Value};
use shared::domain::Timestamp;

/// The project's parameters: the console shows them under Authentication, Users, Password hash parameters.
#[derive(Args, Clone, Debug)]
pub(super) struct Parameters {
    /// Firebase's `base64_signer_key`
    #[arg(long = "firebase-key", value_name = "BASE64", env = "FIREBASE_SIGNER_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Firebase's `base64_salt_separator`
    #[arg(long = "firebase-separator", value_name = "BASE64", default_value = "Bw==")]
    separator: String,
    /// Firebase's `rounds`
    #[arg(long = "firebase-rounds", value_name = "N", default_value_t = 8)]
    rounds: u32,
    /// Firebase's `mem_cost`
    #[arg(long = "firebase-memory", value_name = "N", default_value_t = 14)]
    memory: u32,
}

/// The reader of Firebase's users.
pub(super) struct Firebase(Parameters);

const KNOWN: [&str; 12] = [
    "localId",
    "email",
    "emailVerified",
    "passwordHash",
    "salt",
    "displayName",
    "createdAt",
    "lastSignedInAt",
    "disabled",
    "providerUserInfo",
    "mfaInfo",
    "validSince",
];

impl Firebase {
    /// # Errors
    /// That the key is missing.
    pub(super) fn new(parameters: &Parameters) -> Result<Self, String> {
        match parameters.key {
            Some(_) => Ok(Self(parameters.clone())),
            None => Err(
                "--from firebase needs --firebase-key: the console shows it under Authentication, Users, \
                         Password hash parameters, as `base64_signer_key`"
                    .to_owned(),
            ),
        }
    }

    /// One of its `users`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(&self, user: &Map<String, Value>) -> Result<Read, String> {
        let id = text_of(user, "localId").ok_or("has no `localId`")?;
        let flag = |name: &str| user.get(name).and_then(Value::as_bool) == Some(true);
        let date = |name: &str| {
            let millis = user
                .get(name)
                .and_then(|date| date.as_str().and_then(|text| text.parse().ok()).or(date.as_i64()));
            millis.map(|millis: i64| Timestamp::from_micros(millis.saturating_mul(1000)))
        };
        let email = text_of(user, "email").unwrap_or_default();
        let display = text_of(user, "displayName").unwrap_or_default();
        let (first_name, last_name) = display.rsplit_once(' ').unwrap_or((&display, ""));
        let rest = user.iter().filter(|(name, _)| !KNOWN.contains(&name.as_str()));
        // Who came in by another door before gets a password by mail.
        let password = self.hash(user);
        let record = UserRecord {
            origin: Some(OriginRecord { id: id.clone(), was: String::new() }),
            username: if email.is_empty() { id } else { email.clone() },
            email,
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            reset_required: password.is_none(),
            password,
            is_active: !flag("disabled"),
            date_joined: date("createdAt"),
            last_login: date("lastSignedInAt"),
            proven_at: (!flag("emailVerified")).then_some(None),
            fields: rest.map(|(name, value)| (name.clone(), value.clone())).collect(),
            ..UserRecord::default()
        };
        Ok(Read::plain(Record::User(Box::new(record))))
    }

    fn hash(&self, user: &Map<String, Value>) -> Option<String> {
        // The export uses the URL's alphabet, the parameters the other one.
        let standard =
            |text: String| URL_SAFE.decode(&text).map(|bytes| STANDARD.encode(bytes)).unwrap_or(text);
        let (hash, salt) = (text_of(user, "passwordHash")?, text_of(user, "salt")?);
        let (hash, salt) = (standard(hash), standard(salt));
        let Parameters { key, separator, rounds, memory } = &self.0;
        let key = key.as_deref().unwrap_or_default();
        (!hash.is_empty())
            .then(|| format!("firebase_scrypt${memory}${rounds}${salt}${separator}${key}${hash}"))
    }
}
