//! Moments, as the table stores them and the wire prints them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{Date, OffsetDateTime, Time, UtcOffset};

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

    /// A moment as clients send it: a date, or a date and a time to the minute, second or fraction, with an offset, `Z`, or
    /// neither for UTC; from 1900 to 2200. What Python would guess beyond that is no date here.
    pub fn parse(text: &str) -> Option<Self> {
        const DATE: &[BorrowedFormatItem<'_>] = format_description!("[year]-[month]-[day]");
        const MINUTES: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]");
        const SECONDS: &[BorrowedFormatItem<'_>] =
            format_description!("[hour]:[minute]:[second][optional [.[subsecond]]]");
        if !text.is_ascii() {
            return None;
        }
        let (date, rest) = text.split_at_checked(10)?;
        let date = Date::parse(date, DATE).ok().filter(|date| (1900..=2200).contains(&date.year()))?;
        let (time, offset) = match rest.strip_prefix(['T', ' ']) {
            None if rest.is_empty() => (Time::MIDNIGHT, UtcOffset::UTC),
            None => return None,
            Some(rest) => {
                let end = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
                let (time, offset) = rest.split_at(end);
                let time = Time::parse(time, SECONDS).or_else(|_| Time::parse(time, MINUTES)).ok()?;
                (time, offset_of(offset)?)
            }
        };
        let moment = OffsetDateTime::new_in_offset(date, time, offset);
        let micros = moment.unix_timestamp_nanos() / 1000;
        i64::try_from(micros).ok().map(Self::from_micros)
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

/// `Z`, nothing, `+02:00` or `+0200`.
fn offset_of(text: &str) -> Option<UtcOffset> {
    const COLON: &[BorrowedFormatItem<'_>] =
        format_description!("[offset_hour sign:mandatory]:[offset_minute]");
    const PLAIN: &[BorrowedFormatItem<'_>] =
        format_description!("[offset_hour sign:mandatory][offset_minute]");
    match text {
        "" | "Z" => Some(UtcOffset::UTC),
        text => UtcOffset::parse(text, COLON).or_else(|_| UtcOffset::parse(text, PLAIN)).ok(),
    }
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

    #[test]
    fn dates_are_read_in_the_forms_that_clients_send() {
        for (text, printed) in [
            ("2014-01-02T03:04:05", "2014-01-02T03:04:05"),
            ("2014-01-02T03:04:05.123456", "2014-01-02T03:04:05.123456"),
            ("2014-01-02T03:04:05.25+02:00", "2014-01-02T01:04:05.250000"),
            ("2014-01-02T03:04:05Z", "2014-01-02T03:04:05"),
            ("2014-01-02T03:04:05-0530", "2014-01-02T08:34:05"),
            ("2014-01-02 03:04", "2014-01-02T03:04:00"),
            ("2014-01-02", "2014-01-02T00:00:00"),
            ("1900-01-01T00:00:00", "1900-01-01T00:00:00"),
        ] {
            assert_eq!(
                Timestamp::parse(text).map(|moment| moment.to_string()),
                Some(format!("{printed}Z")),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let texts = [
            "",
            " ",
            "nonsense",
            "2014-13-01T00:00:00",
            "2014-02-30",
            "2014-01-02T25:00:00",
            "2014-01-02T03:04:60",
            "2014-01-02X",
            "2014-01-02T",
            "é014-01-02",
            "9999-12-31T23:59:59",
            "0001-01-01",
            "2014-01-02T03:04:05 EST",
        ];
        for text in texts {
            assert_eq!(Timestamp::parse(text), None, "{text:?}");
        }
    }
}
