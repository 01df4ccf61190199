//! A stand-in for API Gateway, over HTTP on this machine: each function is a service of its own, chosen by the template's
//! routes, and gets events of payload format 2.0: the path decoded, the body in base64 where that is no text, and a content
//! type made up where there is no body.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html>
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>

use super::{World, listener};
use crate::infra;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cli::functions;
use http::header::{self, HeaderName, HeaderValue};
use http::{HeaderMap, Request, StatusCode};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};
use shared::http::{Service, event};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Changes a request, or answers it in our place.
pub(crate) type Before = fn(&mut Request<Bytes>) -> Option<Response>;

/// Changes the answer to a request of this method and path.
pub(crate) type After = fn(&str, &str, &mut Response<Bytes>);

/// Gives a path to a function, which is told with the one that the template's routes give it to.
pub(crate) type Reroute = fn(&str, &'static str) -> &'static str;

/// What a gateway that is not as it should be does to requests and answers.
#[derive(Clone, Copy, Default)]
pub(crate) struct Faults {
    pub(crate) before: Option<Before>,
    pub(crate) after: Option<After>,
    pub(crate) route: Option<Reroute>,
    /// May not call this function, or it does not start.
    pub(crate) dead: &'static str,
}

struct Gateway {
    functions: BTreeMap<&'static str, Service>,
    faults: Faults,
}

impl World {
    /// A deployment behind a gateway, and the URL that it believes to have and is reached at.
    pub(crate) async fn behind_gateway(faults: Faults, settings: &[(&str, &str)]) -> (Self, String) {
        let (listener, address) = listener().await;
        let url = format!("http://{address}");
        let mut all = vec![("PUBLIC_URL", url.as_str())];
        all.extend(settings);
        let world = Self::with(&all).await;
        let functions = functions().map(|(name, routes)| (name, Service::new(world.app.clone(), routes)));
        let gateway = Arc::new(Gateway { functions: functions.into(), faults });
        let door = Router::new().fallback(move |request: Request<Body>| {
            let gateway = gateway.clone();
            async move { gateway.answer(request).await }
        });
        tokio::spawn(axum::serve(listener, door).into_future());
        (world, url)
    }
}

impl Gateway {
    async fn answer(&self, request: Request<Body>) -> Response {
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the client sends its body");
        let mut request = Request::from_parts(parts, body);
        if let Some(answer) = self.faults.before.and_then(|before| before(&mut request)) {
            return answer;
        }
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let Ok(decoded) = percent_decode_str(&path).decode_utf8() else {
            return own(StatusCode::BAD_REQUEST, "Bad Request");
        };
        let mut function = infra::route(&decoded).function;
        if let Some(route) = self.faults.route {
            function = route(&decoded, function);
        }
        if function == self.faults.dead {
            return own(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error");
        }
        let answer = match (&self.functions[function], event::request(sent(&request, &decoded))) {
            (function, Ok(request)) => function.answer(request).await,
            (_, Err(refusal)) => refusal,
        };
        let mut answer = received(&event::response(answer).await);
        if let Some(after) = self.faults.after {
            after(&method, &path, &mut answer);
        }
        answer.map(Body::from)
    }
}

/// The gateway's own answer.
pub(crate) fn own(status: StatusCode, message: &str) -> Response {
    let body = json!({ "message": message }).to_string();
    let mut answer = Response::new(Body::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    answer
}

/// The event of a request.
fn sent(request: &Request<Bytes>, path: &str) -> Value {
    let (mut headers, mut cookies) = (Map::new(), Vec::new());
    for name in request.headers().keys() {
        let values: Vec<_> = request.headers().get_all(name).iter().map(text).collect();
        match *name == header::COOKIE {
            true => cookies.extend(values.iter().flat_map(|value| value.split("; ")).map(Value::from)),
            false => drop(headers.insert(name.to_string(), values.join(",").into())),
        }
    }
    let is_text = is_text(request.headers());
    if request.body().is_empty() && !headers.contains_key("content-type") {
        headers.insert("content-type".to_owned(), "application/octet-stream".into());
    }
    let body = match str::from_utf8(request.body()) {
        Ok(body) if is_text => body.to_owned(),
        _ => STANDARD.encode(request.body()),
    };
    json!({
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": request.uri().query().unwrap_or_default(),
        "cookies": cookies,
        "headers": headers,
        "requestContext": {
            "http": { "method": request.method().as_str(), "path": path, "sourceIp": "203.0.113.9" },
            "requestId": "JKJaXmPLvHcESHA=",
            "stage": "$default",
        },
        "body": if request.body().is_empty() { Value::Null } else { body.into() },
        "isBase64Encoded": !is_text,
    })
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(text).unwrap_or_default();
    kind.is_empty() || ["json", "text/", "x-www-form-urlencoded"].iter().any(|text| kind.contains(text))
}

/// The answer that a function's event becomes. A content type that it does not have is made up.
fn received(event: &Value) -> Response<Bytes> {
    let body = event["body"].as_str().expect("a body");
    let body = match event["isBase64Encoded"] == true {
        true => STANDARD.decode(body).expect("base64"),
        false => body.as_bytes().to_vec(),
    };
    let mut answer = Response::new(Bytes::from(body));
    let status = event["statusCode"].as_u64().and_then(|status| u16::try_from(status).ok());
    *answer.status_mut() = StatusCode::from_u16(status.expect("a status")).expect("a status");
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain;charset=UTF-8"));
    headers.insert("apigw-requestid", HeaderValue::from_static("JKJaXmPLvHcESHA="));
    let value = |value: &Value| HeaderValue::from_str(value.as_str().expect("text")).expect("a header");
    for (name, said) in event["headers"].as_object().into_iter().flatten() {
        headers.insert(HeaderName::try_from(name).expect("a name"), value(said));
    }
    for cookie in event["cookies"].as_array().into_iter().flatten() {
        headers.append(header::SET_COOKIE, value(cookie));
    }
    answer
}

fn text(value: &HeaderValue) -> &str {
    value.to_str().expect("a client of ours sends text")
}
