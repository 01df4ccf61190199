//! Refusals in DRF's and djoser's words (docs/contracts/djoser.md §1.2, §1.3, §1.6, §1.7, §2.4).

use super::body::BodyError;
use crate::accounts::LIST_BOUND;
use crate::auth::policy::Denied;
use crate::auth::{Fault, jwt};
use crate::domain::password::{Attribute, Weakness};
use crate::domain::{FieldFault, MOST};
use crate::error::{Field, Reason, Refusal};
use crate::http::{UNAVAILABLE, json};
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderValue};
use http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::time::Duration;

/// An answer that says no.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    status: StatusCode,
    body: Option<Value>,
    code: Option<&'static str>,
    retry_after: Option<u64>,
}

/// The keys under which an endpoint knows the core's fields.
#[derive(Clone, Copy, Debug)]
pub struct Keys {
    /// For the user name.
    pub username: &'static str,
    /// For the e-mail address.
    pub email: &'static str,
    /// For the password that is to be set.
    pub password: &'static str,
}

/// The core's own names.
impl Default for Keys {
    fn default() -> Self {
        Self { username: "username", email: "email", password: "password" }
    }
}

impl Keys {
    /// The endpoint's key of a field.
    pub(super) fn of(self, field: &Field) -> Cow<'static, str> {
        Cow::Borrowed(match field {
            Field::Declared(field) => return Cow::Owned(field.name.clone()),
            Field::Username => self.username,
            Field::Email => self.email,
            Field::Password => self.password,
            Field::CurrentPassword => "current_password",
            Field::Uid => "uid",
            Field::Token => "token",
            Field::Name => "name",
            Field::ContentType => "content_type",
        })
    }
}

impl Error {
    /// `{"detail": …}`
    pub fn detail(status: StatusCode, text: &str) -> Self {
        Self::body(status, json!({ "detail": text }))
    }

    /// Any body.
    pub fn body(status: StatusCode, body: Value) -> Self {
        Self { status, body: Some(body), code: None, retry_after: None }
    }

    /// A 400 with nothing in it.
    pub fn empty() -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: None, code: None, retry_after: None }
    }

    /// A 400 with one reason for one field.
    pub fn field(key: &str, text: &str) -> Self {
        Self::body(StatusCode::BAD_REQUEST, json!({ key: [text] }))
    }

    /// A 400 that concerns no single field.
    pub fn non_field(text: &str) -> Self {
        Self::field("non_field_errors", text)
    }

    /// 401 for nobody.
    pub fn not_authenticated() -> Self {
        Self::detail(StatusCode::UNAUTHORIZED, "Authentication credentials were not provided.")
    }

    /// 403.
    pub fn forbidden() -> Self {
        Self::detail(StatusCode::FORBIDDEN, "You do not have permission to perform this action.")
    }

    /// 404 for what is not there, or not for the caller.
    pub fn not_found() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "Not found.")
    }

    /// 404 for an id that nobody has.
    pub fn no_such_user() -> Self {
        Self::detail(StatusCode::NOT_FOUND, "No User matches the given query.")
    }

    /// 405, naming the method as it was sent.
    pub fn method_not_allowed(method: &Method) -> Self {
        Self::detail(StatusCode::METHOD_NOT_ALLOWED, &format!("Method \"{method}\" not allowed."))
    }

    /// 413 for a body over the limit.
    pub fn too_large() -> Self {
        Self::detail(StatusCode::PAYLOAD_TOO_LARGE, "Request body is too large.")
    }

    /// A refusal under an endpoint's own keys.
    pub fn keyed(refusal: Refusal, keys: Keys) -> Self {
        match refusal {
            Refusal::Invalid(reasons) => {
                let mut fields = Map::new();
                for (field, reason) in reasons {
                    let key = match reason {
                        Reason::Mismatch => Cow::Borrowed("non_field_errors"),
                        _ => keys.of(&field),
                    };
                    let texts = fields.entry(key).or_insert_with(|| json!([]));
                    if let Value::Array(texts) = texts {
                        texts.push(text(&field, &reason).into());
                    }
                }
                Self::body(StatusCode::BAD_REQUEST, Value::Object(fields))
            }
            Refusal::Credentials => Self::non_field("Unable to log in with provided credentials."),
            Refusal::AlreadyActive => {
                Self::detail(StatusCode::FORBIDDEN, "Stale token for given user.").coded("already_active")
            }
            Refusal::EmailNotFound => {
                Self::body(StatusCode::BAD_REQUEST, json!(["User with given email does not exist."]))
            }
            Refusal::NotFound => Self::not_found(),
            Refusal::Forbidden => Self::forbidden(),
            Refusal::LastSuperuser => {
                Self::non_field("The last active superuser must remain.").coded("last_superuser")
            }
            Refusal::Full => Self::non_field(&full()).coded("full"),
            Refusal::Stale => Self::detail(StatusCode::PRECONDITION_FAILED, "It was changed meanwhile."),
            Refusal::TooFar => Self::detail(StatusCode::BAD_REQUEST, &too_far()),
            Refusal::TooMany { retry_after } => Self::throttled(retry_after),
            Refusal::SignedOut => Self::not_authenticated(),
            Refusal::Outdated | Refusal::Unavailable => Self::unavailable(),
        }
    }

    /// The same with another status.
    #[must_use]
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same with a word of its own for programs, where the dialect has such words.
    #[must_use]
    pub fn coded(self, code: &'static str) -> Self {
        Self { code: Some(code), ..self }
    }

    /// The body as dialects have it that give every refusal a word for programs: `code`, beside what is said to people.
    /// The words are DRF's own, as far as it has one.
    pub fn body_with_code(&self) -> Value {
        let mut body = match &self.body {
            Some(Value::Object(members)) => members.clone(),
            Some(other) => Map::from_iter([("non_field_errors".to_owned(), other.clone())]),
            None => Map::new(),
        };
        body.entry("code").or_insert_with(|| self.code.unwrap_or(code_of(self.status)).into());
        Value::Object(body)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Whether one of these fields is to blame.
    pub fn names_any(&self, keys: &[&str]) -> bool {
        keys.iter().any(|key| self.body.as_ref().is_some_and(|body| body.get(key).is_some()))
    }

    /// Every text in it, for people.
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        let mut rest: Vec<&Value> = self.body.iter().collect();
        while let Some(value) = rest.pop() {
            match value {
                Value::String(text) => texts.push(text.clone()),
                Value::Array(values) => rest.extend(values.iter().rev()),
                Value::Object(values) => rest.extend(values.values().rev()),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
        texts
    }

    fn throttled(retry_after: Duration) -> Self {
        let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
        let unit = if seconds == 1 { "second" } else { "seconds" };
        let text = format!("Request was throttled. Expected available in {seconds} {unit}.");
        Self { retry_after: Some(seconds), ..Self::detail(StatusCode::TOO_MANY_REQUESTS, &text) }
    }

    fn unavailable() -> Self {
        Self { retry_after: Some(1), ..Self::detail(StatusCode::SERVICE_UNAVAILABLE, UNAVAILABLE.0) }
    }

    fn bad_access_token(message: &str) -> Self {
        Self::body(
            StatusCode::UNAUTHORIZED,
            json!({
                "detail": "Given token not valid for any token type",
                "code": "token_not_valid",
                "messages": [{ "token_class": "AccessToken", "token_type": "access", "message": message }],
            }),
        )
    }
}

fn code_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNAUTHORIZED => "not_authenticated",
        StatusCode::FORBIDDEN => "permission_denied",
        StatusCode::NOT_FOUND => "not_found",
        StatusCode::METHOD_NOT_ALLOWED => "method_not_allowed",
        StatusCode::NOT_ACCEPTABLE => "not_acceptable",
        StatusCode::PRECONDITION_FAILED => "precondition_failed",
        StatusCode::PAYLOAD_TOO_LARGE => "payload_too_large",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "unsupported_media_type",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        StatusCode::SERVICE_UNAVAILABLE => UNAVAILABLE.1,
        _ => "invalid",
    }
}

/// What every dialect says when no more groups or permissions fit.
pub fn full() -> String {
    format!("No more than {MOST} groups or permissions fit.")
}

/// What every dialect says when a list is to be entered too far from its beginning.
pub fn too_far() -> String {
    format!("Lists are numbered up to {LIST_BOUND}; beyond, follow the links from page to page.")
}

/// A reason in Django's words.
pub fn text(field: &Field, reason: &Reason) -> String {
    match (reason, field) {
        (Reason::ForeignDomain, _) => "Addresses of this domain cannot be used here.".to_owned(),
        (Reason::Unfit(fault), _) => fault.to_string(),
        (Reason::Taken, Field::Declared(field)) => FieldFault::Taken(field.label.clone()).to_string(),
        (Reason::Taken, Field::Name) => "This name is taken.".to_owned(),
        (Reason::NotThere, _) => "Object does not exist.".to_owned(),
        (Reason::Taken, Field::Email) => "user with this email address already exists.".to_owned(),
        (Reason::Taken, _) => "A user with that username already exists.".to_owned(),
        (Reason::Mismatch, Field::Username) => "The two username fields didn't match.".to_owned(),
        (Reason::Mismatch, Field::Email) => "The two email fields didn't match.".to_owned(),
        (Reason::Mismatch, _) => "The two password fields didn't match.".to_owned(),
        (Reason::WrongPassword, _) => "Invalid password.".to_owned(),
        (Reason::NoSuchUser, _) => "Invalid user id or user doesn't exist.".to_owned(),
        (Reason::BadToken, _) => "Invalid token for given user.".to_owned(),
        (Reason::Weak(weakness), _) => weak(weakness),
    }
}

fn weak(weakness: &Weakness) -> String {
    match weakness {
        Weakness::TooSimilar(attribute) => {
            let name = match attribute {
                Attribute::Username => "username",
                Attribute::FirstName => "first name",
                Attribute::LastName => "last name",
                Attribute::Email => "email address",
            };
            format!("The password is too similar to the {name}.")
        }
        Weakness::TooShort { min } => {
            let unit = if *min == 1 { "character" } else { "characters" };
            format!("This password is too short. It must contain at least {min} {unit}.")
        }
        Weakness::TooCommon => "This password is too common.".to_owned(),
        Weakness::EntirelyNumeric => "This password is entirely numeric.".to_owned(),
    }
}

impl jwt::Fault {
    /// simplejwt's word for it (contract §1.2, §2.5).
    pub fn simplejwt_text(&self) -> &'static str {
        match self {
            Self::Expired => "Token is expired",
            Self::WrongType => "Token has wrong type",
            Self::Invalid | Self::UnknownKey(_) => "Token is invalid",
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::keyed(refusal, Keys::default())
    }
}

impl From<Denied> for Error {
    fn from(denied: Denied) -> Self {
        Refusal::from(denied).into()
    }
}

impl From<crate::store::Unavailable> for Error {
    fn from(_: crate::store::Unavailable) -> Self {
        Self::unavailable()
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let denied = |text| Self::detail(StatusCode::UNAUTHORIZED, text).coded("authentication_failed");
        let coded =
            |text, code| Self::body(StatusCode::UNAUTHORIZED, json!({ "detail": text, "code": code }));
        match fault {
            Fault::TokenAbsent => denied("Invalid token header. No credentials provided."),
            Fault::TokenWithSpaces => denied("Invalid token header. Token string should not contain spaces."),
            Fault::TokenNotText => {
                denied("Invalid token header. Token string should not contain invalid characters.")
            }
            Fault::TokenUnknown => denied("Invalid token."),
            Fault::TokenOfInactive => denied("User inactive or deleted."),
            Fault::JwtMalformed => coded(
                "Authorization header must contain two space-delimited values",
                "bad_authorization_header",
            ),
            Fault::Jwt(fault) => Self::bad_access_token(fault.simplejwt_text()),
            Fault::JwtOfInactive => coded("User is inactive", "user_inactive"),
            Fault::JwtOfNobody => coded("User not found", "user_not_found"),
            Fault::Csrf(reason) => {
                Self::detail(StatusCode::FORBIDDEN, &format!("CSRF Failed: {reason}")).coded("csrf_failed")
            }
            Fault::Unavailable => Self::unavailable(),
        }
    }
}

impl From<BodyError> for Error {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::UnsupportedMediaType(media_type) => Self::detail(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                &format!("Unsupported media type \"{media_type}\" in request."),
            ),
            BodyError::Malformed(detail) => {
                Self::detail(StatusCode::BAD_REQUEST, &detail).coded("parse_error")
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let mut response = match &self.body {
            Some(body) => json(self.status, body),
            None => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = self.status;
                response
            }
        };
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
