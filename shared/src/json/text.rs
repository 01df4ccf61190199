//! Strings of JSON, and what Python's strings can.

use std::fmt::{self, Write};

/// A string of JSON. Unlike Rust's it may hold half a surrogate pair (`"\ud800"`), which Python's decoder
/// lets through and DRF's text fields then refuse by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Text {
    /// U+FFFD stands where a lone surrogate was, so lengths in characters are Python's.
    pub(super) shown: String,
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
    pub(super) fn print(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    pub(super) fn python_repr(&self) -> String {
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
    pub(super) fn push(&mut self, unit: u16) {
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
