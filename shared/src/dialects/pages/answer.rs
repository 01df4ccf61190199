//! From a verb's result to a page.

use super::{Action, Page, State, content_security_policy};
use crate::app::App;
use crate::chance::random_id;
use crate::config::Config;
use crate::dialects::drf::Error;
use crate::error::Refusal;
use crate::mail::links;
use axum::body::Body;
use axum::response::Response;
use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};

/// The page that asks, before anything was sent. `retype` as the settings have it for this action.
pub fn ask(app: &App, action: Action, retype: bool) -> Response {
    show(&Page { retype, ..page(&app.config, action, State::Ask) }, StatusCode::OK)
}

/// The page after the button was pressed: done; or why not, with what was typed of the user name.
pub fn answer<T>(app: &App, action: Action, retype: bool, value: &str, result: Result<T, Error>) -> Response {
    let error = match result {
        Ok(_) => return show(&page(&app.config, action, State::Done), StatusCode::OK),
        Err(error) => error,
    };
    let (state, status) = match error.status() {
        StatusCode::SERVICE_UNAVAILABLE => (State::Error, StatusCode::SERVICE_UNAVAILABLE),
        status if error.names_any(&["uid", "token"]) => (State::Invalid, status),
        status => (State::Ask, status),
    };
    let errors = error.texts();
    show(&Page { errors: &errors, retype, value, ..page(&app.config, action, state) }, status)
}

/// Whether an activation failed only because there was nothing left to do.
pub fn settle_activation<T>(result: Result<T, Refusal>) -> Result<(), Error> {
    match result {
        Ok(_) | Err(Refusal::AlreadyActive) => Ok(()),
        Err(refusal) => Err(refusal.into()),
    }
}

fn page(config: &Config, action: Action, state: State) -> Page<'_> {
    Page {
        field: config.login_field().name(),
        min_length: config.password_min_length as usize,
        ..Page::new(action, state, links::site_name(config))
    }
}

fn show(page: &Page<'_>, status: StatusCode) -> Response {
    let nonce = random_id();
    let mut response = Response::new(Body::from(page.render(&nonce)));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let policy = HeaderValue::from_str(&content_security_policy(&nonce)).expect("a nonce is hex digits");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    response
}
