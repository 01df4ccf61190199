//! The file that is written: whole, or not there at all.

use std::io::{BufWriter, Write, stdout};
use std::path::{Path, PathBuf};

/// A file under another name until it is whole; or standard output, a pipe or a device.
pub(super) struct File {
    to: To,
    name: String,
}

enum To {
    Disk { writer: BufWriter<std::fs::File>, part: PathBuf, path: PathBuf },
    Stream(BufWriter<Box<dyn Write + Send>>),
}

impl File {
    /// # Errors
    /// The name of the file, if it cannot be made.
    pub(super) fn create(path: &Path) -> Result<Self, String> {
        if path == Path::new("-") {
            let to = To::Stream(BufWriter::new(Box::new(stdout())));
            return Ok(Self { to, name: "standard output".to_owned() });
        }
        let name = format!("`{}`", path.display());
        let cannot = |error| format!("{name} cannot be written: {error}");
        // What is there and no file stays what it is; a folder says so.
        if path.metadata().is_ok_and(|there| !there.is_file()) {
            let open = std::fs::OpenOptions::new().write(true).open(path).map_err(cannot)?;
            return Ok(Self { to: To::Stream(BufWriter::new(Box::new(open))), name });
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        drop(std::fs::remove_file(&part));
        let file = crate::commands::import::private(&part).map_err(cannot)?;
        Ok(Self { to: To::Disk { writer: BufWriter::new(file), part, path: path.to_owned() }, name })
    }

    /// # Errors
    /// The name of the file, if the disk is full.
    pub(super) fn write(&mut self, text: &str) -> Result<(), String> {
        let written = match &mut self.to {
            To::Disk { writer, .. } => writer.write_all(text.as_bytes()),
            To::Stream(writer) => writer.write_all(text.as_bytes()),
        };
        written.map_err(|error| format!("{} cannot be written: {error}", self.name))
    }

    /// Gives the file its name if it is whole, and else removes it.
    ///
    /// # Errors
    /// As [`File::write`].
    pub(super) fn end(self, is_whole: bool) -> Result<(), String> {
        let named = |error: std::io::Error| format!("{} cannot be written: {error}", self.name);
        match self.to {
            To::Stream(mut writer) => writer.flush().map_err(named),
            To::Disk { mut writer, part, path } => {
                let flushed = writer.flush().and_then(|()| writer.get_ref().sync_all());
                if !is_whole || flushed.is_err() {
                    drop(std::fs::remove_file(&part));
                    // What went wrong before is told by whoever noticed.
                    return if is_whole { flushed.map_err(named) } else { Ok(()) };
                }
                std::fs::rename(&part, &path).map_err(named)
            }
        }
    }
}
