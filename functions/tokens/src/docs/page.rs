//! `GET /docs`: a page to read the document, and to try it. It brings all that it needs.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use shared::chance::random_id;
use shared::dialects::pages::content_security_policy;

const PAGE: &str = include_str!("page.html");
const STYLES: &str = include_str!("styles.css");
const SCRIPT: &str = include_str!("page.js");

pub(crate) async fn page() -> Response {
    let nonce = random_id();
    let html = PAGE.replace("{{nonce}}", &nonce).replace("{{styles}}", STYLES).replace("{{script}}", SCRIPT);
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = HeaderValue::from_str(&content_security_policy(&nonce)).expect("a nonce is hex digits");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}
