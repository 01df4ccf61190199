//! How `/v1` shows the service itself: what it owes, its settings, its signing keys.

use crate::accounts::Owed;
use crate::auth::keyring::{KeyLife, KeyStage};
use crate::config::{Said, Setting};
use crate::domain::Timestamp;
use crate::store::Holding;
use crate::store::items::Leftovers;
use serde_json::{Value, json};

/// What is owed: neither the nonce of a mail's link nor an address that the account itself tells.
pub fn owed_view(owed: &Owed, now: Timestamp) -> Value {
    let (group, permission) = match owed {
        Owed::Work(work) => match work.of {
            Leftovers::Holding(Holding::Group(id)) => (Some(id.get()), None),
            Leftovers::Holding(Holding::Permission(id)) => (None, Some(id.get())),
            Leftovers::User(_) | Leftovers::NeverActive(_) | Leftovers::Undo(_) => (None, None),
        },
        Owed::Mail(_) => (None, None),
    };
    let (attempts, last_error) = match owed {
        Owed::Mail(mail) => (Some(mail.attempts), mail.last_error.as_deref()),
        Owed::Work(_) => (None, None),
    };
    json!({
        "id": owed.id().0,
        "kind": owed.kind().name(),
        "what": owed.what(),
        "user": owed.user().map(|id| id.get()),
        "group": group,
        "permission": permission,
        "address": owed.address(),
        "owed_at": owed.owed_at().to_string(),
        "due": owed.due().to_string(),
        "late": owed.is_late(now),
        "attempts": attempts,
        "last_error": last_error,
    })
}

/// A setting as it is in force; of a secret, whether there is one.
pub fn setting_view(setting: &Setting, said: &Said) -> Value {
    let (value, is_default) = match said {
        Said::Text(text) => (Some(text), text == setting.default),
        Said::Secret(is_set) => (None, !is_set),
    };
    json!({
        "name": setting.variable(),
        "value": value,
        "secret": value.is_none(),
        "is_default": is_default,
        "default": setting.default,
        "description": setting.description(),
    })
}

/// A signing key: nothing secret.
pub fn signing_key_view(life: &KeyLife, now: Timestamp) -> Value {
    let state = match life.stage(now) {
        KeyStage::Waits => "waits",
        KeyStage::Signs => "signs",
        KeyStage::Verifies => "verifies",
    };
    json!({
        "kid": life.kid,
        "algorithm": "RS256",
        "state": state,
        "signs_from": life.signs_from.to_string(),
        "signs_until": life.signs_until.map(|at| at.to_string()),
        "verifies_until": life.verifies_until.map(|at| at.to_string()),
    })
}
