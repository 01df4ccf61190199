//! How a function reaches AWS: by the variables that Lambda sets, and by nothing else.
//!
//! `aws-config` would look for profiles, web identities, ECS and EC2 as well. A function has none of them, and pays for
//! the code in size and cold start (docs/performance.md).

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region, SharedCredentialsProvider};
use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_types::SdkConfig;
use aws_types::service_config::{LoadServiceConfig, ServiceConfigKey};
use std::env;

/// The SDK's configuration from `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`
/// (<https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>), and from `AWS_ENDPOINT_URL` or
/// `AWS_ENDPOINT_URL_<SERVICE>` where an emulator stands in for AWS. Lambda never changes the credentials of a running
/// process, so they are read once.
///
/// # Errors
/// The variable that is missing.
pub(crate) fn from_env() -> Result<SdkConfig, String> {
    let needed = |name: &str| read(name).ok_or_else(|| format!("{name} is not set"));
    let credentials = Credentials::new(
        needed("AWS_ACCESS_KEY_ID")?,
        needed("AWS_SECRET_ACCESS_KEY")?,
        read("AWS_SESSION_TOKEN"),
        None,
        "Lambda's environment",
    );
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(needed("AWS_REGION")?))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https())
        .service_config(Endpoints);
    Ok(config.build())
}

/// Another endpoint than AWS's own, as the SDKs read it
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html>).
#[derive(Debug)]
struct Endpoints;

impl LoadServiceConfig for Endpoints {
    fn load_config(&self, key: ServiceConfigKey<'_>) -> Option<String> {
        let service = key.service_id().to_uppercase().replace(' ', "_");
        read(&format!("{}_{service}", key.env())).or_else(|| read(key.env()))
    }
}

#[expect(clippy::disallowed_methods, reason = "Lambda's variables, beside the settings")]
fn read(name: &str) -> Option<String> {
    env::var(name).ok()
}
