//! JSON schemas, as far as several dialects write the same.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where a definition travels until the document keeps it.
const DEFINITION: &str = "$definition";

/// Something that the document says once, under this name of this kind (`schemas`, `responses`), and refers to
/// elsewhere. The definition travels with the reference until the document takes it out.
pub fn named(kind: &str, name: &str, definition: Value) -> Value {
    json!({ "$ref": format!("#/components/{kind}/{name}"), DEFINITION: definition })
}

/// A schema that the document says once.
pub fn schema(name: &str, definition: Value) -> Value {
    named("schemas", name, definition)
}

/// An object with these properties, all of them, and no others.
pub fn object(properties: Value) -> Value {
    let required: Vec<_> =
        properties.as_object().map(|names| names.keys().cloned().collect()).unwrap_or_default();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

/// A body with these properties, of which only some must be sent. What it does not know is ignored.
pub fn form(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "properties": properties, "required": required })
}

/// Text.
pub fn text() -> Value {
    json!({ "type": "string" })
}

/// Text with a length in characters.
pub fn text_of(most: usize) -> Value {
    json!({ "type": "string", "maxLength": most })
}

/// Several texts.
pub fn texts() -> Value {
    list(text())
}

/// Several of these.
pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

/// Yes or no.
pub fn truth() -> Value {
    json!({ "type": "boolean" })
}

/// The same, or null.
pub fn or_null(mut schema: Value) -> Value {
    let mut types = match schema["type"].take() {
        Value::Array(types) => types,
        kind => vec![kind],
    };
    types.push("null".into());
    schema["type"] = types.into();
    schema
}

/// A number of a user, a group or the like: below 2^53, so that JavaScript keeps it. Generated clients take an integer
/// without a format for one of 32 bits.
pub fn id() -> Value {
    json!({ "type": "integer", "format": "int64", "minimum": 1, "maximum": (1_u64 << 53) - 1 })
}

/// A moment in UTC, with a `Z`.
pub fn moment() -> Value {
    json!({ "type": "string", "format": "date-time", "examples": ["2026-01-01T12:00:00Z"] })
}

/// An address; empty where there is none.
pub fn email() -> Value {
    json!({ "type": "string", "maxLength": 254, "examples": ["ada@example.org"] })
}

/// A user name that is sent.
pub fn username() -> Value {
    json!({
        "type": "string", "minLength": 1, "maxLength": 150, "examples": ["ada"],
        "description": "Letters, digits and @/./+/-/_ only. Unique, ignoring case.",
    })
}

/// A password that is sent.
pub fn password() -> Value {
    json!({ "type": "string", "format": "password", "minLength": 1, "maxLength": 256, "examples": ["difference-engine-1"] })
}

/// Takes every definition out of a document, by kind and name.
///
/// # Panics
/// When two definitions have one name: a mistake in our own code, which the test of the document finds.
pub(crate) fn hoist(value: &mut Value, components: &mut Components) {
    match value {
        Value::Object(members) => {
            if let Some(mut definition) = members.shift_remove(DEFINITION) {
                hoist(&mut definition, components);
                let path = members["$ref"].as_str().unwrap_or_default();
                let mut names = path.rsplit('/').map(str::to_owned);
                let (name, kind) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
                let known =
                    components.entry(kind).or_default().entry(name).or_insert_with(|| definition.clone());
                assert_eq!(*known, definition, "two definitions of {path}");
            }
            members.values_mut().for_each(|member| hoist(member, components));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| hoist(item, components)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Definitions by kind and name.
pub(crate) type Components = BTreeMap<String, BTreeMap<String, Value>>;
