//! A request's body, read as Django REST framework's three stock parsers read it: JSON, form and multipart
//! (docs/contracts/djoser.md §1.3, §1.5).
//!
//! Different on purpose: every body is UTF-8, whatever its `charset` says, so that it has one reading; and a
//! multipart body that breaks off is refused, where Django goes on with the parts it could find.

use std::fmt::Display;

use bytes::Bytes;
use http_body_util::{BodyDataStream, Full};
use multer::{Field, Multipart};

use crate::json::{self, Json};

/// How many fields a form may have (Django's `DATA_UPLOAD_MAX_NUMBER_FIELDS`).
pub const MAX_FIELDS: usize = 1000;

/// A longer `Content-Type` is refused unread (DRF's `max_media_type_length`), in characters.
const MAX_CONTENT_TYPE_LENGTH: usize = 256;

/// What a client sent, before any field of it is looked at.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Any value of JSON, not necessarily an object; an empty object when the body was empty.
    Json(Json),
    /// The fields of a form, files last. A field of text is a string; a file is an empty object, which no
    /// field takes for text.
    Form(Vec<(String, Json)>),
}

impl Data {
    /// What was sent under the name `field`; a form's last value when it repeats a name.
    pub fn get(&self, field: &str) -> Option<&Json> {
        match self {
            Self::Json(value) => value.get(field),
            Self::Form(fields) => fields.iter().rev().find(|(name, _)| name == field).map(|(_, value)| value),
        }
    }

    /// Whether this came as a form. Forms cannot say null or false, so DRF reads their empty and missing
    /// fields in its own way.
    pub fn is_form(&self) -> bool {
        matches!(self, Self::Form(_))
    }

    /// What Python calls this: `dict` when it has fields to look at, `NoneType` for JSON's null, or the type
    /// that `Invalid data. Expected a dictionary, but got list.` names.
    pub fn python_type_name(&self) -> &'static str {
        match self {
            Self::Json(value) => value.python_type_name(),
            Self::Form(_) => "dict",
        }
    }
}

/// Why a body could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BodyError {
    /// Nobody here reads this `Content-Type` (415); empty when there was none.
    UnsupportedMediaType(String),
    /// It is not what its `Content-Type` says (400): the whole text for `detail`.
    Malformed(String),
}

/// Reads a body of at most 64 KiB; the caller has measured it. An empty one is no data, whatever its type.
pub async fn parse(content_type: Option<&str>, body: Bytes) -> Result<Data, BodyError> {
    let content_type = content_type.unwrap_or_default();
    match (media_type(content_type), body.is_empty()) {
        (Some(MediaType::Form | MediaType::Multipart), true) => Ok(Data::Form(Vec::new())),
        (_, true) => Ok(Data::Json(Json::Object(Vec::new()))),
        (Some(MediaType::Json), false) => json(&body),
        (Some(MediaType::Form), false) => form(&body),
        (Some(MediaType::Multipart), false) => multipart(content_type, body).await,
        (None, false) => Err(BodyError::UnsupportedMediaType(content_type.to_owned())),
    }
}

/// The media types that are read.
enum MediaType {
    Json,
    Form,
    Multipart,
}

/// The first parser that takes this type. Parameters do not matter and `*` fits anything, even here.
fn media_type(content_type: &str) -> Option<MediaType> {
    if content_type.chars().count() > MAX_CONTENT_TYPE_LENGTH {
        return None;
    }
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (main, sub) = essence.split_once('/')?;
    let fits =
        |parsed_main, parsed_sub| (main == "*" || main == parsed_main) && (sub == "*" || sub == parsed_sub);
    if fits("application", "json") {
        Some(MediaType::Json)
    } else if fits("application", "x-www-form-urlencoded") {
        Some(MediaType::Form)
    } else if fits("multipart", "form-data") {
        Some(MediaType::Multipart)
    } else {
        None
    }
}

fn json(body: &[u8]) -> Result<Data, BodyError> {
    json::loads(body).map(Data::Json).map_err(|why| BodyError::Malformed(format!("JSON parse error - {why}")))
}

/// Django takes a form with raw bytes that are no UTF-8 for Latin-1; escaped ones become U+FFFD.
fn form(body: &[u8]) -> Result<Data, BodyError> {
    if body.iter().filter(|&&byte| byte == b'&').count() >= MAX_FIELDS {
        return Err(too_many_fields());
    }
    let fields = match std::str::from_utf8(body) {
        Ok(text) => urlencoded(text),
        Err(_) => urlencoded(&body.iter().copied().map(char::from).collect::<String>()),
    };
    Ok(Data::Form(fields))
}

fn urlencoded(text: &str) -> Vec<(String, Json)> {
    form_urlencoded::parse(text.as_bytes())
        .map(|(name, value)| (name.into_owned(), string(value.into_owned())))
        .collect()
}

/// Files come behind all text, as DRF merges them: of a file and a text under one name the file is seen.
async fn multipart(content_type: &str, body: Bytes) -> Result<Data, BodyError> {
    let mut parts = Multipart::new(BodyDataStream::new(Full::new(body)), boundary(content_type)?);
    let (mut fields, mut files) = (Vec::new(), Vec::new());
    while let Some(part) = parts.next_field().await.map_err(broken_multipart)? {
        if fields.len() + files.len() == MAX_FIELDS {
            return Err(too_many_fields());
        }
        let name = part.name().map(|name| name.trim().to_owned());
        let is_file = is_file(&part);
        let content = part.bytes().await.map_err(broken_multipart)?;
        match name {
            Some(name) if is_file => files.push((name, Json::Object(Vec::new()))),
            Some(name) => fields.push((name, string(String::from_utf8_lossy(&content).into_owned()))),
            None => {}
        }
    }
    fields.append(&mut files);
    Ok(Data::Form(fields))
}

/// An empty file name is what browsers send for no file: Django takes the part for text.
fn is_file(part: &Field<'_>) -> bool {
    part.file_name().is_some_and(|name| !name.is_empty())
}

/// What separates the parts.
fn boundary(content_type: &str) -> Result<String, BodyError> {
    if !content_type.is_ascii() {
        return Err(broken_multipart(format!("Invalid non-ASCII Content-Type in multipart: {content_type}")));
    }
    match parameter(content_type, "boundary") {
        Some(boundary) if is_boundary(&boundary) => Ok(boundary),
        Some(other) => Err(broken_multipart(format!("Invalid boundary in multipart: {other}"))),
        None => Err(broken_multipart("Invalid boundary in multipart: None")),
    }
}

/// Printable ASCII, the last character no blank (RFC 2046 §5.1.1), with Django's longer limit.
fn is_boundary(text: &str) -> bool {
    let is_printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    is_printable && (1..=201).contains(&text.len()) && !text.ends_with(' ')
}

/// The last parameter called `name` in a header such as `multipart/form-data; boundary="a;b"`.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut is_quoted = false;
    let mut previous = ' ';
    let outside_quotes = |character: char| {
        is_quoted ^= character == '"' && previous != '\\';
        previous = character;
        character == ';' && !is_quoted
    };
    let parameters = header.split(outside_quotes).skip(1);
    let named = parameters.map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")));
    named
        .filter(|(found, _)| found.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| unquoted(value.trim()))
        .last()
}

fn unquoted(value: &str) -> String {
    match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\\", "\\").replace("\\\"", "\""),
        None => value.to_owned(),
    }
}

fn string(text: String) -> Json {
    Json::Str(text.into())
}

fn broken_multipart(why: impl Display) -> BodyError {
    BodyError::Malformed(format!("Multipart form parse error - {why}"))
}

fn too_many_fields() -> BodyError {
    BodyError::Malformed(format!("The number of GET/POST parameters exceeded {MAX_FIELDS}."))
}

#[cfg(test)]
mod tests {
    use super::{BodyError, Bytes, Data, Json, MAX_FIELDS, parse, string};
    use proptest::prelude::any;
    use proptest::{prop_assert, proptest};

    const FORM: &str = "application/x-www-form-urlencoded";
    const MULTIPART: &str = "multipart/form-data; boundary=B";

    async fn parsed(content_type: &str, body: impl Into<Bytes>) -> Data {
        parse(Some(content_type), body.into()).await.expect("should be read")
    }

    async fn refusal(content_type: &str, body: impl Into<Bytes>) -> BodyError {
        parse(Some(content_type), body.into()).await.expect_err("should be refused")
    }

    fn malformed(text: &str) -> BodyError {
        BodyError::Malformed(text.to_owned())
    }

    fn text(value: &str) -> Json {
        string(value.to_owned())
    }

    fn multipart(parts: &[(&str, &str)]) -> String {
        let part = |(parameters, content): &(&str, &str)| {
            format!("--B\r\nContent-Disposition: form-data; {parameters}\r\n\r\n{content}\r\n")
        };
        format!("{}--B--\r\n", parts.iter().map(part).collect::<String>())
    }

    #[tokio::test]
    async fn an_empty_body_has_no_fields_whatever_its_type() {
        for content_type in [None, Some(""), Some("application/json"), Some("text/plain"), Some("nonsense")] {
            let data = parse(content_type, Bytes::new()).await;
            assert_eq!(data, Ok(Data::Json(Json::Object(Vec::new()))), "{content_type:?}");
        }
        for content_type in [FORM, MULTIPART, "multipart/form-data"] {
            assert_eq!(parsed(content_type, "").await, Data::Form(Vec::new()), "{content_type}");
        }
    }

    #[tokio::test]
    async fn the_media_type_counts_and_its_parameters_do_not() {
        for content_type in [
            "application/json",
            "Application/JSON",
            " application/json ;charset=UTF-8",
            "application/json; charset=latin-1; odd",
            "application/*",
            "*/*",
        ] {
            assert!(!parsed(content_type, "{}").await.is_form(), "{content_type}");
        }
        let long = format!("application/json; {}", "x".repeat(239));
        for content_type in
            ["", "json", "text/plain", "text/json", "application/vnd.api+json", "a,application/json", &long]
        {
            let expected = BodyError::UnsupportedMediaType(content_type.to_owned());
            assert_eq!(refusal(content_type, "{}").await, expected);
        }
        let nameless = parse(None, "{}".into()).await;
        assert_eq!(nameless, Err(BodyError::UnsupportedMediaType(String::new())));
    }

    #[tokio::test]
    async fn json_that_is_no_object_has_a_python_type_and_no_fields() {
        for (body, name) in
            [("[1]", "list"), ("\"a\"", "str"), ("1", "int"), ("1.5", "float"), ("true", "bool")]
        {
            let data = parsed("application/json", body).await;
            assert_eq!((data.python_type_name(), data.get("a")), (name, None));
        }
        assert_eq!(parsed("application/json", "null").await.python_type_name(), "NoneType");
        assert_eq!(parsed("application/json", "{}").await.python_type_name(), "dict");
        assert_eq!(
            refusal("application/json", "{\"a\":").await,
            malformed("JSON parse error - Expecting value: line 1 column 6 (char 5)")
        );
    }

    #[tokio::test]
    async fn a_form_is_read_as_django_reads_it() {
        for (body, value) in [
            ("a=1", "1"),
            ("a=1&a=2", "2"),
            ("a", ""),
            ("a=", ""),
            ("&&a=b=c&", "b=c"),
            ("a=+%2B%20", " + "),
            ("%61=%c3%a9é", "éé"),
            ("a=%ff%f", "\u{fffd}%f"),
            ("a=%00", "\0"),
            ("a=1;b=2", "1;b=2"),
        ] {
            assert_eq!(parsed(FORM, body).await.get("a"), Some(&text(value)), "{body}");
        }
        assert_eq!(parsed(FORM, &b"a=\xe9"[..]).await.get("a"), Some(&text("é")));
        assert_eq!(parsed(FORM, "b=1").await.get("a"), None);
        assert_eq!(parsed(FORM, "b=1").await.python_type_name(), "dict");
    }

    #[tokio::test]
    async fn a_form_has_at_most_a_thousand_fields() {
        let too_many = malformed("The number of GET/POST parameters exceeded 1000.");
        assert!(parse(Some(FORM), vec!["a=1"; MAX_FIELDS].join("&").into()).await.is_ok());
        assert_eq!(refusal(FORM, "&".repeat(MAX_FIELDS)).await, too_many);
        assert!(parse(Some(MULTIPART), multipart(&[("name=a", "1"); MAX_FIELDS]).into()).await.is_ok());
        assert_eq!(refusal(MULTIPART, multipart(&[("name=a", "1"); MAX_FIELDS + 1])).await, too_many);
    }

    #[tokio::test]
    async fn multipart_fields_are_text_and_files_are_not() {
        let data = parsed(
            MULTIPART,
            multipart(&[
                ("name=\"file\"; filename=\"a.txt\"", "content"),
                ("name=\"file\"", "text"),
                ("name=\"no_file\"; filename=\"\"", ""),
                ("name=\" email \"", "a@é.example"),
                ("name=\"twice\"", "1"),
                ("name=\"twice\"", "2\r\n--C"),
                ("nameless=1", "ignored"),
            ]),
        )
        .await;
        assert_eq!(data.get("file"), Some(&Json::Object(Vec::new())));
        assert_eq!(data.get("no_file"), Some(&text("")));
        assert_eq!(data.get("email"), Some(&text("a@é.example")));
        assert_eq!(data.get("twice"), Some(&text("2\r\n--C")));
        assert_eq!(data.get("nameless"), None);

        let bytes =
            [&b"--B\r\nContent-Disposition: form-data; name=a\r\n\r\n\xff\xfe"[..], b"\r\n--B--"].concat();
        assert_eq!(parsed(MULTIPART, bytes).await.get("a"), Some(&text("\u{fffd}\u{fffd}")));
    }

    #[tokio::test]
    async fn a_boundary_is_found_or_named_as_invalid() {
        let body = multipart(&[("name=a", "1")]);
        for parameters in
            ["boundary=B", "charset=utf-8; BOUNDARY = \"B\"", "x=\"\\\";\"; boundary=A; boundary=B"]
        {
            let data = parsed(&format!("multipart/form-data; {parameters}"), body.clone()).await;
            assert_eq!(data.get("a"), Some(&text("1")), "{parameters}");
        }
        for (parameters, shown) in [
            ("", "None"),
            ("; charset=utf-8", "None"),
            ("; boundary", ""),
            ("; boundary=", ""),
            ("; boundary=\"B \"", "B "),
            ("; boundary=B\u{7f}", "B\u{7f}"),
        ] {
            assert_eq!(
                refusal(&format!("multipart/form-data{parameters}"), body.clone()).await,
                malformed(&format!("Multipart form parse error - Invalid boundary in multipart: {shown}"))
            );
        }
        assert_eq!(
            refusal("multipart/form-data; boundary=é", body).await,
            malformed(
                "Multipart form parse error - \
                 Invalid non-ASCII Content-Type in multipart: multipart/form-data; boundary=é"
            )
        );
    }

    #[tokio::test]
    async fn broken_multipart_is_refused() {
        let whole = multipart(&[("name=a", "1"), ("name=b; filename=c", "2")]);
        for length in 1..whole.len() - "--\r\n".len() {
            let broken = refusal(MULTIPART, whole[..length].to_owned()).await;
            let BodyError::Malformed(detail) = broken else { panic!("{broken:?}") };
            assert!(detail.starts_with("Multipart form parse error - "), "{detail}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered_at_once(head in any::<Vec<u8>>(), tail in any::<Vec<u8>>()) {
            let part = b"\r\n--B\r\nContent-Disposition: form-data; name=a\r\n\r\n";
            let body = [&head[..], part, &tail].concat();
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            for content_type in ["application/json", FORM, MULTIPART] {
                let reading = parse(Some(content_type), body.clone().into());
                prop_assert!(runtime.block_on(reading).is_ok() == (content_type == FORM));
            }
        }
    }
}
