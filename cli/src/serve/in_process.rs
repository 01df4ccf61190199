//! The SDK's way to the engine in the same process. A socket in between costs more than the engine itself.

use super::engine::Engine;
use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::http::StatusCode;
use dynoxide::{Database, DynoxideError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::{Debug, Formatter};

/// An HTTP client that calls this engine, whatever address it is to ask.
pub(super) fn client(engine: &Engine) -> SharedHttpClient {
    let connector = SharedHttpConnector::new(InProcess(engine.database.clone()));
    http_client_fn(move |_, _| connector.clone())
}

struct InProcess(Database);

impl Debug for InProcess {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("InProcess")
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let operation = request.headers().get("x-amz-target").and_then(|target| target.rsplit('.').next());
        let body = request.body().bytes().unwrap_or_default();
        let (status, answer) = match perform(&self.0, operation.unwrap_or_default(), body) {
            Ok(answer) => (200, answer),
            Err(error) => (error.status_code(), error.to_json().into_bytes()),
        };
        let status = StatusCode::try_from(status).expect("the engine answers as HTTP does");
        let mut response = HttpResponse::new(status, answer.into());
        response.headers_mut().insert("content-type", "application/x-amz-json-1.0");
        HttpConnectorFuture::ready(Ok(response))
    }
}

/// The operations that `shared::store` asks for.
fn perform(database: &Database, operation: &str, body: &[u8]) -> dynoxide::Result<Vec<u8>> {
    match operation {
        "BatchGetItem" => ask(body, |question| database.batch_get_item(question)),
        "Query" => ask(body, |question| database.query(question)),
        "Scan" => ask(body, |question| database.scan(question)),
        "PutItem" => ask(body, |question| database.put_item(question)),
        "UpdateItem" => ask(body, |question| database.update_item(question)),
        "DeleteItem" => ask(body, |question| database.delete_item(question)),
        "TransactWriteItems" => ask(body, |question| database.transact_write_items(question)),
        "DescribeTable" => ask(body, |question| database.describe_table(question)),
        unknown => Err(DynoxideError::SerializationException(format!("{unknown} is not wired"))),
    }
}

fn ask<Q: DeserializeOwned, A: Serialize>(
    body: &[u8],
    call: impl FnOnce(Q) -> dynoxide::Result<A>,
) -> dynoxide::Result<Vec<u8>> {
    let wrong = |error: serde_json::Error| DynoxideError::SerializationException(error.to_string());
    let answer = call(serde_json::from_slice(body).map_err(wrong)?)?;
    serde_json::to_vec(&answer).map_err(wrong)
}
