//! The AWS SDK, pointed at this machine.

use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_dynamodb::config::{Credentials, SharedCredentialsProvider};

/// A configuration that leads to `endpoint`, over plain HTTP: loading the system's certificates would cost more
/// than starting everything else.
pub fn local(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new("latchkey", "latchkey", None, None, "latchkey serve");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("local"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .sleep_impl(aws_smithy_async::rt::sleep::SharedAsyncSleep::new(
            aws_smithy_async::rt::sleep::TokioSleep::new(),
        ))
        .endpoint_url(endpoint)
        .build()
}
