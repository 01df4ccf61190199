//! Moments, as the table stores them and the wire prints them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// A moment in UTC, to the microsecond: what Django's `DateTimeField` keeps. Stored as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment from microseconds since the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// A moment from whole seconds since the Unix epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds * 1_000_000)
    }

    /// Microseconds since the Unix epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down: what `exp`, `iat` and DynamoDB's TTL hold.
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This moment and a while later.
    pub fn after(self, while_: Duration) -> Self {
        Self(self.0.saturating_add(micros_of(while_)))
    }

    /// This moment and a while earlier.
    pub fn before(self, while_: Duration) -> Self {
        Self(self.0.saturating_sub(micros_of(while_)))
    }

    /// How long it is from here until `later`; zero when that has passed.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_micros(u64::try_from(later.0.saturating_sub(self.0)).unwrap_or(0))
    }
}

fn micros_of(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// ISO 8601 in UTC with `Z`; the fraction has six digits and is left out when it is zero, as in DRF.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = OffsetDateTime::from_unix_timestamp(self.seconds())
            .ok()
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .ok_or(fmt::Error)?;
        match self.0.rem_euclid(1_000_000) {
            0 => f.write_str(&second),
            micros => write!(f, "{}.{micros:06}Z", second.trim_end_matches('Z')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;
    use std::time::Duration;

    #[test]
    fn the_fraction_is_printed_only_when_there_is_one() {
        assert_eq!(Timestamp::from_seconds(1_767_268_800).to_string(), "2026-01-01T12:00:00Z");
        assert_eq!(Timestamp::from_micros(1_767_268_800_000_120).to_string(), "2026-01-01T12:00:00.000120Z");
    }

    #[test]
    fn seconds_round_down_also_before_the_epoch() {
        assert_eq!(Timestamp::from_micros(-1).seconds(), -1);
    }

    #[test]
    fn the_past_is_no_time_away() {
        let now = Timestamp::from_seconds(10);
        assert_eq!(now.until(Timestamp::from_seconds(9)), Duration::ZERO);
        assert_eq!(now.until(now.after(Duration::from_secs(2))), Duration::from_secs(2));
    }
}
