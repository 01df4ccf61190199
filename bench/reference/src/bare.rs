//! The least that a function behind an HTTP API can be: what our cold start is measured against.

use lambda_http::{Error, Request, run, service_fn};
use std::convert::Infallible;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(async |_: Request| Ok::<_, Infallible>("{}"))).await
}
