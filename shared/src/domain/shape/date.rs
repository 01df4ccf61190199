//! Days and moments as Python 3.11 and Django read them: `fromisoformat` first, then Django's own patterns.

use super::FieldFault;
use super::number::digit;
use crate::json::is_blank;
use time::{Date, Duration, Month, OffsetDateTime, Time, UtcOffset, Weekday};

/// A day, as `1990-05-17`.
pub(super) fn read_date(text: &str) -> Result<String, FieldFault> {
    iso_date(text).or_else(|| loose_date(text)).map(print_date).ok_or(FieldFault::Date)
}

/// A moment in UTC, which it is in where it says nothing else.
pub(super) fn read_moment(text: &str) -> Result<String, FieldFault> {
    let (local, offset) = iso_moment(text).or_else(|| loose_moment(text)).ok_or(FieldFault::DateTime)?;
    let moment = local.checked_sub(offset).ok_or(FieldFault::OutOfRange)?;
    match (1..=9999).contains(&moment.year()) {
        true => Ok(print_moment(moment)),
        false => Err(FieldFault::OutOfRange),
    }
}

fn print_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn print_moment(moment: OffsetDateTime) -> String {
    let (hour, minute, second, micros) = moment.to_hms_micro();
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{}T{hour:02}:{minute:02}:{second:02}{fraction}Z", print_date(moment.date()))
}

fn day(year: u16, month: u8, day: u8) -> Option<Date> {
    let month = Month::try_from(month).ok()?;
    Date::from_calendar_date(year.into(), month, day).ok().filter(|date| date.year() > 0)
}

/// What is left of a text, read from its beginning.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn eat(&mut self, wanted: char) -> bool {
        let rest = self.0.strip_prefix(wanted);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Exactly so many ASCII digits.
    fn digits(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let number = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())??;
        self.0 = rest;
        Some(number)
    }

    fn two(&mut self) -> Option<u8> {
        self.digits(2).and_then(|number| number.try_into().ok())
    }

    /// As many digits of any script as there are, at least one and no more than these.
    fn some_digits(&mut self, most: usize) -> Option<(u32, usize)> {
        let (mut number, mut count) = (0, 0);
        while let Some(digit) = self.0.chars().next().and_then(digit).filter(|_| count < most) {
            number = number * 10 + u32::from(digit);
            count += 1;
            self.0 = self.0.get(self.0.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
        }
        (count > 0).then_some((number, count))
    }

    fn up_to_two(&mut self) -> Option<u8> {
        self.some_digits(2).and_then(|(number, _)| number.try_into().ok())
    }

    /// Django's patterns end in `$`, which overlooks a line's end.
    fn is_over(&self) -> bool {
        self.0.is_empty() || self.0 == "\n"
    }
}

/// Python's `date.fromisoformat`: `1990-05-17`, `19900517`, `1990-W20-4`, `1990W204`, `1990-W20`, `1990W20`. Behind a week it
/// looks at the length alone.
fn iso_date(text: &str) -> Option<Date> {
    if ![7, 8, 10].contains(&text.len()) {
        return None;
    }
    let mut rest = Rest(text);
    let year = rest.digits(4)?;
    let has_separator = rest.eat('-');
    if rest.eat('W') {
        let week = rest.two()?;
        let weekday = match rest.0.is_empty() {
            true => 1,
            false if has_separator && !rest.eat('-') => return None,
            false => rest.digits(1)?,
        };
        let weekday = (1..=7).contains(&weekday).then(|| Weekday::Monday.nth_next((weekday - 1) as u8))?;
        let date = Date::from_iso_week_date(year.into(), week, weekday).ok()?;
        return Some(date).filter(|date| year > 0 && (1..=9999).contains(&date.year()));
    }
    let month = rest.two()?;
    if has_separator && !rest.eat('-') {
        return None;
    }
    let date = day(year, month, rest.two()?)?;
    rest.0.is_empty().then_some(date)
}

/// Django's `date_re`: one digit for month and day will do.
fn loose_date(text: &str) -> Option<Date> {
    let mut rest = Rest(text);
    let date = loose_day(&mut rest)?;
    rest.is_over().then_some(date)
}

fn loose_day(rest: &mut Rest<'_>) -> Option<Date> {
    let (year, _) = rest.some_digits(4).filter(|(_, count)| *count == 4)?;
    let month = rest.eat('-').then(|| rest.up_to_two())??;
    let of_month = rest.eat('-').then(|| rest.up_to_two())??;
    day(year.try_into().ok()?, month, of_month)
}

/// Python's `datetime.fromisoformat`: a local moment, and how far that is ahead of UTC.
fn iso_moment(text: &str) -> Option<(OffsetDateTime, Duration)> {
    let separator = separator(text)?;
    let date = iso_date(text.get(..separator)?)?;
    let mut behind = text.get(separator..)?.chars();
    let (time, offset) = match behind.next() {
        None => (Time::MIDNIGHT, Duration::ZERO),
        Some(_) => iso_time(behind.as_str())?,
    };
    Some((OffsetDateTime::new_in_offset(date, time, UtcOffset::UTC), offset))
}

/// Where the date ends, in bytes: dates are ASCII. Weeks may or may not have a day.
fn separator(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    match (bytes.len(), bytes.get(4)?) {
        (..7, _) => None,
        (7, _) => Some(7),
        (8, b'-') if bytes[5] == b'W' => Some(8),
        (9, b'-') if bytes[5] == b'W' && bytes[8] == b'-' => None,
        (_, b'-') if bytes[5] == b'W' && bytes[8] == b'-' => Some(if is_digit(10) { 8 } else { 10 }),
        (_, b'-') if bytes[5] == b'W' => Some(8),
        (_, b'-') => Some(10),
        (length, b'W') => {
            let digits = (7..length).find(|at| !is_digit(*at)).unwrap_or(length);
            Some(match digits {
                ..9 => digits,
                even if even % 2 == 0 => 7,
                _ => 8,
            })
        }
        _ => Some(8),
    }
}

fn iso_time(text: &str) -> Option<(Time, Duration)> {
    let end = text.find(['+', '-', 'Z']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(end);
    let clock = Clock::read(clock)?;
    let offset = match zone.chars().next() {
        None if clock.has_more => return None,
        None => Duration::ZERO,
        Some('Z') => (zone == "Z").then_some(Duration::ZERO)?,
        Some(sign) => {
            let ahead = Clock::read(&zone[1..]).filter(|offset| !offset.has_more)?.since_midnight();
            let ahead = if sign == '-' { -ahead } else { ahead };
            (ahead.abs() < Duration::DAY).then_some(ahead)?
        }
    };
    Some((Time::from_hms_micro(clock.hour, clock.minute, clock.second, clock.micros).ok()?, offset))
}

/// What Python's reader of ISO 8601 makes of a time, whatever stands between its parts.
struct Clock {
    hour: u8,
    minute: u8,
    second: u8,
    micros: u32,
    /// Whether something follows; before an offset Python overlooks it.
    has_more: bool,
}

impl Clock {
    /// `hh`, `hh:mm`, `hh:mm:ss` with a fraction, or the same without colons.
    fn read(text: &str) -> Option<Self> {
        let mut rest = Rest(text);
        let mut parts = [0; 3];
        let mut has_colons = false;
        for (at, part) in parts.iter_mut().enumerate() {
            *part = rest.two()?;
            has_colons = if at == 0 { rest.0.starts_with(':') } else { has_colons };
            let [hour, minute, second] = match rest.0.len() {
                ..2 => parts,
                _ if has_colons && rest.eat(':') => continue,
                _ if rest.eat('.') || rest.eat(',') => break,
                _ if !has_colons => continue,
                _ => return None,
            };
            return Some(Self { hour, minute, second, micros: 0, has_more: !rest.0.is_empty() });
        }
        let (digits, more) = rest.0.split_at_checked(rest.0.len().min(6))?;
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let micros = is_number.then(|| format!("{digits:0<6}").parse().ok())??;
        let more = more.trim_start_matches(|character: char| character.is_ascii_digit());
        let [hour, minute, second] = parts;
        Some(Self { hour, minute, second, micros, has_more: !more.is_empty() })
    }

    fn since_midnight(&self) -> Duration {
        Duration::hours(self.hour.into())
            + Duration::minutes(self.minute.into())
            + Duration::seconds(self.second.into())
            + Duration::microseconds(self.micros.into())
    }
}

/// Django's `datetime_re`: single digits will do, and blanks before the offset.
fn loose_moment(text: &str) -> Option<(OffsetDateTime, Duration)> {
    let mut rest = Rest(text);
    let date = loose_day(&mut rest)?;
    if !rest.eat('T') && !rest.eat(' ') {
        return None;
    }
    let hour = rest.up_to_two()?;
    let minute = rest.eat(':').then(|| rest.up_to_two())??;
    let (mut second, mut micros) = (0, 0);
    if rest.eat(':') {
        second = rest.up_to_two()?;
        if rest.eat('.') || rest.eat(',') {
            let (digits, count) = rest.some_digits(6)?;
            micros = digits * 10_u32.pow(6 - count as u32);
            rest.some_digits(6);
        }
    }
    rest.0 = rest.0.trim_start_matches(is_blank);
    let offset = loose_offset(&mut rest)?;
    let time = Time::from_hms_micro(hour, minute, second, micros).ok()?;
    rest.is_over().then_some((OffsetDateTime::new_in_offset(date, time, UtcOffset::UTC), offset))
}

/// `Z`, `+hh`, `+hhmm`, `+hh:mm` or nothing.
fn loose_offset(rest: &mut Rest<'_>) -> Option<Duration> {
    let sign = match (rest.0.is_empty() || rest.eat('Z'), rest.0.chars().next()) {
        (true, _) => return Some(Duration::ZERO),
        (false, Some('+')) => 1,
        (false, Some('-')) => -1,
        (false, _) => return Some(Duration::ZERO),
    };
    rest.0 = &rest.0[1..];
    let (hours, _) = rest.some_digits(2).filter(|(_, count)| *count == 2)?;
    let colon = rest.eat(':');
    let minutes = match rest.some_digits(2) {
        Some((minutes, 2)) => minutes,
        None if !colon => 0,
        _ => return None,
    };
    let offset = Duration::minutes(sign * i64::from(hours * 60 + minutes));
    (offset.abs() < Duration::DAY).then_some(offset)
}
