//! The end of a request that ends by no answer of its handler's: one that takes too long, or panics.

use crate::log::carried;
use axum::response::Response;
use http::StatusCode;
use std::future::Future;
use std::time::Duration;

/// How long a request may take: a transaction whose reply got lost may need a second try 5 s later.
pub(super) const DEADLINE: Duration = Duration::from_secs(7);

/// The answer, made in a task of its own, so that a panic in it ends this answer and nothing else.
///
/// # Errors
/// The status of what is to be answered instead: 503 after the deadline, 500 after a panic.
pub(super) async fn in_time(
    answer: impl Future<Output = Response> + Send + 'static,
) -> Result<Response, StatusCode> {
    let mut task = tokio::spawn(carried(answer));
    match tokio::time::timeout(DEADLINE, &mut task).await {
        Ok(Ok(response)) => Ok(response),
        Ok(Err(panic)) => {
            tracing::error!(%panic, "a handler panicked");
            Err(StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => {
            task.abort();
            tracing::error!("the deadline of {} s has passed", DEADLINE.as_secs());
            Err(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
