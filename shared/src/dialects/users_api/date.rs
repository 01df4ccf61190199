//! Moments in Tastypie's form: UTC without saying so (docs/contracts/seeds.md §1.1).

use crate::domain::Timestamp;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

/// A moment as it is printed: ISO 8601 without a zone, six digits of a fraction if there is one.
pub fn naive(moment: Timestamp) -> String {
    moment.to_string().trim_end_matches('Z').to_owned()
}

/// A moment as it is sent: a date, or a date and a time to the minute, second or fraction, with an offset, `Z`, or
/// neither for UTC; from 1900 to 2200. What Python's `dateutil` would guess beyond that is no date here.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
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
    let utc = PrimitiveDateTime::new(
        moment.to_offset(UtcOffset::UTC).date(),
        moment.to_offset(UtcOffset::UTC).time(),
    );
    let micros = utc.assume_utc().unix_timestamp_nanos() / 1000;
    i64::try_from(micros).ok().map(Timestamp::from_micros)
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

#[cfg(test)]
mod tests {
    use super::{naive, parse};

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
            assert_eq!(parse(text).map(naive).as_deref(), Some(printed), "{text}");
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
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
