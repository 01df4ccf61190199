//! Whole numbers as Python reads them.

use super::FieldFault;
use crate::json::{Json, strip};

/// What is longer is no number that anybody means (DRF's `MAX_STRING_LENGTH`), in characters.
pub(super) const LONGEST: usize = 1000;

/// A whole number as DRF's `IntegerField` takes it: Python's `int()`, after a fraction of zeros is dropped.
pub(super) fn read(sent: &Json, min: i64, max: i64) -> Result<i64, FieldFault> {
    if let Json::Str(text) = sent
        && text.as_str().chars().nth(LONGEST).is_some()
    {
        return Err(FieldFault::HugeNumber);
    }
    let text = sent.text().filter(|text| text.surrogate().is_none()).ok_or(FieldFault::Integer)?;
    let number = int(without_zeros(text.as_str())).ok_or(FieldFault::Integer)?;
    match i64::try_from(number) {
        Ok(number) if number > max => Err(FieldFault::Above(max.to_string())),
        Ok(number) if number < min => Err(FieldFault::Below(min.to_string())),
        Ok(number) => Ok(number),
        Err(_) if number > 0 => Err(FieldFault::Above(max.to_string())),
        Err(_) => Err(FieldFault::Below(min.to_string())),
    }
}

/// Without a point at the end and the zeros behind it, and without the blanks behind those.
fn without_zeros(text: &str) -> &str {
    let end = text.trim_end_matches(crate::json::is_blank);
    match end.trim_end_matches('0').strip_suffix('.') {
        Some(whole) => whole,
        None => text,
    }
}

/// Python's `int()`: blanks around it, a sign, and any script's digits, between which single underscores may stand. What no
/// 64 bits hold is beyond them here, too.
fn int(text: &str) -> Option<i128> {
    let text = strip(text);
    let (digits, sign) = match text.strip_prefix('-') {
        Some(digits) => (digits, -1),
        None => (text.strip_prefix('+').unwrap_or(text), 1),
    };
    let mut number: i128 = 0;
    for group in digits.split('_') {
        if group.is_empty() {
            return None;
        }
        for character in group.chars() {
            number = number.saturating_mul(10).saturating_add(digit(character)?.into());
        }
    }
    Some(number * sign)
}

/// The value of a decimal digit of any script.
pub(super) fn digit(character: char) -> Option<u8> {
    let code = u32::from(character);
    let zero = ZEROS[..ZEROS.partition_point(|zero| *zero <= code)].last()?;
    u8::try_from(code - zero).ok().filter(|digit| *digit < 10)
}

/// The zeros of all scripts that write decimal numbers (general category Nd), each followed by its other nine digits: those
/// of Unicode 14, which is Python 3.11's (<https://www.unicode.org/reports/tr44/#General_Category_Values>).
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066,
    0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];
