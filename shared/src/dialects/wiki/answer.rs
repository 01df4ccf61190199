//! Answers in the wiki's two forms: its views' own `{"errors": […]}`, and that of signing up and in, which is always 200.

use super::user_view;
use crate::dialects::drf;
use crate::domain::User;
use crate::error::Refusal;
use crate::http::json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde_json::{Map, Value, json};

/// An answer that says no.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// `{"errors": […]}`
    Errors(StatusCode, Vec<String>),
    /// What the framework says.
    Framework(drf::Error),
}

impl Error {
    /// A 400 with one sentence.
    pub fn bad(text: &str) -> Self {
        Self::Errors(StatusCode::BAD_REQUEST, vec![text.to_owned()])
    }
}

impl<E: Into<drf::Error>> From<E> for Error {
    fn from(error: E) -> Self {
        Self::Framework(error.into())
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match self {
            Self::Errors(status, texts) => json(status, &json!({ "errors": texts })),
            Self::Framework(error) => error.into_response(),
        }
    }
}

/// A refusal with every text in one list.
pub fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Invalid(_) => Error::Errors(StatusCode::BAD_REQUEST, drf::Error::from(refusal).texts()),
        refusal => refusal.into(),
    }
}

/// What comes of signing up or in.
pub enum Entrance {
    /// Somebody as they are shown, with a token if they may use one already.
    Success(Value, Option<String>),
    /// What is wrong, a list of texts a field; `__all__` for what concerns no single one.
    Failure(Vec<(&'static str, Vec<String>)>),
}

impl Entrance {
    /// Somebody, with a token if they may use one already.
    pub fn success(user: &User, token: Option<String>) -> Self {
        Self::Success(user_view(user), token)
    }

    /// A failure that concerns no single field.
    pub fn failure(text: &str) -> Self {
        Self::Failure(vec![("__all__", vec![text.to_owned()])])
    }
}

/// Always 200: clients look at `success`.
impl IntoResponse for Entrance {
    fn into_response(self) -> Response {
        let body = match self {
            Self::Success(user, token) => {
                json!({ "success": true, "errors": {}, "token": token, "user": user })
            }
            Self::Failure(errors) => {
                let errors: Map<_, _> =
                    errors.into_iter().map(|(name, texts)| (name.to_owned(), Value::from(texts))).collect();
                json!({ "success": false, "errors": errors, "token": null, "user": {} })
            }
        };
        json(StatusCode::OK, &body)
    }
}
