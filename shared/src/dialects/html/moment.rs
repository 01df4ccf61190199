//! Moments, as people read them.

use crate::domain::Timestamp;

/// When something was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// As programs read it.
    pub exact: String,
    /// As people read it, to the minute: `2026-05-17 09:30 UTC`.
    pub shown: String,
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        let exact = at.to_string();
        let minute: String = exact.chars().take(16).collect();
        Self { shown: format!("{} UTC", minute.replace('T', " ")), exact }
    }
}
