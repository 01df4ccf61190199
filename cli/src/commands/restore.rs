//! `latchkey restore`: the table as it was at a moment, as another table that a stack can go on with.

use super::aws_error::told;
use super::check;
use super::table::{Table, deployed};
use crate::serve::table::definition;
use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::describe_table::DescribeTableError;
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

/// How many looks a new table may take to be seen at all: DynamoDB shows one only a moment after it was asked for.
const MOST_UNSEEN: u32 = 12;

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
    /// Mend a table of that name that was not restored by this command, e.g. from a backup
    #[arg(long, conflicts_with = "at")]
    existing: bool,
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
    let client = Client::new(&deployed().await?);
    find_or_restore(&client, &options).await?;
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

/// Sees to it that the table is there or on its way: restores it, unless an earlier call did.
async fn find_or_restore(client: &Client, options: &Options) -> Result<(), String> {
    let Options { to, from, at, existing } = options;
    if to == from {
        return Err(format!("{from} is restored to another table, not to itself"));
    }
    match find(client, to).await? {
        Some(_) if *existing => Ok(()),
        Some(table) => is_restored(&table, options),
        None if *existing => Err(format!("there is no table {to}")),
        None => {
            println!("Restoring {from} to {to}: this may take an hour.");
            let restore =
                client.restore_table_to_point_in_time().source_table_name(from).target_table_name(to);
            let restore = restore
                .set_use_latest_restorable_time(at.is_none().then_some(true))
                .set_restore_date_time(*at);
            restore.send().await.map(|_| ()).map_err(told)
        }
    }
}

/// Whether a table is what was asked for before, that one as it was at that moment: any other may be in use, and is not
/// touched.
fn is_restored(table: &TableDescription, options: &Options) -> Result<(), String> {
    let Options { to, from, at, .. } = options;
    let refused = |what: &str| {
        Err(format!(
            "{to} is there already, and {what}. Choose another name; or, if it is a copy of {from} that nobody uses yet, \
             say --existing to have it mended"
        ))
    };
    let Some(origin) = table.restore_summary() else { return refused("was not restored from a table") };
    let source = origin.source_table_arn().and_then(|arn| arn.rsplit_once(":table/")).map(|(_, name)| name);
    if source != Some(from.as_str()) {
        return refused(&format!("was restored from {}", source.unwrap_or("a backup")));
    }
    match at.filter(|at| at.secs() != origin.restore_date_time().secs()) {
        Some(_) => refused(&format!("is of another moment, {}", origin.restore_date_time())),
        None => Ok(()),
    }
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
    let mut unseen = 0;
    while unseen < MOST_UNSEEN {
        match find(client, name).await? {
            Some(table) if is_ready(&table) => return Ok(table),
            Some(_) => {}
            None => unseen += 1,
        }
        tokio::time::sleep(LOOKS).await;
    }
    Err(format!("there is no table {name}"))
}

fn is_ready(table: &TableDescription) -> bool {
    let mut indexes = table.global_secondary_indexes().iter();
    table.table_status() == Some(&TableStatus::Active)
        && indexes.all(|index| index.index_status().is_none_or(|status| *status == IndexStatus::Active))
}

/// The table, if there is one.
async fn find(client: &Client, name: &str) -> Result<Option<TableDescription>, String> {
    match client.describe_table().table_name(name).send().await {
        Ok(answer) => Ok(answer.table),
        Err(error)
            if error.as_service_error().is_some_and(DescribeTableError::is_resource_not_found_exception) =>
        {
            Ok(None)
        }
        Err(error) => Err(told(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::scripted::{Calls, scripted};
    use serde_json::{Value, json};
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn asked(calls: &Calls) -> Vec<String> {
        calls
            .lock()
            .expect("nobody panics holding it")
            .iter()
            .map(|(operation, _)| operation.clone())
            .collect()
    }

    fn refusal(code: &str, message: &str) -> (u16, Value) {
        let kind = format!("com.amazonaws.dynamodb.v20120810#{code}");
        (400, json!({ "__type": kind, "message": message }))
    }

    /// What `latchkey restore other` does where a table of that name is described like this.
    async fn found(described: (u16, Value), options: &Options) -> (Result<(), String>, Vec<String>) {
        let (config, calls) = scripted(move |operation, _| match operation {
            "DescribeTable" => described.clone(),
            _ => (200, json!({})),
        });
        let done = find_or_restore(&Client::new(&config), options).await;
        let asked = asked(&calls);
        (done, asked)
    }

    fn options(at: Option<&str>, existing: bool) -> Options {
        let at = at.map(|at| moment(at).expect("a moment"));
        Options { to: "other".to_owned(), at, from: "latchkey".to_owned(), existing }
    }

    /// A table that was restored from another at 2026-11-30T12:00:00Z.
    fn restored_from(source: &str) -> (u16, Value) {
        let source = format!("arn:aws:dynamodb:eu-central-1:123456789012:table/{source}");
        let summary = json!({
            "SourceTableArn": source, "RestoreDateTime": 1_796_040_000.0, "RestoreInProgress": false,
        });
        (200, json!({ "Table": { "TableName": "other", "RestoreSummary": summary } }))
    }

    #[tokio::test]
    async fn only_what_is_not_there_is_restored() {
        let missing = refusal("ResourceNotFoundException", "Requested resource not found");
        let (done, asked) = found(missing.clone(), &options(None, false)).await;
        assert_eq!((done, asked.join(" ")), (Ok(()), "DescribeTable RestoreTableToPointInTime".to_owned()));

        let (done, asked) = found(missing, &options(None, true)).await;
        assert_eq!((done, asked.len()), (Err("there is no table other".to_owned()), 1));

        let forbidden = refusal("AccessDeniedException", "not authorized to perform: dynamodb:DescribeTable");
        let (done, asked) = found(forbidden, &options(None, false)).await;
        assert!(done.expect_err("nobody knows").contains("not authorized"), "it says why");
        assert_eq!(asked, ["DescribeTable"]);
    }

    #[tokio::test]
    async fn what_was_restored_before_is_gone_on_with_and_nothing_else() {
        let at = Some("2026-11-30T12:00:00Z");
        for options in [options(None, false), options(at, false)] {
            let (done, asked) = found(restored_from("latchkey"), &options).await;
            assert_eq!((done, asked.join(" ")), (Ok(()), "DescribeTable".to_owned()));
        }
        let of_its_own = (200, json!({ "Table": { "TableName": "other" } }));
        for (described, at, says) in [
            (of_its_own.clone(), None, "was not restored from a table"),
            (restored_from("orders"), None, "was restored from orders"),
            (
                restored_from("latchkey"),
                Some("2026-11-30T11:00:00Z"),
                "is of another moment, 2026-11-30T12:00:00Z",
            ),
        ] {
            let (done, asked) = found(described, &options(at, false)).await;
            let why = done.expect_err("the table may be anybody's");
            assert!(why.contains(says) && why.contains("--existing"), "{why}");
            assert_eq!(asked, ["DescribeTable"]);
        }
        assert_eq!(found(of_its_own, &options(None, true)).await.0, Ok(()));
        let itself = Options { to: "latchkey".to_owned(), ..options(None, true) };
        assert!(found(restored_from("latchkey"), &itself).await.0.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_restored_table_gets_what_it_lacks_once_it_is_there() {
        let asked_before = AtomicUsize::new(0);
        let (config, calls) =
            scripted(move |operation, _| match (operation, asked_before.fetch_add(1, Ordering::Relaxed)) {
                ("DescribeTable", 0) => refusal("ResourceNotFoundException", "Requested resource not found"),
                ("DescribeTable", 1) => (200, json!({ "Table": { "TableStatus": "CREATING" } })),
                ("DescribeTable", 2) => (200, json!({ "Table": { "TableStatus": "ACTIVE" } })),
                ("DescribeTable", _) => {
                    (200, json!({ "Table": { "TableStatus": "ACTIVE", "LatestStreamLabel": "2026" } }))
                }
                _ => (200, json!({})),
            });
        assert_eq!(complete(&Client::new(&config), "other").await, Ok("2026".to_owned()));
        let calls = calls.lock().expect("nobody panics holding it");
        let of = |wanted: &str| {
            let bodies =
                calls.iter().filter(|(operation, _)| operation == wanted).map(|(_, body)| body.clone());
            bodies.collect::<Vec<_>>()
        };
        let updates = of("UpdateTable");
        assert_eq!(
            updates[0]["StreamSpecification"],
            json!({ "StreamEnabled": true, "StreamViewType": "KEYS_ONLY" })
        );
        assert_eq!(updates[1]["DeletionProtectionEnabled"], true);
        assert_eq!(of("UpdateTimeToLive")[0]["TimeToLiveSpecification"]["AttributeName"], "ttl");
        let recovery = &of("UpdateContinuousBackups")[0]["PointInTimeRecoverySpecification"];
        assert_eq!(recovery["PointInTimeRecoveryEnabled"], true);
    }

    #[tokio::test(start_paused = true)]
    async fn a_table_that_never_comes_is_told() {
        let (config, _) =
            scripted(|_, _| refusal("ResourceNotFoundException", "Requested resource not found"));
        assert_eq!(complete(&Client::new(&config), "other").await, Err("there is no table other".to_owned()));
    }
}
