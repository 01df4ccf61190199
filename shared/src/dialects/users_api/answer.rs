//! Answers in Tastypie's form.

use super::print::print;
use crate::app::App;
use crate::auth::Fault;
use crate::auth::policy::Denied;
use crate::dialects::drf;
use crate::error::{Field, Reason, Refusal};
use crate::http::{Gate, list};
use crate::store::Unavailable;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::time::Duration;

/// What a handler of this dialect gives.
pub type Answer = Result<Response, Error>;

/// An answer that says no.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// 401 with nothing in it: for nobody, for a page that does not prove itself, and for whoever lacks the right.
    Unauthorized,
    /// 400 `{"error": …}`
    Bad(String),
    /// 400 `{"<resource>": {"<field>": …}}`
    Invalid(&'static str, Vec<(Cow<'static, str>, String)>),
    /// 404 with nothing in it: what is not there, by its own path.
    Gone,
    /// 404 `{"errorMessage": …}`: what is not there, further up.
    NotFound,
    /// 404 with a sentence: what is not there, in a nested list.
    NotAttached(&'static str),
    /// 405 with nothing in it: making something in a nested list.
    NotHere,
    /// 404 as for a path that nobody serves.
    NotRouted,
    /// 413
    TooLarge,
    /// 429
    TooMany(Duration),
    /// 503
    Unavailable,
}

impl Error {
    /// A 400 that concerns the request, with what HTML would take for markup escaped, as in the original.
    pub fn bad(text: &str) -> Self {
        Self::Bad(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    }

    /// What a refusal of the core is to this resource.
    pub fn of(resource: &'static str, refusal: Refusal) -> Self {
        match refusal {
            Refusal::Invalid(reasons) => {
                let mut fields: Vec<(Cow<'static, str>, String)> = Vec::new();
                for (field, reason) in reasons {
                    let (name, text) = (name_of(resource, &field), text_of(resource, &field, &reason));
                    match fields.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, texts)) => *texts = format!("{texts} {text}"),
                        None => fields.push((name, text)),
                    }
                }
                Self::Invalid(resource, fields)
            }
            // One enabled superuser remains: to this dialect's clients nobody has the right (design).
            Refusal::Forbidden | Refusal::LastSuperuser => Self::Unauthorized,
            Refusal::NotFound => Self::Gone,
            Refusal::Full => Self::bad(&drf::full()),
            Refusal::TooFar => Self::bad(&drf::too_far()),
            Refusal::TooMany { retry_after } => Self::TooMany(retry_after),
            Refusal::Credentials | Refusal::AlreadyActive | Refusal::EmailNotFound | Refusal::SignedOut => {
                Self::Unauthorized
            }
            // This dialect's clients cannot say what they saw.
            Refusal::Stale | Refusal::Outdated | Refusal::Unavailable => Self::Unavailable,
        }
    }
}

fn name_of(resource: &str, field: &Field) -> Cow<'static, str> {
    Cow::Borrowed(match field {
        Field::Declared(field) => return Cow::Owned(field.camel_case()),
        Field::Username => "username",
        Field::Email => "email",
        Field::Password => "password",
        Field::CurrentPassword => "currentPassword",
        Field::Name if resource == "permissions" => "codename",
        Field::Name => "name",
        Field::ContentType => "contentTypeUri",
        Field::Uid | Field::Token => "token",
    })
}

fn text_of(resource: &str, field: &Field, reason: &Reason) -> String {
    match (resource, reason) {
        ("groups", Reason::Taken) => "Group with this name already exists.".to_owned(),
        ("permissions", Reason::Taken) => {
            "Permission with this content type and codename already exists.".to_owned()
        }
        _ => drf::text(field, reason),
    }
}

impl From<Unavailable> for Error {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

impl From<Denied> for Error {
    fn from(_: Denied) -> Self {
        Self::Unauthorized
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        if fault == Fault::Unavailable { Self::Unavailable } else { Self::Unauthorized }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Unauthorized => text(StatusCode::UNAUTHORIZED, ""),
            Self::Bad(text) => json_answer(StatusCode::BAD_REQUEST, json!({ "error": text })),
            Self::Invalid(resource, fields) => {
                let fields: Map<_, _> =
                    fields.into_iter().map(|(name, text)| (name.into_owned(), Value::from(text))).collect();
                json_answer(StatusCode::BAD_REQUEST, json!({ resource: fields }))
            }
            Self::Gone => text(StatusCode::NOT_FOUND, ""),
            Self::NotFound => sorry(StatusCode::NOT_FOUND),
            Self::NotAttached(sentence) => text(StatusCode::NOT_FOUND, sentence),
            Self::NotHere => text(StatusCode::METHOD_NOT_ALLOWED, ""),
            Self::NotRouted => crate::http::json(StatusCode::NOT_FOUND, &json!({ "detail": "Not found." })),
            Self::TooLarge => {
                json_answer(StatusCode::PAYLOAD_TOO_LARGE, json!({ "error": "Request body is too large." }))
            }
            Self::TooMany(after) => {
                let body = json!({ "error": "Request was throttled." });
                later(json_answer(StatusCode::TOO_MANY_REQUESTS, body), after.as_secs().saturating_add(1))
            }
            Self::Unavailable => later(sorry(StatusCode::SERVICE_UNAVAILABLE), 1),
        }
    }
}

/// What Tastypie says when it cannot say more.
fn sorry(status: StatusCode) -> Response {
    const SORRY: &str = "Sorry, this request could not be processed. Please try again later.";
    json_answer(status, json!({ "errorMessage": SORRY }))
}

/// Instead of a handler that did not answer: 503 for one that took too long, 500 for one that panicked.
pub(super) fn failed(_: &Gate, _: &HeaderMap, _: &Uri, status: StatusCode) -> Response {
    match status {
        StatusCode::SERVICE_UNAVAILABLE => Error::Unavailable.into_response(),
        status => sorry(status),
    }
}

fn later(mut response: Response, seconds: u64) -> Response {
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

/// 200 with this.
pub fn ok(body: Value) -> Response {
    json_answer(StatusCode::OK, body)
}

/// 200 with this list, if it fits into one answer.
///
/// # Errors
/// 400
pub(super) fn listed(body: Value) -> Answer {
    let too_large = || Error::bad("The page is larger than 5 MB: ask for fewer objects, by 'limit'.");
    list(&print(body)).ok_or_else(too_large)
}

/// 201 with this, and where it is now.
pub fn created(app: &App, body: Value) -> Response {
    let uri = body["resourceUri"].as_str().unwrap_or_default();
    let location = format!("{}{uri}", app.config.public_url.as_str());
    let mut response = json_answer(StatusCode::CREATED, body);
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

/// 204.
pub fn no_content() -> Response {
    text(StatusCode::NO_CONTENT, "")
}

fn json_answer(status: StatusCode, body: Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], print(body)).into_response()
}

pub(super) fn text(status: StatusCode, body: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], body.to_owned()).into_response()
}
