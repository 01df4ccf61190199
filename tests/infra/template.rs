//! `infra/template.yaml` as JSON, its short forms written out (`!Ref X` is `{"Ref": "X"}`), for a stack that makes its
//! table and its secret. The CDK's tests compare what it is with those that there are.

use serde_json::{Value, json};
use std::sync::LazyLock;
use yaml_serde::Value as Yaml;

/// The conditions that hold in this stack, of those that are decided here.
const HOLD: [&str; 2] = ["MakesTable", "MakesSecret"];

/// The crates that become functions, and the template's name for each.
pub(crate) const FUNCTIONS: [(&str, &str); 12] = [
    ("users", "Users"),
    ("groups", "Groups"),
    ("permissions", "Permissions"),
    ("activation", "Activation"),
    ("password_reset", "PasswordReset"),
    ("sign_in", "SignIn"),
    ("tokens", "Tokens"),
    ("account", "Account"),
    ("console", "Console"),
    ("operator", "Operator"),
    ("mailer", "Mailer"),
    ("janitor", "Janitor"),
];

/// The template.
pub(crate) static TEMPLATE: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../../infra/template.yaml")));

/// The sample of somebody's own API.
pub(crate) static OWN_API: LazyLock<Value> =
    LazyLock::new(|| read(include_str!("../../infra/examples/own-api.yaml")));

fn read(text: &str) -> Value {
    json_of(&yaml_serde::from_str(text).expect("the template is YAML"))
}

/// The resources of this type, with their names.
pub(crate) fn resources(kind: &str) -> impl Iterator<Item = (&'static str, &'static Value)> {
    let all = TEMPLATE["Resources"].as_object().expect("the template has resources");
    all.iter().filter(move |(_, resource)| resource["Type"] == kind).map(|(name, it)| (name.as_str(), it))
}

/// The properties of a resource.
pub(crate) fn properties(name: &str) -> &'static Value {
    &TEMPLATE["Resources"][name]["Properties"]
}

/// What is a list, or one thing that stands for a list of it.
pub(crate) fn many(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |list| list.iter().collect())
}

fn json_of(yaml: &Yaml) -> Value {
    match yaml {
        Yaml::Null => Value::Null,
        Yaml::Bool(truth) => json!(truth),
        Yaml::Number(number) => serde_json::to_value(number).expect("JSON has these numbers"),
        Yaml::String(text) => json!(text),
        Yaml::Sequence(items) => items.iter().map(json_of).collect(),
        Yaml::Mapping(entries) => {
            let key = |key: &Yaml| key.as_str().expect("keys are text").to_owned();
            Value::Object(entries.iter().map(|(name, value)| (key(name), json_of(value))).collect())
        }
        Yaml::Tagged(tagged) => {
            let (tag, value) = (tagged.tag.to_string(), json_of(&tagged.value));
            match (tag.trim_start_matches('!'), value.as_str().and_then(|text| text.split_once('.'))) {
                ("Ref", _) => json!({ "Ref": value }),
                ("Condition", _) => json!({ "Condition": value }),
                ("GetAtt", Some(parts)) => json!({ "Fn::GetAtt": [parts.0, parts.1] }),
                ("If", _) if HOLD.iter().any(|condition| value[0] == *condition) => value[1].clone(),
                (function, _) => json!({ format!("Fn::{function}"): value }),
            }
        }
    }
}
