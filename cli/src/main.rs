//! The `latchkey` command.

use cli::commands::Command;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The engine makes and drops small values all the time, from many threads, and musl's allocator, which the released
/// command would have, lets one thread in at a time. Beside glibc's, an import takes a seventh less of the CPU, and twice
/// the memory (docs/performance.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
