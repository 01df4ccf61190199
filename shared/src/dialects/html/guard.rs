//! What is looked at before a page's handler: where a form comes from, what was typed, who asks.

use super::sign_in::{ask_to_sign_in, resume};
use super::{Frame, Trouble};
use crate::auth::{self, Caller, Fault, Wanted, csrf};
use crate::config::Dialect;
use crate::dialects::drf::Unread;
use crate::dialects::drf::body::Data;
use crate::http::{Credentials, Endpoint, Failed, Gate, Spec};
use crate::json::Json;
use crate::openapi::Operation;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, AUTHORIZATION, HeaderValue, ORIGIN};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode, Uri};
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;

/// The field of a form that proves it to be this session's (Django's name).
pub(super) const CSRF_FIELD: &str = "csrfmiddlewaretoken";

/// A page: what it is asked for it answers in HTML, troubles included. An `Authorization` header does not matter here.
pub fn page(path: &'static str) -> Endpoint {
    Endpoint::new(spec(path, failed), guard)
}

/// The same where Django's model permissions decide.
pub fn page_by_permission(path: &'static str) -> Endpoint {
    Endpoint::new(Spec { wanted: Wanted::Rights, ..spec(path, failed) }, guard)
}

/// A page behind the link of a mail. Its address is the secret and the proof: it sends no referrer, so that browsers do not
/// say where its form comes from, and nobody needs to.
pub fn link_page(path: &'static str) -> Endpoint {
    Endpoint::new(spec(path, failed_behind_link), guard_of_link)
}

fn spec(path: &'static str, failed: Failed) -> Spec {
    Spec { unmapped: Credentials::Ignored, failed, ..Spec::new(path, Dialect::Html) }
}

/// Pages are for people: the API's document does not have them.
pub fn undocumented() -> Operation {
    Operation::new("A page")
}

/// What was typed into a form: names and texts. A name's last value counts, but for [`Sent::all`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent(pub(super) Vec<(String, String)>);

impl Sent {
    /// What was sent under this name; empty when nothing was.
    pub fn get(&self, name: &str) -> &str {
        self.find(name).unwrap_or_default()
    }

    /// The same, if anything was.
    pub fn find(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Everything that was sent under this name, as of boxes that were ticked.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The form that a browser sent; files are looked away from.
    async fn read(request: Request) -> Result<Self, Trouble> {
        let Ok(unread) = Unread::from_request(request, &()).await;
        let data = unread.read().await.map_err(|error| Trouble::unreadable(error.status()))?;
        let fields = match data {
            Data::Form(fields) => fields,
            Data::Json(Json::Object(members)) if members.is_empty() => Vec::new(),
            Data::Json(_) => return Err(Trouble::unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
        };
        let text = |(name, value): (String, Json)| Some((name, value.text()?.as_str().to_owned()));
        Ok(Self(fields.into_iter().filter_map(text).collect()))
    }
}

/// What stands behind the question mark, read as a form is.
pub fn query(uri: &Uri) -> Sent {
    Sent(form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect())
}

impl<S: Sync> FromRequestParts<S> for Sent {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.remove::<Self>().unwrap_or_default())
    }
}

fn guard(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    let frame = Frame::new(&gate.app, request.headers(), request.uri());
    answer(gate, frame, request, next)
}

fn guard_of_link(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    let frame = Frame::new(&gate.app, request.headers(), request.uri()).behind_link();
    answer(gate, frame, request, next)
}

fn failed(gate: &Gate, headers: &HeaderMap, uri: &Uri, status: StatusCode) -> Response {
    trouble(status).page(&Frame::new(&gate.app, headers, uri))
}

fn failed_behind_link(gate: &Gate, headers: &HeaderMap, uri: &Uri, status: StatusCode) -> Response {
    trouble(status).page(&Frame::new(&gate.app, headers, uri).behind_link())
}

fn trouble(status: StatusCode) -> Trouble {
    if status == StatusCode::SERVICE_UNAVAILABLE { Trouble::BUSY } else { Trouble::BROKEN }
}

fn answer(
    gate: Gate,
    mut frame: Frame,
    request: Request,
    next: Next,
) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        let answer = admit(&gate, &mut frame, request, next).await;
        let mut response = answer.unwrap_or_else(IntoResponse::into_response);
        if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
            response = trouble.page(&frame);
        }
        if response.status() == StatusCode::METHOD_NOT_ALLOWED
            && let Ok(allow) = HeaderValue::from_str(&gate.spec.allow())
        {
            response.headers_mut().insert(ALLOW, allow);
        }
        response
    })
}

async fn admit(gate: &Gate, frame: &mut Frame, request: Request, next: Next) -> Result<Response, Trouble> {
    let method = request.method().clone();
    let credentials = gate.spec.credentials(&method).ok_or(Trouble::METHOD)?;
    let (mut parts, body) = request.into_parts();
    let mut headers = parts.headers.clone();
    headers.remove(AUTHORIZATION);
    let mut sent = Sent::default();
    if method == Method::POST {
        if !frame.is_behind_link {
            told(csrf::check_origin(&gate.app, &headers))?;
        }
        sent = Sent::read(Request::from_parts(parts.clone(), body)).await?;
        // A form cannot send the header that scripts send.
        if let Some(Ok(token)) = sent.find(CSRF_FIELD).map(HeaderValue::from_str) {
            headers.insert(csrf::CSRF_HEADER, token);
        }
        sent.0.retain(|(name, _)| name != CSRF_FIELD);
    }
    let caller = match credentials {
        Credentials::Ignored | Credentials::Cookies => None,
        Credentials::Optional => {
            auth::resolve_if_proven(&gate.app, &method, &headers, gate.spec.wanted).await?
        }
        Credentials::Required => match auth::resolve(&gate.app, &method, &headers, gate.spec.wanted).await {
            Err(Fault::Csrf(_)) => return send_again(gate, frame, &headers, &sent).await,
            resolved => resolved?,
        },
    };
    if let Some(caller) = &caller {
        frame.knowing(caller);
    } else if credentials == Credentials::Required {
        return Ok(ask_to_sign_in(frame, &method, &sent));
    }
    parts.headers = headers;
    parts.extensions.insert(frame.clone());
    parts.extensions.insert(sent);
    caller.map(|caller| parts.extensions.insert(caller));
    Ok(next.run(Request::from_parts(parts, Body::empty())).await)
}

fn told(origin: Result<(), String>) -> Result<(), Trouble> {
    origin.map_err(|reason| {
        Fault::Csrf(reason).tell();
        Trouble::FOREIGN
    })
}

/// A form of our own whose session is over, while its browser has another by now, comes back to be sent again. What no
/// browser vouches for does not.
async fn send_again(
    gate: &Gate,
    frame: &mut Frame,
    headers: &HeaderMap,
    sent: &Sent,
) -> Result<Response, Trouble> {
    let callers: Vec<Caller> = match headers.contains_key(ORIGIN) {
        true => auth::browsers(&gate.app, headers, Wanted::Identity).await?,
        false => Vec::new(),
    };
    let caller = callers.first().ok_or(Trouble::FOREIGN)?;
    frame.knowing(caller);
    Ok(resume(frame, StatusCode::FORBIDDEN, &frame.here.clone(), sent))
}
