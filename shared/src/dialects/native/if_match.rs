//! `ETag` and `If-Match`: an edit of what somebody saw, and of nothing newer (RFC 9110 §8.8.3, §13.1.1).

use crate::dialects::drf::Error;
use crate::error::Refusal;
use axum::extract::FromRequestParts;
use axum::response::Response;
use http::header::{ETAG, IF_MATCH};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};
use std::convert::Infallible;

/// What a request says of the version that its sender saw.
pub struct IfMatch(Vec<HeaderValue>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

impl IfMatch {
    fn of(headers: &HeaderMap) -> Self {
        Self(headers.get_all(IF_MATCH).iter().cloned().collect())
    }

    /// The version that an edit must find, when this one was read; none if any will do.
    ///
    /// # Errors
    /// 412 when what is there is not what they saw.
    pub fn version(&self, read: u64) -> Result<Option<u64>, Error> {
        let tag = tag(read);
        let said = self.0.iter().filter_map(|value| value.to_str().ok());
        let said: Vec<_> = said.flat_map(|value| value.split(',')).map(str::trim).collect();
        match said.contains(&tag.as_str()) {
            true => Ok(Some(read)),
            // `*` is whatever is there.
            false if self.0.is_empty() || said.contains(&"*") => Ok(None),
            false => Err(Refusal::Stale.into()),
        }
    }
}

/// The answer, with the version of what it shows.
pub fn tagged(mut response: Response, version: u64) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&tag(version)) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn tag(version: u64) -> String {
    format!("\"{version}\"")
}

#[cfg(test)]
mod tests {
    use super::IfMatch;
    use http::{HeaderMap, HeaderValue, header::IF_MATCH};

    fn said(values: &[&'static str]) -> IfMatch {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(IF_MATCH, HeaderValue::from_static(value));
        }
        IfMatch::of(&headers)
    }

    #[test]
    fn one_of_the_tags_must_be_the_versions() {
        assert_eq!(said(&[]).version(7), Ok(None));
        assert_eq!(said(&["*"]).version(7), Ok(None));
        for good in [&["\"7\""][..], &["\"6\", \"7\""], &["\"6\"", "\"7\""], &[" \"7\" "]] {
            assert_eq!(said(good).version(7), Ok(Some(7)), "{good:?}");
        }
        // A weak tag proves nothing, and what is no tag matches nothing.
        for bad in [&["\"6\""][..], &["W/\"7\""], &["7"], &[""], &["\"77\""]] {
            assert!(said(bad).version(7).is_err(), "{bad:?}");
        }
    }
}
