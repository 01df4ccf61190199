//! `GET /docs`: a page to read the document, and to try it. But for the stylesheet of all pages it brings all that it needs.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use shared::app::App;
use shared::chance::random_id;
use shared::dialects::html::{ICON, STYLES};

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");

pub(crate) async fn page(State(app): State<App>) -> Response {
    let nonce = random_id();
    let (styles, icon) = (STYLES.path(&app.config), ICON.path(&app.config));
    let html = [("{{nonce}}", nonce.as_str()), ("{{styles}}", &styles), ("{{icon}}", &icon)];
    let html = html.iter().fold(PAGE.to_owned(), |html, (place, text)| html.replace(place, text));
    let mut response = Response::new(Body::from(html.replace("{{script}}", SCRIPT)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = HeaderValue::from_str(&policy(&nonce)).expect("a nonce is hex digits");
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The page's own script alone, which no other function serves; and what it tries here.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'nonce-{nonce}'; connect-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}
