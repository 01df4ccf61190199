//! Values of fields: what the table has, and how they come from JSON and go back.

use super::{Choice, FieldFault, FieldKind, Sameness, UserField, choice, date, decimal, number, url};
use crate::json::{Json, Text, loads, strip};
use serde::{Deserialize, Serialize};

/// A value as the table has it. Decimals, days, moments, UUIDs and JSON are texts there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FieldValue {
    /// JSON's null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Everything else.
    Text(String),
}

impl FieldValue {
    /// The value as text, the empty one for null.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(truth) => truth.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }

    /// How much room it takes, about, in bytes.
    pub fn size(&self) -> usize {
        match self {
            Self::Null | Self::Boolean(_) => 1,
            Self::Integer(_) => 8,
            Self::Text(text) => text.len(),
        }
    }
}

/// What texts of a type look like, and what is wrong with one that does not.
type Syntax = (fn(&str) -> bool, FieldFault);

/// How deep JSON may be nested.
const DEEPEST: usize = 200;

impl UserField {
    /// A value as it was sent in JSON, or in a form as a text.
    ///
    /// # Errors
    /// Everything that is wrong with it, in the order in which Django says it. That somebody else has the value, the table
    /// says.
    pub fn read(&self, sent: &Json) -> Result<FieldValue, Vec<FieldFault>> {
        self.read_with(sent, strip)
    }

    /// A value as another server stored it: blanks around a text are its own.
    ///
    /// # Errors
    /// As [`UserField::read`].
    pub fn read_stored(&self, stored: &Json) -> Result<FieldValue, Vec<FieldFault>> {
        self.read_with(stored, |text| text)
    }

    fn read_with(&self, sent: &Json, trim: fn(&str) -> &str) -> Result<FieldValue, Vec<FieldFault>> {
        if let (FieldKind::Decimal { .. }, true, Json::Str(text)) = (&self.kind, self.null, sent)
            && strip(text.as_str()).is_empty()
        {
            return Ok(FieldValue::Null);
        }
        match (sent, &self.kind) {
            (Json::Null, _) if self.null => Ok(FieldValue::Null),
            (Json::Null, _) => Err(vec![FieldFault::Null]),
            (sent, FieldKind::Char(_) | FieldKind::Text(_) | FieldKind::Url(_) | FieldKind::Slug(_)) => {
                self.read_text(sent, trim).map(FieldValue::Text)
            }
            (sent, _) => self.read_other(sent).map_err(|fault| vec![fault]),
        }
    }

    fn read_text(&self, sent: &Json, trim: fn(&str) -> &str) -> Result<String, Vec<FieldFault>> {
        let (most, syntax): (_, Option<Syntax>) = match self.kind {
            FieldKind::Url(most) => (Some(most), Some((url::is_url, FieldFault::Url))),
            FieldKind::Slug(most) => (Some(most), Some((url::is_slug, FieldFault::Slug))),
            FieldKind::Text(most) => (most, None),
            FieldKind::Char(most) => (Some(most), None),
            _ => (None, None),
        };
        let Some(sent) = sent.text() else {
            return Err(vec![syntax.map_or(FieldFault::NotText, |(_, fault)| fault)]);
        };
        let text = trim(sent.as_str());
        if text.is_empty() {
            return if self.blank { Ok(String::new()) } else { Err(vec![FieldFault::Blank]) };
        }
        let mut faults = Vec::new();
        faults.extend(most.filter(|most| text.chars().nth(*most).is_some()).map(FieldFault::TooLong));
        faults.extend(text.contains('\0').then_some(FieldFault::NullCharacters));
        faults.extend(sent.surrogate().map(FieldFault::Surrogate));
        faults.extend(syntax.filter(|(is_good, _)| !is_good(text)).map(|(_, fault)| fault));
        if faults.is_empty() { Ok(text.to_owned()) } else { Err(faults) }
    }

    fn read_other(&self, sent: &Json) -> Result<FieldValue, FieldFault> {
        let text = |fault| match sent {
            Json::Str(text) if text.surrogate().is_none() => Ok(text.as_str()),
            _ => Err(fault),
        };
        match &self.kind {
            FieldKind::Integer { min, max } => number::read(sent, *min, *max).map(FieldValue::Integer),
            FieldKind::Decimal { digits, places, min, max } => {
                decimal::read(sent, (*digits, *places), min.as_ref(), max.as_ref()).map(FieldValue::Text)
            }
            FieldKind::Boolean => read_boolean(sent, self.null),
            FieldKind::Date => date::read_date(text(FieldFault::Date)?).map(FieldValue::Text),
            FieldKind::DateTime => date::read_moment(text(FieldFault::DateTime)?).map(FieldValue::Text),
            FieldKind::Uuid => read_uuid(sent).map(FieldValue::Text),
            FieldKind::Choice(_) if self.blank && matches!(sent, Json::Str(text) if text.is("")) => {
                Ok(FieldValue::Text(String::new()))
            }
            FieldKind::Choice(choices) => choice::read(choices, sent),
            FieldKind::Json
            | FieldKind::Char(_)
            | FieldKind::Text(_)
            | FieldKind::Url(_)
            | FieldKind::Slug(_) => match sent.depth() <= DEEPEST && is_printable(sent) {
                true => Ok(FieldValue::Text(sent.to_string())),
                false => Err(FieldFault::Json),
            },
        }
    }

    /// What a new user has of whom nothing is said; none where that cannot be, and somebody has to say something.
    pub fn unsaid(&self) -> Option<FieldValue> {
        match &self.default {
            Some(default) => Some(default.clone()),
            None if self.null => Some(FieldValue::Null),
            None if self.is_text_like() && !self.has_numbers() => Some(FieldValue::Text(String::new())),
            None => None,
        }
    }

    fn has_numbers(&self) -> bool {
        let is_number = |choice: &Choice| matches!(choice.value, FieldValue::Integer(_));
        matches!(&self.kind, FieldKind::Choice(choices) if choices.iter().any(is_number))
    }

    /// A value as JSON shows it: of a user who has none, or one from before the field had its type, what a new user has.
    pub fn print(&self, value: Option<&FieldValue>) -> Json {
        let value = value.filter(|value| self.suits(value)).cloned();
        match (value.or_else(|| self.unsaid()), &self.kind) {
            (None | Some(FieldValue::Null), _) => Json::Null,
            (Some(FieldValue::Boolean(truth)), _) => Json::Bool(truth),
            (Some(FieldValue::Integer(number)), _) => Json::Int(number.to_string()),
            (Some(FieldValue::Text(text)), FieldKind::Json) => loads(text.as_bytes()).unwrap_or(Json::Null),
            (Some(FieldValue::Text(text)), _) => Json::Str(Text::from(text)),
        }
    }

    fn suits(&self, value: &FieldValue) -> bool {
        match (value, &self.kind) {
            (FieldValue::Null, _) => self.null,
            (FieldValue::Boolean(_), kind) => *kind == FieldKind::Boolean,
            (FieldValue::Integer(_), FieldKind::Integer { .. } | FieldKind::Choice(_)) => true,
            (FieldValue::Integer(_), _) => false,
            (FieldValue::Text(_), FieldKind::Integer { .. } | FieldKind::Boolean) => false,
            (FieldValue::Text(_), _) => true,
        }
    }

    /// What two users may not both have: the value's text, for a field that is unique. Null claims nothing.
    pub fn claim(&self, value: &FieldValue) -> Option<String> {
        let sameness = self.unique?;
        match (value, sameness) {
            (FieldValue::Null, _) => None,
            (value, Sameness::Exact) => Some(value.text()),
            (value, Sameness::IgnoringCase) => Some(caseless::default_case_fold_str(&value.text())),
        }
    }
}

/// The words that DRF's `BooleanField` takes for yes and no, in any case.
pub fn read_boolean(sent: &Json, null: bool) -> Result<FieldValue, FieldFault> {
    let word = match sent {
        Json::Bool(truth) => return Ok(FieldValue::Boolean(*truth)),
        Json::Int(digits) => digits.clone(),
        Json::Float(number) if *number == 0.0 => "0".to_owned(),
        Json::Float(1.0) => "1".to_owned(),
        Json::Str(text) => text.as_str().to_lowercase(),
        Json::Null | Json::Float(_) | Json::Array(_) | Json::Object(_) => return Err(FieldFault::Boolean),
    };
    match word.as_str() {
        "true" | "t" | "y" | "yes" | "on" | "1" => Ok(FieldValue::Boolean(true)),
        "false" | "f" | "n" | "no" | "off" | "0" => Ok(FieldValue::Boolean(false)),
        "" | "null" if null => Ok(FieldValue::Null),
        _ => Err(FieldFault::Boolean),
    }
}

/// Python's `UUID(hex=…)`, or `UUID(int=…)` of a number.
fn read_uuid(sent: &Json) -> Result<String, FieldFault> {
    let number = match sent {
        Json::Bool(truth) => u128::from(*truth),
        Json::Int(digits) => digits.parse().map_err(|_| FieldFault::Uuid)?,
        Json::Str(text) => {
            let text = text.as_str().replace("urn:", "").replace("uuid:", "");
            let digits = text.trim_matches(['{', '}']).replace('-', "");
            let is_hex = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
            let number = is_hex.then(|| u128::from_str_radix(&digits, 16).ok()).flatten();
            number.ok_or(FieldFault::Uuid)?
        }
        Json::Null | Json::Float(_) | Json::Array(_) | Json::Object(_) => return Err(FieldFault::Uuid),
    };
    let digits = format!("{number:032x}");
    let parts = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    Ok(parts.join("-"))
}

/// Whether JSON can be answered as it came: DRF prints no infinite number, and nobody half of a surrogate pair. U+0000 is
/// more than PostgreSQL keeps, so nobody's client sends it.
fn is_printable(json: &Json) -> bool {
    let is_plain = |text: &Text| text.surrogate().is_none() && !text.as_str().contains('\0');
    match json {
        Json::Null | Json::Bool(_) | Json::Int(_) => true,
        Json::Float(number) => number.is_finite(),
        Json::Str(text) => is_plain(text),
        Json::Array(values) => values.iter().all(is_printable),
        Json::Object(members) => members.iter().all(|(name, value)| is_plain(name) && is_printable(value)),
    }
}
