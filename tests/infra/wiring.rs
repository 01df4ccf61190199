//! What is built, what calls it, and that CloudFormation can make one thing after the other.

use super::template::{FUNCTIONS, TEMPLATE, properties, resources};
use serde_json::{Value, json};
use shared::lambda::Occasion;
use std::collections::{BTreeMap, BTreeSet};

/// The resources that a value names, by `Ref`, `GetAtt` and `Sub`.
fn named(value: &Value, found: &mut BTreeSet<String>) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    "Ref" => found.extend([text(member)]),
                    "Fn::GetAtt" => found.extend([text(&member[0])]),
                    "Fn::Sub" if member.is_array() => {
                        in_text(&text(&member[0]), found);
                        named(&member[1], found);
                    }
                    "Fn::Sub" => in_text(&text(member), found),
                    _ => named(member, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| named(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn in_text(text: &str, found: &mut BTreeSet<String>) {
    for part in text.split("${").skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        found.insert(name.split('.').next().unwrap_or_default().to_owned());
    }
}

/// What each resource waits for. SAM copies `Globals` into every function; with roles of their own and without events,
/// functions are all that it makes of them.
fn waits() -> BTreeMap<&'static str, BTreeSet<String>> {
    let all = TEMPLATE["Resources"].as_object().expect("the template has resources");
    let wait = |(name, resource): (&'static String, &'static Value)| {
        let mut found = BTreeSet::new();
        named(&resource["Properties"], &mut found);
        if resource["Type"] == "AWS::Serverless::Function" {
            named(&TEMPLATE["Globals"]["Function"], &mut found);
        }
        found.extend(
            super::template::many(&resource["DependsOn"])
                .into_iter()
                .filter_map(Value::as_str)
                .map(str::to_owned),
        );
        found.retain(|target| all.contains_key(target));
        (name.as_str(), found)
    };
    all.iter().map(wait).collect()
}

#[test]
fn no_resource_waits_for_itself() {
    let mut waiting = waits();
    assert!(waiting["Users"].contains("Api") && waiting["UsersIntegration"].contains("Users"), "{waiting:?}");
    while let Some(ready) = waiting.iter().find(|(_, of)| of.is_empty()).map(|(name, _)| *name) {
        waiting.remove(ready);
        waiting.values_mut().for_each(|of| of.retain(|name| name != ready));
    }
    assert!(waiting.is_empty(), "a cycle among {waiting:#?}");
}

#[test]
fn every_crate_is_a_function_that_cargo_lambda_builds() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../functions");
    let entries = std::fs::read_dir(folder).expect("there are functions");
    let mut crates: Vec<_> =
        entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    let mut known = FUNCTIONS.map(|(name, _)| name.to_owned()).to_vec();
    crates.sort();
    known.sort();
    assert_eq!(crates, known);
    assert_eq!(resources("AWS::Serverless::Function").count(), FUNCTIONS.len());

    let shared = &TEMPLATE["Globals"]["Function"];
    assert_eq!(
        (&shared["Runtime"], &shared["Architectures"]),
        (&json!("provided.al2023"), &json!(["arm64"]))
    );
    for (name, logical) in FUNCTIONS {
        let function = &TEMPLATE["Resources"][logical];
        assert_eq!(function["Metadata"]["BuildMethod"], "rust-cargolambda", "{name}");
        assert_eq!(function["Metadata"]["BuildProperties"]["Binary"], *name);
        assert_eq!(function["Properties"]["CodeUri"], format!("../functions/{name}"));
        assert!(function["Properties"]["Events"].is_null(), "{name}: SAM would make a cycle of events");
        let logs = function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"].as_str().expect("a log group");
        assert_eq!(properties(logs)["RetentionInDays"], json!({"Ref": "LogRetentionDays"}), "{name}");
    }
}

#[test]
fn what_ships_survives_a_panic_and_is_what_was_locked() {
    let workspace = include_str!("../../Cargo.toml");
    let section = |name: &str| {
        let (_, rest) = workspace.split_once(&format!("[{name}]\n")).expect("there is such a section");
        rest.split("\n[").next().expect("a text has a beginning")
    };
    assert!(
        section("profile.release").contains("\npanic = \"unwind\"\n"),
        "cargo lambda says abort otherwise"
    );
    assert!(section("workspace.metadata.lambda.build").contains("\nlocked = true\n"));
}

#[test]
fn the_gateway_may_call_each_function_by_one_permission() {
    for (name, logical) in FUNCTIONS {
        let permission = |(_, it): &(&str, &Value)| {
            it["Properties"]["FunctionName"]["Ref"] == logical
                && it["Properties"]["Principal"] == "apigateway.amazonaws.com"
        };
        let sources: Vec<_> = resources("AWS::Lambda::Permission")
            .filter(permission)
            .map(|(_, it)| &it["Properties"]["SourceArn"])
            .collect();
        let integrated = resources("AWS::ApiGatewayV2::Integration")
            .filter(|(_, it)| it["Properties"]["IntegrationUri"]["Fn::GetAtt"][0] == logical);
        let speaks_http = !["mailer", "janitor"].contains(&name);
        assert_eq!(
            (sources.len(), integrated.count()),
            (usize::from(speaks_http), usize::from(speaks_http)),
            "{name}"
        );
        for source in sources {
            assert!(source["Fn::Sub"].as_str().is_some_and(|arn| arn.ends_with(":${Api}/*/*")), "{source}");
        }
    }
}

#[test]
fn the_stream_calls_mailer_and_janitor_as_the_local_one_does() {
    for (logical, prefix) in [("Mailer", "MAIL#"), ("Janitor", "WORK#")] {
        let mapping = properties(&format!("{logical}Stream"));
        assert_eq!(mapping["FunctionName"]["Fn::GetAtt"], json!([logical, "Arn"]));
        assert_eq!(mapping["EventSourceArn"]["Fn::GetAtt"], json!(["Table", "StreamArn"]));
        let pattern = mapping["FilterCriteria"]["Filters"][0]["Pattern"].as_str().expect("a filter");
        let pattern: Value = serde_json::from_str(pattern).expect("a filter is JSON");
        let wanted =
            json!({"eventName": ["INSERT"], "dynamodb": {"Keys": {"pk": {"S": [{"prefix": prefix}]}}}});
        assert_eq!(pattern, wanted);
        assert_eq!(mapping["StartingPosition"], "TRIM_HORIZON");
        assert_eq!(mapping["FunctionResponseTypes"], json!(["ReportBatchItemFailures"]));
        assert_eq!(
            (&mapping["BisectBatchOnFunctionError"], &mapping["MaximumRetryAttempts"]),
            (&json!(true), &json!(5))
        );
        assert_eq!(
            mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"],
            json!(["Undelivered", "Arn"])
        );
    }
}

#[test]
fn the_schedules_say_what_the_functions_listen_for_and_may_call_them() {
    let mut calls = Vec::new();
    for (name, rule) in resources("AWS::Events::Rule") {
        let target = &rule["Properties"]["Targets"][0];
        let logical = target["Arn"]["Fn::GetAtt"][0].as_str().expect("a function");
        let event: Value =
            serde_json::from_str(target["Input"].as_str().expect("an event")).expect("an event is JSON");
        calls.push((logical, Occasion::read(&event).expect("an occasion") == Occasion::Nightly));
        let permitted = resources("AWS::Lambda::Permission").any(|(_, it)| {
            let it = &it["Properties"];
            it["FunctionName"]["Ref"] == logical && it["SourceArn"]["Fn::GetAtt"] == json!([name, "Arn"])
        });
        assert!(permitted, "{name} may not call {logical}");
    }
    calls.sort_unstable();
    assert_eq!(calls, [("Janitor", false), ("Janitor", true), ("Mailer", false), ("Tokens", false)]);
}

#[test]
fn the_deployment_waits_for_the_first_signing_key_and_not_for_long() {
    let keys = properties("SigningKeys");
    assert_eq!(TEMPLATE["Resources"]["SigningKeys"]["Type"], "Custom::SigningKeys");
    assert_eq!(keys["ServiceToken"]["Fn::GetAtt"], json!(["Tokens", "Arn"]));
    let (waits, runs) = (keys["ServiceTimeout"].as_u64(), properties("Tokens")["Timeout"].as_u64());
    assert!(runs < waits && waits <= Some(60), "{waits:?} {runs:?}");
    // What they hang on: another asks anew.
    assert_eq!(keys["Table"], json!({"Ref": "Table"}));
    assert_eq!(keys["Secret"], json!({"Ref": "SecretKey"}));
    assert_eq!(keys["SecretKeyVersion"], json!({"Ref": "SecretKeyVersion"}));
}

#[test]
fn mails_that_do_not_go_out_ring() {
    let (filter, alarm) = (properties("MailsNotSent"), properties("MailsAlarm"));
    assert_eq!(filter["LogGroupName"], properties("Mailer")["LoggingConfig"]["LogGroup"]);
    assert_eq!(filter["FilterPattern"], r#"{ $.level = "ERROR" }"#);
    let metric = &filter["MetricTransformations"][0];
    assert_eq!(
        (&metric["MetricNamespace"], &metric["MetricName"]),
        (&alarm["Namespace"], &alarm["MetricName"])
    );
}

#[test]
fn every_function_that_clients_reach_counts_its_429() {
    let counted: BTreeSet<_> = resources("AWS::Logs::MetricFilter")
        .map(|(_, filter)| &filter["Properties"])
        .filter(|filter| filter["MetricTransformations"][0]["MetricName"] == "TooMany")
        .inspect(|filter| assert_eq!(filter["FilterPattern"], "{ $.status = 429 }"))
        .filter_map(|filter| filter["LogGroupName"]["Ref"].as_str())
        .collect();
    let reached: BTreeSet<_> = resources("AWS::ApiGatewayV2::Integration")
        .filter_map(|(_, it)| it["Properties"]["IntegrationUri"]["Fn::GetAtt"][0].as_str())
        .filter_map(|logical| properties(logical)["LoggingConfig"]["LogGroup"]["Ref"].as_str())
        .collect();
    assert_eq!((&counted, counted.len()), (&reached, 10));
    assert_eq!(properties("TooManyAlarm")["MetricName"], "TooMany");
}

/// The properties that name a resource for its whole account, or for a Region of it.
const NAMES: [&str; 17] = [
    "AlarmName",
    "BudgetName",
    "ConfigurationSetName",
    "DashboardName",
    "EventDestinationName",
    "FunctionName",
    "Id",
    "LogGroupName",
    "ManagedPolicyName",
    "MetricNamespace",
    "Name",
    "Namespace",
    "QueueName",
    "RoleName",
    "RuleName",
    "TableName",
    "TopicName",
];

#[test]
fn two_stages_share_no_name() {
    // Those whose names are only theirs within something of the stack's own, or that no account has two of.
    let within = [
        "AWS::ApiGatewayV2::Route",
        "AWS::Route53::RecordSetGroup",
        "AWS::SES::ConfigurationSetEventDestination",
    ];
    let all = TEMPLATE["Resources"].as_object().expect("the template has resources");
    for (name, resource) in all.iter().filter(|(_, it)| !within.iter().any(|kind| it["Type"] == *kind)) {
        let given = resource["Properties"].as_object().expect("properties").iter();
        let filters = resource["Properties"]["MetricTransformations"][0].as_object().into_iter().flatten();
        for (property, value) in given.chain(filters).filter(|(it, _)| NAMES.contains(&it.as_str())) {
            // A resource's own name is made up, or begins with the stack's; `Ref` and `GetAtt` name what has such a one.
            let of_aws = value.as_str().is_some_and(|it| it.starts_with("AWS/"));
            let of_the_stack = value.to_string().contains("AWS::StackName");
            let of_another = value["Ref"].is_string() || value["Fn::GetAtt"].is_array();
            assert!(of_aws || of_the_stack || of_another, "{name}.{property}: {value}");
        }
    }
    let outputs = TEMPLATE["Outputs"].as_object().expect("the template has outputs");
    assert!(outputs.values().all(|it| it["Export"].is_null()), "a name of an export is the account's");
}

#[test]
fn silence_rings_and_a_new_stack_is_not_silent() {
    let alarm = properties("SilenceAlarm");
    // The state that an alarm begins in is no change of its state; that a running stack falls silent is one.
    assert_eq!(alarm["TreatMissingData"], "missing");
    assert_eq!(alarm["InsufficientDataActions"], alarm["AlarmActions"]);
    for (name, alarm) in resources("AWS::CloudWatch::Alarm").filter(|(name, _)| *name != "SilenceAlarm") {
        assert_eq!(alarm["Properties"]["TreatMissingData"], "notBreaching", "{name}");
    }
}

#[test]
fn the_dashboard_costs_nothing() {
    let body = properties("Dashboard")["DashboardBody"]["Fn::Sub"][0].as_str().expect("a pattern");
    let body: Value = serde_json::from_str(body).expect("a dashboard is JSON");
    let metrics = |widget: &Value| widget["properties"]["metrics"].as_array().map_or(0, Vec::len);
    let shown: usize = body["widgets"].as_array().expect("widgets").iter().map(metrics).sum();
    // An account's first three dashboards of up to 50 metrics are free.
    assert!((40..=50).contains(&shown), "{shown} metrics");
}

#[test]
fn the_public_url_is_what_clients_reach() {
    let url = json!({"Fn::If": ["HasDomain", {"Fn::Sub": "https://${DomainName}"}, {"Fn::GetAtt": ["Api", "ApiEndpoint"]}]});
    assert_eq!(TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]["LATCHKEY_PUBLIC_URL"], url);
    assert_eq!(TEMPLATE["Outputs"]["Url"]["Value"], url);
    assert_eq!(properties("Api")["DisableExecuteApiEndpoint"], json!({"Fn::If": ["HasDomain", true, false]}));
    assert!(properties("DomainMapping")["ApiMappingKey"].is_null(), "the service has its domain's root");
}

#[test]
fn no_log_of_the_gateway_has_a_path() {
    let format = properties("Stage")["AccessLogSettings"]["Fn::If"][1]["Format"].as_str().expect("a format");
    let fields: Value = serde_json::from_str(format).expect("a line of JSON");
    assert_eq!(fields["route"], "$context.routeKey");
    for path in
        ["$context.path", "rawPath", "$context.requestOverride", "queryString", "$context.identity.sourceIp"]
    {
        assert!(!format.contains(path), "{path}");
    }
}

#[test]
fn the_stack_policy_keeps_what_there_is_no_second_of() {
    let policy: Value =
        serde_json::from_str(include_str!("../../infra/stack-policy.json")).expect("a policy is JSON");
    let kept = resources("AWS::DynamoDB::Table").chain(resources("AWS::SecretsManager::Secret"));
    let kept: Vec<_> = kept.map(|(name, _)| json!(format!("LogicalResourceId/{name}"))).collect();
    let denies = &policy["Statement"][1];
    assert_eq!((&denies["Effect"], &denies["Resource"]), (&json!("Deny"), &json!(kept)));
    assert_eq!(denies["Action"], json!(["Update:Replace", "Update:Delete"]));
}
