//! A user's fields as DRF's OPTIONS describes them (docs/contracts/custom-fields.md §7).

use crate::domain::{Choice, FieldKind, Reader, UserField};
use serde_json::{Map, Value, json};

/// What OPTIONS tells a reader of a field. What they cannot write has neither limits nor choices, but keeps its digits.
pub fn metadata(field: &UserField, reader: Reader) -> Value {
    let is_written = field.is_written_by(reader);
    let mut entry = Map::new();
    let mut say = |key: &str, value: Value| drop(entry.insert(key.to_owned(), value));
    let kind = match &field.kind {
        FieldKind::Char(_) | FieldKind::Text(_) | FieldKind::Uuid => "string",
        FieldKind::Url(_) => "url",
        FieldKind::Slug(_) => "slug",
        FieldKind::Integer { .. } => "integer",
        FieldKind::Decimal { .. } => "decimal",
        FieldKind::Boolean => "boolean",
        FieldKind::Date => "date",
        FieldKind::DateTime => "datetime",
        FieldKind::Choice(_) => "choice",
        FieldKind::Json => "field",
    };
    say("type", kind.into());
    say("required", field.is_required_of(reader).into());
    say("read_only", (!is_written).into());
    say("label", field.title().into());
    if !field.help_text.is_empty() {
        say("help_text", field.help_text.as_str().into());
    }
    match &field.kind {
        FieldKind::Char(most)
        | FieldKind::Text(Some(most))
        | FieldKind::Url(most)
        | FieldKind::Slug(most)
            if is_written =>
        {
            say("max_length", (*most).into());
        }
        FieldKind::Integer { min, max } if is_written => {
            say("min_value", (*min).into());
            say("max_value", (*max).into());
        }
        FieldKind::Decimal { digits, places, min, max } => {
            for (key, limit) in [("min_value", min), ("max_value", max)] {
                if let Some(limit) = limit.as_ref().filter(|_| is_written) {
                    say(key, limit.approximately().into());
                }
            }
            say("max_digits", (*digits).into());
            say("decimal_places", (*places).into());
        }
        FieldKind::Choice(choices) if is_written => {
            let choice = |choice: &Choice| json!({ "value": choice.value, "display_name": choice.label });
            say("choices", choices.iter().map(choice).collect());
        }
        FieldKind::Char(_)
        | FieldKind::Text(_)
        | FieldKind::Url(_)
        | FieldKind::Slug(_)
        | FieldKind::Integer { .. }
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Uuid
        | FieldKind::Choice(_)
        | FieldKind::Json => {}
    }
    Value::Object(entry)
}
