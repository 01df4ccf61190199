//! Which other origins' pages may read our answers (Fetch standard, CORS protocol). Exact names only.

use crate::config::Config;
use axum::body::Body;
use axum::response::Response;
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Method, StatusCode};

/// The answer to a preflight; `None` for any other request, also for an `OPTIONS` that is none.
pub(super) fn preflight(config: &Config, method: &Method, headers: &HeaderMap) -> Option<Response> {
    let origin = headers.get(header::ORIGIN)?;
    let asked = headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if method != Method::OPTIONS || !asked {
        return None;
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if config.allows_origin(origin.as_bytes()) {
        let methods = HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS");
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_METHODS, methods),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, allowed_headers(headers)),
            (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("7200")),
        ] {
            response.headers_mut().insert(name, value);
        }
    }
    Some(response)
}

/// The headers that matter here, and whatever else the page wants to send: front ends add headers by themselves
/// (`traceparent`, `x-requested-with` …), and none that we do not know does anything.
fn allowed_headers(request: &HeaderMap) -> HeaderValue {
    let mut allowed =
        ["accept", "authorization", "content-type", "if-match", "x-csrftoken"].map(str::to_owned).to_vec();
    let asked = request.get_all(header::ACCESS_CONTROL_REQUEST_HEADERS);
    let asked = asked.iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    for name in asked.filter_map(|name| HeaderName::from_bytes(name.trim_ascii()).ok()) {
        if !allowed.iter().any(|known| known == name.as_str()) {
            allowed.push(name.to_string());
        }
    }
    HeaderValue::from_str(&allowed.join(", ")).expect("names of headers can be sent")
}

/// What a page may read beside the few headers that every page may.
const EXPOSED: &str = "ETag, Location, Retry-After, WWW-Authenticate, X-CSRFToken";

/// Lets the origin's page read this answer, if the settings do.
pub(super) fn allow(config: &Config, request: &HeaderMap, response: &mut HeaderMap) {
    if config.cors_allowed_origins.0.is_empty() {
        return;
    }
    response.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = request.get(header::ORIGIN).filter(|origin| config.allows_origin(origin.as_bytes()))
    {
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        response.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}
