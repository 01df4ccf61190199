//! What handlers of this family take from a request.

use super::Error;
use super::body::{self, Data};
use crate::auth::{Caller, Client, ClientAddress, csrf};
use crate::http::BODY_LIMIT;
use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequestParts, Request};
use http::header;
use http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

/// A request's body, parsed before the handler runs.
pub struct Body(pub Data);

impl<S: Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        Unread(request).read().await.map(Self)
    }
}

/// A request whose body the handler reads when it has checked what comes before.
pub struct Unread(Request);

impl<S: Sync> FromRequest<S> for Unread {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        Ok(Self(request))
    }
}

impl Unread {
    /// The body: at most 64 KiB of JSON, form or multipart.
    ///
    /// # Errors
    /// 413, 415, and 400 for what is not what it says it is.
    pub async fn read(self) -> Result<Data, Error> {
        let content_type = self.0.headers().get(header::CONTENT_TYPE);
        let content_type = content_type.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        let bytes = to_bytes(self.0.into_body(), BODY_LIMIT).await.map_err(|_| Error::too_large())?;
        Ok(body::parse(content_type.as_deref(), bytes).await?)
    }
}

/// The signed-in user, on routes that require one.
impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Error::not_authenticated)
    }
}

/// The signed-in user, if there is one.
impl<S: Sync> OptionalFromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

impl<S: Sync> FromRequestParts<S> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let address = ClientAddress::from_request_parts(parts, state).await?;
        let devices = csrf::devices(&parts.headers);
        let agent =
            parts.headers.get(header::USER_AGENT).map(|agent| String::from_utf8_lossy(agent.as_bytes()));
        Ok(Self::new(address, devices, &agent.unwrap_or_default()))
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let unknown = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(parts.extensions.get::<Self>().copied().unwrap_or(unknown))
    }
}
