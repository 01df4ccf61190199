//! `latchkey restore`: the table as it was at a moment, as another table that a stack can go on with.

use super::check;
use super::table::Table;
use crate::serve::table::definition;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{DisplayErrorContext, ProvideErrorMetadata, SdkError};
use aws_sdk_dynamodb::primitives::{DateTime, DateTimeFormat};
use aws_sdk_dynamodb::types::{
    IndexStatus, PointInTimeRecoverySpecification, StreamSpecification, StreamViewType, TableDescription,
    TableStatus, TimeToLiveSpecification, TimeToLiveStatus,
};
use clap::Args;
use shared::domain::Timestamp;
use std::time::Duration;

/// How often is looked whether the table is there: DynamoDB takes a quarter of an hour and more.
const LOOKS: Duration = Duration::from_secs(5);

/// What becomes of what.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  latchkey restore latchkey-restored                              # as late as can be\n  latchkey restore latchkey-restored --at 2026-11-30T12:00:00Z    # before it went wrong\n\nDone once, it goes on where it was broken off when it is called again. docs/operations.md has what comes after."
)]
pub struct Options {
    /// The name of the table to make
    to: String,
    /// The moment, in UTC, at most 35 days ago; the latest that there is by default, which is about five minutes ago
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<DateTime>,
    /// The table to restore, which stays as it is
    #[arg(long, env = "LATCHKEY_TABLE", default_value = "latchkey")]
    from: String,
}

fn moment(text: &str) -> Result<DateTime, String> {
    DateTime::from_str(text, DateTimeFormat::DateTime)
        .map_err(|_| "not a moment such as 2026-11-30T12:00:00Z".to_owned())
}

/// Makes the table, gives it what a restored one lacks, and mends what the moment has cut in two. The old table stays as
/// it is.
///
/// # Errors
/// What DynamoDB refuses; what cannot be mended.
pub(super) async fn run(options: Options) -> Result<(), String> {
    let aws = aws_config::load_from_env().await;
    let client = Client::new(&aws);
    if describe(&client, &options.to).await.is_err() {
        println!("Restoring {} to {}: this may take an hour.", options.from, options.to);
        client
            .restore_table_to_point_in_time()
            .source_table_name(&options.from)
            .target_table_name(&options.to)
            .set_use_latest_restorable_time(options.at.is_none().then_some(true))
            .set_restore_date_time(options.at)
            .send()
            .await
            .map_err(told)?;
    }
    let label = complete(&client, &options.to).await?;
    let app = Table::named(&options.to).await?;
    check::mend(&app).await?;
    println!(
        "{} can be gone on with:\n  sam deploy --parameter-overrides … ExistingTable={} ExistingStream={label} NotBefore={}",
        options.to,
        options.to,
        // As a setting has it, to the second: the next, so that nothing of this one is left.
        Timestamp::from_seconds(app.now().seconds() + 1)
    );
    Ok(())
}

/// Gives a restored table its stream, its TTL, its protection and its own recovery, as far as it has none of them, and
/// answers the stream's label.
async fn complete(client: &Client, name: &str) -> Result<String, String> {
    let table = ready(client, name).await?;
    if table.latest_stream_label().is_none() {
        let keys = StreamSpecification::builder()
            .stream_enabled(true)
            .stream_view_type(StreamViewType::KeysOnly)
            .build()
            .map_err(|error| error.to_string())?;
        client.update_table().table_name(name).stream_specification(keys).send().await.map_err(told)?;
    }
    if table.deletion_protection_enabled() != Some(true) {
        ready(client, name).await?;
        let update = client.update_table().table_name(name).deletion_protection_enabled(true);
        update.send().await.map_err(told)?;
    }
    let expiry = client.describe_time_to_live().table_name(name).send().await.map_err(told)?;
    let status = expiry.time_to_live_description().and_then(|it| it.time_to_live_status());
    if !matches!(status, Some(TimeToLiveStatus::Enabled | TimeToLiveStatus::Enabling)) {
        let attribute = definition(name).ttl_attribute;
        let expires = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute).build();
        let expires = expires.map_err(|error| error.to_string())?;
        client
            .update_time_to_live()
            .table_name(name)
            .time_to_live_specification(expires)
            .send()
            .await
            .map_err(told)?;
    }
    let recovers = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true).build();
    client
        .update_continuous_backups()
        .table_name(name)
        .point_in_time_recovery_specification(recovers.map_err(|error| error.to_string())?)
        .send()
        .await
        .map_err(told)?;
    let table = ready(client, name).await?;
    table.latest_stream_label().map(str::to_owned).ok_or_else(|| format!("{name} has no stream"))
}

/// Waits until nothing is under way at the table and its index.
async fn ready(client: &Client, name: &str) -> Result<TableDescription, String> {
    loop {
        let table = describe(client, name).await?;
        let mut indexes = table.global_secondary_indexes().iter();
        let is_ready = table.table_status() == Some(&TableStatus::Active)
            && indexes.all(|index| index.index_status().is_none_or(|status| *status == IndexStatus::Active));
        if is_ready {
            return Ok(table);
        }
        tokio::time::sleep(LOOKS).await;
    }
}

async fn describe(client: &Client, name: &str) -> Result<TableDescription, String> {
    let answer = client.describe_table().table_name(name).send().await.map_err(told)?;
    answer.table.ok_or_else(|| format!("DynamoDB says nothing of {name}"))
}

/// What DynamoDB says, or why it says nothing.
fn told<E: std::error::Error + ProvideErrorMetadata + 'static>(error: SdkError<E>) -> String {
    error.message().map_or_else(|| DisplayErrorContext(&error).to_string(), str::to_owned)
}
