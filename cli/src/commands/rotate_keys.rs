//! `latchkey rotate-keys`: a new signing key, now.

use super::table::Table;
use clap::Args;
use shared::auth::policy::{Permit, Service, to};

/// Where.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    table: Table,
}

/// Publishes a new key.
///
/// # Errors
/// That the table does not answer.
pub(super) async fn run(options: Options) -> Result<(), String> {
    let app = options.table.open().await?;
    let service = Permit::operator(to::Operate, Service);
    match app.keyring.rotate(&app, &service).await.map_err(|error| error.to_string())? {
        Some(kid) => println!(
            "Signing key {kid} is published. It signs three hours from now, or at once if it is the first."
        ),
        None => println!("Somebody else published a new signing key at the same time."),
    }
    Ok(())
}
