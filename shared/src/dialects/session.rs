//! Browser sessions, `/auth/session/`: always on, beside whatever dialect.

use super::drf::{self, Error};
use crate::accounts::{self, BrowserSession};
use crate::app::App;
use crate::auth::{self, Client, Fault, Wanted, csrf};
use crate::config::Dialect;
use crate::http::{Endpoint, Gate, Spec};
use crate::openapi::{Answer, Circumstances};
use crate::store::Unavailable;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::SET_COOKIE;
use std::future::Future;
use std::pin::Pin;

/// An endpoint for browser sessions: closed to other sites' pages, which could sign their visitors in as somebody
/// else. Signing in has no token yet to prove that our own page asks; the browser's word must do.
pub fn session_view(path: &'static str) -> Endpoint {
    let spec = Spec { challenge: "Token", tag: "session", refusals, ..Spec::new(path, Dialect::Always) };
    Endpoint::new(spec, guard)
}

/// Another site's page is refused before its credentials are looked at.
fn refusals(circumstances: Circumstances) -> Vec<Answer> {
    drf::refusals(Circumstances { looks_at_credentials: true, ..circumstances })
}

fn guard(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    match csrf::check_origin(&gate.app, request.headers()) {
        Ok(()) => drf::guard(gate, request, next),
        Err(reason) => {
            let fault = Fault::Csrf(reason);
            fault.tell();
            let refused = Error::from(fault).into_response();
            Box::pin(async move { refused })
        }
    }
}

/// Gives the browser its cookies, and its page the CSRF token; the sessions that it had are over.
///
/// # Errors
/// [`Unavailable`]
pub async fn give_cookies(
    app: &App,
    session: &BrowserSession,
    request: &HeaderMap,
    response: &mut Response,
) -> Result<(), Unavailable> {
    for replaced in auth::browsers(app, request, Wanted::Identity).await? {
        accounts::sign_out(app, &replaced).await?;
    }
    let seconds = app.config.session_cookie_age.as_secs();
    for cookie in csrf::set_cookies(app, &session.cookie, &session.csrf, seconds) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    tell_csrf(&session.csrf, response);
    Ok(())
}

/// Tells the page its CSRF token in a header: one of another origin cannot read our cookies.
pub fn tell_csrf(token: &str, response: &mut Response) {
    response.headers_mut().insert(csrf::CSRF_HEADER, csrf::header_value(token));
}

/// Gives a browser that signs in the id of its device, unless it showed one: strangers' failures do not count against it.
pub fn remember_device(app: &App, client: &Client, response: &mut Response) {
    if client.is_new_device() {
        response.headers_mut().append(SET_COOKIE, csrf::device_cookie(app, client.device()));
    }
}

/// Takes the cookies away.
pub fn take_cookies(app: &App, response: &mut Response) {
    for cookie in csrf::set_cookies(app, "", "", 0) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
