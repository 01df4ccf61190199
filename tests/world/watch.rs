//! Who is at work while a call to the table is made, and whether the template's roles let him make it: IAM is what the
//! engine cannot show.

use crate::infra::{Access, allows, made, route};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard};

/// What the functions of one world do. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Mutex<Seen>>);

#[derive(Debug, Default)]
struct Seen {
    /// The functions that requests have at work, once for each request.
    working: Vec<&'static str>,
    refused: Vec<String>,
}

/// Who makes calls to the table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Caller {
    /// The functions that requests have at work. What a test does itself while there are none is nobody's work.
    Requests,
    /// One function.
    Function(&'static str),
}

/// A function's work on a request, until it is dropped.
pub(super) struct Working<'a> {
    watch: &'a Watch,
    function: &'static str,
}

impl Watch {
    /// The function that API Gateway gives this path to begins to work.
    pub(super) fn request(&self, path: &str) -> Working<'_> {
        let function = route(path).function;
        self.seen().working.push(function);
        Working { watch: self, function }
    }

    /// Fails for a call that IAM would have refused.
    pub(super) fn check(&self) {
        let refused = std::mem::take(&mut self.seen().refused);
        assert!(refused.is_empty(), "infra/template.yaml does not allow this:\n{}", refused.join("\n"));
    }

    /// The SDK's way to the table, past this watch.
    pub(super) fn over(&self, caller: Caller, way: Option<SharedHttpClient>) -> impl HttpClient + 'static {
        Watched { watch: self.clone(), caller, way: way.expect("the SDK has a way to the table") }
    }

    /// Notes what none of those at work may do.
    fn called(&self, caller: Caller, operation: &str, body: &Value) {
        let mut seen = self.seen();
        let mut working = match caller {
            Caller::Requests => seen.working.clone(),
            Caller::Function(function) => vec![function],
        };
        working.sort_unstable();
        working.dedup();
        for access in accesses(operation, body) {
            match working.as_slice() {
                [] => {}
                [function] if allows(function, &access) => made(function, &access),
                functions if functions.iter().any(|function| allows(function, &access)) => {}
                functions => seen.refused.push(format!("{functions:?} do {access:?}")),
            }
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().expect("nobody panics holding it")
    }
}

impl Drop for Working<'_> {
    fn drop(&mut self) {
        let mut seen = self.watch.seen();
        if let Some(at) = seen.working.iter().position(|working| *working == self.function) {
            seen.working.swap_remove(at);
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
        self.watch.called(self.caller, operation.unwrap_or_default(), &body.unwrap_or_default());
        self.way.call(request)
    }
}

/// What IAM is asked for a call: a transaction for each of its items, every other once.
fn accesses(operation: &str, body: &Value) -> Vec<Access> {
    let of = |action: &str, partitions: Vec<&Value>| Access {
        action: format!("dynamodb:{action}"),
        index: body["IndexName"].is_string(),
        partitions: partitions.into_iter().filter_map(|pk| Some(pk["S"].as_str()?.to_owned())).collect(),
    };
    match operation {
        "TransactWriteItems" => {
            let items = body["TransactItems"].as_array().into_iter().flatten();
            let actions = items.flat_map(|item| item.as_object().into_iter().flatten());
            actions
                .map(|(action, item)| {
                    let action = action.trim_end_matches("Item");
                    of(&format!("{action}Item"), vec![&item.get("Item").unwrap_or(&item["Key"])["pk"]])
                })
                .collect()
        }
        "BatchGetItem" => {
            let tables = body["RequestItems"].as_object().into_iter().flatten();
            let keys = tables.flat_map(|(_, table)| table["Keys"].as_array().into_iter().flatten());
            vec![of(operation, keys.map(|key| &key["pk"]).collect())]
        }
        "Query" => vec![of(operation, vec![&body["ExpressionAttributeValues"][":pk"]])],
        _ => vec![of(operation, vec![&body["Key"]["pk"]])],
    }
}

#[cfg(test)]
mod tests {
    use super::{Caller, Watch};
    use serde_json::json;

    /// What happens to a write of this partition within a transaction, while the function of this path is at work.
    fn write(path: &str, partition: &str) {
        let watch = Watch::default();
        let working = watch.request(path);
        let put = json!({"Put": {"Item": {"pk": {"S": partition}, "sk": {"S": "-"}}}});
        watch.called(Caller::Requests, "TransactWriteItems", &json!({ "TransactItems": [put] }));
        drop(working);
        watch.check();
    }

    #[test]
    fn what_a_role_allows_passes() {
        write("/auth/jwt/create/", "JWKS");
    }

    #[test]
    #[should_panic(expected = "does not allow this")]
    fn what_a_role_does_not_allow_fails() {
        write("/auth/users/", "JWKS");
    }
}
