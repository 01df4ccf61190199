//! Browser sessions, `/auth/session/`: always on, beside whatever dialect.

use super::drf;
use crate::accounts::BrowserSession;
use crate::app::App;
use crate::auth::csrf;
use crate::http::{Dialect, Endpoint, Spec};
use axum::response::Response;
use http::header::SET_COOKIE;

/// An endpoint for browser sessions.
pub fn session_view(path: &'static str) -> Endpoint {
    Endpoint::new(Spec { challenge: "Token", ..Spec::new(path, Dialect::Always) }, drf::guard)
}

/// Gives the browser its cookies.
pub fn give_cookies(app: &App, session: &BrowserSession, response: &mut Response) {
    let seconds = app.config.session_lifetime.as_secs();
    for cookie in csrf::set_cookies(app, &session.cookie, &session.csrf, seconds) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

/// Takes the cookies away.
pub fn take_cookies(app: &App, response: &mut Response) {
    for cookie in csrf::set_cookies(app, "", "", 0) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
