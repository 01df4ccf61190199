//! What every function's `main` does: logs, settings, clients, then events until Lambda ends it.

mod deployment;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{self, Config, aws};
use crate::http::{Routes, Service, event};
use crate::log::{self, Trail};
use aws_types::SdkConfig;
use deployment::{Step, patiently};
use lambda_http::lambda_runtime::{self, LambdaEvent};
use lambda_http::service_fn;
use serde_json::{Value, json};
use std::future::Future;
use std::time::Duration;
use tokio::time::timeout;

/// How long the start waits for the table: Lambda gives it 10 s in all.
const WARM_UP: Duration = Duration::from_secs(2);

/// Why a function could not start, or an event could not be handled.
pub type Error = lambda_http::Error;

/// What a function that takes no HTTP is called for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Items were written: a batch of the table's stream.
    Stream(Vec<Record>),
    /// It is time for what was missed.
    Schedule,
    /// It is night: time for the long walk. The event's `detail` says `"nightly": true`.
    Nightly,
}

/// Word of one written item. The stream is KEYS_ONLY: whoever needs the item reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What the event source wants to hear when this record could not be handled.
    pub sequence_number: String,
    /// The item's partition key.
    pub pk: String,
    /// The item's sort key.
    pub sk: String,
}

impl Occasion {
    /// Reads the event as Lambda sends it: of a DynamoDB stream, or else of a schedule.
    ///
    /// # Errors
    /// What is missing in a stream's event.
    pub fn read(event: &Value) -> Result<Self, Error> {
        let nightly = event["detail"]["nightly"] == true;
        let Some(records) = event["Records"].as_array() else {
            return Ok(if nightly { Self::Nightly } else { Self::Schedule });
        };
        let record = |record: &Value| {
            let change = &record["dynamodb"];
            let text = |value: &Value| value.as_str().map(str::to_owned);
            Some(Record {
                sequence_number: text(&change["SequenceNumber"])?,
                pk: text(&change["Keys"]["pk"]["S"])?,
                sk: text(&change["Keys"]["sk"]["S"])?,
            })
        };
        let records: Option<_> = records.iter().map(record).collect();
        records.map(Self::Stream).ok_or_else(|| "a stream record without its keys".into())
    }
}

/// The answer to an occasion: which records are to be delivered again (Lambda's `ReportBatchItemFailures`).
pub fn failures(sequence_numbers: &[String]) -> Value {
    let failures: Vec<_> =
        sequence_numbers.iter().map(|number| json!({ "itemIdentifier": number })).collect();
    json!({ "batchItemFailures": failures })
}

/// Serves routes behind API Gateway.
///
/// # Errors
/// Settings that cannot be; what the Lambda runtime fails with.
pub async fn serve(routes: Routes) -> Result<(), Error> {
    let (app, _) = start().await?;
    answer(app, routes, |_, _| async { Ok(()) }).await
}

/// Serves routes behind API Gateway, and does `keep` whenever the function's schedule or a deployment says so. A deployment is
/// answered also where the function cannot start: it is told why.
///
/// # Errors
/// What the Lambda runtime fails with.
pub async fn serve_and_keep<F, K>(routes: Routes, keep: F) -> Result<(), Error>
where
    F: Fn(App) -> K,
    K: Future<Output = Result<(), Error>>,
{
    let app = match start().await {
        Ok((app, _)) => app,
        Err(why) => return tell(&why.to_string()).await,
    };
    let keep = &keep;
    answer(app, routes, |app, event| async move { kept(&event, || keep(app.clone())).await }).await
}

/// Does `keep` for a schedule or a deployment. Not only CloudFormation calls a function whose role IAM may not know for some
/// seconds yet: Terraform does, as a schedule would, and its deployment fails with the call.
async fn kept<K>(event: &Value, keep: impl Fn() -> K) -> Result<(), Error>
where
    K: Future<Output = Result<(), Error>>,
{
    match Step::read(event) {
        Some(step) => step.follow(keep).await,
        None => patiently(keep).await,
    }
}

async fn answer<O, D>(app: App, routes: Routes, otherwise: O) -> Result<(), Error>
where
    O: Fn(App, Value) -> D,
    D: Future<Output = Result<(), Error>>,
{
    let service = Service::new(app.clone(), routes);
    let (app, service, otherwise) = (&app, &service, &otherwise);
    let answer = |event: LambdaEvent<Value>| async move {
        if event.payload["requestContext"]["http"].is_null() {
            let trail = Trail::new(event.context.request_id, None);
            trail.follow(otherwise(app.clone(), event.payload)).await?;
            return Ok::<_, Error>(Value::Null);
        }
        let id = event::request_id(&event.payload);
        match event::request(event.payload) {
            Ok(request) => Ok(event::response(service.answer(request).await).await),
            Err(_) => Ok(event::response(service.refuse(id)).await),
        }
    };
    lambda_runtime::run(service_fn(answer)).await
}

/// What is left to do for a function that cannot start.
async fn tell(why: &str) -> Result<(), Error> {
    let answer = |event: LambdaEvent<Value>| async move {
        tracing::error!(error = why, "this function cannot start");
        match Step::read(&event.payload) {
            Some(step) => step.refuse(why).await,
            None => Err(why.into()),
        }
    };
    lambda_runtime::run(service_fn(answer)).await
}

/// Handles a stream's batches and a schedule's calls with what `make` makes at start; `handle` gives the sequence
/// numbers that failed.
///
/// # Errors
/// As [`serve`].
pub async fn consume<W, M, F, H>(make: M, handle: F) -> Result<(), Error>
where
    W: Clone,
    M: FnOnce(App, &SdkConfig) -> Result<W, Error>,
    F: Fn(W, Occasion) -> H,
    H: Future<Output = Vec<String>>,
{
    let (app, aws) = start().await?;
    let worker = make(app, &aws)?;
    let (worker, handle) = (&worker, &handle);
    let answer = |event: LambdaEvent<Value>| async move {
        let occasion = Occasion::read(&event.payload)?;
        let handled = Trail::new(event.context.request_id, None).follow(handle(worker.clone(), occasion));
        Ok::<_, Error>(failures(&handled.await))
    };
    lambda_runtime::run(service_fn(answer)).await
}

async fn start() -> Result<(App, SdkConfig), Error> {
    tracing::subscriber::set_global_default(log::subscriber(&config::function_name(), std::io::stdout))?;
    let config = Config::from_env().map_err(|mistakes| mistakes.join("; "))?;
    let aws = aws::from_env()?;
    let app = App::new(config, Clock::System, &aws).map_err(|mistakes| mistakes.join("; "))?;
    // The read that verifying needs anyway opens the connection to the table while nobody waits yet. When the table
    // does not answer, the first request says so itself.
    match timeout(WARM_UP, app.keyring.warm_up(&app)).await {
        Ok(Ok(known)) => known?,
        Ok(Err(_)) | Err(_) => tracing::warn!("the table does not answer yet"),
    }
    Ok((app, aws))
}

#[cfg(test)]
mod tests {
    use super::{Occasion, Record, failures, kept};
    use serde_json::json;
    use std::cell::Cell;

    #[test]
    fn a_stream_is_told_from_a_schedule() {
        let keys = json!({ "pk": { "S": "MAIL#1" }, "sk": { "S": "7" } });
        let event = json!({ "Records": [{ "dynamodb": { "Keys": keys, "SequenceNumber": "42" } }] });
        let record = Record { sequence_number: "42".into(), pk: "MAIL#1".into(), sk: "7".into() };
        assert_eq!(Occasion::read(&event).unwrap(), Occasion::Stream(vec![record]));
        assert_eq!(Occasion::read(&json!({ "detail-type": "Scheduled Event" })).unwrap(), Occasion::Schedule);
        assert!(Occasion::read(&json!({ "Records": [{}] })).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_as_of_the_schedule_waits_for_a_role_that_is_too_new() {
        let tries = Cell::new(0);
        let too_new = |for_tries| {
            tries.set(tries.get() + 1);
            let known = tries.get() > for_tries;
            async move { if known { Ok(()) } else { Err("the role is too new".into()) } }
        };
        let event = json!({ "source": "aws.events", "detail-type": "Scheduled Event", "detail": {} });
        assert!(kept(&event, || too_new(3)).await.is_ok());
        tries.set(0);
        assert!(kept(&event, || too_new(100)).await.is_err());
        assert!((10..20).contains(&tries.get()), "{} tries", tries.get());
    }

    #[test]
    fn failures_are_reported_by_number() {
        assert_eq!(failures(&["42".into()]), json!({ "batchItemFailures": [{ "itemIdentifier": "42" }] }));
    }
}
