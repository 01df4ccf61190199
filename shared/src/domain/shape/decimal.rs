//! Decimal numbers as Python's `Decimal` reads them: exactly, however many digits they have.

use super::FieldFault;
use super::number::{LONGEST, digit};
use crate::json::{Json, strip};
use std::cmp::Ordering;

/// A limit of decimal numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// As it was declared, which messages repeat.
    pub written: String,
    number: Decimal,
}

impl Limit {
    /// A limit; none of what is no number.
    pub(super) fn new(written: &str) -> Option<Self> {
        Some(Self { written: written.to_owned(), number: Decimal::parse(written)? })
    }

    /// The limit as the nearest floating-point number, for descriptions.
    pub fn approximately(&self) -> f64 {
        self.written.parse().unwrap_or_default()
    }
}

/// `digits × 10^exponent`; the digits do not begin with a zero, unless that is the only one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

/// A number as DRF's `DecimalField` takes it, with exactly so many places. Digits count as they were written.
pub(super) fn read(
    sent: &Json,
    (digits, places): (u32, u32),
    min: Option<&Limit>,
    max: Option<&Limit>,
) -> Result<String, FieldFault> {
    let text = sent.text().filter(|text| text.surrogate().is_none()).ok_or(FieldFault::Number)?;
    let text = strip(text.as_str());
    if text.chars().nth(LONGEST).is_some() {
        return Err(FieldFault::HugeNumber);
    }
    let number = Decimal::parse(text).ok_or(FieldFault::Number)?;
    let written = number.digits.len() as i64;
    let (total, whole, fraction) = match number.exponent {
        exponent @ 0.. => (written.saturating_add(exponent), written.saturating_add(exponent), 0),
        exponent if written > -exponent => (written, written + exponent, -exponent),
        exponent => (-exponent, 0, -exponent),
    };
    if total > digits.into() {
        return Err(FieldFault::Digits(digits));
    }
    if fraction > places.into() {
        return Err(FieldFault::Places(places));
    }
    if whole > i64::from(digits) - i64::from(places) {
        return Err(FieldFault::WholeDigits(digits - places));
    }
    match (max, min) {
        (Some(max), _) if number.compare(&max.number).is_gt() => Err(FieldFault::Above(max.written.clone())),
        (_, Some(min)) if number.compare(&min.number).is_lt() => Err(FieldFault::Below(min.written.clone())),
        _ => Ok(number.fixed(places)),
    }
}

impl Decimal {
    fn parse(text: &str) -> Option<Self> {
        let text: String = text
            .chars()
            .filter(|character| *character != '_')
            .map(|character| digit(character).map_or(character, |digit| char::from(b'0' + digit)))
            .collect();
        let (is_negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent_of(exponent)?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let significant = digits.trim_start_matches('0');
        let digits = if significant.is_empty() { "0" } else { significant }.to_owned();
        Some(Self { is_negative, digits, exponent: exponent - fraction.len() as i64 })
    }

    /// With exactly so many places, of which it has no more.
    fn fixed(&self, places: u32) -> String {
        let places = i64::from(places);
        let zeros = match self.is_zero() {
            true => 0,
            false => usize::try_from(self.exponent + places).unwrap_or_default(),
        };
        let digits = format!("{}{}", self.digits, "0".repeat(zeros));
        let least = places as usize + 1;
        let digits = format!("{digits:0>least$}");
        let (whole, fraction) = digits.split_at(digits.len() - places as usize);
        let sign = if self.is_negative { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }

    fn is_zero(&self) -> bool {
        self.digits == "0"
    }

    fn compare(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.is_zero(), number.is_negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        match (sign(self), sign(other)) {
            (1, 1) => self.magnitude(other),
            (-1, -1) => other.magnitude(self),
            (sign, others) => sign.cmp(&others),
        }
    }

    /// Compares two that are not zero, whatever their signs.
    fn magnitude(&self, other: &Self) -> Ordering {
        let first_place = |number: &Self| number.digits.len() as i64 + number.exponent;
        let significant = |number: &'_ Self| number.digits.trim_end_matches('0').to_owned();
        first_place(self).cmp(&first_place(other)).then_with(|| significant(self).cmp(&significant(other)))
    }
}

/// No exponent is larger than Python's.
fn exponent_of(text: &str) -> Option<i64> {
    const LARGEST: i64 = 999_999_999_999_999_999;
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|exponent: &i64| is_number && exponent.abs() <= LARGEST)
}
