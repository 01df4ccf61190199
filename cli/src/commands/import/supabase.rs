//! Supabase: its table `auth.users` as CSV, with bcrypt hashes.

use super::reader::{Read, text_of};
use crate::commands::record::{OriginRecord, Record, UserRecord};
use serde_json::{Map, Value};
use shared::domain::Timestamp;

/// One row, as it is meant at this moment.
///
/// # Errors
/// What is wrong with it.
pub(super) fn supabase(row: &Map<String, Value>, now: Timestamp) -> Result<Read, String> {
    let text =
        |name: &str| text_of(row, name).filter(|text| text != "NULL" && text != "\\N").unwrap_or_default();
    let id = text("id");
    if id.is_empty() {
        return Err("has no `id`".to_owned());
    }
    // PostgreSQL writes `2024-05-01 10:00:00.123456+00`.
    let date = |name: &str| {
        let text = text(name);
        Timestamp::parse(&text).or_else(|| Timestamp::parse(&format!("{text}:00")))
    };
    let email = text("email");
    let (proven, phone) = (date("email_confirmed_at"), text("phone"));
    let name =
        [email.clone(), phone, id.clone()].into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let metadata: Option<Map<String, Value>> = serde_json::from_str(&text("raw_user_meta_data")).ok();
    // A ban that is over stays written there; `infinity` is no date.
    let is_banned = !text("banned_until").is_empty() && date("banned_until").is_none_or(|until| until > now);
    let is_deleted = !text("deleted_at").is_empty();
    // Who came in by another door before gets a password by mail.
    let password = Some(text("encrypted_password")).filter(|hash| !hash.is_empty());
    let record = UserRecord {
        origin: Some(OriginRecord { id, was: String::new() }),
        username: name,
        email,
        reset_required: password.is_none(),
        password,
        is_active: !is_banned && !is_deleted,
        date_joined: date("created_at"),
        last_login: date("last_sign_in_at"),
        proven_at: proven.is_none().then_some(None),
        fields: metadata.unwrap_or_default(),
        ..UserRecord::default()
    };
    Ok(Read::plain(Record::User(Box::new(record))))
}

#[cfg(test)]
mod tests {
    use super::{Record, Timestamp, supabase};
    use serde_json::json;

    #[test]
    fn a_ban_that_is_over_bans_nobody() {
        let is_active = |banned_until: &str, deleted_at: &str| {
            let row = json!({ "id": "0b1c", "banned_until": banned_until, "deleted_at": deleted_at });
            let read = supabase(row.as_object().unwrap(), Timestamp::parse("2026-12-01T12:00:00Z").unwrap());
            let Ok(Record::User(user)) = read.map(|read| read.record) else { panic!("{row} is an account") };
            user.is_active
        };
        for none in ["", "NULL", "\\N", "2024-05-01 10:00:00.123456+00", "2026-12-01 12:00:00+00"] {
            assert!(is_active(none, ""), "{none}");
        }
        for banned in
            ["2026-12-01 12:00:00.000001+00", "2126-11-07 10:00:00+00", "infinity", "2926-11-07 10:00:00+00"]
        {
            assert!(!is_active(banned, ""), "{banned}");
        }
        assert!(!is_active("", "2024-05-01 10:00:00+00"));
    }
}
