//! JSON as Django REST framework reads it: what Python 3.11's decoder accepts is accepted, and what it
//! refuses is refused in the same words, which clients show and compare (docs/contracts/djoser.md §1.3).
//!
//! Stricter on purpose, each a parse error like any other: a field that appears twice, nesting deeper than
//! [`MAX_DEPTH`], and a last character that is cut off (DRF drops it in silence).

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Write};
use std::str::Utf8Error;

/// How many arrays and objects may enclose one another: more than a field of type `json` takes
/// (docs/contracts/custom-fields.md §4.9).
pub const MAX_DEPTH: usize = 256;

/// Python converts no longer integer (`sys.get_int_max_str_digits()`).
const MAX_INT_DIGITS: usize = 4300;

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

/// A string of JSON. Unlike Rust's it may hold half a surrogate pair (`"\ud800"`), which Python's decoder
/// lets through and DRF's text fields then refuse by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// U+FFFD stands where a lone surrogate was, so lengths in characters are Python's.
    shown: String,
    /// Where in `shown` (byte offset) stands which surrogate.
    surrogates: Vec<(usize, u16)>,
}

impl Text {
    /// The text, with U+FFFD in place of every lone surrogate.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The first lone surrogate, U+D800 to U+DFFF.
    pub fn surrogate(&self) -> Option<u16> {
        self.surrogates.first().map(|&(_, unit)| unit)
    }

    /// Whether this is exactly `other`.
    pub fn is(&self, other: &str) -> bool {
        self.shown == other && self.surrogates.is_empty()
    }

    /// Prints it in quotes, with what JSON must escape.
    fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.shown.chars() {
            match character {
                '"' => f.write_str("\\\"")?,
                '\\' => f.write_str("\\\\")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '\u{8}' => f.write_str("\\b")?,
                '\u{c}' => f.write_str("\\f")?,
                '\0'..' ' => write!(f, "\\u{:04x}", u32::from(character))?,
                _ => f.write_char(character)?,
            }
        }
        f.write_char('"')
    }

    /// Python's `repr()`, as far as messages show it.
    fn python_repr(&self) -> String {
        let quote = if self.shown.contains('\'') && !self.shown.contains('"') { '"' } else { '\'' };
        let mut repr = String::from(quote);
        for character in self.shown.chars() {
            match character {
                '\\' => repr.push_str("\\\\"),
                '\n' => repr.push_str("\\n"),
                '\r' => repr.push_str("\\r"),
                '\t' => repr.push_str("\\t"),
                '\0'..' ' | '\u{7f}' => repr.push_str(&format!("\\x{:02x}", u32::from(character))),
                _ if character == quote => repr.extend(['\\', quote]),
                _ => repr.push(character),
            }
        }
        repr.push(quote);
        repr
    }

    /// Appends what an escape stands for: one UTF-16 code unit.
    fn push(&mut self, unit: u16) {
        if let Some(character) = char::from_u32(unit.into()) {
            self.shown.push(character);
        } else if let Some(character) = self.completed_by(unit) {
            self.shown.truncate(self.shown.len() - char::REPLACEMENT_CHARACTER.len_utf8());
            self.surrogates.pop();
            self.shown.push(character);
        } else {
            self.surrogates.push((self.shown.len(), unit));
            self.shown.push(char::REPLACEMENT_CHARACTER);
        }
    }

    /// The character that `unit` makes together with the lone surrogate at the very end, if it makes one.
    fn completed_by(&self, unit: u16) -> Option<char> {
        let &(at, first) = self.surrogates.last()?;
        let is_last = at + char::REPLACEMENT_CHARACTER.len_utf8() == self.shown.len();
        char::decode_utf16([first, unit]).next().filter(|_| is_last)?.ok()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Text {
    fn from(shown: String) -> Self {
        Self { shown, surrogates: Vec::new() }
    }
}

/// Python's `str.strip()`.
pub fn strip(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// What Python takes for white space.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// Reads one JSON document. The error is what DRF writes after `JSON parse error - `.
pub fn loads(bytes: &[u8]) -> Result<Json, String> {
    let source = std::str::from_utf8(bytes).map_err(|error| codec_message(bytes, error))?;
    Decoder { source, at: 0, depth: 0 }.document().map_err(|fault| fault.message(source))
}

/// Python's text for bytes that are not UTF-8.
fn codec_message(bytes: &[u8], error: Utf8Error) -> String {
    let start = error.valid_up_to();
    let end = error.error_len().map_or(bytes.len(), |length| start + length);
    let why = match (error.error_len(), bytes[start]) {
        (None, _) => "unexpected end of data",
        (Some(_), 0x80..=0xC1 | 0xF5..) => "invalid start byte",
        (Some(_), _) => "invalid continuation byte",
    };
    match end - start {
        1 => format!("'utf-8' codec can't decode byte {:#04x} in position {start}: {why}", bytes[start]),
        _ => format!("'utf-8' codec can't decode bytes in position {start}-{}: {why}", end - 1),
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

/// Why a document was refused.
struct Fault {
    why: Cow<'static, str>,
    /// The byte it is about, when Python names a place.
    at: Option<usize>,
}

impl Fault {
    fn new(why: impl Into<Cow<'static, str>>, at: usize) -> Self {
        Self { why: why.into(), at: Some(at) }
    }

    fn without_place(why: impl Into<Cow<'static, str>>) -> Self {
        Self { why: why.into(), at: None }
    }

    /// Python counts characters and knows one line end, `\n`.
    fn message(&self, source: &str) -> String {
        let Some(at) = self.at else { return self.why.to_string() };
        let before = &source[..at];
        let lines = before.matches('\n').count();
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[line_start..].chars().count();
        let (line, column, character) = (lines + 1, column + 1, before.chars().count());
        format!("{}: line {line} column {column} (char {character})", self.why)
    }
}

/// Walks once over the document. Its recursion is bounded by [`MAX_DEPTH`].
struct Decoder<'a> {
    source: &'a str,
    /// The next byte to read.
    at: usize,
    /// How many arrays and objects are open.
    depth: usize,
}

impl Decoder<'_> {
    fn document(mut self) -> Result<Json, Fault> {
        if self.source.starts_with('\u{feff}') {
            return Err(self.fault("Unexpected UTF-8 BOM (decode using utf-8-sig)"));
        }
        self.skip_blanks();
        let value = self.value()?;
        self.skip_blanks();
        if self.peek().is_some() { Err(self.fault("Extra data")) } else { Ok(value) }
    }

    fn value(&mut self) -> Result<Json, Fault> {
        match self.peek() {
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => self.string().map(Json::Str),
            _ => self.word_or_number(),
        }
    }

    fn nested(&mut self, inside: fn(&mut Self) -> Result<Json, Fault>) -> Result<Json, Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault("Maximum nesting depth exceeded"));
        }
        self.depth += 1;
        self.at += 1;
        self.skip_blanks();
        let value = inside(self)?;
        self.depth -= 1;
        Ok(value)
    }

    /// A field that appears twice is refused: another parser may read it otherwise. Inside fields it is Python's dictionary,
    /// which keeps the last value.
    fn object(&mut self) -> Result<Json, Fault> {
        let mut members: Vec<(Text, Json)> = Vec::new();
        let mut places = HashMap::new();
        let mut ended = self.eat("}");
        while !ended {
            let start = self.at;
            let key = self.key()?;
            match places.get(&key) {
                Some(_) if self.depth == 1 => {
                    return Err(Fault::new(format!("Duplicate key: \"{}\"", key.as_str()), start));
                }
                Some(&place) => {
                    let (_, value): &mut (Text, Json) = &mut members[place];
                    *value = self.value()?;
                }
                None => {
                    places.insert(key.clone(), members.len());
                    members.push((key, self.value()?));
                }
            }
            ended = self.ends_with("}")?;
        }
        Ok(Json::Object(members))
    }

    fn array(&mut self) -> Result<Json, Fault> {
        let mut values = Vec::new();
        let mut ended = self.eat("]");
        while !ended {
            values.push(self.value()?);
            ended = self.ends_with("]")?;
        }
        Ok(Json::Array(values))
    }

    /// A key, and the colon behind it.
    fn key(&mut self) -> Result<Text, Fault> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("Expecting property name enclosed in double quotes"));
        }
        let key = self.string()?;
        self.skip_blanks();
        if !self.eat(":") {
            return Err(self.fault("Expecting ':' delimiter"));
        }
        self.skip_blanks();
        Ok(key)
    }

    /// After a member: true when the bracket closes here, false when a comma announces another one.
    fn ends_with(&mut self, bracket: &str) -> Result<bool, Fault> {
        self.skip_blanks();
        if self.eat(bracket) {
            return Ok(true);
        }
        if !self.eat(",") {
            return Err(self.fault("Expecting ',' delimiter"));
        }
        self.skip_blanks();
        Ok(false)
    }

    /// The string whose opening quote is next.
    fn string(&mut self) -> Result<Text, Fault> {
        let start = self.at;
        let mut text = Text::default();
        self.at += 1;
        loop {
            text.shown.push_str(self.take_while(|byte| !matches!(byte, b'"' | b'\\' | 0..0x20)));
            match self.peek() {
                Some(b'\\') => text.push(self.escape(start)?),
                Some(b'"') => break,
                Some(_) => return Err(self.fault("Invalid control character at")),
                None => return Err(Fault::new("Unterminated string starting at", start)),
            }
        }
        self.at += 1;
        Ok(text)
    }

    /// The code unit that the escape here stands for, in the string that began at `start`.
    fn escape(&mut self, start: usize) -> Result<u16, Fault> {
        let unit = match self.source.as_bytes().get(self.at + 1) {
            Some(b'u') => return self.code_unit(),
            Some(b'b') => 0x08,
            Some(b'f') => 0x0C,
            Some(b'n') => b'\n',
            Some(b'r') => b'\r',
            Some(b't') => b'\t',
            Some(itself @ (b'"' | b'\\' | b'/')) => *itself,
            Some(_) => return Err(self.fault("Invalid \\escape")),
            None => return Err(Fault::new("Unterminated string starting at", start)),
        };
        self.at += 2;
        Ok(unit.into())
    }

    /// `\uXXXX`. Python finds it invalid, too, when the document ends right behind it.
    fn code_unit(&mut self) -> Result<u16, Fault> {
        let digits = (self.at + 2, self.at + 6);
        let unit = (self.source.len() > digits.1)
            .then(|| self.source.get(digits.0..digits.1))
            .flatten()
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u16::from_str_radix(digits, 16).ok())
            .ok_or_else(|| Fault::new("Invalid \\uXXXX escape", self.at + 1))?;
        self.at = digits.1;
        Ok(unit)
    }

    fn word_or_number(&mut self) -> Result<Json, Fault> {
        if self.eat("null") {
            return Ok(Json::Null);
        }
        if self.eat("true") {
            return Ok(Json::Bool(true));
        }
        if self.eat("false") {
            return Ok(Json::Bool(false));
        }
        match ["NaN", "Infinity", "-Infinity"].into_iter().find(|word| self.eat(word)) {
            Some(word) => Err(Fault::without_place(format!(
                "Out of range float values are not JSON compliant: '{word}'"
            ))),
            None => self.number(),
        }
    }

    fn number(&mut self) -> Result<Json, Fault> {
        let start = self.at;
        self.eat("-");
        if !self.eat("0") && self.digits() == 0 {
            return Err(Fault::new("Expecting value", start));
        }
        let integer = &self.source[start..self.at];
        let has_fraction = self.digits_after(&["."], &[]);
        let has_exponent = self.digits_after(&["e", "E"], &["+", "-"]);
        if !has_fraction && !has_exponent {
            return int(integer);
        }
        Ok(Json::Float(self.source[start..self.at].parse().expect("every number of JSON is one of Rust's")))
    }

    /// Eats one of `marks`, perhaps one of `signs`, and at least one digit; or nothing at all.
    fn digits_after(&mut self, marks: &[&str], signs: &[&str]) -> bool {
        let start = self.at;
        let marked = marks.iter().any(|mark| self.eat(mark));
        signs.iter().any(|sign| marked && self.eat(sign));
        let found = marked && self.digits() > 0;
        if !found {
            self.at = start;
        }
        found
    }

    fn digits(&mut self) -> usize {
        self.take_while(|byte| byte.is_ascii_digit()).len()
    }

    fn skip_blanks(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    /// Everything up to the first byte that is not `wanted`. Whoever wants one byte beyond ASCII wants them
    /// all, so this never ends inside a character.
    fn take_while(&mut self, wanted: fn(u8) -> bool) -> &str {
        let rest = &self.source[self.at..];
        let length = rest.bytes().position(|byte| !wanted(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.source[self.at..].starts_with(word);
        if found {
            self.at += word.len();
        }
        found
    }

    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn fault(&self, why: &'static str) -> Fault {
        Fault::new(why, self.at)
    }
}

/// Python has one zero, and refuses to convert very long integers.
fn int(written: &str) -> Result<Json, Fault> {
    let digits = written.trim_start_matches('-');
    if digits.len() > MAX_INT_DIGITS {
        return Err(Fault::without_place(format!(
            "Exceeds the limit ({MAX_INT_DIGITS} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    Ok(Json::Int(if digits == "0" { digits } else { written }.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Json, MAX_DEPTH, Text, loads};
    use proptest::prelude::{Strategy, any};
    use proptest::{collection, prop_assert, prop_assert_eq, proptest, sample};

    fn refusal(bytes: &[u8]) -> String {
        loads(bytes).expect_err(&format!("{:?} should be refused", String::from_utf8_lossy(bytes)))
    }

    fn string(document: &str) -> Text {
        match loads(document.as_bytes()) {
            Ok(Json::Str(text)) => text,
            other => panic!("{document} should be a string, not {other:?}"),
        }
    }

    /// Every text was printed by `json.loads` of Python 3.11.7, called as DRF 3.18.3 calls it.
    #[test]
    fn refusals_are_in_pythons_words() {
        for (document, message) in [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            (" ", "Expecting value: line 1 column 2 (char 1)"),
            ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
            ("{\"a\":1,}", "Expecting property name enclosed in double quotes: line 1 column 8 (char 7)"),
            ("{\"a\":1, ,", "Expecting property name enclosed in double quotes: line 1 column 9 (char 8)"),
            ("{\"a\"}", "Expecting ':' delimiter: line 1 column 5 (char 4)"),
            ("{\"a\" 1}", "Expecting ':' delimiter: line 1 column 6 (char 5)"),
            ("{\"a\":}", "Expecting value: line 1 column 6 (char 5)"),
            ("{\"a\":1 \"b\"", "Expecting ',' delimiter: line 1 column 8 (char 7)"),
            ("{\"a\":1", "Expecting ',' delimiter: line 1 column 7 (char 6)"),
            ("[", "Expecting value: line 1 column 2 (char 1)"),
            ("[1", "Expecting ',' delimiter: line 1 column 3 (char 2)"),
            ("[1,", "Expecting value: line 1 column 4 (char 3)"),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)"),
            ("{}{}", "Extra data: line 1 column 3 (char 2)"),
            ("01", "Extra data: line 1 column 2 (char 1)"),
            ("1.", "Extra data: line 1 column 2 (char 1)"),
            ("1e+", "Extra data: line 1 column 2 (char 1)"),
            ("-", "Expecting value: line 1 column 1 (char 0)"),
            ("nul", "Expecting value: line 1 column 1 (char 0)"),
            ("\"a", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"a\\", "Unterminated string starting at: line 1 column 1 (char 0)"),
            ("\"\t\"", "Invalid control character at: line 1 column 2 (char 1)"),
            ("\"a\0\"", "Invalid control character at: line 1 column 3 (char 2)"),
            ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\\é\"", "Invalid \\escape: line 1 column 2 (char 1)"),
            ("\"\\u12\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\u+123\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\u123é\"", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\u1234", "Invalid \\uXXXX escape: line 1 column 3 (char 2)"),
            ("\"\\ud800\\udc00", "Invalid \\uXXXX escape: line 1 column 9 (char 8)"),
            ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)"),
            ("\u{a0}1", "Expecting value: line 1 column 1 (char 0)"),
            (
                "{\"é\":\n \"😀\", x",
                "Expecting property name enclosed in double quotes: line 2 column 7 (char 12)",
            ),
            ("[\r\n\r\nx", "Expecting value: line 3 column 1 (char 5)"),
            ("[NaN", "Out of range float values are not JSON compliant: 'NaN'"),
            ("Infinity", "Out of range float values are not JSON compliant: 'Infinity'"),
            ("-Infinity", "Out of range float values are not JSON compliant: '-Infinity'"),
        ] {
            assert_eq!(refusal(document.as_bytes()), message, "{document:?}");
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_named_as_python_names_them() {
        for (bytes, place_and_reason) in [
            (&b"{\"username\":\"a\xff\"}"[..], "byte 0xff in position 14: invalid start byte"),
            (b"\x80", "byte 0x80 in position 0: invalid start byte"),
            (b"\xc0\xaf", "byte 0xc0 in position 0: invalid start byte"),
            (b"\"\xc3\"", "byte 0xc3 in position 1: invalid continuation byte"),
            (b"\"\xe2\x82\"", "bytes in position 1-2: invalid continuation byte"),
            (b"\"\xf0\x9f\x98\"", "bytes in position 1-3: invalid continuation byte"),
            (b"\"\xed\xa0\x80\"", "byte 0xed in position 1: invalid continuation byte"),
            (b"\"\xc3", "byte 0xc3 in position 1: unexpected end of data"),
            (b"\"\xf0\x9f\x98", "bytes in position 1-3: unexpected end of data"),
        ] {
            assert_eq!(refusal(bytes), format!("'utf-8' codec can't decode {place_and_reason}"));
        }
    }

    #[test]
    fn a_field_appears_once_however_it_is_spelled() {
        assert_eq!(
            refusal(b"{\"email\":1, \"email\":2}"),
            "Duplicate key: \"email\": line 1 column 13 (char 12)"
        );
        assert_eq!(
            refusal(b"{\"email\":1,\n\"\\u0065mail\":2}"),
            "Duplicate key: \"email\": line 2 column 1 (char 12)"
        );
        // Inside a field the last value stands, at the place of the first.
        let kept = loads(b"{\"a\":{\"b\":1,\"c\":2,\"\\u0062\":3}}").map(|json| json.to_string());
        assert_eq!(kept.as_deref(), Ok("{\"a\":{\"b\":3,\"c\":2}}"));
        assert!(loads(b"{\"a\":{\"a\":1},\"b\":{\"a\":1}}").is_ok());
        assert!(loads(b"{\"\\ud800\":1,\"\\ud801\":1,\"\\ufffd\":1}").is_ok());
    }

    #[test]
    fn nesting_has_an_end() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(loads(nested(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(
            refusal(nested(MAX_DEPTH + 1).as_bytes()),
            "Maximum nesting depth exceeded: line 1 column 257 (char 256)"
        );
        assert!(refusal("{\"a\":".repeat(10_000).as_bytes()).starts_with("Maximum nesting depth exceeded"));
        assert!(loads(format!("[{}[]]", "[[]],".repeat(1_000)).as_bytes()).is_ok(), "siblings do not add up");
    }

    #[test]
    fn integers_keep_every_digit_up_to_pythons_limit() {
        let digits = "9".repeat(4300);
        assert_eq!(loads(format!("-{digits}").as_bytes()), Ok(Json::Int(format!("-{digits}"))));
        assert_eq!(
            refusal(format!("{digits}9").as_bytes()),
            "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        );
        assert_eq!(loads(b"-0"), Ok(Json::Int("0".to_owned())));
    }

    #[test]
    fn a_text_field_sees_numbers_as_python_prints_them() {
        for (sent, printed) in [
            ("7", "7"),
            ("-0.0", "-0.0"),
            ("1.50", "1.5"),
            ("1E3", "1000.0"),
            ("0.0001", "0.0001"),
            ("0.00001", "1e-05"),
            ("123456789012345680.0", "1.2345678901234568e+17"),
            ("9999999999999998.0", "9999999999999998.0"),
            ("1217789677041769.2853876571122", "1217789677041769.2"),
            ("5.9604644775390625e-8", "5.960464477539063e-08"),
            ("1e16", "1e+16"),
            ("5e-324", "5e-324"),
            ("-1e999", "-inf"),
        ] {
            let value = loads(sent.as_bytes()).expect(sent);
            assert_eq!(value.text().expect(sent).as_str(), printed);
        }
        for sent in ["null", "true", "[]", "{}"] {
            assert_eq!(loads(sent.as_bytes()).expect(sent).text(), None, "{sent}");
        }
    }

    #[test]
    fn lone_surrogates_are_kept_apart_from_text() {
        assert_eq!(string("\"\\ud83d\\ude00\""), Text::from("😀"));
        assert_eq!(string("\"a\\ud800\\ud83d\\ude00\"").surrogate(), Some(0xD800));
        assert_eq!(string("\"a\\ud800\\ud83d\\ude00\"").as_str(), "a\u{fffd}😀");
        assert_eq!(string("\"\\ude00\\ud83d\"").surrogate(), Some(0xDE00));
        assert_eq!(string("\"\\ud83d-\\ude00\"").as_str(), "\u{fffd}-\u{fffd}");
        assert_ne!(string("\"\\ud800\""), string("\"\\ufffd\""));
        assert!(!string("\"\\ud800\"").is("\u{fffd}"));
    }

    #[test]
    fn values_have_pythons_types() {
        let document = loads(b" {\"a\" : [null, true, 1, 1.0, \"\\/\"] , \"b\":{} } ").expect("is JSON");
        let Some(Json::Array(values)) = document.get("a") else { panic!("{document:?}") };
        let names: Vec<_> = values.iter().map(Json::python_type_name).collect();
        assert_eq!(names, ["NoneType", "bool", "int", "float", "str"]);
        assert_eq!(document.get("b").map(Json::python_type_name), Some("dict"));
        assert_eq!(document.get("c"), None);
    }

    /// Pieces of JSON in any order, which reach far deeper than bytes at random do.
    fn almost_json() -> impl Strategy<Value = Vec<u8>> {
        let pieces =
            ["{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\\", "\\u", "d83d", "\\ude00", "-", "0", "1.5e"];
        collection::vec(sample::select(pieces.to_vec()), 0..40)
            .prop_map(|pieces| pieces.concat().into_bytes())
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(loads(&bytes).is_ok(), loads(&[b" ", &bytes[..], b"\n"].concat()).is_ok());
        }

        #[test]
        fn whatever_is_accepted_is_json_to_others_too(bytes in almost_json()) {
            if loads(&bytes).is_ok() {
                prop_assert!(serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok());
            }
        }
    }
}
