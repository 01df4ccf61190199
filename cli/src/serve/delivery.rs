//! Delivery of one batch to one function, by the rules of Lambda's event source mappings.
//! <https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html>

use super::engine::StreamRecord;
use super::function::Function;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::sleep;

/// Retries after the first attempt, as the template's `MaximumRetryAttempts`.
const RETRIES: u32 = 5;

/// The pause before the first retry; it doubles with each one.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// Some records that are tried together.
struct Attempt {
    records: Vec<StreamRecord>,
    failures: u32,
}

/// How the function took a batch.
#[derive(Debug, PartialEq)]
enum Outcome {
    Done,
    /// Everything before this index is done, this one is not.
    FailedFrom(usize),
    Failed(String),
}

/// Delivers a batch until all of it is done or given up; what was given up is returned, and told in the log as the
/// on-failure queue would tell it.
///
/// - A partial response is retried from the first failed record on.
/// - After an error the batch is split in two, which costs no retry; a single record is retried.
/// - When the retries are used up, the rest of the batch is given up and the stream goes on.
pub(super) async fn deliver(
    function: &Function,
    stream_arn: &str,
    batch: Vec<StreamRecord>,
) -> Vec<StreamRecord> {
    let mut given_up = Vec::new();
    let mut attempts = vec![Attempt { records: batch, failures: 0 }];
    while let Some(Attempt { mut records, failures }) = attempts.pop() {
        let answer = function.call(event(&records, stream_arn)).await;
        let error = match outcome(&records, answer) {
            Outcome::Done => continue,
            Outcome::FailedFrom(first) => {
                records.drain(..first);
                "partial batch response".to_owned()
            }
            Outcome::Failed(_) if records.len() > 1 => {
                let second_half = records.split_off(records.len().div_ceil(2));
                attempts.push(Attempt { records: second_half, failures });
                attempts.push(Attempt { records, failures });
                continue;
            }
            Outcome::Failed(error) => error,
        };

        if failures == RETRIES {
            log_given_up(function.name, stream_arn, &records, &error);
            given_up.append(&mut records);
        } else {
            sleep(FIRST_PAUSE * 2_u32.pow(failures)).await;
            attempts.push(Attempt { records, failures: failures + 1 });
        }
    }
    given_up
}

/// Reads `{"batchItemFailures":[{"itemIdentifier":"…"}]}`. An answer without the list is a success; an identifier
/// that names no record of the batch is a failure of the whole batch.
fn outcome(records: &[StreamRecord], answer: Result<Value, String>) -> Outcome {
    let failures = match &answer {
        Err(error) => return Outcome::Failed(error.clone()),
        Ok(answer) => answer["batchItemFailures"].as_array().map(Vec::as_slice).unwrap_or_default(),
    };
    let index = |failure: &Value| {
        let named = failure["itemIdentifier"].as_str()?;
        records.iter().position(|record| record.sequence_number == named)
    };
    match failures.iter().map(index).collect::<Option<Vec<_>>>() {
        None => Outcome::Failed(format!("no record of the batch is meant by {failures:?}")),
        Some(indexes) => indexes.into_iter().min().map_or(Outcome::Done, Outcome::FailedFrom),
    }
}

/// Lambda's event for records of a DynamoDB stream.
/// <https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html>
fn event(records: &[StreamRecord], stream_arn: &str) -> Value {
    let record = |record: &StreamRecord| {
        json!({
            "eventID": record.event_id,
            "eventName": record.event_name,
            "eventVersion": "1.1",
            "eventSource": "aws:dynamodb",
            "awsRegion": dynoxide::streams::LOCAL_REGION,
            "dynamodb": {
                "ApproximateCreationDateTime": record.created_at,
                "Keys": { "pk": { "S": record.pk }, "sk": { "S": record.sk } },
                "SequenceNumber": record.sequence_number,
                "SizeBytes": record.size_bytes,
                "StreamViewType": "KEYS_ONLY",
            },
            "eventSourceARN": stream_arn,
        })
    };
    json!({ "Records": records.iter().map(record).collect::<Vec<_>>() })
}

/// The fields are those of the message that Lambda would put into the on-failure queue: positions, never content.
fn log_given_up(function: &str, stream_arn: &str, records: &[StreamRecord], error: &str) {
    let end = |record: Option<&StreamRecord>| record.map_or("", |record| &record.sequence_number).to_owned();
    let message = json!({
        "requestContext": {
            "functionName": function,
            "condition": "RetryAttemptsExhausted",
            "approximateInvokeCount": RETRIES + 1,
        },
        "DDBStreamBatchInfo": {
            "startSequenceNumber": end(records.first()),
            "endSequenceNumber": end(records.last()),
            "batchSize": records.len(),
            "streamArn": stream_arn,
        },
    });
    tracing::error!(function, error, on_failure = %message, "gave up on records of the stream");
}

#[cfg(test)]
mod tests {
    use super::super::function::tests::function;
    use super::*;

    fn record(number: u32) -> StreamRecord {
        StreamRecord {
            event_name: "INSERT".into(),
            pk: "MAIL#1".into(),
            sk: number.to_string(),
            sequence_number: sequence(number),
            event_id: format!("event-{number}"),
            created_at: 1_700_000_000,
            size_bytes: 30,
        }
    }

    fn sequence(number: u32) -> String {
        format!("1{number:020}")
    }

    fn records(numbers: std::ops::RangeInclusive<u32>) -> Vec<StreamRecord> {
        numbers.map(record).collect()
    }

    fn failed(numbers: &[u32]) -> Result<Value, String> {
        let failures: Vec<_> =
            numbers.iter().map(|number| json!({ "itemIdentifier": sequence(*number) })).collect();
        Ok(json!({ "batchItemFailures": failures }))
    }

    fn left(given_up: Vec<StreamRecord>) -> Vec<u32> {
        given_up.iter().map(|record| record.sk.parse().unwrap()).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_batch_that_succeeds_is_delivered_once() {
        let (mailer, calls) = function(|_| Ok(Value::Null));
        assert!(deliver(&mailer, "arn", records(1..=3)).await.is_empty());
        assert_eq!(*calls.lock().unwrap(), [vec![1, 2, 3]]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_partial_failure_is_retried_from_the_first_failed_record_on() {
        let first = std::sync::atomic::AtomicBool::new(true);
        let (mailer, calls) = function(move |_| {
            if first.swap(false, std::sync::atomic::Ordering::Relaxed) {
                failed(&[4, 2])
            } else {
                failed(&[])
            }
        });
        assert!(deliver(&mailer, "arn", records(1..=4)).await.is_empty());
        assert_eq!(*calls.lock().unwrap(), [vec![1, 2, 3, 4], vec![2, 3, 4]]);
    }

    #[tokio::test(start_paused = true)]
    async fn an_error_splits_the_batch_until_the_bad_record_is_alone_and_given_up_after_five_retries() {
        let (mailer, calls) =
            function(|records| if records.contains(&3) { Err("boom".into()) } else { failed(&[]) });
        assert_eq!(left(deliver(&mailer, "arn", records(1..=4)).await), [3]);

        let calls = calls.lock().unwrap();
        assert_eq!(calls[..3], [vec![1, 2, 3, 4], vec![1, 2], vec![3, 4]]);
        assert_eq!(
            calls.iter().filter(|records| **records == [3]).count(),
            6,
            "one attempt and five retries"
        );
        assert_eq!(calls.last(), Some(&vec![4]), "the stream goes on");
    }

    #[tokio::test(start_paused = true)]
    async fn a_record_that_keeps_failing_partially_is_given_up_after_five_retries() {
        let (mailer, calls) = function(|_| failed(&[2]));
        assert_eq!(left(deliver(&mailer, "arn", records(1..=2)).await), [2]);
        assert_eq!(calls.lock().unwrap().len(), 6);
    }

    #[tokio::test(start_paused = true)]
    async fn the_pause_between_retries_doubles() {
        let (mailer, _) = function(|_| Err("boom".into()));
        let start = tokio::time::Instant::now();
        deliver(&mailer, "arn", records(1..=1)).await;
        assert_eq!(start.elapsed().as_millis(), 200 * (1 + 2 + 4 + 8 + 16));
    }

    #[test]
    fn an_answer_is_read_as_lambda_reads_it() {
        let batch = records(1..=3);
        let read = |answer| outcome(&batch, Ok(answer));
        for success in
            [json!(null), json!({}), json!({"batchItemFailures": null}), json!({"batchItemFailures": []})]
        {
            assert_eq!(read(success.clone()), Outcome::Done, "{success}");
        }
        for failure in
            [json!({"itemIdentifier": ""}), json!({"itemIdentifier": null}), json!({"wrong": sequence(2)})]
        {
            let answer = json!({ "batchItemFailures": [failure] });
            assert!(matches!(read(answer.clone()), Outcome::Failed(_)), "{answer}");
        }
        assert_eq!(outcome(&batch, failed(&[3, 2])), Outcome::FailedFrom(1));
    }

    #[test]
    fn the_event_is_the_one_lambda_sends() {
        let event = event(&records(7..=7), "arn:aws:dynamodb:eu:1:table/t/stream/s");
        assert_eq!(
            event["Records"][0],
            json!({
                "eventID": "event-7", "eventName": "INSERT", "eventVersion": "1.1",
                "eventSource": "aws:dynamodb", "awsRegion": "dynoxide",
                "dynamodb": {
                    "ApproximateCreationDateTime": 1_700_000_000,
                    "Keys": { "pk": { "S": "MAIL#1" }, "sk": { "S": "7" } },
                    "SequenceNumber": "100000000000000000007", "SizeBytes": 30, "StreamViewType": "KEYS_ONLY",
                },
                "eventSourceARN": "arn:aws:dynamodb:eu:1:table/t/stream/s",
            })
        );
    }
}
