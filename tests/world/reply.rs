//! An answer, and what a test may say of it. What does not hold is shown with the request and the whole answer.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use std::fmt;

/// How much of a body is shown.
const SHOWN: usize = 4000;

/// The answer to a request.
#[derive(Clone)]
pub(crate) struct Reply {
    request: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    pub(super) async fn read(request: String, response: axum::response::Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("our bodies are in memory");
        Self { request, status: parts.status, headers: parts.headers, body }
    }

    /// The answer has this status and exactly this JSON: no blanks, keys in this order.
    #[track_caller]
    pub(crate) fn is(&self, status: u16, body: Value) -> &Self {
        let wanted = body.to_string();
        let holds = self.status == status && self.body == wanted.as_bytes();
        assert!(holds, "wanted {status} {wanted}\n\n{self}");
        let kind = self.header("content-type");
        assert_eq!(kind, "application/json", "\n\n{self}");
        self
    }

    /// The answer has this status and nothing else to say.
    #[track_caller]
    pub(crate) fn is_empty(&self, status: u16) -> &Self {
        let holds = self.status == status && self.body.is_empty();
        assert!(holds, "wanted {status} and no body\n\n{self}");
        self
    }

    /// The answer has this status, whatever it says.
    #[track_caller]
    pub(crate) fn has(&self, status: u16) -> &Self {
        assert!(self.status == status, "wanted {status}\n\n{self}");
        self
    }

    /// The answer has this header.
    #[track_caller]
    pub(crate) fn says(&self, name: &str, value: &str) -> &Self {
        assert!(self.header(name) == value, "wanted {name}: {value}\n\n{self}");
        self
    }

    /// Whether there is nothing but head.
    pub(crate) fn is_without_body(&self) -> bool {
        self.body.is_empty()
    }

    /// The status.
    pub(crate) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The header's value; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// All headers.
    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What this cookie is set to, with its attributes: `value; Path=/; …`.
    #[track_caller]
    pub(crate) fn set_cookie(&self, name: &str) -> &str {
        let set = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut named = set.filter_map(|cookie| cookie.strip_prefix(name)?.strip_prefix('='));
        named.next().unwrap_or_else(|| panic!("wanted the cookie {name}\n\n{self}"))
    }

    /// The value of a cookie that is set.
    #[track_caller]
    pub(crate) fn cookie(&self, name: &str) -> &str {
        self.set_cookie(name).split(';').next().unwrap_or_default()
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("wanted JSON\n\n{self}"))
    }

    /// The text under this key of the body.
    #[track_caller]
    pub(crate) fn text_of(&self, key: &str) -> String {
        let body = self.json();
        let text = body[key].as_str().unwrap_or_else(|| panic!("wanted a text under {key}\n\n{self}"));
        text.to_owned()
    }

    /// The body as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        str::from_utf8(&self.body).unwrap_or_else(|_| panic!("wanted text\n\n{self}"))
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n\n{}", self.request, self.status)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        write!(f, "\n{}\n", shown(&self.body))
    }
}

/// A body for the eyes of whoever mends the test.
pub(super) fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(SHOWN)]).into_owned();
    if body.len() > SHOWN { format!("{text}… ({} bytes)", body.len()) } else { text }
}
