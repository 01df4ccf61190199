//! A function with one GetItem, as the SDK's guide writes it: what our cold start and warm requests are measured against.

use aws_config::BehaviorVersion;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::AttributeValue;
use lambda_http::{Error, Request, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let client = Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await);
    run(service_fn(async |_: Request| {
        let key = |name: &str| AttributeValue::S(name.to_owned());
        let read = client.get_item().table_name("latchkey").key("pk", key("SU")).key("sk", key("-"));
        let item = read.consistent_read(true).send().await?.item;
        Ok::<_, Error>(format!("{{\"found\": {}}}", item.is_some()))
    }))
    .await
}
