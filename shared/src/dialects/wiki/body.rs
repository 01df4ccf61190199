//! Bodies as the wiki's views read them: JSON, whatever the content type says; or a form, if it is one.

use super::Error;
use crate::dialects::drf;
use crate::dialects::drf::body::{self, Data};
use crate::http::BODY_LIMIT;
use crate::json::{self, Json};
use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use http::header;
use std::convert::Infallible;

/// A request whose body the handler reads when it has checked what comes before.
pub struct Unread(Request);

impl<S: Sync> FromRequest<S> for Unread {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

/// What was sent.
pub enum Document {
    /// Nothing at all.
    Empty,
    /// Fields.
    Fields(Data),
}

impl Unread {
    /// The body: at most 64 KiB.
    ///
    /// # Errors
    /// 413; 400 `{"errors": […]}` for what is neither an object of JSON nor a form.
    pub async fn read(self) -> Result<Document, Error> {
        let content_type = self.0.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let bytes = to_bytes(self.0.into_body(), BODY_LIMIT).await.map_err(|_| drf::Error::too_large())?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Document::Empty);
        }
        let why = match json::loads(&bytes) {
            Ok(value @ Json::Object(_)) => return Ok(Document::Fields(Data::Json(value))),
            Ok(value) => {
                format!("Invalid data. Expected a dictionary, but got {}.", value.python_type_name())
            }
            Err(why) => format!("JSON parse error - {why}"),
        };
        let is_json = content_type.as_deref().is_none_or(|kind| kind.starts_with("application/json"));
        match body::parse(content_type.as_deref(), bytes).await {
            Ok(form @ Data::Form(_)) if !is_json => Ok(Document::Fields(form)),
            _ => Err(Error::bad(&why)),
        }
    }
}

impl Document {
    /// The text of a field; none when it was not sent, or is none.
    pub fn text(&self, name: &str) -> Option<String> {
        let Self::Fields(data) = self else { return None };
        let text = data.get(name)?.text()?;
        (text.surrogate().is_none() && !text.as_str().is_empty()).then(|| text.as_str().to_owned())
    }
}
