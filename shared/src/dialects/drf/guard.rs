//! DRF's order of checks: negotiation, credentials, method, and only then the body, which is the handler's
//! (docs/contracts/djoser.md §1.1).

use super::Error;
use super::negotiation::negotiate;
use crate::auth::{self, policy};
use crate::domain::Reader;
use crate::domain::User;
use crate::http::{BODY_LIMIT, Credentials, Gate, Spec, json};
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderValue};
use http::{Method, StatusCode};
use serde::Serialize;
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;

/// What a handler of this family gives.
pub type Answer = Result<Response, Error>;

/// Checks a request in DRF's order, lets the handler have it, and puts DRF's headers on the answer.
pub fn guard(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        let negotiated = negotiate(&request);
        let indent = negotiated.as_ref().ok().copied().flatten();
        let answer = match negotiated {
            Ok(_) => admit(&gate, request, next).await,
            Err(error) => Err(error),
        };
        let mut response = answer.unwrap_or_else(IntoResponse::into_response);
        if gate.spec.codes
            && let Some(error) = response.extensions_mut().remove::<Error>()
        {
            response.headers_mut().remove(header::CONTENT_LENGTH);
            *response.body_mut() = Body::from(error.body_with_code().to_string());
        }
        label(&gate.spec, &mut response);
        match indent {
            Some(blanks) => print_indented(response, blanks).await,
            None => response,
        }
    })
}

async fn admit(gate: &Gate, mut request: Request, next: Next) -> Answer {
    let method = request.method().clone();
    let credentials = gate.spec.credentials(&method);
    let wanted = credentials.unwrap_or(gate.spec.unmapped);
    let admits = |caller: Option<&User>| match gate.spec.admits {
        Some(admits) => admits(&method, caller),
        None => wanted != Credentials::Required || caller.is_some(),
    };
    let (app, headers) = (&gate.app, request.headers());
    let caller = match wanted {
        Credentials::Ignored | Credentials::Cookies => None,
        _ if admits(None) => auth::resolve_if_proven(app, &method, headers, gate.spec.wanted).await?,
        _ => auth::resolve(app, &method, headers, gate.spec.wanted).await?,
    };
    if !admits(caller.as_ref().map(|caller| &caller.user)) {
        return Err(match caller {
            Some(_) => {
                policy::refused("call a route that is not for everybody");
                Error::forbidden()
            }
            None => Error::not_authenticated().with_status(gate.spec.for_nobody),
        });
    }
    match credentials {
        Some(_) => {
            if let Some(caller) = caller {
                request.extensions_mut().insert(caller);
            }
            Ok(next.run(request).await)
        }
        None if method == Method::OPTIONS => {
            let reader = caller.map_or(Reader::Owner, |caller| policy::reader(&caller.user));
            Ok(metadata(gate, reader))
        }
        None => Err(Error::method_not_allowed(&method)),
    }
}

/// What DRF's `SimpleMetadata` tells of a view.
fn metadata(gate: &Gate, reader: Reader) -> Response {
    let (name, description) = gate.spec.about;
    let mut metadata = json!({
        "name": name,
        "description": description,
        "renders": ["application/json", "text/html"],
        "parses": ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    });
    if let Some((method, fields)) = gate.spec.fields {
        metadata["actions"] = json!({ method: fields(&gate.app.config, reader) });
    }
    json(StatusCode::OK, &metadata)
}

/// The headers that DRF puts on every answer of a view.
fn label(spec: &Spec, response: &mut Response) {
    let unauthorized = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    if let Ok(allow) = HeaderValue::from_str(&spec.allow()) {
        headers.insert(header::ALLOW, allow);
    }
    headers.append(header::VARY, HeaderValue::from_static("Accept, Cookie"));
    if unauthorized {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(spec.challenge));
    }
}

async fn print_indented(response: Response, blanks: usize) -> Response {
    let (mut parts, body) = response.into_parts();
    // Our own bodies are whole and in memory; lists may be larger than what we read of requests.
    let Ok(bytes) = to_bytes(body, BODY_LIMIT * 1024).await else { return Response::new(Body::empty()) };
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    let indent = " ".repeat(blanks);
    let formatter = serde_json::ser::PrettyFormatter::with_indent(indent.as_bytes());
    let mut printed = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut printed, formatter);
    match value.serialize(&mut serializer) {
        Ok(()) => {
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(printed))
        }
        Err(_) => Response::from_parts(parts, Body::from(bytes)),
    }
}
