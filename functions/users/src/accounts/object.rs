//! An account as this dialect shows it.

use serde_json::{Value, json};
use shared::config::Config;
use shared::domain::Reader;
use shared::store::items::ListedUser;

/// An account: nine keys, none of them secret.
pub(super) fn object(user: &ListedUser) -> Value {
    let ListedUser { id, profile, is_staff, is_superuser, .. } = user;
    json!({
        "id": id.get(),
        "username": profile.username,
        "first_name": profile.text("first_name"),
        "last_name": profile.text("last_name"),
        "email": profile.email,
        "is_staff": is_staff,
        "is_superuser": is_superuser,
        "is_active": user.is_active(),
        "date_joined": user.date_joined.to_string(),
    })
}

/// What DRF's OPTIONS tells of its fields.
pub(crate) fn fields(_: &Config, _: Reader) -> Value {
    let field = |kind: &str, required: bool, read_only: bool, label: &str| json!({ "type": kind, "required": required, "read_only": read_only, "label": label });
    let with = |mut field: Value, key: &str, value: Value| {
        field[key] = value;
        field
    };
    let username = with(
        field("string", true, false, "Username"),
        "help_text",
        "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.".into(),
    );
    json!({
        "id": field("integer", false, true, "ID"),
        "username": with(username, "max_length", 150.into()),
        "password": with(field("string", true, false, "Password"), "max_length", 256.into()),
        "first_name": with(field("string", false, false, "First name"), "max_length", 150.into()),
        "last_name": with(field("string", false, false, "Last name"), "max_length", 150.into()),
        "email": with(field("email", false, false, "Email address"), "max_length", 254.into()),
        "is_staff": field("boolean", false, true, "Staff status"),
        "is_superuser": field("boolean", false, true, "Superuser status"),
        "is_active": field("boolean", false, true, "Active"),
        "date_joined": field("datetime", false, true, "Date joined"),
    })
}
