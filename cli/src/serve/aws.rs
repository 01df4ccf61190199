//! The AWS SDK, pointed at this machine.

use super::engine::Engine;
use super::in_process;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// A configuration that leads to `endpoint`, over plain HTTP: loading the system's certificates would cost more
/// than starting everything else.
pub fn local(endpoint: &str) -> SdkConfig {
    config(endpoint, aws_smithy_http_client::Builder::new().build_http())
}

/// A configuration that leads to the engine in this process.
pub(super) fn in_process(engine: &Engine) -> SdkConfig {
    config("http://engine", in_process::client(engine))
}

fn config(endpoint: &str, client: SharedHttpClient) -> SdkConfig {
    let credentials = Credentials::new("latchkey", "latchkey", None, None, "latchkey serve");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("local"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(client)
        .sleep_impl(aws_smithy_async::rt::sleep::SharedAsyncSleep::new(
            aws_smithy_async::rt::sleep::TokioSleep::new(),
        ))
        .endpoint_url(endpoint)
        .build()
}
