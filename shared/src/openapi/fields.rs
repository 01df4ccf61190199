//! The fields of users in the document: Django's own as it is made, and those that a deployment declares where it is served.

use super::schema::{or_null, text, truth};
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
        Of::NewUser | Of::CamelNewUser => (sent(field, of), must_be_said(field)),
        Of::Changes | Of::CamelChanges => (sent(field, of), false),
    };
    schema["properties"][&name] = property;
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut).filter(|_| is_required) {
        required.push(name.into());
    }
}

/// A value of a field in the API's document, as it is answered.
fn answered(field: &UserField) -> Value {
    let schema = kind(field);
    // Who was made where the field could not be said has none.
    let may_be_none = (field.null || field.unsaid().is_none()) && field.kind != FieldKind::Json;
    described(if may_be_none { or_null(schema) } else { schema }, field)
}

/// The same as it is sent, with its limits.
fn sent(field: &UserField, of: Of) -> Value {
    let mut schema = kind(field);
    let mut limits = String::new();
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
            let bounds = [("at least", min), ("at most", max)];
            let bounds =
                bounds.iter().filter_map(|(word, at)| Some(format!(", {word} {}", at.as_ref()?.written)));
            limits = bounds.collect();
        }
        FieldKind::Choice(choices) => {
            let mut values: Vec<Value> = choices.iter().map(|choice| json!(choice.value)).collect();
            values.extend(field.blank.then(|| "".into()));
            values.extend(takes_null(field, of).then_some(Value::Null));
            schema["enum"] = values.into();
        }
        FieldKind::Text(None)
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::Uuid
        | FieldKind::Json => {}
    }
    let schema = match (&field.kind, takes_null(field, of)) {
        (FieldKind::Json, true) => schema,
        (FieldKind::Json, false) => json!({ "not": { "type": "null" } }),
        (_, true) => or_null(schema),
        (_, false) => schema,
    };
    let mut schema = described(schema, field);
    if !limits.is_empty() && schema.get("description").is_none() {
        schema["description"] = format!("A number{limits}.").into();
    }
    schema
}

/// Whether null may be sent: as a value, or in camelCase for nothing where nothing may be said.
fn takes_null(field: &UserField, of: Of) -> bool {
    match of {
        Of::Answer | Of::CamelAnswer | Of::NewUser | Of::Changes => field.null,
        Of::CamelNewUser => field.null || !must_be_said(field),
        Of::CamelChanges => true,
    }
}

/// Whether a new user is refused of whom it is not said: also where nothing requires it and there is nothing to take instead.
fn must_be_said(field: &UserField) -> bool {
    field.access == Access::Owner && (field.required || field.unsaid().is_none())
}

fn kind(field: &UserField) -> Value {
    match &field.kind {
        FieldKind::Char(_) | FieldKind::Text(_) | FieldKind::Url(_) | FieldKind::Slug(_) => text(),
        FieldKind::Integer { .. } => json!({ "type": "integer", "format": "int64" }),
        FieldKind::Decimal { .. } => json!({ "type": "string", "format": "decimal" }),
        FieldKind::Boolean => truth(),
        FieldKind::Date => json!({ "type": "string", "format": "date" }),
        FieldKind::DateTime => json!({ "type": "string", "format": "date-time" }),
        FieldKind::Uuid => json!({ "type": "string", "format": "uuid" }),
        FieldKind::Choice(choices) => {
            let is_number = choices.iter().all(|choice| matches!(choice.value, FieldValue::Integer(_)));
            json!({ "type": if is_number { "integer" } else { "string" } })
        }
        FieldKind::Json => json!({}),
    }
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

#[cfg(test)]
mod tests {
    use super::{Of, sent};
    use crate::domain::Shape;
    use crate::json::Json;

    #[test]
    fn null_is_in_the_document_where_it_is_taken() {
        let kinds = [
            r#""type": "char", "max_length": 20"#,
            r#""type": "text""#,
            r#""type": "url""#,
            r#""type": "slug""#,
            r#""type": "integer""#,
            r#""type": "decimal", "max_digits": 5, "decimal_places": 2"#,
            r#""type": "boolean""#,
            r#""type": "date""#,
            r#""type": "datetime""#,
            r#""type": "uuid""#,
            r#""type": "choice", "choices": [["a", "A"], ["b", "B"]]"#,
            r#""type": "json""#,
        ];
        let rules = [(true, true), (true, false), (false, true), (false, false)];
        for (kind, (null, required)) in kinds.iter().flat_map(|kind| rules.map(|rule| (kind, rule))) {
            let text =
                format!("[{{\"name\": \"plan\", {kind}, \"null\": {null}, \"required\": {required}}}]");
            let shape = Shape::declare(&text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
            let field = shape.get("plan").unwrap();
            assert_eq!(field.read(&Json::Null).is_ok(), null, "{text}");
            let may_be_left_out = !required && field.unsaid().is_some();
            for (of, takes_null) in [
                (Of::NewUser, null),
                (Of::Changes, null),
                (Of::CamelNewUser, null || may_be_left_out),
                (Of::CamelChanges, true),
            ] {
                let schema = sent(field, of);
                let says_null = match schema["type"].as_array() {
                    Some(types) => types.contains(&"null".into()),
                    None => schema["type"].is_null() && schema.get("not").is_none(),
                };
                assert_eq!(says_null, takes_null, "{text} {of:?}: {schema}");
                let says_null =
                    schema["enum"].as_array().is_none_or(|values| values.contains(&serde_json::Value::Null));
                assert!(says_null || !takes_null, "{text} {of:?}: {schema}");
            }
        }
    }
}
