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
    /// JSON arrays, one behind the other, or one object a line.
    Json,
    /// The same, or JSON objects whose member of this name is the array. Where there is another name, one that has such a
    /// member may lack the array.
    Member(&'static str, Option<&'static str>),
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
    name: String,
}

enum From {
    Lines(Bytes),
    /// In an array, which may be a member of an object.
    Array(Bytes, Form),
    /// Under a line of names.
    Rows(Bytes, csv::StringRecord),
    End,
}

/// The line that a row begins in, and its values, or why they cannot be read.
type Cells = (u64, Result<csv::StringRecord, String>);

/// What a file is that is none.
const NOT_TEXT: [(&[u8], &str); 4] = [
    (b"\x1f\x8b", "is compressed: say `gunzip -c FILE | latchkey import -`, with the other options"),
    (b"PK\x03\x04", "is a ZIP archive: unpack it first"),
    (b"\xff\xfe", "is UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "is UTF-16: save it as UTF-8"),
];

impl Pieces {
    /// Opens a file that the user knows by this name, and finds where its objects begin. `expected` says what is read, to
    /// whoever brings something else.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, with its name.
    pub(super) fn open(name: &str, path: &Path, form: Form, expected: &'static str) -> Result<Self, String> {
        let named = |why: &str| format!("`{name}` {why}");
        let file = File::open(path).map_err(|error| named(&format!("cannot be opened: {error}")))?;
        let from = BufReader::with_capacity(1 << 18, file);
        let mut bytes = Bytes { from, line: 1, is_in_object: false, expected };
        let start = bytes.start().map_err(|error| named(&format!("cannot be read: {error}")))?;
        if let Some((_, why)) = NOT_TEXT.iter().find(|(magic, _)| start.starts_with(magic)) {
            return Err(named(why));
        }
        let from = bytes.open(form).map_err(|why| named(&why))?;
        Ok(Self { from, name: name.to_owned() })
    }

    /// The next object; none at the end.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, with its name and the line.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, String> {
        let next = match &mut self.from {
            From::Lines(bytes) => bytes.line(),
            From::Array(bytes, form) => bytes.element(*form),
            From::Rows(bytes, names) => bytes.row(names),
            From::End => Ok(None),
        };
        next.map_err(|why| format!("`{}` {why}", self.name)).inspect(|piece| {
            if piece.is_none() {
                self.from = From::End;
            }
        })
    }
}

struct Bytes {
    from: BufReader<File>,
    line: u64,
    /// Whether the array that is read is a member of an object, which ends behind it.
    is_in_object: bool,
    expected: &'static str,
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
            (Some(b'[' | b'{'), Form::Csv) => Err(format!("is JSON, and no CSV; {}", self.expected)),
            (Some(_), Form::Csv) => match self.cells(false)? {
                Some((_, Ok(names))) => Ok(From::Rows(self, names)),
                Some((line, Err(why))) => Err(format!("is no CSV: its line {line} {why}; {}", self.expected)),
                None => Err("is empty".to_owned()),
            },
            (Some(b'{'), Form::Json) => Ok(From::Lines(self)),
            (Some(b'[' | b'{'), _) => match self.array(form)? {
                true => Ok(From::Array(self, form)),
                false => Ok(From::End),
            },
            (Some(_), _) => {
                Err(format!("is no JSON: it begins with neither `[` nor `{{`; {}", self.expected))
            }
        }
    }

    /// Goes into the next array; false at the end of the file.
    fn array(&mut self, form: Form) -> Result<bool, String> {
        loop {
            match (self.pass(b"")?, form) {
                (None, _) => return Ok(false),
                (Some(b'['), _) => {
                    self.skip(b'[');
                    self.is_in_object = false;
                    return Ok(true);
                }
                (Some(b'{'), Form::Member(name, instead)) => {
                    self.skip(b'{');
                    let (is_in, has_other) = self.member(Some(name), instead)?;
                    if is_in {
                        self.is_in_object = true;
                        return Ok(true);
                    }
                    if !has_other {
                        return Err(format!("has no array `{name}`; {}", self.expected));
                    }
                }
                (Some(_), _) => {
                    let line = self.line;
                    return Err(format!("goes on in line {line} with what is no array; nothing was taken"));
                }
            }
        }
    }

    /// Goes into the array of this name that is a member of the object that it is in, or to the object's end; and says
    /// whether it is in the array, and whether it passed the other member.
    fn member(&mut self, name: Option<&str>, other: Option<&str>) -> Result<(bool, bool), String> {
        let mut has_other = false;
        loop {
            match self.pass(b",")? {
                Some(b'"') => {}
                Some(b'}') => {
                    self.skip(b'}');
                    return Ok((false, has_other));
                }
                Some(_) => {
                    return Err(format!("is no JSON in line {}: nothing was taken", self.line));
                }
                None => return Err(self.cut_short("object")),
            }
            let mut key = Vec::new();
            self.value(&mut key)?;
            let key: String = serde_json::from_slice(&key).unwrap_or_default();
            has_other |= Some(key.as_str()) == other;
            self.pass(b":")?;
            match self.peek()? {
                Some(b'[') if Some(key.as_str()) == name => {
                    self.skip(b'[');
                    return Ok((true, has_other));
                }
                _ => self.value(&mut Vec::new()).map(|_| ())?,
            }
        }
    }

    fn cut_short(&self, what: &str) -> String {
        let line = self.line;
        format!("ends in line {line} before its {what} does: it is cut short; nothing was taken")
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

    /// The next object of an array, or of the next one: pages of a list are often put one behind the other.
    fn element(&mut self, form: Form) -> Result<Option<Piece>, String> {
        loop {
            match self.pass(b",")? {
                None => return Err(self.cut_short("array")),
                Some(b']') => {
                    self.skip(b']');
                    if self.is_in_object {
                        self.member(None, None)?;
                    }
                    if !self.array(form)? {
                        return Ok(None);
                    }
                }
                Some(_) => {
                    let line = self.line;
                    let mut text = Vec::new();
                    let whole = self.value(&mut text)?;
                    return Ok(Some(Piece { line, object: object(&text, whole) }));
                }
            }
        }
    }

    /// The next row under these names.
    fn row(&mut self, names: &csv::StringRecord) -> Result<Option<Piece>, String> {
        let Some((line, cells)) = self.cells(true)? else { return Ok(None) };
        let object = cells.and_then(|cells| match cells.len() == names.len() {
            true => {
                let member = |(name, value): (&str, &str)| (name.to_owned(), Value::String(value.to_owned()));
                Ok(names.iter().zip(cells.iter()).map(member).collect())
            }
            false => Err(format!("has {} values, and there are {} names", cells.len(), names.len())),
        });
        Ok(Some(Piece { line, object }))
    }

    /// The values of the next row, which ends with a line break outside of quotation marks (RFC 4180 §2.6). The last of the
    /// file may do without (§2.2), where it `may_be_last`.
    fn cells(&mut self, may_be_last: bool) -> Result<Option<Cells>, String> {
        loop {
            match self.peek()? {
                None => return Ok(None),
                Some(byte @ (b'\r' | b'\n')) => self.skip(byte),
                Some(_) => break,
            }
        }
        let (line, mut text, mut whole) = (self.line, Vec::new(), true);
        // A mark opens a value at its beginning only, or goes on with one behind a mark in it.
        let (mut quoted, mut may_open) = (false, true);
        loop {
            let Some(byte) = self.peek()? else {
                if may_be_last && !quoted {
                    break;
                }
                let missing = if quoted { "quotation mark" } else { "line break" };
                return Ok(Some((line, Err(format!("is cut short: a {missing} is missing at its end")))));
            };
            self.skip(byte);
            match text.len() < LONGEST {
                true => text.push(byte),
                false => whole = false,
            }
            match byte {
                b'"' if quoted || may_open => (quoted, may_open) = (!quoted, quoted),
                b'\n' if !quoted => break,
                _ => may_open = !quoted && byte == b',',
            }
        }
        Ok(Some((line, text_of(&text, whole).and_then(cells_of))))
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

fn text_of(bytes: &[u8], whole: bool) -> Result<&str, String> {
    if !whole {
        return Err(format!("is longer than {} KiB: no account is", LONGEST >> 10));
    }
    std::str::from_utf8(bytes)
        .map_err(|error| format!("is not UTF-8 from its byte {} on", error.valid_up_to() + 1))
}

fn object(text: &[u8], whole: bool) -> Result<Map<String, Value>, String> {
    serde_json::from_str(text_of(text, whole)?).map_err(|error| match error.is_eof() {
        true => "is cut short: a quotation mark or bracket is missing at its end".to_owned(),
        // What it says of lines counts from the object's first.
        false => {
            let said = error.to_string();
            let why = said.split(" at line ").next().unwrap_or_default();
            format!("is no JSON object: {why} at its column {}", error.column())
        }
    })
}

fn cells_of(row: &str) -> Result<csv::StringRecord, String> {
    let mut builder = csv::ReaderBuilder::new();
    let reader = builder.has_headers(false).buffer_capacity(row.len()).from_reader(row.as_bytes());
    let mut records = reader.into_records();
    match (records.next(), records.next()) {
        (Some(Ok(cells)), None) => Ok(cells),
        _ => Err("is not a row".to_owned()),
    }
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

    const USERS: Form = Form::Member("Users", None);

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
        let mut pieces = Pieces::open("a file", &file.0, form, "a list is read")?;
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
        assert_eq!(
            read(b"[{\"a\": 1}]\n[]\n[{\"b\": 2}]\n", Form::Json),
            found(&[(1, r#"{"a":1}"#), (3, r#"{"b":2}"#)])
        );
        let member = b"{\"x\": {\"Users\": [1]}, \"n\": 12, \"Users\": [\n{\"a\": 1}], \"y\": 2}";
        assert_eq!(read(member, USERS), found(&[(2, r#"{"a":1}"#)]));
        let pages = b"{\"Users\": [{\"a\": 1}], \"PaginationToken\": \"x\"}\n{\"Users\": []}\n{\"y\": [2], \"Users\": [{\"b\": 2}]}";
        assert_eq!(read(pages, USERS), found(&[(1, r#"{"a":1}"#), (3, r#"{"b":2}"#)]));
        assert_eq!(read(b"[{\"a\": 1}]", USERS), found(&[(1, r#"{"a":1}"#)]));
        assert_eq!(
            read(b"{\"realm\": \"x\", \"groups\": []}", Form::Member("users", Some("realm"))),
            found(&[])
        );
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
    fn one_bad_row_leaves_the_others() {
        let rows =
            b"id,name\r\n1,a,b\r\n2,\xff\r\n\r\n3,5\" high\r\n4,\"5\"\" high\"\r\n5,\"\"\r\n6,\"c\r\n7,\"\"d";
        assert_eq!(
            read(rows, Form::Csv),
            found(&[
                (2, "has 3 values, and there are 2 names"),
                (3, "is not UTF-8 from its byte 3 on"),
                (5, r#"{"id":"3","name":"5\" high"}"#),
                (6, r#"{"id":"4","name":"5\" high"}"#),
                (7, r#"{"id":"5","name":""}"#),
                (8, "is cut short: a quotation mark is missing at its end"),
            ])
        );
        assert_eq!(read(b"id,name\n1,a", Form::Csv), found(&[(2, r#"{"id":"1","name":"a"}"#)]));
        assert_eq!(read(b"id,name\n1", Form::Csv), found(&[(2, "has 1 values, and there are 2 names")]));
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
        let all = read(format!("id\n{}\n2\n", "x".repeat(LONGEST)).as_bytes(), Form::Csv).unwrap();
        assert_eq!(all[0], (2, "is longer than 1024 KiB: no account is".to_owned()));
        assert_eq!(all[1], (3, r#"{"id":"2"}"#.to_owned()));
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
            (b"[{\"a\": 1}] {\"b\": 1}", Form::Json, "goes on in line 1 with what is no array"),
            (b"hello", USERS, "neither `[` nor `{`; a list is read"),
            (b"{\"Users\": [{}]\n", USERS, "ends in line 2 before its object does"),
            (b"{\"Users\": [{}]}\n{\"Users\": []", USERS, "ends in line 2 before its object does"),
            (b"{\"Users\": [{}]]", USERS, "is no JSON in line 1"),
            (b"[{\"id\": 1}]", Form::Csv, "is JSON, and no CSV; a list is read"),
            (b"id,na", Form::Csv, "is no CSV: its line 1 is cut short"),
            (b"{\"Groups\": []}", USERS, "has no array `Users`; a list is read"),
            (b"{\"Users\": []}\n{\"Groups\": []}", USERS, "has no array `Users`"),
            (b"{\"Users\": [{}],\n\"x\": 1", USERS, "ends in"),
            (b"{\"Users\": [{}],\n\"x\": 1\n,", USERS, "ends in line 3 before its object does"),
        ] {
            let refused = read(content, form).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
