//! A file in pieces: the objects in it, one at a time, each with the line it begins in. Memory is bounded whatever the file.

use serde_json::{Map, Value};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The longest object, in bytes. No account is a tenth as long.
const LONGEST: usize = 1 << 20;

/// How the objects stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A JSON array, or one object a line.
    Json,
    /// The same, or a JSON object whose member of this name is the array.
    Member(&'static str),
    /// Comma-separated values under a line of names.
    Csv,
}

/// An object, or why it cannot be read.
pub(super) struct Piece {
    /// The line it begins in, from 1.
    pub(super) line: u64,
    /// What it says.
    pub(super) object: Result<Map<String, Value>, String>,
}

/// The pieces of one file.
pub(super) struct Pieces {
    from: From,
    path: PathBuf,
}

enum From {
    Lines(Bytes),
    Array(Bytes),
    Csv(Box<csv::Reader<File>>, csv::StringRecord),
    End,
}

/// What a file is that is none.
const NOT_TEXT: [(&[u8], &str); 4] = [
    (b"\x1f\x8b", "is compressed: say `gunzip -c FILE | latchkey import -`"),
    (b"PK\x03\x04", "is a ZIP archive: unpack it first"),
    (b"\xff\xfe", "is UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "is UTF-16: save it as UTF-8"),
];

impl Pieces {
    /// Opens a file, and finds where its objects begin.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, with its name.
    pub(super) fn open(path: &Path, form: Form) -> Result<Self, String> {
        let named = |why: &str| format!("`{}` {why}", path.display());
        let file = File::open(path).map_err(|error| named(&format!("cannot be opened: {error}")))?;
        let mut bytes = Bytes { from: BufReader::with_capacity(1 << 18, file), line: 1 };
        let start = bytes.start().map_err(|error| named(&format!("cannot be read: {error}")))?;
        if let Some((_, why)) = NOT_TEXT.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(named(why));
        }
        let from = match form {
            Form::Csv => {
                let file = File::open(path).map_err(|error| named(&format!("cannot be opened: {error}")))?;
                let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
                let names = reader.headers().map_err(|error| named(&format!("is no CSV: {error}")))?.clone();
                From::Csv(Box::new(reader), names)
            }
            Form::Json | Form::Member(_) => bytes.open(form).map_err(|why| named(&why))?,
        };
        Ok(Self { from, path: path.to_owned() })
    }

    /// The next object; none at the end.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, with its name and the line.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, String> {
        let next = match &mut self.from {
            From::Lines(bytes) => bytes.line(),
            From::Array(bytes) => bytes.element(),
            From::Csv(reader, names) => Ok(row(reader, names)),
            From::End => Ok(None),
        };
        next.map_err(|why| format!("`{}` {why}", self.path.display())).inspect(|piece| {
            if piece.is_none() {
                self.from = From::End;
            }
        })
    }
}

fn row(reader: &mut csv::Reader<File>, names: &csv::StringRecord) -> Option<Piece> {
    let line = reader.position().line();
    let mut record = csv::StringRecord::new();
    let object = match reader.read_record(&mut record) {
        Ok(false) => return None,
        Ok(true) if record.len() != names.len() => {
            Err(format!("has {} values, and there are {} names", record.len(), names.len()))
        }
        Ok(true) => {
            let member = |(name, value): (&str, &str)| (name.to_owned(), Value::String(value.to_owned()));
            Ok(names.iter().zip(record.iter()).map(member).collect())
        }
        Err(error) => Err(format!("is not a row: {error}")),
    };
    Some(Piece { line: line.max(2), object })
}

struct Bytes {
    from: BufReader<File>,
    line: u64,
}

impl Bytes {
    /// The first bytes, without the mark that some programs write before UTF-8.
    fn start(&mut self) -> std::io::Result<Vec<u8>> {
        let start = self.from.fill_buf()?;
        let start = start[..start.len().min(8)].to_owned();
        if start.starts_with(b"\xef\xbb\xbf") {
            self.from.consume(3);
        }
        Ok(start)
    }

    fn peek(&mut self) -> Result<Option<u8>, String> {
        let buffer = self.from.fill_buf().map_err(|error| format!("cannot be read: {error}"))?;
        Ok(buffer.first().copied())
    }

    fn skip(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.from.consume(1);
    }

    /// The next byte that is neither blank nor one of these, which is left where it is.
    fn pass(&mut self, over: &[u8]) -> Result<Option<u8>, String> {
        while let Some(byte) = self.peek()? {
            if !byte.is_ascii_whitespace() && !over.contains(&byte) {
                return Ok(Some(byte));
            }
            self.skip(byte);
        }
        Ok(None)
    }

    fn open(mut self, form: Form) -> Result<From, String> {
        match (self.pass(b"")?, form) {
            (None, _) => Err("is empty".to_owned()),
            (Some(b'['), _) => {
                self.skip(b'[');
                Ok(From::Array(self))
            }
            (Some(b'{'), Form::Member(name)) => self.member(name).map(From::Array),
            (Some(b'{'), _) => Ok(From::Lines(self)),
            (Some(_), _) => Err("is no JSON: it begins with neither `[` nor `{`".to_owned()),
        }
    }

    /// Goes to the beginning of the array that is a member of the object that begins here.
    fn member(mut self, name: &str) -> Result<Self, String> {
        let missing = format!("has no array `{name}`");
        self.skip(b'{');
        loop {
            match self.pass(b",")? {
                Some(b'"') => {}
                _ => return Err(missing),
            }
            let mut key = Vec::new();
            self.value(&mut key)?;
            self.pass(b":")?;
            match self.peek()? {
                Some(b'[') if serde_json::from_slice(&key).is_ok_and(|key: String| key == name) => {
                    self.skip(b'[');
                    return Ok(self);
                }
                _ => self.value(&mut Vec::new()).map(|_| ())?,
            }
        }
    }

    /// Reads one value, whatever it is, and says whether all of it was kept.
    fn value(&mut self, into: &mut Vec<u8>) -> Result<bool, String> {
        let begun = self.line;
        let (mut depth, mut text, mut escaped, mut whole) = (0_usize, false, false, true);
        loop {
            let Some(byte) = self.peek()? else {
                return Err(format!(
                    "ends in the middle of what begins in line {begun}: it is cut short, or a quotation mark is missing; \
                     nothing was taken"
                ));
            };
            let ends_before = !text && depth == 0 && !into.is_empty() && b",]} \t\r\n".contains(&byte);
            if ends_before {
                return Ok(whole);
            }
            self.skip(byte);
            match into.len() < LONGEST {
                true => into.push(byte),
                false => whole = false,
            }
            match byte {
                _ if escaped => escaped = false,
                b'\\' if text => escaped = true,
                b'"' => text = !text,
                b'{' | b'[' if !text => depth += 1,
                b'}' | b']' if !text => depth = depth.saturating_sub(1),
                _ => {}
            }
            let closes = matches!(byte, b'}' | b']') || byte == b'"';
            if closes && !text && depth == 0 && !escaped {
                return Ok(whole);
            }
        }
    }

    fn element(&mut self) -> Result<Option<Piece>, String> {
        match self.pass(b",")? {
            None => {
                let line = self.line;
                Err(format!("ends in line {line} before its array does: it is cut short; nothing was taken"))
            }
            Some(b']') => Ok(None),
            Some(_) => {
                let line = self.line;
                let mut text = Vec::new();
                let whole = self.value(&mut text)?;
                Ok(Some(Piece { line, object: object(&text, whole) }))
            }
        }
    }

    fn line(&mut self) -> Result<Option<Piece>, String> {
        if self.pass(b"")?.is_none() {
            return Ok(None);
        }
        let (line, mut text, mut whole) = (self.line, Vec::new(), true);
        loop {
            let buffer = self.from.fill_buf().map_err(|error| format!("cannot be read: {error}"))?;
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let part = &buffer[..end.unwrap_or(buffer.len())];
            let room = LONGEST.saturating_sub(text.len());
            whole &= part.len() <= room;
            text.extend_from_slice(&part[..part.len().min(room)]);
            let (length, is_last) = (part.len(), end.is_some() || part.is_empty());
            self.from.consume(length);
            if is_last {
                return Ok(Some(Piece { line, object: object(&text, whole) }));
            }
        }
    }
}

fn object(text: &[u8], whole: bool) -> Result<Map<String, Value>, String> {
    if !whole {
        return Err(format!("is longer than {} KiB: no account is", LONGEST >> 10));
    }
    let text = std::str::from_utf8(text)
        .map_err(|error| format!("is not UTF-8 from its byte {} on", error.valid_up_to() + 1))?;
    serde_json::from_str(text).map_err(|error| format!("is no JSON object: {error}"))
}

/// The SHA-256 of the form in which files are read, and of the files, one after the other, as hex digits.
///
/// # Errors
/// The name of one that cannot be read.
pub(super) fn hash_of(paths: &[PathBuf], form: &str) -> Result<String, String> {
    let mut context = aws_lc_rs::digest::Context::new(&aws_lc_rs::digest::SHA256);
    context.update(form.as_bytes());
    let mut buffer = vec![0; 1 << 18];
    for path in paths {
        let named = |error: std::io::Error| format!("`{}` cannot be read: {error}", path.display());
        let mut file = File::open(path).map_err(named)?;
        loop {
            match file.read(&mut buffer).map_err(named)? {
                0 => break,
                read => context.update(&buffer[..read]),
            }
        }
    }
    Ok(context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::{Form, LONGEST, Pieces};
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicU32, Ordering};

    struct TestFile(PathBuf);

    impl TestFile {
        fn of(content: &[u8]) -> Self {
            static COUNT: AtomicU32 = AtomicU32::new(0);
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = std::env::temp_dir().join(format!("latchkey-pieces-{}-{number}", std::process::id()));
            std::fs::write(&path, content).unwrap();
            Self(path)
        }
    }

    impl Drop for TestFile {
        fn drop(&mut self) {
            drop(std::fs::remove_file(&self.0));
        }
    }

    /// Lines and objects, or the beginning of what is wrong.
    fn read(content: &[u8], form: Form) -> Result<Vec<(u64, String)>, String> {
        let file = TestFile::of(content);
        let mut pieces = Pieces::open(&file.0, form)?;
        let mut all = Vec::new();
        while let Some(piece) = pieces.next()? {
            let text = piece.object.map_or_else(|why| why, |object| serde_json::to_string(&object).unwrap());
            all.push((piece.line, text));
        }
        Ok(all)
    }

    fn found(pairs: &[(u64, &str)]) -> Result<Vec<(u64, String)>, String> {
        Ok(pairs.iter().map(|(line, text)| (*line, (*text).to_owned())).collect())
    }

    #[test]
    fn arrays_and_lines_are_read_object_by_object() {
        let array = b"\xef\xbb\xbf[\n{\"a\": \"]}\\\"\"},\n\n {\"b\": [{}, [\"{\"]]}\n]\n";
        let two = found(&[(2, r#"{"a":"]}\""}"#), (4, r#"{"b":[{},["{"]]}"#)]);
        assert_eq!(read(array, Form::Json), two);
        assert_eq!(
            read(b"{\"a\": 1}\r\n\n{\"b\": 2}", Form::Json),
            found(&[(1, r#"{"a":1}"#), (3, r#"{"b":2}"#)])
        );
        assert_eq!(read(b"[]", Form::Json), found(&[]));
        let member = b"{\"x\": {\"Users\": [1]}, \"n\": 12, \"Users\": [\n{\"a\": 1}], \"y\": 2}";
        assert_eq!(read(member, Form::Member("Users")), found(&[(2, r#"{"a":1}"#)]));
        assert_eq!(
            read(b"id,name\n1,\"a,\nb\"\n2,c\n", Form::Csv),
            found(&[(2, "{\"id\":\"1\",\"name\":\"a,\\nb\"}"), (4, r#"{"id":"2","name":"c"}"#)])
        );
    }

    #[test]
    fn one_bad_object_leaves_the_others() {
        let lines = read(b"{\"a\": 1}\n{\"a\": \xff}\nrubbish\n[1]\n{\"b\": 2}\n", Form::Json).unwrap();
        let texts: Vec<_> = lines.iter().map(|(line, text)| format!("{line} {text}")).collect();
        assert_eq!(texts[0], r#"1 {"a":1}"#);
        assert_eq!(texts[1], "2 is not UTF-8 from its byte 7 on");
        assert!(texts[2].starts_with("3 is no JSON object"), "{texts:?}");
        assert!(texts[3].starts_with("4 is no JSON object"), "{texts:?}");
        assert_eq!(texts[4], r#"5 {"b":2}"#);
        let array = read(b"[{\"a\": \xff}, 12, {\"b\": 2}]", Form::Json).unwrap();
        assert_eq!(array.len(), 3, "{array:?}");
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        let long = format!("{{\"a\": \"{}\"}}", "x".repeat(LONGEST));
        for content in
            [format!("{{\"b\": 1}}\n{long}\n{{\"c\": 1}}"), format!("[{{\"b\": 1}},\n{long},\n{{\"c\": 1}}]")]
        {
            let all = read(content.as_bytes(), Form::Json).unwrap();
            assert_eq!(all[1], (2, "is longer than 1024 KiB: no account is".to_owned()));
            assert_eq!(all[2], (3, r#"{"c":1}"#.to_owned()));
        }
    }

    #[test]
    fn a_file_that_is_broken_as_a_whole_is_refused() {
        for (content, form, why) in [
            (&b""[..], Form::Json, "is empty"),
            (b"\x1f\x8b\x08", Form::Json, "is compressed"),
            (b"PK\x03\x04", Form::Json, "is a ZIP archive"),
            (b"hello", Form::Json, "is no JSON"),
            (b"[{\"a\": 1}", Form::Json, "ends in line 1 before its array does"),
            (b"[\n{\"a\": 1", Form::Json, "ends in the middle of what begins in line 2"),
            (b"{\"Groups\": []}", Form::Member("Users"), "has no array `Users`"),
        ] {
            let refused = read(content, form).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
