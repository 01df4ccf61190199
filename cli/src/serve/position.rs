//! How far the event sources have come in the table's stream, in memory and across restarts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How far reading and delivering have come.
pub(super) struct Progress(Mutex<Marks>);

#[derive(Default)]
struct Marks {
    /// The last sequence number read.
    read: Option<String>,
    /// Those read and handed to a lane, but not finished.
    unfinished: BTreeSet<String>,
}

impl Progress {
    pub(super) fn after(position: Option<String>) -> Self {
        Self(Mutex::new(Marks { read: position, unfinished: BTreeSet::new() }))
    }

    fn marks(&self) -> MutexGuard<'_, Marks> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read_up_to(&self) -> Option<String> {
        self.marks().read.clone()
    }

    pub(super) fn waiting(&self) -> usize {
        self.marks().unfinished.len()
    }

    pub(super) fn read(&self, number: &str, wanted: bool) {
        let mut marks = self.marks();
        marks.read = Some(number.to_owned());
        if wanted {
            marks.unfinished.insert(number.to_owned());
        }
    }

    pub(super) fn finished(&self, numbers: &[String]) {
        let mut marks = self.marks();
        for number in numbers {
            marks.unfinished.remove(number);
        }
    }

    /// The position after which a restart misses nothing: just before the first record that is not finished.
    fn safe(&self) -> Option<String> {
        let marks = self.marks();
        match marks.unfinished.first() {
            Some(first) => first.parse::<u128>().ok().map(|number| (number - 1).to_string()),
            None => marks.read.clone(),
        }
    }
}

/// Where a restart goes on reading. Lost or stale it costs a second delivery, which the functions bear.
pub struct Position {
    file: Option<PathBuf>,
    saved: Mutex<Option<String>>,
}

impl Position {
    /// Kept in the data folder `dir`.
    pub fn in_folder(dir: &Path) -> Self {
        Self { file: Some(dir.join("stream-position")), saved: Mutex::default() }
    }

    /// Kept nowhere: every start begins at the stream's beginning.
    pub fn forgotten() -> Self {
        Self { file: None, saved: Mutex::default() }
    }

    pub(super) fn load(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.file.as_ref()?).ok()?;
        let is_number = text.len() == 21 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(text)
    }

    pub(super) fn save(&self, progress: &Progress) {
        let Some(file) = &self.file else { return };
        let mut saved = self.saved.lock().unwrap_or_else(PoisonError::into_inner);
        let safe = progress.safe();
        if *saved == safe {
            return;
        }
        let written = safe.as_deref().map(|number| replace(file, number)).transpose();
        match written {
            Ok(_) => *saved = safe,
            Err(error) => tracing::warn!("cannot write {}: {error}", file.display()),
        }
    }
}

/// Through a second file, so that a crash leaves the old text or the new one.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let new = file.with_extension("new");
    std::fs::write(&new, text)?;
    std::fs::rename(new, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(number: u32) -> String {
        format!("1{number:020}")
    }

    #[test]
    fn a_restart_goes_on_before_the_first_unfinished_record() {
        let progress = Progress::after(None);
        assert_eq!(progress.safe(), None);
        for (number, wanted) in [(4, true), (5, false), (6, true)] {
            progress.read(&sequence(number), wanted);
        }
        progress.finished(&[sequence(6)]);
        assert_eq!(progress.safe(), Some(sequence(3)));
        progress.finished(&[sequence(4)]);
        assert_eq!(progress.safe(), Some(sequence(6)));
    }
}
