//! What no form can say: a page instead of the one that was asked for.

use super::Frame;
use crate::auth::Fault;
use crate::auth::policy::Denied;
use crate::error::Refusal;
use crate::store::Unavailable;
use askama::Template;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{HeaderValue, RETRY_AFTER};
use std::time::Duration;

/// What a handler of pages gives.
pub type Answer = Result<Response, Trouble>;

/// Why the page that was asked for is not shown. The guard shows this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    status: StatusCode,
    heading: &'static str,
    text: &'static str,
    retry_after: Option<u64>,
}

impl Trouble {
    /// There is no such page, or nothing behind it that this caller may know of.
    pub const NOT_FOUND: Self =
        Self::new(StatusCode::NOT_FOUND, "trouble-not-found", "trouble-not-found-text");
    /// The caller may not.
    pub const FORBIDDEN: Self =
        Self::new(StatusCode::FORBIDDEN, "trouble-forbidden", "trouble-forbidden-text");
    /// The form did not come from a page of ours, or of another session.
    pub const FOREIGN: Self = Self::new(StatusCode::FORBIDDEN, "trouble-foreign", "trouble-foreign-text");
    /// The page takes nothing of this kind.
    pub const METHOD: Self =
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "trouble-method", "trouble-method-text");
    /// Things are not as the caller saw them.
    pub const STALE: Self = Self::new(StatusCode::CONFLICT, "trouble-stale", "trouble-stale-text");
    /// The last superuser stays.
    pub const LAST_SUPERUSER: Self =
        Self::new(StatusCode::CONFLICT, "trouble-last-superuser", "trouble-last-superuser-text");
    /// The table did not answer.
    pub const BUSY: Self = Self {
        retry_after: Some(1),
        ..Self::new(StatusCode::SERVICE_UNAVAILABLE, "trouble-busy", "trouble-busy-text")
    };

    /// A page of ours broke.
    pub(super) const BROKEN: Self =
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "trouble-busy", "trouble-busy-text");

    const fn new(status: StatusCode, heading: &'static str, text: &'static str) -> Self {
        Self { status, heading, text, retry_after: None }
    }

    /// What was sent is no form that we read.
    pub fn unreadable(status: StatusCode) -> Self {
        Self::new(status, "trouble-unreadable", "trouble-unreadable-text")
    }

    /// Too often.
    pub fn too_many(wait: Duration) -> Self {
        let limit = Self::new(StatusCode::TOO_MANY_REQUESTS, "trouble-too-many", "trouble-too-many-text");
        Self { retry_after: Some(wait.as_secs().max(1)), ..limit }
    }

    /// Its page.
    pub(super) fn page(&self, frame: &Frame) -> Response {
        let mut response = frame.show(self.status, &Html { frame, trouble: self });
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn text(&self, frame: &Frame) -> String {
        match self.retry_after.filter(|_| self.status == StatusCode::TOO_MANY_REQUESTS) {
            Some(seconds) => frame.tell(self.text, &[("minutes", seconds.div_ceil(60).into())]),
            None => frame.say(self.text),
        }
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Html<'a> {
    frame: &'a Frame,
    trouble: &'a Trouble,
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooMany { retry_after } => Self::too_many(retry_after),
            Refusal::Unavailable | Refusal::Outdated => Self::BUSY,
            Refusal::NotFound | Refusal::EmailNotFound => Self::NOT_FOUND,
            Refusal::Stale => Self::STALE,
            Refusal::LastSuperuser => Self::LAST_SUPERUSER,
            Refusal::Forbidden | Refusal::SignedOut | Refusal::Credentials => Self::FORBIDDEN,
            Refusal::Invalid(_) | Refusal::AlreadyActive | Refusal::Full | Refusal::TooFar => {
                Self::unreadable(StatusCode::BAD_REQUEST)
            }
        }
    }
}

impl From<Unavailable> for Trouble {
    fn from(_: Unavailable) -> Self {
        Self::BUSY
    }
}

impl From<Denied> for Trouble {
    fn from(denied: Denied) -> Self {
        Refusal::from(denied).into()
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Unavailable => Self::BUSY,
            _ => Self::FOREIGN,
        }
    }
}

/// An empty answer, of which the guard makes the page: only there it is known in which language.
impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}
