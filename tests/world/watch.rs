//! Who is at work while a call to the table is made, and whether the template's roles let them make it: IAM is what the
//! engine cannot show.

use crate::infra::{Access, allows, made, route};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use serde_json::Value;
use shared::http::RequestId;
use shared::log;
use std::sync::{Arc, Mutex};

/// What the functions of one world did that IAM would have refused. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Mutex<Vec<String>>>);

/// Who makes calls to the table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Caller {
    /// Whatever answers requests: each is called after its function. What a test does itself is nobody's work.
    Requests,
    /// One function.
    Function(&'static str),
}

/// A request's id, by which its calls are known as those of the function that API Gateway gives this path to.
pub(super) fn request_id(path: &str) -> RequestId {
    RequestId(format!("{}:{}", route(path).function, RequestId::random().0))
}

impl Watch {
    /// Fails for a call that IAM would have refused.
    pub(super) fn check(&self) {
        let refused = std::mem::take(&mut *self.0.lock().expect("nobody panics holding it"));
        assert!(refused.is_empty(), "infra/template.yaml does not allow this:\n{}", refused.join("\n"));
    }

    /// The SDK's way to the table, past this watch.
    pub(super) fn over(&self, caller: Caller, way: Option<SharedHttpClient>) -> impl HttpClient + 'static {
        Watched { watch: self.clone(), caller, way: way.expect("the SDK has a way to the table") }
    }

    /// Notes what was done with the role's leave, and what was done without.
    fn called(&self, function: &str, operation: &str, body: &Value) {
        for access in accesses(operation, body) {
            match allows(function, &access) {
                true => made(function, &access),
                false => {
                    let refusal = format!("{function} does {access:?}");
                    self.0.lock().expect("nobody panics holding it").push(refusal);
                }
            }
        }
    }
}

#[derive(Debug)]
struct Watched<W> {
    watch: Watch,
    caller: Caller,
    way: W,
}

impl HttpClient for Watched<SharedHttpClient> {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        let way = self.way.http_connector(settings, components);
        SharedHttpConnector::new(Watched { watch: self.watch.clone(), caller: self.caller, way })
    }
}

impl HttpConnector for Watched<SharedHttpConnector> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = request.headers().get("x-amz-target").and_then(|target| target.rsplit('.').next());
        let body = request.body().bytes().and_then(|body| serde_json::from_slice(body).ok());
        let asked = log::request_id();
        let function = match self.caller {
            Caller::Requests => {
                asked.as_deref().and_then(|id| id.split_once(':')).map(|(function, _)| function)
            }
            Caller::Function(function) => Some(function),
        };
        if let Some(function) = function {
            self.watch.called(function, operation.unwrap_or_default(), &body.unwrap_or_default());
        }
        self.way.call(request)
    }
}

/// What IAM is asked for a call: a transaction for each of its items, every other once. What a table says of itself names
/// no key.
fn accesses(operation: &str, body: &Value) -> Vec<Access> {
    let of = |action: &str, partitions: Vec<&Value>, attributes: Vec<String>| Access {
        action: format!("dynamodb:{action}"),
        index: body["IndexName"].is_string(),
        partitions: partitions.into_iter().filter_map(|pk| Some(pk["S"].as_str()?.to_owned())).collect(),
        attributes,
    };
    match operation {
        "TransactWriteItems" => {
            let items = body["TransactItems"].as_array().into_iter().flatten();
            let actions = items.flat_map(|item| item.as_object().into_iter().flatten());
            actions
                .map(|(action, item)| {
                    let action = action.trim_end_matches("Item");
                    of(&format!("{action}Item"), vec![&key_of(item)["pk"]], attributes(item))
                })
                .collect()
        }
        "BatchGetItem" => {
            let tables = body["RequestItems"].as_object().into_iter().flatten();
            let keys = tables.flat_map(|(_, table)| table["Keys"].as_array().into_iter().flatten());
            vec![of(operation, keys.map(|key| &key["pk"]).collect(), Vec::new())]
        }
        "Query" => vec![of(operation, vec![&body["ExpressionAttributeValues"][":pk"]], Vec::new())],
        _ => vec![of(operation, vec![&key_of(body)["pk"]], attributes(body))],
    }
}

fn key_of(write: &Value) -> &Value {
    write.get("Item").unwrap_or(&write["Key"])
}

/// The attributes that a write names: of its key or item, and in its expressions.
fn attributes(write: &Value) -> Vec<String> {
    const WORDS: [&str; 13] = [
        "SET",
        "REMOVE",
        "ADD",
        "DELETE",
        "AND",
        "OR",
        "NOT",
        "size",
        "contains",
        "begins_with",
        "attribute_exists",
        "attribute_not_exists",
        "if_not_exists",
    ];
    let mut found: Vec<String> =
        key_of(write).as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect();
    for expression in ["UpdateExpression", "ConditionExpression"] {
        let text = write[expression].as_str().unwrap_or_default();
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_#:.".contains(c);
        let words = text.split(|c| !is_part(c)).filter(|word| !word.is_empty() && !word.starts_with(':'));
        for word in words.filter(|word| !WORDS.contains(word)) {
            let first = word.split('.').next().unwrap_or_default();
            let name = write["ExpressionAttributeNames"][first].as_str().unwrap_or(first);
            found.push(name.to_owned());
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use serde_json::json;

    /// What happens to a write of this partition within a transaction.
    fn write(function: &str, partition: &str) {
        let watch = Watch::default();
        let put = json!({"Put": {"Item": {"pk": {"S": partition}, "sk": {"S": "-"}}}});
        watch.called(function, "TransactWriteItems", &json!({ "TransactItems": [put] }));
        watch.check();
    }

    #[test]
    fn what_a_role_allows_passes() {
        write("tokens", "JWKS");
    }

    #[test]
    #[should_panic(expected = "does not allow this")]
    fn what_a_role_does_not_allow_fails() {
        write("sign_in", "JWKS");
    }
}
