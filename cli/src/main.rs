//! The `latchkey` command.

use cli::commands::Command;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match Command::from_arguments().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("latchkey: {why}");
            ExitCode::FAILURE
        }
    }
}
