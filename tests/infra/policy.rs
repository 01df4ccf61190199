//! What each function's role lets it do to the table, decided as IAM decides. `tests/world/watch.rs` holds every call
//! that any test makes against it.

use super::template::{FUNCTIONS, TEMPLATE, many, properties, resources};
use serde_json::{Value, json};
use shared::store::layout::DRAWERS;
use std::collections::BTreeSet;
use std::fmt;
use std::fs::File;
use std::io::Write;
use std::sync::{LazyLock, Mutex};

/// Where a run of the tests notes what the roles granted and the functions did.
const MADE_CALLS: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/made-calls");

/// A call to the table as IAM sees it: a transaction is several.
#[derive(Debug)]
pub(crate) struct Access {
    /// `dynamodb:` and the operation.
    pub(crate) action: String,
    /// Whether it reads the index.
    pub(crate) index: bool,
    /// The partition keys that it names.
    pub(crate) partitions: Vec<String>,
    /// The attributes that it names, those of the key included; of a map only the map itself.
    pub(crate) attributes: Vec<String>,
}

/// Whether a function may do this.
pub(crate) fn allows(function: &str, access: &Access) -> bool {
    let says = |effect: &str| {
        statements(function)
            .into_iter()
            .any(|statement| statement["Effect"] == effect && concerns(statement, access))
    };
    says("Allow") && !says("Deny")
}

/// What a role grants of the table: what may be done to which partitions of what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Grant {
    function: String,
    action: String,
    of: &'static str,
    partitions: String,
}

/// Notes what a function did with leave, so that [`every_call_allowed_is_made`] can tell what it never does.
pub(crate) fn made(function: &str, access: &Access) {
    static MADE: LazyLock<Mutex<(File, BTreeSet<Grant>)>> = LazyLock::new(|| {
        let file = File::create(MADE_CALLS).expect("cargo made the folder");
        Mutex::new((file, BTreeSet::new()))
    });
    let of = if access.index { "index" } else { "table" };
    let granted = grants(function).into_iter().filter(|grant| {
        let like = |partition: &String| matches(&json!(grant.partitions), partition);
        grant.action == access.action && grant.of == of && access.partitions.iter().any(like)
    });
    let mut made = MADE.lock().expect("nobody panics holding it");
    for grant in granted {
        if made.1.insert(grant.clone()) {
            writeln!(made.0, "{grant}").expect("the file takes it");
        }
    }
}

/// Everything that a function's role grants of the table.
fn grants(function: &str) -> Vec<Grant> {
    let mut grants = Vec::new();
    for statement in statements(function).into_iter().filter(|it| it["Effect"] == "Allow") {
        let patterns = many(&statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]);
        let of = if statement["Resource"]["Fn::Sub"].is_string() { "index" } else { "table" };
        for action in many(&statement["Action"]) {
            let partitions = patterns.iter().filter_map(|pattern| pattern.as_str());
            grants.extend(partitions.map(|partitions| Grant {
                function: function.to_owned(),
                action: action.as_str().expect("an action is text").to_owned(),
                of,
                partitions: partitions.to_owned(),
            }));
        }
    }
    grants
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {} {}", self.function, self.action, self.of, self.partitions)
    }
}

/// The statements of a function's role.
fn statements(function: &str) -> Vec<&'static Value> {
    let policies = properties(&role(function))["Policies"].as_array().expect("a role has policies");
    policies.iter().flat_map(|policy| many(&policy["PolicyDocument"]["Statement"])).collect()
}

fn role(function: &str) -> String {
    let logical = FUNCTIONS.iter().find(|(name, _)| *name == function).expect("a function of ours").1;
    let role = &properties(logical)["Role"]["Fn::GetAtt"];
    assert_eq!(role[1], "Arn", "{logical} has a role of its own");
    role[0].as_str().expect("a role's name").to_owned()
}

fn concerns(statement: &Value, access: &Access) -> bool {
    let named = many(&statement["Action"]).into_iter().any(|action| matches(action, &access.action));
    let reached = many(&statement["Resource"]).into_iter().any(|resource| {
        let table = *resource == json!({"Fn::GetAtt": ["Table", "Arn"]});
        let index = ["${Table.Arn}/index/GSI1", "${Table.Arn}/index/*"];
        if access.index { index.iter().any(|arn| resource["Fn::Sub"] == *arn) } else { table }
    });
    named && reached && holds(&statement["Condition"], access)
}

/// Whether the conditions hold, of those that the template has.
fn holds(conditions: &Value, access: &Access) -> bool {
    let conditions = conditions.as_object();
    let tests = conditions.into_iter().flatten();
    let mut tests = tests
        .flat_map(|(operator, keys)| keys.as_object().into_iter().flatten().map(move |it| (operator, it)));
    tests.all(|(operator, (key, patterns))| {
        let values = match key.as_str() {
            "dynamodb:LeadingKeys" => &access.partitions,
            "dynamodb:Attributes" => &access.attributes,
            other => panic!("a condition key of the table that is not known here: {other}"),
        };
        let patterns = many(patterns);
        let like = |value: &String| patterns.iter().any(|pattern| matches(pattern, value));
        match operator.as_str() {
            "ForAllValues:StringLike" | "ForAllValues:StringEquals" => values.iter().all(like),
            "ForAnyValue:StringLike" | "ForAnyValue:StringEquals" => values.iter().any(like),
            "Null" => (patterns == [&json!("true")]) == values.is_empty(),
            other => panic!("a condition of the table that is not known here: {other}"),
        }
    })
}

/// IAM's `StringLike`, as far as the template uses it: a star at the end.
fn matches(pattern: &Value, text: &str) -> bool {
    let pattern = pattern.as_str().expect("a pattern is text");
    match pattern.strip_suffix('*') {
        Some(beginning) => text.starts_with(beginning),
        None => text == pattern,
    }
}

fn access(action: &str, partitions: &[&str]) -> Access {
    let partitions = partitions.iter().map(|&partition| partition.to_owned()).collect();
    let attributes = vec!["pk".to_owned(), "sk".to_owned()];
    Access { action: format!("dynamodb:{action}"), index: false, partitions, attributes }
}

#[test]
fn every_function_has_a_role_that_nothing_else_has() {
    let mut roles: Vec<_> = FUNCTIONS.iter().map(|(function, _)| role(function)).collect();
    let declared = resources("AWS::IAM::Role").count();
    roles.sort();
    roles.dedup();
    assert_eq!((roles.len(), declared), (FUNCTIONS.len(), FUNCTIONS.len()));
}

#[test]
fn nobody_may_scan_or_speak_partiql_or_change_the_table() {
    let forbidden = [
        "Scan",
        "PartiQLSelect",
        "PartiQLUpdate",
        "PartiQLInsert",
        "PartiQLDelete",
        "DeleteTable",
        "UpdateTable",
    ];
    for (function, _) in FUNCTIONS {
        for action in forbidden {
            for index in [false, true] {
                let access = Access { index, ..access(action, &["U#7"]) };
                assert!(!allows(function, &access), "{function} may {access:?}");
            }
        }
    }
}

#[test]
fn the_layout_names_who_may_write_what() {
    for drawer in DRAWERS.iter().filter(|drawer| !drawer.partitions.is_empty()) {
        for (function, _) in FUNCTIONS {
            let writes = |partition: &&str| {
                let actions = ["PutItem", "UpdateItem", "DeleteItem"];
                actions.iter().any(|action| allows(function, &access(action, &[partition])))
            };
            let may = drawer.partitions.iter().any(writes);
            let named = drawer.writers.iter().any(|(writer, _)| *writer == function);
            assert_eq!(named, may, "{function} writes {}", drawer.key);
        }
    }
}

#[test]
fn only_who_signs_reaches_the_private_halves() {
    for (function, _) in FUNCTIONS {
        let signs = ["sign_in", "tokens"].contains(&function);
        assert_eq!(allows(function, &access("BatchGetItem", &["PRIV#k"])), signs, "{function}");
        assert!(!allows(function, &access("Query", &["PRIV#k"])), "{function} asks for them by key");
        // Also among others, and where a later edit would allow everything.
        let denied = statements(function).into_iter().any(|statement| {
            statement["Effect"] == "Deny" && concerns(statement, &access("GetItem", &["U#7", "PRIV#k"]))
        });
        assert_eq!(denied, !signs, "{function}");
    }
}

#[test]
fn only_tokens_makes_signing_keys() {
    for (function, _) in FUNCTIONS {
        for action in ["PutItem", "UpdateItem", "DeleteItem"] {
            for partition in ["JWKS", "PRIV#k"] {
                let may = allows(function, &access(action, &[partition]));
                assert_eq!(may, function == "tokens", "{function} {action} {partition}");
            }
        }
    }
}

#[test]
fn who_names_no_partition_gets_nothing() {
    for (function, _) in FUNCTIONS {
        for action in ["BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"] {
            assert!(!allows(function, &access(action, &[])), "{function} may {action}");
            assert!(!allows(function, &access(action, &["UNKNOWN#7"])), "{function} may {action}");
        }
    }
}

/// A write of these attributes of somebody's item.
fn write(action: &str, partition: &str, attributes: &[&str]) -> Access {
    let named = ["pk", "sk"].into_iter().chain(attributes.iter().copied());
    Access { attributes: named.map(str::to_owned).collect(), ..access(action, &[partition]) }
}

/// `UpdateItem` makes the item that is not there. A sign-in is none without all of these, as `shared/src/store/items.rs` has it.
#[test]
fn no_update_makes_a_sign_in() {
    for (function, _) in FUNCTIONS {
        for attribute in ["id", "kind", "epoch", "created_at"] {
            let made = write("UpdateItem", "S#7", &["seen_at", attribute]);
            assert!(!allows(function, &made), "{function} may write {attribute}");
        }
        let longer = write("UpdateItem", "S#7", &["expires_at"]);
        assert!(!allows(function, &longer), "{function} may put off the end");
    }
}

#[test]
fn of_a_profile_each_function_writes_only_what_it_has_to() {
    let may = |function, action, attributes: &[&str]| allows(function, &write(action, "U#7", attributes));
    for function in ["groups", "permissions", "tokens", "mailer"] {
        assert!(!may(function, "UpdateItem", &["profile"]) && !may(function, "PutItem", &[]), "{function}");
    }
    assert!(may("sign_in", "UpdateItem", &["password"]));
    assert!(!may("sign_in", "UpdateItem", &["password", "is_superuser"]));
    assert!(!may("sign_in", "PutItem", &["password"]) && !may("sign_in", "DeleteItem", &[]));
    assert!(may("janitor", "PutItem", &["deleted_at", "version"]));
    assert!(!may("janitor", "PutItem", &["deleted_at", "password"]));
    assert!(!may("janitor", "UpdateItem", &["undo", "version", "password"]));
    for function in ["activation", "password_reset"] {
        assert!(may(function, "UpdateItem", &["password", "profile"]), "{function}");
        assert!(!may(function, "UpdateItem", &["is_staff"]), "{function}");
        assert!(!may(function, "UpdateItem", &["profile", "is_superuser"]), "{function}");
    }
    for partition in ["U#7", "R#7", "S#7", "L#7"] {
        for action in ["PutItem", "UpdateItem", "DeleteItem"] {
            assert!(!allows("mailer", &access(action, &[partition])), "mailer may {action} {partition}");
        }
    }
}

#[test]
fn a_star_stands_only_where_no_resource_can() {
    for (function, _) in FUNCTIONS {
        for statement in statements(function).into_iter().filter(|statement| statement["Effect"] == "Allow") {
            let actions = many(&statement["Action"]);
            assert!(
                actions.iter().all(|action| !action.to_string().contains('*')),
                "{function}: {actions:?}"
            );
            let everything = many(&statement["Resource"]).into_iter().any(|resource| resource == "*");
            let knows_no_resource = |action: &&Value| {
                ["ses:GetAccountSendingEnabled", "ses:GetSendQuota"].iter().any(|it| *action == it)
            };
            assert_eq!(everything, actions.iter().all(knows_no_resource), "{function}: {actions:?}");
        }
    }
}

#[test]
fn only_mailer_sends_mail_and_only_from_the_one_address() {
    for (function, _) in FUNCTIONS {
        let sends = |statement: &&Value| statement["Action"].to_string().contains("ses:Send");
        let sends: Vec<_> = statements(function).into_iter().filter(sends).collect();
        assert_eq!(sends.len(), usize::from(function == "mailer"), "{function}");
        for statement in sends {
            assert_eq!(statement["Action"], "ses:SendRawEmail");
            assert_eq!(
                statement["Condition"]["StringEquals"],
                json!({"ses:FromAddress": {"Ref": "MailFromAddress"}})
            );
        }
    }
}

#[test]
fn only_who_is_on_the_stream_reads_it_and_reports_to_the_queue() {
    for (function, logical) in FUNCTIONS {
        let may = |action: &str| {
            statements(function)
                .into_iter()
                .any(|it| many(&it["Action"]).into_iter().any(|named| named == action))
        };
        let mapped = resources("AWS::Lambda::EventSourceMapping")
            .any(|(_, mapping)| mapping["Properties"]["FunctionName"]["Fn::GetAtt"][0] == logical);
        assert_eq!(may("dynamodb:GetRecords"), mapped, "{function}");
        assert_eq!(may("sqs:SendMessage"), mapped, "{function}");
    }
    for policy in ["TableKeyUse", "TracingUse"] {
        let roles = &TEMPLATE["Resources"][policy]["Properties"]["Roles"];
        assert_eq!(roles.as_array().map(Vec::len), Some(FUNCTIONS.len()), "{policy}");
    }
}

#[test]
#[ignore = "asks what a run of all tests before it has noted"]
fn every_call_allowed_is_made() {
    let made = std::fs::read_to_string(MADE_CALLS).expect("all tests ran before");
    let made: BTreeSet<_> = made.lines().collect();
    let granted = FUNCTIONS.iter().flat_map(|(function, _)| grants(function));
    let never: Vec<_> =
        granted.map(|grant| grant.to_string()).filter(|grant| !made.contains(grant.as_str())).collect();
    assert!(never.is_empty(), "no test needs this of infra/template.yaml:\n{}", never.join("\n"));
}
