//! The fields of users in the document: Django's own as it is made, and those that a deployment declares where it is served.

use crate::domain::{Access, FieldKind, FieldValue, Shape, UserField};
use serde_json::{Value, json};

/// Under this key a schema says that the declared fields belong into it, and how.
const FIELDS: &str = "x-latchkey-fields";

/// How a schema has the fields of users.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// A user who is shown.
    Answer,
    /// A user who is made.
    NewUser,
    /// What of a user is changed.
    Changes,
    /// The same three in camelCase.
    CamelAnswer,
    /// A user who is made.
    CamelNewUser,
    /// What of a user is changed.
    CamelChanges,
}

const ALL: [(Of, &str); 6] = [
    (Of::Answer, "answer"),
    (Of::NewUser, "new"),
    (Of::Changes, "changes"),
    (Of::CamelAnswer, "camel answer"),
    (Of::CamelNewUser, "camel new"),
    (Of::CamelChanges, "camel changes"),
];

/// The schema with the fields of every user, for a dialect that knows no others.
pub fn with_stock(mut schema: Value, of: Of) -> Value {
    let shape = Shape::default();
    shape.stock().for_each(|field| add(&mut schema, field, of));
    schema
}

/// The schema with the fields of every user, which those that are declared join.
pub fn with_fields(schema: Value, of: Of) -> Value {
    let mut schema = with_stock(schema, of);
    schema[FIELDS] = ALL.iter().find(|(known, _)| *known == of).map(|(_, word)| *word).into();
    schema
}

/// Puts the declared fields where they belong.
pub fn declare(document: &mut Value, shape: &Shape) {
    match document {
        Value::Object(members) => {
            let word = members.shift_remove(FIELDS);
            members.values_mut().for_each(|member| declare(member, shape));
            let of = ALL.iter().find(|(_, known)| word.as_ref().is_some_and(|word| word == known));
            if let Some((of, _)) = of {
                shape.declared().for_each(|field| add(document, field, *of));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| declare(item, shape)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn add(schema: &mut Value, field: &UserField, of: Of) {
    let name = match of {
        Of::Answer | Of::NewUser | Of::Changes => field.name.clone(),
        Of::CamelAnswer | Of::CamelNewUser | Of::CamelChanges => field.camel_case(),
    };
    let (property, is_required) = match of {
        Of::Answer | Of::CamelAnswer => (answered(field), field.access != Access::Private),
        Of::NewUser | Of::CamelNewUser => (sent(field), field.required && field.access == Access::Owner),
        Of::Changes | Of::CamelChanges => (sent(field), false),
    };
    schema["properties"][&name] = property;
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut).filter(|_| is_required) {
        required.push(name.into());
    }
}

/// A value of a field in the API's document, as it is answered.
fn answered(field: &UserField) -> Value {
    let mut schema = match &field.kind {
        FieldKind::Char(_) | FieldKind::Text(_) | FieldKind::Url(_) | FieldKind::Slug(_) => {
            json!({ "type": "string" })
        }
        FieldKind::Integer { .. } => json!({ "type": "integer", "format": "int64" }),
        FieldKind::Decimal { .. } => json!({ "type": "string", "format": "decimal" }),
        FieldKind::Boolean => json!({ "type": "boolean" }),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::DateTime => json!({ "type": "string", "format": "date-time" }),
        FieldKind::Uuid => json!({ "type": "string", "format": "uuid" }),
        FieldKind::Choice(choices) => {
            let is_number = choices.iter().all(|choice| matches!(choice.value, FieldValue::Integer(_)));
            json!({ "type": if is_number { "integer" } else { "string" } })
        }
        FieldKind::Json => json!({}),
    };
    // Who was made where the field could not be said has none.
    if (field.null || field.unsaid().is_none()) && schema.get("type").is_some() {
        schema["type"] = json!([schema["type"], "null"]);
    }
    described(schema, field)
}

/// The same as it is sent, with its limits.
fn sent(field: &UserField) -> Value {
    let mut schema = answered(field);
    match &field.kind {
        FieldKind::Char(most)
        | FieldKind::Text(Some(most))
        | FieldKind::Url(most)
        | FieldKind::Slug(most) => {
            schema["maxLength"] = (*most).into();
        }
        FieldKind::Integer { min, max } => {
            schema["minimum"] = (*min).into();
            schema["maximum"] = (*max).into();
        }
        FieldKind::Decimal { min, max, .. } => {
            schema["type"] = json!(["string", "number"]);
            let limits = [("at least", min), ("at most", max)];
            let limits: Vec<_> = limits
                .iter()
                .filter_map(|(word, at)| Some(format!("{word} {}", at.as_ref()?.written)))
                .collect();
            if !limits.is_empty() && schema.get("description").is_none() {
                schema["description"] = format!("A number, {}.", limits.join(", ")).into();
            }
        }
        FieldKind::Choice(choices) => {
            let mut values: Vec<Value> = choices.iter().map(|choice| json!(choice.value)).collect();
            values.extend(field.blank.then(|| "".into()));
            values.extend(field.null.then_some(Value::Null));
            schema["enum"] = values.into();
        }
        FieldKind::Text(None)
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Uuid
        | FieldKind::Json => {}
    }
    if field.null && schema["type"].is_string() {
        schema["type"] = json!([schema["type"], "null"]);
    }
    schema
}

fn described(mut schema: Value, field: &UserField) -> Value {
    let read_by = match field.access {
        Access::Owner => "",
        Access::ReadOnly => "Only administrators change it.",
        Access::Private => "Only administrators see it.",
    };
    let sentences: Vec<_> =
        [field.help_text.as_str(), read_by].into_iter().filter(|sentence| !sentence.is_empty()).collect();
    if !sentences.is_empty() {
        schema["description"] = sentences.join(" ").into();
    }
    schema
}
