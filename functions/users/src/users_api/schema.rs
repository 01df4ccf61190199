//! `GET /users/schema/`: what a user consists of, in Tastypie's words.

use axum::extract::State;
use serde_json::{Value, json};
use shared::app::App;
use shared::auth::{Caller, policy};
use shared::dialects::users_api::{self, Answer, naive, ok, text_field, uri_field};
use shared::domain::{FieldKind, Reader, UserField};

pub(crate) async fn schema(State(app): State<App>, caller: Caller) -> Answer {
    let reader = policy::reader(&caller.user);
    let now = naive(app.now());
    let mut username = text_field(true);
    username["helpText"] =
        "Required. 150 characters or fewer. Letters, numbers and @/./+/-/_ characters".into();
    let mut fields = json!({
        "dateJoined": moment(&now),
        "email": blank_text(),
        "isActive": boolean(
            true,
            "Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
        ),
        "isStaff": boolean(false, "Designates whether the user can log into this admin site."),
        "isSuperuser": boolean(
            false,
            "Designates that this user has all permissions without explicitly assigning them.",
        ),
        "lastLogin": moment(&now),
        "resourceUri": uri_field(),
        "username": username,
    });
    for field in app.config.user_fields.iter().filter(|field| field.is_seen_by(reader)) {
        fields[field.camel_case()] = described(field, reader);
    }
    Ok(ok(users_api::schema(&["get", "put", "delete"], &["get", "post"], fields)))
}

/// One of the user's fields.
fn described(field: &UserField, reader: Reader) -> Value {
    let kind = match field.kind {
        FieldKind::Char(_)
        | FieldKind::Text(_)
        | FieldKind::Url(_)
        | FieldKind::Slug(_)
        | FieldKind::Uuid
        | FieldKind::Choice(_) => "string",
        FieldKind::Integer { .. } => "integer",
        FieldKind::Decimal { .. } => "decimal",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Json => "dict",
    };
    let mut described = text_field(field.unique.is_some());
    described["blank"] = field.blank.into();
    described["nullable"] = field.null.into();
    described["readonly"] = (!field.is_written_by(reader)).into();
    described["type"] = kind.into();
    if !field.required && field.unsaid().is_some() {
        described["default"] = field.print(None).into();
    }
    if !field.help_text.is_empty() {
        described["helpText"] = field.help_text.as_str().into();
    }
    described
}

fn blank_text() -> Value {
    let mut field = text_field(false);
    field["blank"] = true.into();
    field["default"] = "".into();
    field
}

fn moment(now: &str) -> Value {
    json!({
        "blank": false, "default": now, "helpText": "A date & time as a string. Ex: \"2010-11-10T03:07:43\"",
        "nullable": false, "readonly": false, "type": "datetime", "unique": false,
    })
}

fn boolean(default: bool, help: &str) -> Value {
    json!({
        "blank": true, "default": default, "helpText": help, "nullable": false, "readonly": false,
        "type": "boolean", "unique": false,
    })
}
