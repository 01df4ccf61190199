//! The service's door on this machine: what API Gateway is in AWS.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use http::{HeaderMap, HeaderValue, header};
use shared::auth::ClientAddress;
use shared::http::{RequestId, Service, event};
use std::future::Future;
use std::net::SocketAddr;
use tokio::net::TcpListener;

/// Answers on `listener` until `shutdown` resolves and the requests then running are done. Paths are treated as the
/// gateway treats them.
pub(super) async fn serve(
    listener: TcpListener,
    service: Service,
    local: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = local.fallback(move |ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| {
        let service = service.clone();
        async move { answer(&service, peer, request).await }
    });
    let make = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, make).with_graceful_shutdown(shutdown).await
}

async fn answer(service: &Service, peer: SocketAddr, mut request: Request<Body>) -> Response {
    let Some(uri) = event::settle(request.uri()) else { return service.refuse(RequestId::random()) };
    *request.uri_mut() = uri;
    join_repeated(request.headers_mut());
    request.extensions_mut().insert(ClientAddress(peer.ip()));
    service.answer(request).await
}

/// Joins headers that came more than once, as the gateway's event has them.
fn join_repeated(headers: &mut HeaderMap) {
    let repeated: Vec<_> =
        headers.keys().filter(|name| headers.get_all(*name).iter().count() > 1).cloned().collect();
    for name in repeated {
        let between: &[u8] = if name == header::COOKIE { b"; " } else { b"," };
        let values: Vec<_> = headers.get_all(&name).iter().map(HeaderValue::as_bytes).collect();
        if let Ok(joined) = HeaderValue::from_bytes(&values.join(between)) {
            headers.insert(name, joined);
        }
    }
}
