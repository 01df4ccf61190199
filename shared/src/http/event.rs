//! API Gateway's events (HTTP API, payload format 2.0) made safe, and answers as the gateway wants them.
//!
//! The gateway decodes a path before it sends it, so a path may hold anything. It is encoded again here, once,
//! and never parsed in between: what a client sent as `%3F`, `%23` or `..` stays a part of the path, and
//! matches nothing. The local server lets its paths go the same way ([`settle`]).
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>

use super::{RequestId, json};
use crate::auth::ClientAddress;
use axum::body::{Body, to_bytes};
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::header::{self, HeaderName, HeaderValue};
use http::uri::PathAndQuery;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::str::Utf8Chunk;

/// What a path cannot hold as it is (RFC 3986 §3.3).
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// What a query cannot hold (RFC 3986 §3.4). A query arrives encoded, so its `%` are what they should be.
const QUERY: &AsciiSet = &PATH.remove(b'?').remove(b'%');

/// The request that an event tells of.
///
/// # Errors
/// The answer to an event that is no request: see [`refusal`].
#[expect(clippy::result_large_err, reason = "the answer goes straight to the gateway, it is not handed on")]
pub fn request(event: Value) -> Result<Request<Body>, Response> {
    read(event).ok_or_else(refusal)
}

/// What the gateway calls the request.
pub fn request_id(event: &Value) -> RequestId {
    let given = event["requestContext"]["requestId"].as_str();
    given.filter(|id| !id.is_empty()).map_or_else(RequestId::random, |id| RequestId(id.to_owned()))
}

/// The answer to what cannot be a request: 400.
pub fn refusal() -> Response {
    json(StatusCode::BAD_REQUEST, &json!({"detail": "Bad request."}))
}

/// The event of an answer. A header that is repeated must have been joined into one before: the gateway takes
/// one value of each, and of `Set-Cookie` all.
pub async fn response(response: Response) -> Value {
    let (parts, body) = response.into_parts();
    let (mut headers, mut cookies) = (Map::new(), Vec::new());
    for (name, value) in &parts.headers {
        let value = Value::from(String::from_utf8_lossy(value.as_bytes()));
        match *name == header::SET_COOKIE {
            true => cookies.push(value),
            false => drop(headers.insert(name.to_string(), value)),
        }
    }
    // Our bodies are whole and in memory: reading one does not fail.
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let (body, is_encoded) = match str::from_utf8(&bytes) {
        Ok(text) => (text.to_owned(), false),
        Err(_) => (STANDARD.encode(&bytes), true),
    };
    json!({
        "statusCode": parts.status.as_u16(),
        "headers": headers,
        "cookies": cookies,
        "body": body,
        "isBase64Encoded": is_encoded,
    })
}

/// A request's target as it would come through the gateway: its path decoded, and encoded in the one way there
/// is. What is no UTF-8 when decoded stays as it was sent, which is nothing's name, as in Django. `None` if the target
/// cannot be; the answer is then [`refusal`].
pub fn settle(uri: &Uri) -> Option<Uri> {
    target(&decoded(uri.path()), uri.query().unwrap_or_default())
}

fn decoded(path: &str) -> String {
    let bytes: Vec<u8> = percent_decode_str(path).collect();
    let chunk = |chunk: Utf8Chunk<'_>| {
        let broken: String = chunk.invalid().iter().map(|byte| format!("%{byte:02X}")).collect();
        chunk.valid().to_owned() + &broken
    };
    bytes.utf8_chunks().map(chunk).collect()
}

fn read(mut event: Value) -> Option<Request<Body>> {
    let id = request_id(&event);
    let body = body(&mut event)?;
    let context = &event["requestContext"];
    let path = without_stage(event["rawPath"].as_str()?, context["stage"].as_str());
    let source = context["http"]["sourceIp"].as_str().unwrap_or_default();

    let mut request = Request::new(body);
    *request.method_mut() = Method::from_bytes(context["http"]["method"].as_str()?.as_bytes()).ok()?;
    *request.uri_mut() = target(path, event["rawQueryString"].as_str().unwrap_or_default())?;
    *request.headers_mut() = headers(&event)?;
    take_source_off(request.headers_mut(), source);
    request.extensions_mut().insert(id);
    if let Ok(address) = source.parse() {
        request.extensions_mut().insert(ClientAddress(address));
    }
    Some(request)
}

fn body(event: &mut Value) -> Option<Body> {
    let is_encoded = event["isBase64Encoded"] == true;
    match event.get_mut("body").map(Value::take) {
        None | Some(Value::Null) => Some(Body::empty()),
        Some(Value::String(text)) if is_encoded => STANDARD.decode(text).ok().map(Body::from),
        Some(Value::String(text)) => Some(Body::from(text)),
        Some(_) => None,
    }
}

/// The path without the stage's name, which stands before it unless the stage is `$default`.
fn without_stage<'a>(path: &'a str, stage: Option<&str>) -> &'a str {
    let Some(stage) = stage.filter(|stage| !["", "$default"].contains(stage)) else { return path };
    match path.strip_prefix('/').and_then(|path| path.strip_prefix(stage)) {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest,
        _ => path,
    }
}

/// A target out of a decoded path and an encoded query. It never holds an authority, whatever `Host` says.
fn target(path: &str, query: &str) -> Option<Uri> {
    let path = utf8_percent_encode(path.strip_prefix('/').unwrap_or(path), PATH);
    let target = match query {
        "" => format!("/{path}"),
        _ => format!("/{path}?{}", utf8_percent_encode(query, QUERY)),
    };
    PathAndQuery::try_from(target).ok().map(Uri::from)
}

/// Takes off what the gateway has added to `X-Forwarded-For`: who called it, which it says elsewhere. So the last entry is
/// that of whoever stands before the gateway, as in the local server.
fn take_source_off(headers: &mut HeaderMap, source: &str) {
    let name = HeaderName::from_static("x-forwarded-for");
    let Some(value) = headers.get(&name).and_then(|value| value.to_str().ok()) else { return };
    let rest = match value.rsplit_once(',') {
        Some((rest, last)) if last.trim() == source => rest,
        None if value.trim() == source => "",
        _ => return,
    };
    match HeaderValue::from_str(rest) {
        Ok(rest) if !rest.is_empty() => drop(headers.insert(name, rest)),
        _ => drop(headers.remove(name)),
    }
}

/// The headers, names in lower case. Two spellings of one name are joined as the gateway joins repeated ones,
/// so that nobody finds the one and overlooks the other. A value that cannot be sent is refused, not left out:
/// without its `Authorization` a request would be somebody else's.
fn headers(event: &Value) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    for (name, value) in event["headers"].as_object().into_iter().flatten() {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        let value = match headers.get(&name).map(HeaderValue::as_bytes) {
            Some(earlier) => HeaderValue::from_bytes(&[earlier, b",", value.as_str()?.as_bytes()].concat()),
            None => HeaderValue::from_bytes(value.as_str()?.as_bytes()),
        };
        headers.try_insert(name, value.ok()?).ok()?;
    }
    let cookies = event["cookies"].as_array().into_iter().flatten();
    let cookies: Vec<_> = cookies.map(Value::as_str).collect::<Option<_>>()?;
    if !cookies.is_empty() {
        let joined = HeaderValue::from_bytes(cookies.join("; ").as_bytes()).ok()?;
        headers.try_insert(header::COOKIE, joined).ok()?;
    }
    Some(headers)
}

#[cfg(test)]
mod tests {
    use super::{request, response, settle};
    use crate::auth::ClientAddress;
    use axum::body::{Body, to_bytes};
    use axum::response::Response;
    use http::header::{self, HeaderValue};
    use http::{Request, StatusCode, Uri};
    use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
    use proptest::prelude::{Just, Strategy, any};
    use proptest::{collection, option, prop_assert, prop_assert_eq, prop_oneof, proptest, sample};
    use serde_json::{Value, json};
    use std::net::IpAddr;

    /// What the gateway sends for `POST /auth/users/?a=1`.
    fn event() -> Value {
        json!({
            "version": "2.0",
            "routeKey": "ANY /auth/users/{proxy+}",
            "rawPath": "/auth/users/",
            "rawQueryString": "a=1",
            "cookies": ["sessionid=one", "csrftoken=two"],
            "headers": {"content-type": "application/json", "host": "id.example.org", "x-forwarded-for": "1.1.1.1"},
            "requestContext": {
                "accountId": "123456789012",
                "domainName": "id.example.org",
                "http": {
                    "method": "POST",
                    "path": "/auth/users/",
                    "protocol": "HTTP/1.1",
                    "sourceIp": "203.0.113.9",
                    "userAgent": "agent",
                },
                "requestId": "id",
                "stage": "$default",
                "timeEpoch": 1_583_348_638_390_u64,
            },
            "body": "{}",
            "isBase64Encoded": false,
        })
    }

    /// The event with another value at this place; `None` takes the place away.
    fn with(mut event: Value, place: &[&str], value: Option<Value>) -> Value {
        let (last, way) = place.split_last().expect("a place has a name");
        let holder = way.iter().try_fold(&mut event, |value, name| value.get_mut(*name));
        if let Some(holder) = holder.and_then(Value::as_object_mut) {
            match value {
                Some(value) => drop(holder.insert((*last).to_owned(), value)),
                None => drop(holder.remove(*last)),
            }
        }
        event
    }

    fn sent(place: &[&str], value: impl Into<Value>) -> Request<Body> {
        request(with(event(), place, Some(value.into()))).expect("this is a request")
    }

    fn sent_header(name: &str, value: &str) -> Request<Body> {
        sent(&["headers"], json!({ name: value }))
    }

    async fn refused(place: &[&str], value: impl Into<Value>) {
        let refusal = request(with(event(), place, Some(value.into()))).expect_err("this is no request");
        assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
        assert_eq!(bytes(refusal.into_body()).await, br#"{"detail":"Bad request."}"#);
    }

    async fn bytes(body: Body) -> Vec<u8> {
        to_bytes(body, usize::MAX).await.expect("it is in memory").to_vec()
    }

    #[tokio::test]
    async fn an_event_is_the_request_that_the_client_made() {
        let request = request(event()).unwrap();
        assert_eq!(request.method(), "POST");
        assert_eq!(request.uri(), "/auth/users/?a=1");
        assert_eq!(request.headers()[header::CONTENT_TYPE], "application/json");
        assert_eq!(request.headers()[header::COOKIE], "sessionid=one; csrftoken=two");
        assert_eq!(bytes(request.into_body()).await, b"{}");
    }

    #[tokio::test]
    async fn an_event_needs_no_more_than_method_and_path() {
        let least = json!({"rawPath": "/", "requestContext": {"http": {"method": "POST"}}, "body": "{}"});
        let request = request(least).unwrap();
        assert_eq!(request.uri(), "/");
        assert!(request.headers().is_empty());
        assert!(request.extensions().get::<ClientAddress>().is_none());
        assert_eq!(bytes(request.into_body()).await, b"{}");
        refused(&["rawPath"], Value::Null).await;
        refused(&["requestContext"], Value::Null).await;
    }

    #[test]
    fn what_the_gateway_decoded_stays_in_the_path() {
        for (decoded, path) in [
            ("/auth/users/", "/auth/users/"),
            ("/v1/users/a?b", "/v1/users/a%3Fb"),
            ("/v1/users/a#b", "/v1/users/a%23b"),
            ("/v1/users/100%", "/v1/users/100%25"),
            ("/v1/users/%2e%2e", "/v1/users/%252e%252e"),
            ("/v1/users/a b\"c\\d", "/v1/users/a%20b%22c%5Cd"),
            ("/v1/users/\0\r\n\u{7f}", "/v1/users/%00%0D%0A%7F"),
            ("/v1/users/zoë", "/v1/users/zo%C3%AB"),
            ("/v1/users/a+b@c.example", "/v1/users/a+b@c.example"),
            ("/v1/../auth/./users", "/v1/../auth/./users"),
            ("//evil.test//auth/users", "//evil.test//auth/users"),
            ("http://evil.test/", "/http://evil.test/"),
            ("*", "/*"),
            ("", "/"),
        ] {
            let request = sent(&["rawPath"], decoded);
            assert_eq!(request.uri().path(), path);
            assert_eq!(request.uri().query(), Some("a=1"), "{decoded}");
            assert_eq!(request.uri().authority(), None, "{decoded}");
        }
    }

    #[test]
    fn a_stage_of_its_own_name_is_taken_off_the_path() {
        let path = |stage: &str, path: &str| {
            let event = with(event(), &["requestContext", "stage"], Some(stage.into()));
            let request = request(with(event, &["rawPath"], Some(path.into()))).unwrap();
            request.uri().path().to_owned()
        };
        assert_eq!(path("dev", "/dev/auth/users/"), "/auth/users/");
        assert_eq!(path("dev", "/dev"), "/");
        assert_eq!(path("dev", "/developers"), "/developers");
        assert_eq!(path("dev", "/auth/dev"), "/auth/dev");
        assert_eq!(path("$default", "/$default/auth"), "/$default/auth");
        assert_eq!(path("", "//auth"), "//auth");
    }

    #[test]
    fn a_query_is_kept_and_only_what_is_illegal_in_it_is_encoded() {
        for (query, kept) in [
            ("", None),
            ("page=1&page=2", Some("page=1&page=2")),
            ("q=a%20b%2Bc&r=a+b", Some("q=a%20b%2Bc&r=a+b")),
            ("q=a b\"c#d<e>", Some("q=a%20b%22c%23d%3Ce%3E")),
            ("q=zoë\r\n", Some("q=zo%C3%AB%0D%0A")),
            ("?q=%", Some("?q=%")),
        ] {
            assert_eq!(sent(&["rawQueryString"], query).uri().query(), kept);
        }
    }

    #[tokio::test]
    async fn a_target_that_is_too_long_is_refused() {
        refused(&["rawPath"], format!("/{}", "a".repeat(70_000))).await;
        refused(&["rawQueryString"], "a".repeat(70_000)).await;
    }

    #[tokio::test]
    async fn headers_resolve_the_same_in_any_case() {
        let headers = json!({"Authorization": "Token a", "X-Odd": "zoë", "authorization": "Token b", "AUTHORIZATION": ""});
        let request = sent(&["headers"], headers);
        assert_eq!(request.headers().get_all(header::AUTHORIZATION).iter().count(), 1);
        assert_eq!(request.headers()[header::AUTHORIZATION], "Token a,Token b,");
        assert_eq!(request.headers()["x-odd"].as_bytes(), "zoë".as_bytes());
    }

    #[tokio::test]
    async fn headers_that_cannot_be_are_refused() {
        for headers in [
            json!({"": "a"}),
            json!({"a b": "a"}),
            json!({"a": "b\r\nc: d"}),
            json!({"a": "\0"}),
            json!({"a": null}),
            json!({"a": ["b"]}),
        ] {
            refused(&["headers"], headers).await;
        }
        refused(&["cookies"], json!(["a=b", 7])).await;
        refused(&["cookies"], json!(["a=b\n"])).await;
        let many: serde_json::Map<_, _> = (0..40_000).map(|n| (format!("x-{n}"), "".into())).collect();
        refused(&["headers"], many).await;
    }

    #[test]
    fn a_malformed_host_is_just_a_header() {
        for host in ["", "a b", "[", "evil.test/..", "a:b:c", "ü@%"] {
            let request = sent(&["headers"], json!({ "host": host }));
            assert_eq!(request.headers()[header::HOST].as_bytes(), host.as_bytes());
            assert_eq!(request.uri(), "/auth/users/?a=1");
        }
    }

    #[test]
    fn the_cookies_list_is_what_counts() {
        let event = with(event(), &["headers"], Some(json!({"cookie": "sessionid=one"})));
        assert_eq!(request(event.clone()).unwrap().headers()[header::COOKIE], "sessionid=one; csrftoken=two");
        let alone = request(with(event, &["cookies"], None)).unwrap();
        assert_eq!(alone.headers()[header::COOKIE], "sessionid=one");
        assert!(!sent(&["cookies"], json!([])).headers().contains_key(header::COOKIE));
    }

    #[tokio::test]
    async fn a_method_is_any_word() {
        for method in ["GET", "PROPFIND", "get", "M-SEARCH"] {
            assert_eq!(sent(&["requestContext", "http", "method"], method).method(), method);
        }
        for method in ["", "A B", "É"] {
            refused(&["requestContext", "http", "method"], method).await;
        }
    }

    #[tokio::test]
    async fn a_body_is_decoded_if_it_is_flagged() {
        let encoded = with(event(), &["isBase64Encoded"], Some(true.into()));
        let flagged = |body: Value| with(encoded.clone(), &["body"], Some(body));
        assert_eq!(bytes(request(flagged("/wA=".into())).unwrap().into_body()).await, [0xFF, 0]);
        assert_eq!(bytes(request(flagged(Value::Null)).unwrap().into_body()).await, b"");
        assert_eq!(bytes(sent(&["body"], "/wA=").into_body()).await, b"/wA=");
        assert_eq!(bytes(sent(&["body"], Value::Null).into_body()).await, b"");
        for bad in ["/wA", "/w A=", "-_-_", "{}"] {
            let refusal = request(flagged(bad.into())).expect_err(bad);
            assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
        }
        refused(&["body"], json!({})).await;
    }

    #[test]
    fn the_address_is_the_gateways_word_and_no_headers() {
        let address =
            |request: &Request<Body>| request.extensions().get::<ClientAddress>().map(|client| client.0);
        let source = ["requestContext", "http", "sourceIp"];
        let of = |text: &str| Some(text.parse::<IpAddr>().expect("an address"));
        assert_eq!(address(&request(event()).unwrap()), of("203.0.113.9"));
        assert_eq!(address(&sent(&source, "2001:db8::1")), of("2001:db8::1"));
        for odd in ["", "203.0.113.9, 1.1.1.1", "203.0.113.9:443", "[2001:db8::1]"] {
            assert_eq!(address(&sent(&source, odd)), None, "{odd}");
        }
    }

    #[test]
    fn what_the_gateway_adds_to_the_forwarding_is_taken_off() {
        let left = |sent: &str| {
            let request = sent_header("X-Forwarded-For", sent);
            request.headers().get("x-forwarded-for").map(|value| value.to_str().expect("text").to_owned())
        };
        assert_eq!(left("1.1.1.1, 192.0.2.7, 203.0.113.9").as_deref(), Some("1.1.1.1, 192.0.2.7"));
        assert_eq!(left("192.0.2.7,203.0.113.9").as_deref(), Some("192.0.2.7"));
        assert_eq!(left("203.0.113.9"), None);
        assert_eq!(left("203.0.113.9, 192.0.2.7").as_deref(), Some("203.0.113.9, 192.0.2.7"));
    }

    #[tokio::test]
    async fn an_answer_has_one_value_a_header_and_all_cookies() {
        let mut answer = Response::new(Body::from("{\"name\":\"zoë\"}"));
        *answer.status_mut() = StatusCode::CREATED;
        answer.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, POST"));
        for cookie in ["sessionid=a; HttpOnly", "csrftoken=b"] {
            answer.headers_mut().append(header::SET_COOKIE, HeaderValue::from_static(cookie));
        }
        let expected = json!({
            "statusCode": 201,
            "headers": {"allow": "GET, POST"},
            "cookies": ["sessionid=a; HttpOnly", "csrftoken=b"],
            "body": "{\"name\":\"zoë\"}",
            "isBase64Encoded": false,
        });
        assert_eq!(response(answer).await, expected);
    }

    #[tokio::test]
    async fn an_answer_without_content_has_an_empty_body() {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() = StatusCode::NO_CONTENT;
        let expected =
            json!({"statusCode": 204, "headers": {}, "cookies": [], "body": "", "isBase64Encoded": false});
        assert_eq!(response(answer).await, expected);
    }

    #[tokio::test]
    async fn an_answer_that_is_no_text_is_encoded() {
        let event = response(Response::new(Body::from(vec![0xFF, 0]))).await;
        assert_eq!(event["body"], "/wA=");
        assert_eq!(event["isBase64Encoded"], true);
    }

    #[test]
    fn the_local_server_settles_paths_as_the_gateway_does() {
        let settled = |target: &'static str| settle(&Uri::from_static(target)).map(|uri| uri.to_string());
        let some = |target: &str| Some(target.to_owned());
        assert_eq!(settled("/auth/%75sers/?a=%75"), some("/auth/users/?a=%75"));
        assert_eq!(settled("/v1/users/a%2fb"), some("/v1/users/a/b"));
        assert_eq!(settled("/v1/users/%3f%23"), some("/v1/users/%3F%23"));
        assert_eq!(settled("/v1/users/100%zz"), some("/v1/users/100%25zz"));
        assert_eq!(settled("/v1/%2e%2e/a"), some("/v1/../a"));
        assert_eq!(settled("http://evil.test/auth/users/"), some("/auth/users/"));
        assert_eq!(settled("*"), some("/*"));
        assert_eq!(settled("/v1/users/%ff%C3%A9"), some("/v1/users/%25FF%C3%A9"));
        assert_eq!(settled("/v1/users/%C3"), some("/v1/users/%25C3"));
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            "[ -~]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 12, 4, |inner| {
            let key = prop_oneof![any::<String>(), "[A-Za-z-]{0,6}"];
            prop_oneof![
                collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                collection::hash_map(key, inner, 0..4).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    /// Places of an event that the adapter reads, or that hold such places.
    const PLACES: [&[&str]; 13] = [
        &["rawPath"],
        &["rawQueryString"],
        &["headers"],
        &["headers", "host"],
        &["headers", "Host"],
        &["cookies"],
        &["body"],
        &["isBase64Encoded"],
        &["requestContext"],
        &["requestContext", "http"],
        &["requestContext", "http", "method"],
        &["requestContext", "http", "sourceIp"],
        &["requestContext", "stage"],
    ];

    fn odd_event() -> impl Strategy<Value = Value> {
        let change = (sample::select(PLACES.to_vec()), option::of(any_json()));
        collection::vec(change, 1..4).prop_map(|changes| {
            changes.into_iter().fold(event(), |event, (place, value)| with(event, place, value))
        })
    }

    proptest! {
        #[test]
        fn any_event_is_a_request_or_refused(event in prop_oneof![odd_event(), odd_event(), any_json()]) {
            match request(event) {
                Ok(request) => prop_assert!(request.uri().path().starts_with('/')),
                Err(refusal) => prop_assert_eq!(refusal.status(), StatusCode::BAD_REQUEST),
            }
        }

        #[test]
        fn a_path_comes_through_unchanged(path in any::<String>(), query in "[ -~]{0,20}") {
            let event = with(event(), &["rawQueryString"], Some(query.into()));
            let request = request(with(event, &["rawPath"], Some(format!("/{path}").into()))).expect("a request");
            let decoded = percent_decode_str(request.uri().path()).decode_utf8().expect("text");
            prop_assert_eq!(decoded, format!("/{path}"));
            prop_assert_eq!(request.uri().to_string().parse::<Uri>().expect("a target"), request.uri().clone());
        }

        #[test]
        fn a_path_is_the_same_from_the_gateway_and_locally(path in any::<String>()) {
            let local = format!("/{}", utf8_percent_encode(&path, NON_ALPHANUMERIC)).parse().expect("a target");
            let gateway = sent(&["rawPath"], format!("/{path}"));
            let settled = settle(&local).expect("text");
            prop_assert_eq!(settled.path(), gateway.uri().path());
        }
    }
}
