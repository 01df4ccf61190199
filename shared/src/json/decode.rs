//! Reading a document, and why one is refused.

use super::{Json, MAX_DEPTH, Text};
use std::borrow::Cow;
use std::collections::HashMap;
use std::str::Utf8Error;

/// Python converts no longer integer (`sys.get_int_max_str_digits()`).
const MAX_INT_DIGITS: usize = 4300;

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
