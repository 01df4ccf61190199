//! JSON as Django REST framework reads it: what Python 3.11's decoder accepts is accepted, and what it
//! refuses is refused in the same words, which clients show and compare (docs/contracts/djoser.md §1.3).
//!
//! Stricter on purpose, each a parse error like any other: a field that appears twice, nesting deeper than
//! [`MAX_DEPTH`], and a last character that is cut off (DRF drops it in silence).

mod decode;
mod text;

pub use decode::loads;
pub use text::{Text, is_blank, strip};

use std::borrow::Cow;
use std::fmt::{self, Write};

/// How many arrays and objects may enclose one another: more than a field of type `json` takes
/// (docs/contracts/custom-fields.md §4.9).
pub const MAX_DEPTH: usize = 256;

/// A value a client sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number without fraction and exponent, of any size, in decimal.
    Int(String),
    /// A number with fraction or exponent; infinite when it is out of range, as in Python.
    Float(f64),
    /// A string.
    Str(Text),
    /// An array.
    Array(Vec<Json>),
    /// An object: its keys are distinct and in the order sent; of one that was repeated, the last value.
    Object(Vec<(Text, Json)>),
}

impl Json {
    /// The value under `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(name, _)| name.is(key)).map(|(_, value)| value)
    }

    /// What a text field takes this value for: a string itself, a number as Python prints it, nothing else
    /// (docs/contracts/djoser.md §1.6).
    pub fn text(&self) -> Option<Cow<'_, Text>> {
        match self {
            Self::Str(text) => Some(Cow::Borrowed(text)),
            Self::Int(digits) => Some(Cow::Owned(digits.as_str().into())),
            Self::Float(number) => Some(Cow::Owned(python_float(*number).into())),
            Self::Null | Self::Bool(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }

    /// Python's `str()`, which messages quote: a text as it is, everything else as Python writes it.
    pub fn python_str(&self) -> String {
        match self {
            Self::Str(text) => text.as_str().to_owned(),
            other => other.python_repr(),
        }
    }

    fn python_repr(&self) -> String {
        let list = |parts: Vec<String>| parts.join(", ");
        match self {
            Self::Null => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Int(digits) => digits.clone(),
            Self::Float(number) => python_float(*number),
            Self::Str(text) => text.python_repr(),
            Self::Array(values) => format!("[{}]", list(values.iter().map(Self::python_repr).collect())),
            Self::Object(members) => {
                let member =
                    |(name, value): &(Text, Self)| format!("{}: {}", name.python_repr(), value.python_repr());
                format!("{{{}}}", list(members.iter().map(member).collect()))
            }
        }
    }

    /// How many arrays and objects enclose one another.
    pub fn depth(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) | Self::Int(_) | Self::Float(_) | Self::Str(_) => 0,
            Self::Array(values) => 1 + values.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(members) => 1 + members.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
        }
    }

    /// What Python calls the type of this value, as in `Expected a dictionary, but got list.`
    pub fn python_type_name(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::Array(_) => "list",
            Self::Object(_) => "dict",
        }
    }
}

impl Json {
    /// An object of these members.
    pub fn object<'a>(members: impl IntoIterator<Item = (&'a str, Json)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Str(text.into())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Str(text.into())
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Self {
        Self::Bool(truth)
    }
}

impl From<u64> for Json {
    fn from(number: u64) -> Self {
        Self::Int(number.to_string())
    }
}

impl From<usize> for Json {
    fn from(number: usize) -> Self {
        Self::Int(number.to_string())
    }
}

impl<T: Into<Json>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<Vec<Json>> for Json {
    fn from(values: Vec<Json>) -> Self {
        Self::Array(values)
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<I: IntoIterator<Item = Json>>(values: I) -> Self {
        Self::Array(values.into_iter().collect())
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(truth),
            Value::Number(number) if number.is_f64() => Self::Float(number.as_f64().unwrap_or_default()),
            Value::Number(number) => Self::Int(number.to_string()),
            Value::String(text) => text.into(),
            Value::Array(values) => values.into_iter().map(Self::from).collect(),
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
            }
        }
    }
}

/// For where numbers of more than 64 bits do not matter.
impl From<Json> for serde_json::Value {
    fn from(json: Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(truth) => truth.into(),
            Json::Int(digits) => match (digits.parse::<i64>(), digits.parse::<u64>()) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) => number.into(),
                _ => digits.parse::<f64>().unwrap_or_default().into(),
            },
            Json::Float(number) => number.into(),
            Json::Str(text) => text.shown.into(),
            Json::Array(values) => values.into_iter().map(Self::from).collect(),
            Json::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name.shown, value.into())).collect())
            }
        }
    }
}

/// JSON as DRF prints it: compact, beyond ASCII as it is, and numbers as Python has them.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let separator = |at: usize| if at == 0 { "" } else { "," };
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(truth) => write!(f, "{truth}"),
            Self::Int(digits) => f.write_str(digits),
            Self::Float(number) => f.write_str(&python_float(*number)),
            Self::Str(text) => text.print(f),
            Self::Array(values) => {
                f.write_char('[')?;
                for (at, value) in values.iter().enumerate() {
                    write!(f, "{}{value}", separator(at))?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (at, (name, value)) in members.iter().enumerate() {
                    f.write_str(separator(at))?;
                    name.print(f)?;
                    write!(f, ":{value}")?;
                }
                f.write_char('}')
            }
        }
    }
}

/// `str(float)` in Python: the shortest digits that read back the same, with an exponent from 1e16 up and
/// below 1e-4.
fn python_float(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let is_plain = number == 0.0 || (1e-4..1e16).contains(&number.abs());
    let shortest = if is_plain { format!("{number:?}") } else { format!("{number:e}") };
    let length = decimals(&shortest);
    // Of two spellings equally short and near, Python takes the even one; so does Rust when told the length.
    let even = if is_plain { format!("{number:.length$}") } else { format!("{number:.length$e}") };
    let spelled = if even.parse() == Ok(number) { even } else { shortest };
    match spelled.split_once("e-") {
        Some((digits, exponent)) => format!("{digits}e-{exponent:0>2}"),
        None => spelled.replace('e', "e+"),
    }
}

/// How many digits stand behind the point.
fn decimals(number: &str) -> usize {
    number.split('e').next().and_then(|digits| digits.split_once('.')).map_or(0, |(_, behind)| behind.len())
}

#[cfg(test)]
mod tests;
