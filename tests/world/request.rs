//! A request as a test writes it down.

use axum::body::Body;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method};
use serde_json::Value;
use std::fmt;

/// A request before it is sent.
#[derive(Clone)]
pub(crate) struct Request {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Bytes,
}

impl Request {
    /// A request without a body.
    pub(crate) fn new(method: &str, target: &str) -> Self {
        let method = Method::from_bytes(method.as_bytes()).expect("the method can be sent");
        Self { method, target: target.to_owned(), headers: HeaderMap::new(), body: Bytes::new() }
    }

    /// `POST`.
    pub(crate) fn post(target: &str) -> Self {
        Self::new("POST", target)
    }

    /// With this header, instead of one of its name.
    pub(crate) fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        let name: HeaderName = name.parse().expect("the name can be sent");
        let value = HeaderValue::from_bytes(value.as_ref()).expect("the value can be sent");
        self.headers.insert(name, value);
        self
    }

    /// With this JSON.
    pub(crate) fn json(self, body: &Value) -> Self {
        self.body("application/json", body.to_string())
    }

    /// With these fields, as an HTML form sends them.
    pub(crate) fn form(self, fields: &[(&str, &str)]) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.body("application/x-www-form-urlencoded", body)
    }

    /// With these fields, each a part of its own.
    pub(crate) fn multipart(self, fields: &[(&str, &str)]) -> Self {
        let part = |(name, value): &(&str, &str)| {
            format!("--limit\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let parts: String = fields.iter().map(part).collect();
        self.body("multipart/form-data; boundary=limit", parts + "--limit--\r\n")
    }

    /// With this body, whatever it is.
    pub(crate) fn body(mut self, content_type: &str, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self.header(CONTENT_TYPE.as_str(), content_type)
    }

    /// With these headers where it has none of their names.
    pub(super) fn or_headers(mut self, headers: &HeaderMap) -> Self {
        for (name, value) in headers {
            self.headers.entry(name).or_insert_with(|| value.clone());
        }
        self
    }

    pub(super) fn into_http(self) -> http::Request<Body> {
        let mut request = http::Request::new(Body::from(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target.parse().expect("the target can be sent");
        *request.headers_mut() = self.headers;
        request
    }
}

impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} {}", self.method, self.target)?;
        for (name, value) in &self.headers {
            writeln!(f, "{name}: {}", String::from_utf8_lossy(value.as_bytes()))?;
        }
        write!(f, "\n{}", super::reply::shown(&self.body))
    }
}
