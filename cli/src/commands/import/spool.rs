//! The files to read. Standard input can be read only once, so it is written to a file first.

use super::pieces::hash_of;
use shared::chance::random_id;
use std::fs::File;
use std::io::{copy, stdin};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files, and what is to be deleted of them.
pub(super) struct Spool {
    files: Vec<(Arc<str>, PathBuf)>,
    /// Standard input, as it is kept until the end.
    kept: Option<PathBuf>,
    sha256: Option<String>,
}

impl Spool {
    /// The files at these paths, which are read in this form: places in another one are others.
    ///
    /// # Errors
    /// The name of a file that cannot be read or written.
    pub(super) fn of(paths: &[PathBuf], form: &str) -> Result<Self, String> {
        let mut spool = Self { files: Vec::new(), kept: None, sha256: None };
        for path in paths {
            if path != Path::new("-") {
                spool.files.push((path.display().to_string().into(), path.clone()));
                continue;
            }
            if spool.kept.is_some() {
                return Err("standard input can be read only once".to_owned());
            }
            let kept = std::env::temp_dir().join(format!("latchkey-import-{}", random_id()));
            let named = |error| {
                format!("`{}`, where standard input is kept, cannot be written: {error}", kept.display())
            };
            let mut file = private(&kept).map_err(named)?;
            spool.kept = Some(kept.clone());
            copy(&mut stdin().lock(), &mut file).map_err(named)?;
            spool.files.push(("-".into(), kept));
        }
        // Standard input has no journal: whoever pipes may pipe something else the next time.
        if spool.kept.is_none() {
            spool.sha256 = Some(hash_of(paths, form)?);
        }
        Ok(spool)
    }

    /// Names and paths.
    pub(super) fn files(&self) -> Vec<(Arc<str>, PathBuf)> {
        self.files.clone()
    }

    /// What the journal goes by, if there is one.
    pub(super) fn sha256(&self) -> Option<&str> {
        self.sha256.as_deref()
    }
}

impl Drop for Spool {
    fn drop(&mut self) {
        if let Some(kept) = &self.kept {
            drop(std::fs::remove_file(kept));
        }
    }
}

/// A new file that nobody else can read: it holds password hashes.
pub(crate) fn private(path: &Path) -> std::io::Result<File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
