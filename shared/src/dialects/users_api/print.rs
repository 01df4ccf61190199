//! JSON as Python 2 prints it by default: keys in order, a blank behind commas and colons, ASCII alone.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Prints a value.
pub(super) fn print(mut value: Value) -> String {
    value.sort_all_objects();
    let mut printed = Vec::new();
    let mut serializer = Serializer::with_formatter(&mut printed, Python);
    value.serialize(&mut serializer).expect("a value can be written to memory");
    String::from_utf8(printed).expect("JSON is text")
}

struct Python;

impl Formatter for Python {
    fn begin_array_value<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        separate(writer, first)
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        separate(writer, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn write_string_fragment<W: Write + ?Sized>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for character in fragment.chars() {
            match character {
                ' '..='~' => write!(writer, "{character}")?,
                _ => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

fn separate<W: Write + ?Sized>(writer: &mut W, first: bool) -> io::Result<()> {
    if first { Ok(()) } else { writer.write_all(b", ") }
}

#[cfg(test)]
mod tests {
    use super::print;
    use serde_json::json;

    #[test]
    fn prints_as_python_does() {
        let value = json!({"b": [1, null, true], "a": {"y": "é😀\u{7f}\n\"\\/", "x": []}});
        let printed = r#"{"a": {"x": [], "y": "\u00e9\ud83d\ude00\u007f\n\"\\/"}, "b": [1, null, true]}"#;
        assert_eq!(print(value), printed);
    }
}
