//! A list as a file, for a spreadsheet or a program: what the API's objects say, at most [`MOST`] of them.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use shared::dialects::html::Sent;
use shared::dialects::native::Resource;
use shared::json::Json;

/// How many things a file has.
pub(crate) const MOST: usize = 1000;

/// A kind of file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Export {
    Csv,
    Json,
}

impl Export {
    /// The one that is asked for instead of a page.
    pub(crate) fn asked(sent: &Sent) -> Option<Self> {
        match sent.get("as") {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    /// The file of this name, of things that the API has.
    pub(crate) fn file_of<T: Resource>(self, name: &str, things: &[T]) -> Response {
        self.file(name, things.iter().map(|thing| thing.object().into()).collect())
    }

    /// The file of this name, of these objects.
    pub(crate) fn file(self, name: &str, objects: Vec<Json>) -> Response {
        let (end, media_type, text) = match self {
            Self::Csv => ("csv", "text/csv; charset=utf-8", csv(&objects)),
            Self::Json => ("json", "application/json", Json::from(objects).to_string()),
        };
        let mut response = Response::new(Body::from(text));
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}.{end}\""));
        headers.insert(CONTENT_DISPOSITION, disposition.expect("our names are plain letters"));
        response
    }
}

/// The objects as lines (RFC 4180); all have the members of the first.
fn csv(objects: &[Json]) -> String {
    let Some(Json::Object(first)) = objects.first() else { return String::new() };
    let names: Vec<_> = first.iter().map(|(name, _)| name.as_str().to_owned()).collect();
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let head = line(names.iter().map(|name| cell(name)).collect());
    let row = |object: &Json| {
        let value = |name: &String| match object.get(name) {
            None | Some(Json::Null) => String::new(),
            Some(Json::Str(text)) => text.as_str().to_owned(),
            Some(value) => value.to_string(),
        };
        line(names.iter().map(|name| cell(&value(name))).collect())
    };
    head + &objects.iter().map(row).collect::<String>()
}

/// A cell, which no spreadsheet takes for a formula (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn cell(text: &str) -> String {
    let mut text = text.to_owned();
    // Where a semicolon or a tab ends a cell, as in much of Europe, what follows it begins one.
    let begins = |at: usize| at == 0 || text[..at].ends_with([';', '\t', '\r', '\n']);
    let formulas = text.char_indices().filter(|(at, it)| "=+-@\t\r".contains(*it) && begins(*at));
    let marks: Vec<_> = formulas.map(|(at, _)| at).collect();
    marks.into_iter().rev().for_each(|at| text.insert(at, '\''));
    match text.contains([',', ';', '"', '\t', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{cell, csv};
    use shared::json::Json;

    #[test]
    fn a_cell_is_no_formula_and_ends_where_it_ends() {
        for (text, written) in [
            ("ada", "ada"),
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t'=1\""),
            ("a;@SUM(1)", "\"a;'@SUM(1)\""),
            ("\r=1", "\"'\r'=1\""),
            ("a,b", "\"a,b\""),
            ("a\"b\nc", "\"a\"\"b\nc\""),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
        ] {
            assert_eq!(cell(text), written);
        }
    }

    #[test]
    fn lines_have_the_members_of_the_objects() {
        let object =
            |name: &str| Json::object([("pk", 7_u64.into()), ("name", name.into()), ("at", Json::Null)]);
        assert_eq!(csv(&[object("ada"), object("=b")]), "pk,name,at\r\n7,ada,\r\n7,'=b,\r\n");
        assert_eq!(csv(&[]), "");
    }
}
