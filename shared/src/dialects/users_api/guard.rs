//! Tastypie's order of checks: the path, the method, and only then who is asking (docs/contracts/seeds.md §1.1).

use super::answer::{Error, failed, text};
use super::operations::refusals;
use super::strict_id;
use crate::app::App;
use crate::auth::{self, Fault, Wanted, csrf};
use crate::config::Dialect;
use crate::dialects::session::take_cookies;
use crate::http::{Credentials, Endpoint, Gate, Spec};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use std::future::Future;
use std::pin::Pin;

/// An endpoint of this dialect.
pub fn view(path: &'static str) -> Endpoint {
    let spec = Spec {
        unmapped: Credentials::Ignored,
        wanted: Wanted::Rights,
        refusals,
        slash: true,
        failed,
        ..Spec::new(path, Dialect::UsersApi)
    };
    Endpoint::new(spec, guard)
}

/// Whether a `POST /users/` is djoser's registration: it is this dialect's only with a session's cookie, whatever that
/// is worth, and no `Authorization` header.
pub fn is_registration(app: &App, request: &Request) -> bool {
    request.method() == Method::POST && !is_by_cookie(app, request.headers())
}

fn is_by_cookie(app: &App, headers: &HeaderMap) -> bool {
    csrf::has_session_cookie(app, headers) && !headers.contains_key(header::AUTHORIZATION)
}

fn guard(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        let mut response = admit(&gate, request, next).await;
        let headers = response.headers_mut();
        if !headers.contains_key(header::VARY) {
            headers.insert(header::VARY, HeaderValue::from_static("Cookie"));
        }
        response
    })
}

async fn admit(gate: &Gate, mut request: Request, next: Next) -> Response {
    if !is_routed(gate.spec.path, request.uri().path()) {
        return Error::NotRouted.into_response();
    }
    let is_head = request.method() == Method::HEAD;
    let allow = allow(&gate.spec);
    match overridden(&request) {
        Some(Method::OPTIONS) => return listing_methods(StatusCode::OK, &allow, is_head),
        Some(method) if gate.spec.served(&method).is_some() => {
            *request.method_mut() = method;
        }
        _ => return listing_methods(StatusCode::METHOD_NOT_ALLOWED, &allow, is_head),
    }
    let caller = auth::resolve(&gate.app, request.method(), request.headers(), gate.spec.wanted).await;
    let caller = match caller {
        Ok(Some(caller)) => caller,
        Ok(None) => return nobody(gate, request.headers()),
        Err(fault) => return Error::from(fault).into_response(),
    };
    if !accepts(request.headers()) {
        return Error::bad("Invalid Accept header").into_response();
    }
    request.extensions_mut().insert(caller);
    let mut response = next.run(request).await;
    if response.status().is_success() && response.status() != StatusCode::NO_CONTENT {
        response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Cookie"));
    }
    response
}

/// Whether the ids in a path have the form that the original's patterns insist on. Those of permissions and content
/// types have none.
fn is_routed(pattern: &str, path: &str) -> bool {
    let loose = pattern.starts_with("/permissions/") || pattern.starts_with("/contenttypes/");
    let mut segments = pattern.split('/').zip(path.split('/'));
    loose || segments.all(|(pattern, segment)| !pattern.starts_with('{') || strict_id::<u64>(segment).is_ok())
}

/// 401; and a cookie that opens nothing is taken away.
fn nobody(gate: &Gate, headers: &HeaderMap) -> Response {
    let mut response = Error::from(Fault::TokenUnknown).into_response();
    if is_by_cookie(&gate.app, headers) {
        take_cookies(&gate.app, &mut response);
    }
    response
}

/// The method that `X-HTTP-Method-Override` says, or the request's own in capitals; `None` if that is no method at all.
fn overridden(request: &Request) -> Option<Method> {
    let said = request.headers().get("x-http-method-override");
    let said = said.map_or(request.method().as_str().as_bytes(), HeaderValue::as_bytes);
    Method::from_bytes(&said.to_ascii_uppercase()).ok()
}

/// The methods in Tastypie's order and form.
fn allow(spec: &Spec) -> String {
    let all = [Method::GET, Method::POST, Method::PUT, Method::DELETE];
    let served = all.iter().filter(|method| spec.served(method).is_some());
    served.map(Method::as_str).collect::<Vec<_>>().join(",")
}

/// The methods in `Allow`, and in the body unless the request was a `HEAD`, whose answer has none (RFC 9110 §9.3.2).
fn listing_methods(status: StatusCode, allow: &str, is_head: bool) -> Response {
    let mut response = text(status, if is_head { "" } else { allow });
    if let Ok(allow) = HeaderValue::from_str(allow) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    response
}

/// Whether `Accept` is a list of media ranges. Which ones does not matter: the answer is JSON.
fn accepts(headers: &HeaderMap) -> bool {
    let Some(accept) = headers.get(header::ACCEPT) else { return true };
    let Ok(accept) = accept.to_str() else { return false };
    accept.trim().is_empty() || accept.split(',').all(is_media_range)
}

fn is_media_range(range: &str) -> bool {
    let mut parts = range.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    let named = media == "*"
        || media.split('/').filter(|part| !part.is_empty()).count() == 2 && media.matches('/').count() == 1;
    let qualities = parts.filter_map(|parameter| parameter.strip_prefix("q="));
    named && qualities.into_iter().all(|quality| quality.trim().parse::<f32>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::{is_media_range, is_routed};

    #[test]
    fn ids_of_users_and_groups_are_numbers_before_anything_else_is_looked_at() {
        assert!(is_routed("/users/{id}", "/users/7") && is_routed("/permissions/{id}", "/permissions/abc"));
        assert!(
            !is_routed("/users/{id}", "/users/abc") && !is_routed("/groups/set/{ids}", "/groups/set/1;2")
        );
        assert!(!is_routed("/users/{user}/permissions/{permission}", "/users/7/permissions/0"));
    }

    #[test]
    fn media_ranges_are_two_words_or_a_star() {
        let good =
            ["*/*", "application/json", "text/html;q=0.9", "*", "application/json; indent=4", "*/json"];
        assert!(good.map(is_media_range).iter().all(|good| *good));
        let bad = ["json", "a/b/c", ";", "application/json;q=abc", "/", "a/"];
        assert!(bad.map(is_media_range).iter().all(|good| !good));
    }
}
