//! `latchkey.v1`: one JSON object a line, the form that export writes and import reads, and that every foreign form is
//! translated into. docs/import.md describes it for whoever writes it.
//!
//! A group is named by its name, a permission by app label, model and codename, so that a line means the same in every
//! table; a user by the id.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::domain::Timestamp;

/// A line.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Record {
    /// A model that permissions are about.
    ContentType(ContentTypeRecord),
    /// Something that may be done.
    Permission(PermissionRecord),
    /// Users who may do the same.
    Group(GroupRecord),
    /// An account.
    User(Box<UserRecord>),
    /// An opaque token.
    Token(TokenRecord),
}

/// A model that permissions are about.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContentTypeRecord {
    /// The id that it is to have, if that is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u64>,
    /// The Django app.
    pub(crate) app_label: String,
    /// The model.
    pub(crate) model: String,
    /// For people; the model if it is not said.
    #[serde(default)]
    pub(crate) name: String,
}

/// What a permission is called: app label, model, codename.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub(crate) struct PermissionName(pub(crate) String, pub(crate) String, pub(crate) String);

/// Something that may be done.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PermissionRecord {
    /// The id that it is to have, if that is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u64>,
    /// What it is called.
    pub(crate) permission: PermissionName,
    /// For people.
    #[serde(default)]
    pub(crate) name: String,
}

/// Users who may do the same.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupRecord {
    /// The id that it is to have, if that is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u64>,
    /// What it is called.
    pub(crate) name: String,
    /// What its members may do.
    #[serde(default)]
    pub(crate) permissions: Vec<PermissionName>,
}

/// An account. What is left out is empty, or not so; but `is_active`, which is so.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserRecord {
    /// The id that they are to have, if that is free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<u64>,
    /// What they are where they come from: by this they are found again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<OriginRecord>,
    /// What they sign in with.
    #[serde(default)]
    pub(crate) username: String,
    /// Their address, or nothing.
    #[serde(default)]
    pub(crate) email: String,
    /// The given name.
    #[serde(default)]
    pub(crate) first_name: String,
    /// The family name.
    #[serde(default)]
    pub(crate) last_name: String,
    /// The language tag of mails and pages; nothing when none was chosen, and empty when one was and was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
    /// The hash, in a form that docs/import.md names; nothing when no password opens the account.
    #[serde(default)]
    pub(crate) password: Option<String>,
    /// Whether they may sign in.
    #[serde(default = "yes")]
    pub(crate) is_active: bool,
    /// May administrate.
    #[serde(default)]
    pub(crate) is_staff: bool,
    /// May do everything.
    #[serde(default)]
    pub(crate) is_superuser: bool,
    /// When the account was made; now if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "moment")]
    pub(crate) date_joined: Option<Timestamp>,
    /// When they signed in last.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "moment")]
    pub(crate) last_login: Option<Timestamp>,
    /// When the account was activated; `null` while that is awaited. Now, if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "known_moment")]
    pub(crate) verified_at: Option<Option<Timestamp>>,
    /// When the address was proven; `null` for never. Now, if it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "known_moment")]
    pub(crate) proven_at: Option<Option<Timestamp>>,
    /// When an administrator switched the account off. Now, if it is not said and the account is not active.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "moment")]
    pub(crate) disabled_at: Option<Timestamp>,
    /// Whether the account was ever active: those that never were are deleted after a week.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub(crate) was_active: bool,
    /// Whether the password was taken away until another is set by mail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) reset_required: bool,
    /// The names of their groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) groups: Vec<String>,
    /// What they were given beside that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) permissions: Vec<PermissionName>,
    /// Fields that are not among these, by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(crate) fields: Map<String, Value>,
}

/// What an account is where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OriginRecord {
    /// Its id there.
    pub(crate) id: String,
    /// Marks of its fields; import writes them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) was: String,
}

/// An opaque token: either the token itself or its SHA-256.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TokenRecord {
    /// Whose: the id in this file.
    pub(crate) user: String,
    /// Whether that is what they sign in by instead: Django's natural keys.
    #[serde(skip)]
    pub(crate) is_named: bool,
    /// 40 hex digits, as DRF makes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    /// 64 hex digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) sha256: Option<String>,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "moment")]
    pub(crate) created_at: Option<Timestamp>,
}

impl Default for UserRecord {
    fn default() -> Self {
        Self {
            id: None,
            origin: None,
            username: String::new(),
            email: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            locale: None,
            password: None,
            is_active: true,
            is_staff: false,
            is_superuser: false,
            date_joined: None,
            last_login: None,
            verified_at: None,
            proven_at: None,
            disabled_at: None,
            was_active: true,
            reset_required: false,
            groups: Vec::new(),
            permissions: Vec::new(),
            fields: Map::new(),
        }
    }
}

const fn yes() -> bool {
    true
}

fn is_true(value: &bool) -> bool {
    *value
}

/// A moment as text, or nothing.
mod moment {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use shared::domain::Timestamp;

    pub(super) fn serialize<S: Serializer>(at: &Option<Timestamp>, to: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => to.serialize_str(&at.to_string()),
            None => to.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
        let text: Option<String> = Deserialize::deserialize(from)?;
        let parsed = text.map(|text| {
            Timestamp::parse(&text)
                .ok_or_else(|| D::Error::custom(format!("`{text}` is not a date and time")))
        });
        parsed.transpose()
    }
}

/// The same where nothing said is another thing than `null`.
mod known_moment {
    use serde::{Deserializer, Serializer};
    use shared::domain::Timestamp;

    pub(super) fn serialize<S: Serializer>(at: &Option<Option<Timestamp>>, to: S) -> Result<S::Ok, S::Error> {
        super::moment::serialize(&at.flatten(), to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Option<Timestamp>>, D::Error> {
        super::moment::deserialize(from).map(Some)
    }
}
