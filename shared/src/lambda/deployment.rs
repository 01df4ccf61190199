//! What CloudFormation asks of a function that stands for a resource of the stack (a *custom resource*), and how it is told.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html>

use super::Error;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::{HttpConnector, HttpConnectorSettings};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use serde::Deserialize;
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// How long is tried what a deployment waits for: IAM may not know a new role for some seconds.
const PATIENCE: Duration = Duration::from_secs(15);
/// The pause between two tries.
const PAUSE: Duration = Duration::from_secs(1);
/// How long each try of telling may take.
const TELLING: Duration = Duration::from_secs(3);
/// CloudFormation takes answers of 4 KB.
const LONGEST_REASON: usize = 1000;
/// What the resource is called where it has no name yet.
const NAME: &str = "signing-keys";

/// A step of a deployment that waits for an answer.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Step {
    request_type: Kind,
    #[serde(rename = "ResponseURL")]
    response_url: String,
    stack_id: String,
    request_id: String,
    logical_resource_id: String,
    physical_resource_id: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Kind {
    Create,
    Update,
    Delete,
}

impl Step {
    /// Reads the event; none if it is another.
    pub(super) fn read(event: &Value) -> Option<Self> {
        Self::deserialize(event).ok()
    }

    /// Does `keep`, and tells how it went. Only a creation fails with it: an update's failure the schedule makes up for, and a
    /// rollback must not be held up by it. A deletion does nothing.
    ///
    /// # Errors
    /// That CloudFormation could not be told.
    pub(super) async fn follow<K>(self, keep: impl Fn() -> K) -> Result<(), Error>
    where
        K: Future<Output = Result<(), Error>>,
    {
        let failure = self.failure(keep).await;
        self.tell(failure).await
    }

    /// Tells that the function cannot start. A deletion succeeds all the same.
    ///
    /// # Errors
    /// As [`Self::follow`].
    pub(super) async fn refuse(self, why: &str) -> Result<(), Error> {
        let failure = (self.request_type != Kind::Delete).then(|| why.to_owned());
        self.tell(failure).await
    }

    async fn failure<K>(&self, keep: impl Fn() -> K) -> Option<String>
    where
        K: Future<Output = Result<(), Error>>,
    {
        if self.request_type == Kind::Delete {
            return None;
        }
        let why = patiently(keep).await.err()?;
        tracing::error!(error = %why, "what a deployment waited for failed");
        (self.request_type == Kind::Create).then(|| format!("{why}: the function's log has the cause"))
    }

    async fn tell(&self, failure: Option<String>) -> Result<(), Error> {
        let answer = self.answer(failure).to_string();
        let mut told = put(&self.response_url, &answer).await;
        for _ in 0..2 {
            if told.is_ok() {
                break;
            }
            sleep(PAUSE).await;
            told = put(&self.response_url, &answer).await;
        }
        told
    }

    fn answer(&self, failure: Option<String>) -> Value {
        json!({
            "Status": if failure.is_some() { "FAILED" } else { "SUCCESS" },
            "Reason": failure.map(|why| why.chars().take(LONGEST_REASON).collect::<String>()),
            "PhysicalResourceId": self.physical_resource_id.as_deref().unwrap_or(NAME),
            "StackId": self.stack_id,
            "RequestId": self.request_id,
            "LogicalResourceId": self.logical_resource_id,
        })
    }
}

/// Tries until it succeeds, for a while.
pub(super) async fn patiently<K>(keep: impl Fn() -> K) -> Result<(), Error>
where
    K: Future<Output = Result<(), Error>>,
{
    let end = Instant::now() + PATIENCE;
    loop {
        let tried = timeout_at(end, keep()).await.unwrap_or_else(|_| Err("it took too long".into()));
        if tried.is_ok() || Instant::now() + PAUSE >= end {
            return tried;
        }
        sleep(PAUSE).await;
    }
}

/// Puts the answer where a presigned URL of S3 leads: without a content type, which its signature does not have.
async fn put(url: &str, answer: &str) -> Result<(), Error> {
    let settings = HttpConnectorSettings::builder().connect_timeout(TELLING).read_timeout(TELLING).build();
    let connector = Connector::builder()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .connector_settings(settings)
        .build();
    let mut request = HttpRequest::new(answer.to_owned().into());
    request.set_method("PUT")?;
    request.set_uri(url)?;
    let status = connector.call(request).await?.status();
    match status.is_success() {
        true => Ok(()),
        false => Err(format!("CloudFormation could not be told: {}", status.as_u16()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Step};
    use serde_json::{Value, json};
    use std::cell::Cell;

    fn event(kind: &str) -> Value {
        json!({
            "RequestType": kind, "ResponseURL": "https://bucket.s3.amazonaws.com/?X-Amz-Signature=0",
            "StackId": "arn:stack", "RequestId": "7", "ResourceType": "Custom::SigningKeys",
            "LogicalResourceId": "SigningKeys", "ResourceProperties": { "ServiceTimeout": "60" },
        })
    }

    fn step(kind: &str) -> Step {
        Step::read(&event(kind)).expect("a step")
    }

    #[test]
    fn a_step_is_told_from_other_events() {
        assert_eq!(step("Update").request_type, Kind::Update);
        assert!(Step::read(&json!({ "source": "aws.events", "detail": {} })).is_none());
        assert!(Step::read(&event("Move")).is_none());
    }

    #[test]
    fn an_answer_names_what_it_answers() {
        let answer = step("Create").answer(None);
        assert_eq!((&answer["Status"], &answer["Reason"]), (&json!("SUCCESS"), &Value::Null));
        assert_eq!(answer["PhysicalResourceId"], "signing-keys");
        let named = ["StackId", "RequestId", "LogicalResourceId"].map(|name| answer[name].clone());
        assert_eq!(named, ["arn:stack", "7", "SigningKeys"]);

        let mut known = event("Delete");
        known["PhysicalResourceId"] = json!("its-name");
        let answer = Step::read(&known).expect("a step").answer(Some("x".repeat(5000)));
        assert_eq!(
            (&answer["Status"], &answer["PhysicalResourceId"]),
            (&json!("FAILED"), &json!("its-name"))
        );
        assert!(answer.to_string().len() < 4096);
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_creation_fails_with_what_it_is_for_and_only_after_a_while() {
        for (kind, fails) in [("Create", true), ("Update", false), ("Delete", false)] {
            let tries = Cell::new(0);
            let step = step(kind);
            let failure = step.failure(|| async {
                tries.set(tries.get() + 1);
                Err("the table does not answer".into())
            });
            assert_eq!(failure.await.is_some(), fails, "{kind}");
            assert_eq!(tries.get() > 10, kind != "Delete", "{kind}: {} tries", tries.get());
        }
        let (tries, step) = (Cell::new(0), step("Create"));
        let failure = step.failure(|| async {
            tries.set(tries.get() + 1);
            if tries.get() < 3 { Err("the role is too new".into()) } else { Ok(()) }
        });
        assert_eq!(failure.await, None);
        let failure = step.failure(std::future::pending);
        assert!(failure.await.is_some_and(|why| why.contains("too long")));
    }
}
