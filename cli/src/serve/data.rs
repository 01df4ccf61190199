//! The data folder's secret key.

use shared::chance::random_id;
use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// The folder's secret key, made once: tokens and links outlive a restart.
///
/// # Errors
/// That the folder cannot be read or written, in one line.
pub fn secret_key(folder: &Path) -> Result<String, String> {
    let file = folder.join("secret_key");
    let failed = |error: std::io::Error| format!("cannot use `{}`: {error}", file.display());
    match fs::read_to_string(&file) {
        Ok(key) => Ok(key.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = random_id() + &random_id();
            // Whole or not at all, also when the process is killed here.
            let draft = folder.join("secret_key.new");
            private(&draft, &key).and_then(|()| fs::rename(&draft, &file)).map_err(failed)?;
            Ok(key)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Writes a file that only its owner reads.
fn private(file: &Path, text: &str) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(0o600).open(file)?.write_all(text.as_bytes())
}
