//! `latchkey completions`, `latchkey man` and `latchkey version`: what the parser knows of the command.

use clap::{Args, Command};
use clap_complete::{Shell, generate};
use std::io::stdout;
use std::path::PathBuf;

/// For which shell.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey completions bash > /etc/bash_completion.d/latchkey
  latchkey completions fish > ~/.config/fish/completions/latchkey.fish")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Where to.
#[derive(Args)]
#[command(after_help = "\
Examples:
  latchkey man /usr/local/share/man/man1 && man latchkey-import")]
pub struct Man {
    /// An existing folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints what completes the command in a shell.
pub(super) fn complete(options: &Completions, mut command: Command) {
    generate(options.shell, &mut command, "latchkey", &mut stdout());
}

/// Writes a page for the command and one for each of its subcommands.
///
/// # Errors
/// That the folder cannot be written.
pub(super) fn man(options: &Man, command: Command) -> Result<(), String> {
    let folder = &options.folder;
    clap_mangen::generate_to(command, folder)
        .map_err(|error| format!("`{}` cannot be written: {error}", folder.display()))
}

/// Prints the version.
pub(super) fn version() {
    println!("latchkey {}", env!("CARGO_PKG_VERSION"));
}
