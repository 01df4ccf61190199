//! The engine's door to the rest of this machine.
//!
//! The engine answers every web page: it allows all origins and looks at no signature. So it stands behind this door,
//! which lets programs in (the SDKs, the AWS command line) and browsers not: a page that a developer visits must not
//! read their users or make itself superuser.

use super::engine::Engine;
use super::inbox::is_local;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::uri::{Authority, Scheme};
use http::{HeaderMap, StatusCode, Uri, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use std::future::{Future, IntoFuture};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use tokio::net::TcpListener;

/// What is behind the door.
#[derive(Clone)]
struct Inside {
    client: Client<HttpConnector, Body>,
    engine: Authority,
    listen: IpAddr,
}

/// A listener for the engine that no page can guess: one of the machine's sixteen million loopback addresses. Where
/// there is only one (macOS), its port alone must do.
///
/// # Errors
/// That nothing can be listened on, in one line.
pub(super) async fn hidden_listener() -> Result<TcpListener, String> {
    let [a, b, c] = shared::chance::random();
    let address = Ipv4Addr::new(127, a, b, c.clamp(2, 254));
    let hidden = match TcpListener::bind((address, 0)).await {
        Ok(listener) => Ok(listener),
        Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await,
    };
    hidden.map_err(|error| format!("cannot listen on a loopback address: {error}"))
}

/// Serves the engine on `hidden`, and passes on to it what programs ask at `listener`, until `shutdown` resolves.
///
/// # Errors
/// What ended either of them before its time.
pub(super) async fn serve<F>(
    engine: Engine,
    hidden: TcpListener,
    listener: TcpListener,
    shutdown: impl Fn() -> F,
) -> Result<(), String>
where
    F: Future<Output = ()> + Send + 'static,
{
    let text = |error: std::io::Error| error.to_string();
    let inside = Inside {
        client: Client::builder(TokioExecutor::new()).build_http(),
        engine: authority(hidden.local_addr().map_err(text)?),
        listen: listener.local_addr().map_err(text)?.ip(),
    };
    let door = Router::new().fallback(pass).with_state(inside);
    let outside = axum::serve(listener, door).with_graceful_shutdown(shutdown());
    let (outside, inside) = tokio::join!(outside.into_future(), engine.serve(hidden, shutdown()));
    outside.map_err(text).and(inside)
}

fn authority(address: SocketAddr) -> Authority {
    address.to_string().parse().expect("an address is an authority")
}

async fn pass(State(inside): State<Inside>, mut request: Request) -> Response {
    if is_from_a_page(request.headers()) || !is_local(host(&request), inside.listen) {
        return (StatusCode::FORBIDDEN, "the engine answers programs on this machine only\n").into_response();
    }
    let path = request.uri().path_and_query().cloned();
    let uri = Uri::builder().scheme(Scheme::HTTP).authority(inside.engine.clone());
    *request.uri_mut() =
        match uri.path_and_query(path.map_or("/".to_owned(), |path| path.to_string())).build() {
            Ok(uri) => uri,
            Err(_) => return StatusCode::BAD_REQUEST.into_response(),
        };
    match inside.client.request(request).await {
        Ok(response) => response.map(Body::new),
        Err(error) => {
            tracing::error!(%error, "the engine does not answer");
            StatusCode::BAD_GATEWAY.into_response()
        }
    }
}

/// Browsers say so, with every request that a page makes; programs do not.
fn is_from_a_page(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site")
}

fn host(request: &Request) -> &str {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    request.uri().authority().map(Authority::as_str).or(named).unwrap_or_default()
}
