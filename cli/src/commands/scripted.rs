//! AWS by a script, for tests of what commands ask of it.

use crate::serve::aws;
use aws_config::SdkConfig;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use serde_json::Value;
use std::fmt::{Debug, Formatter};
use std::sync::{Arc, Mutex};

/// The operations that were asked for, with their bodies.
pub(super) type Calls = Arc<Mutex<Vec<(String, Value)>>>;

struct Scripted<F> {
    answer: F,
    calls: Calls,
}

impl<F> Debug for Scripted<F> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str("Scripted")
    }
}

impl<F: Fn(&str, &Value) -> (u16, Value) + Send + Sync + 'static> HttpConnector for Scripted<F> {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = request.headers().get("x-amz-target").and_then(|target| target.rsplit('.').next());
        let operation = operation.expect("something is asked for").to_owned();
        let body = serde_json::from_slice(request.body().bytes().expect("a body")).expect("JSON");
        let (status, answer) = (self.answer)(&operation, &body);
        self.calls.lock().expect("nobody panics holding it").push((operation, body));
        let status = status.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, answer.to_string().into())))
    }
}

/// A configuration that leads to who answers each operation with a status and a body, and what it was asked.
pub(super) fn scripted(
    answer: impl Fn(&str, &Value) -> (u16, Value) + Send + Sync + 'static,
) -> (SdkConfig, Calls) {
    let calls = Calls::default();
    let connector = SharedHttpConnector::new(Scripted { answer, calls: calls.clone() });
    let config = aws::local("http://scripted").to_builder();
    (config.http_client(http_client_fn(move |_, _| connector.clone())).build(), calls)
}
