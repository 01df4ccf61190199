//! The table's definition, read from the template that deploys it, so that local use and tests cannot drift from
//! what runs in AWS.

use dynoxide::actions::create_table::CreateTableRequest;
use yaml_serde::{Mapping, Value};

/// The deployed stack; its resource `Table` is the only place that says what the table looks like.
const TEMPLATE: &str = include_str!("../../../infra/template.yaml");

/// Properties that DynamoDB's CreateTable takes under the same name and in the same shape.
const SHARED: [&str; 5] = [
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
    "BillingMode",
    "DeletionProtectionEnabled",
];

/// Properties that mean nothing to an engine that keeps one unencrypted file: backups and the encryption key.
const AWS_ONLY: [&str; 2] = ["PointInTimeRecoverySpecification", "SSESpecification"];

/// What the engine needs to make the table.
#[derive(Debug)]
pub struct Definition {
    /// The request that creates table, index and stream.
    pub create: CreateTableRequest,
    /// The attribute that holds an item's expiry, in Unix seconds.
    pub ttl_attribute: String,
}

/// The table of `infra/template.yaml`, under the name `table_name`.
///
/// # Panics
/// When the template says something about the table that this function does not understand. The template is part
/// of the program, so that is a mistake in the program, and the tests below find it.
pub fn definition(table_name: &str) -> Definition {
    read(TEMPLATE, table_name).unwrap_or_else(|why| panic!("infra/template.yaml, resource Table: {why}"))
}

fn read(template: &str, table_name: &str) -> Result<Definition, String> {
    let template: Value = yaml_serde::from_str(template).map_err(|error| error.to_string())?;
    let table = &template["Resources"]["Table"];
    if table["Type"] != "AWS::DynamoDB::Table" {
        return Err("is not an AWS::DynamoDB::Table".into());
    }
    let properties = table["Properties"].as_mapping().ok_or("has no properties")?;

    let mut request = Mapping::new();
    request.insert("TableName".into(), table_name.into());
    let mut ttl_attribute = None;
    for (name, value) in properties {
        match name.as_str().unwrap_or_default() {
            known if SHARED.contains(&known) => drop(request.insert(name.clone(), value.clone())),
            known if AWS_ONLY.contains(&known) => {}
            "StreamSpecification" => drop(request.insert(name.clone(), stream(value)?)),
            "TimeToLiveSpecification" => ttl_attribute = Some(ttl(value)?),
            unknown => return Err(format!("property `{unknown}` has no local meaning yet")),
        }
    }

    Ok(Definition {
        create: create(Value::Mapping(request))?,
        ttl_attribute: ttl_attribute.ok_or("has no TTL")?,
    })
}

/// CloudFormation leaves out `StreamEnabled`, which CreateTable requires.
fn stream(value: &Value) -> Result<Value, String> {
    let view_type = only_key(value, "StreamViewType")?;
    let mut stream = Mapping::new();
    stream.insert("StreamEnabled".into(), true.into());
    stream.insert("StreamViewType".into(), view_type.clone());
    Ok(Value::Mapping(stream))
}

fn only_key<'a>(value: &'a Value, key: &str) -> Result<&'a Value, String> {
    match value.as_mapping() {
        Some(mapping) if mapping.len() == 1 => mapping.get(key),
        _ => None,
    }
    .ok_or_else(|| format!("expected `{key}` and nothing else in {value:?}"))
}

fn ttl(value: &Value) -> Result<String, String> {
    match (value["AttributeName"].as_str(), value["Enabled"].as_bool()) {
        (Some(name), Some(true)) => Ok(name.to_owned()),
        _ => Err(format!("expected an enabled TTL attribute in {value:?}")),
    }
}

/// Through JSON, because the engine checks a request while it reads one. A CloudFormation tag such as `!Ref` cannot
/// pass: JSON has no place for it.
fn create(request: Value) -> Result<CreateTableRequest, String> {
    refuse_tags(&request)?;
    let json = serde_json::to_value(&request).map_err(|error| error.to_string())?;
    serde_json::from_value(json).map_err(|error| error.to_string())
}

fn refuse_tags(value: &Value) -> Result<(), String> {
    match value {
        Value::Tagged(tagged) => Err(format!("`{}` stands where a literal is needed", tagged.tag)),
        Value::Sequence(items) => items.iter().try_for_each(refuse_tags),
        Value::Mapping(entries) => entries.values().try_for_each(refuse_tags),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynoxide::types::ProjectionType;

    #[test]
    fn the_template_holds_the_whole_definition() {
        let Definition { create, ttl_attribute } = definition("accounts");

        assert_eq!(create.table_name, "accounts");
        assert_eq!(ttl_attribute, "ttl");
        assert_eq!(create.billing_mode.as_deref(), Some("PAY_PER_REQUEST"));
        assert_eq!(create.deletion_protection_enabled, Some(true));
        let key: Vec<_> = create.key_schema.iter().map(|part| part.attribute_name.as_str()).collect();
        assert_eq!(key, ["pk", "sk"]);

        let stream = create.stream_specification.expect("a stream");
        assert!(stream.stream_enabled);
        assert_eq!(stream.stream_view_type.as_deref(), Some("KEYS_ONLY"));

        let indexes = create.global_secondary_indexes.expect("an index");
        let [index] = indexes.as_slice() else { panic!("expected one index") };
        assert_eq!(index.index_name, "GSI1");
    }

    #[test]
    fn the_index_holds_nothing_but_keys() {
        let create = definition("accounts").create;
        let projected = create.global_secondary_indexes.expect("an index")[0].projection.clone();
        assert_eq!(projected.projection_type, Some(ProjectionType::KEYS_ONLY));
        assert_eq!(projected.non_key_attributes, None);
    }

    #[test]
    fn a_property_without_a_local_meaning_is_named() {
        let template = TEMPLATE.replace("BillingMode:", "TableClass: STANDARD\n      BillingMode:");
        let why = read(&template, "accounts").expect_err("an unknown property");
        assert!(why.contains("TableClass"), "{why}");
    }

    #[test]
    fn an_intrinsic_function_in_a_key_is_refused() {
        let template = TEMPLATE.replace("AttributeName: pk, KeyType", "AttributeName: !Ref Pk, KeyType");
        let why = read(&template, "accounts").expect_err("a tag");
        assert!(why.contains("!Ref"), "{why}");
    }

    #[test]
    fn a_template_without_ttl_is_refused() {
        let template = TEMPLATE.replace("Enabled: true", "Enabled: false");
        let why = read(&template, "accounts").expect_err("no TTL");
        assert!(why.contains("TTL"), "{why}");
    }
}
