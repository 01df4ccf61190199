//! What came, and what is printed of it: never a cookie's value, a token, or a character that a terminal obeys.

use super::report::{Verdict, failed};
use axum::body::Bytes;
use http::response::Parts;
use http::{HeaderMap, StatusCode, header};
use serde_json::Value;
use std::fmt;

/// How much of a body is printed, in characters.
const SHOWN: usize = 200;

/// Headers that tell who answered, and what the checks look at.
const TELLING: [&str; 12] = [
    "content-type",
    "location",
    "www-authenticate",
    "x-amzn-remapped-www-authenticate",
    "allow",
    "access-control-allow-origin",
    "retry-after",
    "server",
    "via",
    "x-amzn-errortype",
    "x-cache",
    "apigw-requestid",
];

/// An answer of the site.
pub(super) struct Answer {
    asked: String,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    secret: bool,
}

impl Answer {
    pub(super) fn new(asked: String, parts: Parts, body: Bytes, secret: bool) -> Self {
        Self { asked, status: parts.status, headers: parts.headers, body, secret }
    }

    /// The status.
    pub(super) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The header's value; empty when there is none.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookies that are set, a `Set-Cookie` each.
    pub(super) fn set_cookies(&self) -> Vec<&str> {
        let set = self.headers.get_all(header::SET_COOKIE).iter();
        set.filter_map(|value| value.to_str().ok()).collect()
    }

    /// The body.
    pub(super) fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON; null if it is none.
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// Whether one of our functions gave it: the gateway's own answers are a `message` and nothing else, and a redirect or
    /// a fault is never what a check asks for.
    pub(super) fn is_ours(&self) -> bool {
        let json = self.json();
        let gateways = json.as_object().is_some_and(|keys| keys.len() == 1 && keys.contains_key("message"));
        !gateways && !self.status.is_server_error() && !self.status.is_redirection()
    }

    /// The verdict on this answer: what was expected and what it means when it does not hold.
    pub(super) fn expect(&self, holds: bool, expected: &str, advice: &str) -> Verdict {
        match holds {
            true => Ok(()),
            false => Err(failed(format!(
                "asked     {}\nexpected  {expected}\ncame      {self}\n{advice}",
                self.asked
            ))),
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status.as_u16())?;
        for name in TELLING {
            for value in self.headers.get_all(name) {
                write!(f, ", {name}: {}", plain(value.as_bytes()))?;
            }
        }
        for cookie in self.set_cookies() {
            write!(f, ", set-cookie: {}=…", plain(cookie.split('=').next().unwrap_or_default().as_bytes()))?;
        }
        match (self.body.is_empty(), self.secret) {
            (true, _) => write!(f, ", no body"),
            (_, true) => write!(f, ", a body of {} bytes", self.body.len()),
            _ => write!(f, ", {}", plain(&self.body)),
        }
    }
}

/// Text that a terminal can be shown.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let shown = text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c });
    let shown: String = shown.collect();
    if text.chars().nth(SHOWN).is_some() { shown + "…" } else { shown }
}
