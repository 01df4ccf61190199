//! One request in, one answer out: the same for Lambda, for local use and for tests.

use super::deadline::DEADLINE;
use super::{BODY_LIMIT, FormatSuffix, RequestId, Routes, Spec, cors, event, json};
use crate::app::App;
use crate::auth::{ClientAddress, client, throttle};
use crate::clock::Stopwatch;
use crate::config::{Dialect, UserIdField};
use crate::log::{self, Trail};
use axum::Router;
use axum::body::Body;
use axum::response::Response;
use bytes::BytesMut;
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Request, StatusCode, Uri};
use http_body_util::BodyExt;
use serde_json::json;
use std::time::Duration;
use tower::ServiceExt;

/// The routes of one function, or of several, ready to answer.
#[derive(Clone)]
pub struct Service {
    app: App,
    router: Router,
    suffixed: Vec<&'static str>,
}

impl Service {
    /// A service for these routes.
    pub fn new(app: App, routes: Routes) -> Self {
        // A name may end like a format: `boss.json` is never `boss`.
        let by_name = app.config.user_id_field == UserIdField::Username;
        let is_named =
            |spec: &&Spec| by_name && spec.dialect == Dialect::Djoser && spec.path.ends_with("/{id}");
        let suffixed = routes.specs().filter(|spec| spec.suffixes && !is_named(spec)).map(|spec| spec.path);
        let suffixed = suffixed.collect();
        let router = routes.router(&app).fallback(not_found);
        Self { app, router, suffixed }
    }

    /// Answers a request, and writes its line of the log. Never fails: what goes wrong is an answer too.
    pub async fn answer(&self, mut request: Request<Body>) -> Response {
        let watch = Stopwatch::start();
        client::settle(&self.app.config, &mut request);
        let id = request.extensions().get().cloned().unwrap_or_else(RequestId::random);
        let from = request.extensions().get::<ClientAddress>();
        let trail = Trail::new(id.0, from.map(|from| throttle::pseudonym(&self.app, *from)));
        let method = log::known_method(request.method());
        let response = trail.follow(self.respond(request)).await;
        trail.end(method, response.status().as_u16(), watch.elapsed());
        response
    }

    /// The whole request is here before anything is decided: who sends it slowly is not judged by what they were when it
    /// began.
    async fn respond(&self, request: Request<Body>) -> Response {
        let Ok(Some(mut request)) = tokio::time::timeout(DEADLINE, whole(request)).await else {
            return refusal();
        };
        let headers = request.headers().clone();
        let config = &self.app.config;
        let mut response = match cors::preflight(config, request.method(), &headers) {
            Some(response) => response,
            None => {
                self.settle_path(&mut request);
                let Ok(response) = self.router.clone().oneshot(request).await;
                response
            }
        };
        cors::allow(config, &headers, response.headers_mut());
        harden(response.headers_mut());
        join_repeated(response.headers_mut());
        response
    }

    /// The answer to what is no request that we understand.
    pub fn refuse(&self, id: RequestId) -> Response {
        let response = refusal();
        Trail::new(id.0, None).end("none", response.status().as_u16(), Duration::ZERO);
        response
    }

    /// Brings a path into the one form that routes have: no slash at the end, no format suffix.
    fn settle_path(&self, request: &mut Request<Body>) {
        let path = request.uri().path();
        let path = match path.strip_suffix('/') {
            Some(shorter) if !shorter.is_empty() && !shorter.ends_with('/') => shorter,
            _ => path,
        };
        let suffixed = path.rsplit_once('.').filter(|(stem, format)| {
            !format.is_empty()
                && format.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
                && self.suffixed.iter().any(|pattern| matches(pattern, stem))
        });
        let (path, format) = match suffixed {
            Some((stem, format)) => (stem, Some(FormatSuffix(format.to_owned()))),
            None => (path, None),
        };
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        if let Ok(uri) = Uri::try_from(format!("{path}{query}")) {
            *request.uri_mut() = uri;
        }
        if let Some(format) = format {
            request.extensions_mut().insert(format);
        }
    }
}

fn refusal() -> Response {
    let mut response = event::refusal();
    harden(response.headers_mut());
    response
}

/// The request with as much of its body in memory as is read of any, and a little more for who refuses the rest; none if it
/// breaks off.
async fn whole(request: Request<Body>) -> Option<Request<Body>> {
    let (parts, mut body) = request.into_parts();
    let mut bytes = BytesMut::new();
    while bytes.len() <= BODY_LIMIT
        && let Some(frame) = body.frame().await
    {
        bytes.extend(frame.ok()?.into_data().unwrap_or_default());
    }
    Some(Request::from_parts(parts, Body::from(bytes.freeze())))
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return true,
            (Some(want), Some(got)) if want == got || want.starts_with('{') && !got.is_empty() => {}
            _ => return false,
        }
    }
}

async fn not_found() -> Response {
    json(StatusCode::NOT_FOUND, &json!({"detail": "Not found."}))
}

/// What every answer carries, whatever it is (OWASP HTTP headers; a handler's own value stays).
fn harden(headers: &mut HeaderMap) {
    const HARDENING: [(HeaderName, &str); 7] = [
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    for (name, value) in HARDENING {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

/// Joins repeated headers into one: API Gateway's event keeps only the first. `Set-Cookie` alone may repeat.
fn join_repeated(headers: &mut HeaderMap) {
    let names: Vec<_> = headers.keys().filter(|name| *name != header::SET_COOKIE).cloned().collect();
    for name in names {
        let values: Vec<_> = headers.get_all(&name).iter().map(HeaderValue::as_bytes).collect();
        if values.len() > 1
            && let Ok(joined) = HeaderValue::from_bytes(&values.join(&b", "[..]))
        {
            headers.insert(name, joined);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, HeaderValue, header, join_repeated, matches};

    #[test]
    fn a_pattern_matches_segment_by_segment() {
        assert!(matches("/users/{id}", "/users/7"));
        assert!(!matches("/users/{id}", "/users/"));
        assert!(!matches("/users/{id}", "/users/7/groups"));
        assert!(!matches("/users", "/user"));
    }

    #[test]
    fn only_cookies_stay_apart() {
        let mut headers = HeaderMap::new();
        for value in ["Accept", "Cookie"] {
            headers.append(header::VARY, HeaderValue::from_static(value));
            headers.append(header::SET_COOKIE, HeaderValue::from_static(value));
        }
        join_repeated(&mut headers);
        assert_eq!(headers.get_all(header::VARY).iter().collect::<Vec<_>>(), ["Accept, Cookie"]);
        assert_eq!(headers.get_all(header::SET_COOKIE).iter().count(), 2);
    }
}
