//! Counters for the limits against abuse. Over-counting is harmless here, so a lost reply may count twice.

use super::items::Count;
use super::keys::Key;
use super::{Change, Store, Unavailable};
use crate::domain::Timestamp;
use std::time::Duration;

/// A window of time in which something may happen so often.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    begins: i64,
    ends: i64,
}

impl Window {
    /// The window of this length around `now`; windows follow each other from the epoch on.
    pub fn around(now: Timestamp, length: Duration) -> Self {
        let length = i64::try_from(length.as_secs()).unwrap_or(i64::MAX).max(1);
        let begins = now.seconds() - now.seconds().rem_euclid(length);
        Self { begins, ends: begins + length }
    }

    /// When it is over.
    pub fn end(self) -> Timestamp {
        Timestamp::from_seconds(self.ends)
    }
}

impl Store {
    /// Counts one more of `key` in this window, and tells how many that makes.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn count(&self, key: &str, window: Window) -> Result<u64, Unavailable> {
        let ends = u64::try_from(window.ends).unwrap_or_default();
        let change =
            Change::perhaps_new(Key::Limit(key, window.begins)).increment("count", 1).set("ttl", ends);
        match self.update(change).await? {
            Ok(counted) => Ok(super::read::<Count>(counted)?.count),
            // Without a condition nothing is refused.
            Err(_) => Err(Unavailable),
        }
    }

    /// Takes back one that was counted in this window.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn uncount(&self, key: &str, window: Window) -> Result<(), Unavailable> {
        let key = Key::Limit(key, window.begins);
        // That nothing is counted any more is as good.
        self.update(Change::of(key).increment("count", -1)).await.map(|_| ())
    }

    /// How many were counted of `key` in this window, perhaps a moment ago.
    ///
    /// # Errors
    /// [`Unavailable`]
    pub async fn counted(&self, key: &str, window: Window) -> Result<u64, Unavailable> {
        let key = Key::Limit(key, window.begins);
        let counted: Option<Count> = self.glance(&[key]).await?.take(key)?;
        Ok(counted.map_or(0, |counted| counted.count))
    }
}
