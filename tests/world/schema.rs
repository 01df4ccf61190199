//! JSON Schema (2020-12), as much of it as our document uses; any other keyword is a fault. A crate that knows all of it
//! brings features of crates that we ship, and everything would be built twice: for `cargo run` and for the tests.

use serde_json::{Map, Value};

/// Words that say nothing about what is allowed.
const REMARKS: [&str; 4] = ["description", "examples", "default", "x-latchkey-fields"];

/// What is wrong with a value, each fault with its place.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(schema, value, "", &mut faults);
    faults
}

fn check(schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Some(schema) = schema.as_object() else {
        return faults.push(format!("{at}: the schema is no object"));
    };
    for (keyword, wanted) in schema {
        if let Err(why) = holds(schema, keyword, wanted, value, at, faults) {
            faults.push(format!("{at}: {value} {why}"));
        }
    }
}

fn holds(
    schema: &Map<String, Value>,
    keyword: &str,
    wanted: &Value,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) -> Result<(), String> {
    let fails = || Err(format!("against {keyword} {wanted}"));
    let number = |value: &Value| value.as_f64();
    let fits = match keyword {
        "type" => match wanted {
            Value::Array(kinds) => kinds.iter().any(|kind| is_a(kind, value)),
            kind => is_a(kind, value),
        },
        "enum" => wanted.as_array().is_some_and(|all| all.contains(value)),
        "const" => wanted == value,
        "anyOf" => {
            wanted.as_array().is_some_and(|all| all.iter().any(|one| self::faults(one, value).is_empty()))
        }
        "oneOf" => wanted
            .as_array()
            .is_some_and(|all| all.iter().filter(|one| self::faults(one, value).is_empty()).count() == 1),
        "minimum" => value.as_f64().is_none_or(|value| number(wanted).is_some_and(|wanted| value >= wanted)),
        "maximum" => value.as_f64().is_none_or(|value| number(wanted).is_some_and(|wanted| value <= wanted)),
        "minLength" => {
            length(value).is_none_or(|length| wanted.as_u64().is_some_and(|wanted| length >= wanted))
        }
        "maxLength" => {
            length(value).is_none_or(|length| wanted.as_u64().is_some_and(|wanted| length <= wanted))
        }
        "minItems" => {
            value.as_array().is_none_or(|items| wanted.as_u64().is_some_and(|n| items.len() as u64 >= n))
        }
        "maxItems" => {
            value.as_array().is_none_or(|items| wanted.as_u64().is_some_and(|n| items.len() as u64 <= n))
        }
        "minProperties" => {
            value.as_object().is_none_or(|members| wanted.as_u64().is_some_and(|n| members.len() as u64 >= n))
        }
        "maxProperties" => {
            value.as_object().is_none_or(|members| wanted.as_u64().is_some_and(|n| members.len() as u64 <= n))
        }
        "required" => value.as_object().is_none_or(|members| {
            wanted.as_array().is_some_and(|all| {
                all.iter().all(|name| name.as_str().is_some_and(|name| members.contains_key(name)))
            })
        }),
        "format" => value.as_str().is_none_or(|text| has_format(wanted, text)),
        "items" => {
            for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                check(wanted, item, &format!("{at}/{number}"), faults);
            }
            true
        }
        "properties" => {
            for (name, member) in value.as_object().into_iter().flatten() {
                if let Some(schema) = wanted.get(name) {
                    check(schema, member, &format!("{at}/{name}"), faults);
                }
            }
            true
        }
        "additionalProperties" => {
            let known = |name: &str| schema.get("properties").is_some_and(|known| known.get(name).is_some());
            for (name, member) in value.as_object().into_iter().flatten().filter(|(name, _)| !known(name)) {
                match wanted {
                    Value::Bool(true) => {}
                    Value::Bool(false) => faults.push(format!("{at}/{name}: is not known")),
                    schema => check(schema, member, &format!("{at}/{name}"), faults),
                }
            }
            true
        }
        remark if REMARKS.contains(&remark) => true,
        _ => return Err(format!("cannot be held against {keyword}, which the tests do not know")),
    };
    if fits { Ok(()) } else { fails() }
}

fn is_a(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("string") => value.is_string(),
        Some("number") => value.is_number(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    }
}

fn length(value: &Value) -> Option<u64> {
    value.as_str().map(|text| text.chars().count() as u64)
}

fn has_format(format: &Value, text: &str) -> bool {
    match format.as_str() {
        Some("date-time") => text.ends_with('Z') && shared::domain::Timestamp::parse(text).is_some(),
        Some("uri") => text.contains("://"),
        Some("date") => text.len() == 10,
        Some("uuid") => text.len() == 36,
        Some("decimal") => text.parse::<f64>().is_ok(),
        // It only says that a page should not show it.
        Some("password") => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::faults;
    use serde_json::json;

    #[test]
    fn what_is_not_allowed_is_found() {
        let schema = json!({
            "type": "object",
            "properties": {
                "id": { "type": "integer", "minimum": 1, "maximum": 9 },
                "name": { "type": ["string", "null"], "minLength": 1, "maxLength": 3 },
                "at": { "type": "string", "format": "date-time" },
                "all": { "type": "array", "minItems": 1, "items": { "anyOf": [{ "const": 1 }, { "enum": ["a"] }] } },
            },
            "required": ["id"],
            "additionalProperties": { "type": "boolean" },
        });
        for good in [
            json!({ "id": 1 }),
            json!({ "id": 9, "name": null, "at": "2026-01-01T12:00:00Z", "all": [1, "a"], "more": true }),
            json!({ "id": 2, "name": "äöü" }),
        ] {
            assert_eq!(faults(&schema, &good), [""; 0], "{good}");
        }
        for bad in [
            json!([]),
            json!({}),
            json!({ "id": 0 }),
            json!({ "id": 10 }),
            json!({ "id": 1.5 }),
            json!({ "id": "1" }),
            json!({ "id": 1, "name": "" }),
            json!({ "id": 1, "name": "long" }),
            json!({ "id": 1, "at": "yesterday" }),
            json!({ "id": 1, "all": [] }),
            json!({ "id": 1, "all": [2] }),
            json!({ "id": 1, "more": "no" }),
        ] {
            assert!(!faults(&schema, &bad).is_empty(), "{bad}");
        }
        assert!(
            !faults(&json!({ "properties": {}, "additionalProperties": false }), &json!({ "a": 1 }))
                .is_empty()
        );
        assert!(!faults(&json!({ "pattern": "^a$" }), &json!("a")).is_empty(), "a keyword that is not known");
        let sizes = json!({ "minProperties": 1, "maxProperties": 1 });
        assert!(faults(&sizes, &json!({ "a": 1 })).is_empty());
        assert!(
            !faults(&sizes, &json!({})).is_empty() && !faults(&sizes, &json!({ "a": 1, "b": 2 })).is_empty()
        );
    }
}
