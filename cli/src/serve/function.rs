//! A Lambda function as Lambda sees it, run in this process.

use serde_json::Value;
use std::pin::Pin;
use std::time::Duration;
use tokio::time::timeout;

/// The timeout of the functions that event sources call.
const FUNCTION_TIMEOUT: Duration = Duration::from_secs(60);

/// What a function answers: its JSON, or its error's text.
pub type Answer = Pin<Box<dyn Future<Output = Result<Value, String>> + Send>>;

/// A Lambda function as Lambda sees it: something that takes an event.
pub struct Function {
    /// The crate's name.
    pub name: &'static str,
    /// Runs the function on one event.
    pub invoke: Box<dyn Fn(Value) -> Answer + Send + Sync>,
}

impl Function {
    /// Runs the function in a task of its own, so that a panic is the function's error and not the event source's end.
    pub(super) async fn call(&self, event: Value) -> Result<Value, String> {
        let mut running = tokio::spawn((self.invoke)(event));
        match timeout(FUNCTION_TIMEOUT, &mut running).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => Err(panic.to_string()),
            Err(_) => {
                running.abort();
                Err(format!("timed out after {} seconds", FUNCTION_TIMEOUT.as_secs()))
            }
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    pub(in super::super) type Calls = Arc<Mutex<Vec<Vec<u32>>>>;

    /// A function that notes which records it was called with and answers by `answer`.
    pub(in super::super) fn function(
        answer: impl Fn(&[u32]) -> Result<Value, String> + Send + Sync + 'static,
    ) -> (Function, Calls) {
        let calls = Calls::default();
        let noted = calls.clone();
        let invoke = move |event: Value| -> Answer {
            let records: Vec<u32> = numbers(&event);
            noted.lock().unwrap().push(records.clone());
            Box::pin(std::future::ready(answer(&records)))
        };
        (Function { name: "mailer", invoke: Box::new(invoke) }, calls)
    }

    fn numbers(event: &Value) -> Vec<u32> {
        let number =
            |record: &Value| record["dynamodb"]["Keys"]["sk"]["S"].as_str().unwrap().parse().unwrap();
        event["Records"].as_array().unwrap().iter().map(number).collect()
    }

    #[tokio::test(start_paused = true)]
    async fn a_panic_is_the_functions_error_and_a_function_that_hangs_is_ended() {
        let panics = Function { name: "mailer", invoke: Box::new(|_| Box::pin(async { panic!("bug") })) };
        assert!(panics.call(Value::Null).await.expect_err("an error").contains("panic"));

        let hangs = Function { name: "mailer", invoke: Box::new(|_| Box::pin(std::future::pending())) };
        assert!(hangs.call(Value::Null).await.expect_err("an error").contains("timed out"));
    }
}
