//! The `latchkey` command.

use cli::commands::Command;
use mimalloc::MiMalloc;
use std::process::ExitCode;

/// The engine makes and drops small values all the time, from many threads: with glibc's allocator an import takes
/// 1.4 times the CPU (docs/performance.md). musl's, which the released command would have, lets in one thread at a time.
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
