//! Which other origins' pages may read our answers (Fetch standard, CORS protocol). Exact names only, and
//! nothing is reflected.

use crate::config::Config;
use axum::body::Body;
use axum::response::Response;
use http::header::{self, HeaderValue};
use http::{HeaderMap, Method, StatusCode};

/// Whether a browser page of this origin is ours, or one that the settings let in.
pub fn is_trusted(config: &Config, origin: &HeaderValue) -> bool {
    origin.as_bytes() == config.public_url.as_str().as_bytes() || is_allowed(config, origin)
}

fn is_allowed(config: &Config, origin: &HeaderValue) -> bool {
    config.cors_allowed_origins.0.iter().any(|allowed| origin.as_bytes() == allowed.as_bytes())
}

/// The answer to a preflight; `None` for any other request, also for an `OPTIONS` that is none.
pub(super) fn preflight(config: &Config, method: &Method, headers: &HeaderMap) -> Option<Response> {
    let origin = headers.get(header::ORIGIN)?;
    let asked = headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if method != Method::OPTIONS || !asked {
        return None;
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    if is_allowed(config, origin) {
        for (name, value) in [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS"),
            (
                header::ACCESS_CONTROL_ALLOW_HEADERS,
                "accept, authorization, content-type, if-match, x-csrftoken",
            ),
            (header::ACCESS_CONTROL_MAX_AGE, "7200"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
    }
    Some(response)
}

/// Lets the origin's page read this answer, if the settings do.
pub(super) fn allow(config: &Config, request: &HeaderMap, response: &mut HeaderMap) {
    if config.cors_allowed_origins.0.is_empty() {
        return;
    }
    response.append(header::VARY, HeaderValue::from_static("Origin"));
    if let Some(origin) = request.get(header::ORIGIN).filter(|origin| is_allowed(config, origin)) {
        response.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        response.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        response.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag, Retry-After"));
    }
}
