//! The route table as data: what a function serves, who may call it, which dialect owns the path.

use super::deadline::in_time;
use super::{When, json};
use crate::app::App;
use crate::auth::Wanted;
use crate::config::{Config, Dialect};
use crate::domain::Reader;
use crate::domain::User;
use crate::log;
use crate::openapi::{Describe, Refusals, plain_refusals};
use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use http::header::{ALLOW, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use serde_json::json;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tower::util::BoxCloneSyncService;
use tower::{Layer, ServiceExt, service_fn};

/// What an operation makes of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// They are not looked at, not even bad ones.
    Ignored,
    /// Only cookies are looked at, by the handler.
    Cookies,
    /// Anybody may call, but bad credentials are refused.
    Optional,
    /// Only a signed-in user may call.
    Required,
}

/// Runs the dialect's checks around an endpoint's handlers.
pub type Guard = fn(Gate, Request, Next) -> Pin<Box<dyn Future<Output = Response> + Send>>;

/// What is answered instead of a handler that panicked (500) or took too long (503), in the dialect's form: known are the
/// request's headers and its target.
pub type Failed = fn(&Gate, &HeaderMap, &Uri, StatusCode) -> Response;

/// What a guard knows: the service, and the endpoint it stands before.
#[derive(Clone)]
pub struct Gate {
    /// The service.
    pub app: App,
    /// The endpoint.
    pub spec: Arc<Spec>,
}

/// What a path does by one method.
#[derive(Clone, Debug)]
pub struct Served {
    /// The method. GET serves HEAD, too.
    pub method: Method,
    /// Who may call it.
    pub credentials: Credentials,
    /// What it takes and answers, for the API's document.
    pub describe: Describe,
}

/// What one path is.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The path, without a slash at the end; `{id}` stands for one segment.
    pub path: &'static str,
    /// Who owns it.
    pub dialect: Dialect,
    /// What is served, a method each.
    pub operations: Vec<Served>,
    /// What a method that is not served makes of credentials, before the 405.
    pub unmapped: Credentials,
    /// The `WWW-Authenticate` of its 401s.
    pub challenge: &'static str,
    /// What nobody gets where somebody is needed: 401; or 403, as in DRF where the first way to sign in has no challenge.
    pub for_nobody: StatusCode,
    /// Who may call at all, whatever the method: in DRF a view's permission comes before the method. `None` for
    /// whoever the credentials let in.
    pub admits: Option<Admits>,
    /// What is read of the caller beside who they are.
    pub wanted: Wanted,
    /// Whether refusals have a `code`, a word for programs.
    pub codes: bool,
    /// Whether `path.json` is the same path.
    pub suffixes: bool,
    /// The setting under which the path exists, beside its dialect's.
    pub when: Option<When>,
    /// The heading under which the API's document has it: the dialect's name, or what is always on.
    pub tag: &'static str,
    /// Whether the dialect's clients end its paths in a slash. We serve both forms.
    pub slash: bool,
    /// The refusals that every operation of the dialect can give.
    pub refusals: Refusals,
    /// What DRF's OPTIONS calls the view, and says of it.
    pub about: (&'static str, &'static str),
    /// The method whose fields DRF's OPTIONS tells, and those fields.
    pub fields: Option<(&'static str, Fields)>,
    /// What is answered where no handler did.
    pub failed: Failed,
}

/// Whether a caller may call a view by this method.
pub type Admits = fn(&Method, Option<&User>) -> bool;

/// The fields of a body, as DRF's OPTIONS describes them under these settings to who asks.
pub type Fields = fn(&Config, Reader) -> serde_json::Value;

impl Spec {
    /// A path of this dialect that serves nothing yet, to anybody.
    pub fn new(path: &'static str, dialect: Dialect) -> Self {
        Self {
            path,
            dialect,
            operations: Vec::new(),
            unmapped: Credentials::Optional,
            challenge: "",
            for_nobody: StatusCode::UNAUTHORIZED,
            admits: None,
            wanted: Wanted::Identity,
            codes: false,
            suffixes: false,
            when: None,
            tag: dialect.name(),
            slash: false,
            refusals: plain_refusals,
            about: ("", ""),
            fields: None,
            failed,
        }
    }

    fn is_on(&self, config: &Config) -> bool {
        self.dialect.is_on(config) && self.when.is_none_or(|when| when.holds(config))
    }

    /// The methods for `Allow`, in DRF's order.
    pub fn allow(&self) -> String {
        let serves = |method: &Method| self.served(method).is_some();
        let mut names: Vec<_> = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE]
            .into_iter()
            .filter(serves)
            .collect();
        if serves(&Method::GET) {
            names.push(Method::HEAD);
        }
        names.push(Method::OPTIONS);
        names.iter().map(Method::as_str).collect::<Vec<_>>().join(", ")
    }

    /// What this method makes of credentials; `None` if it is not served.
    pub fn credentials(&self, method: &Method) -> Option<Credentials> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.served(method).map(|served| served.credentials)
    }

    /// What is served by exactly this method.
    pub fn served(&self, method: &Method) -> Option<&Served> {
        self.operations.iter().find(|served| served.method == method)
    }
}

/// One path with its handlers.
pub struct Endpoint {
    spec: Spec,
    guard: Guard,
    handlers: MethodRouter<App>,
    claims: Option<Claims>,
}

/// Whether an endpoint claims a request at a path that two dialects have.
pub type Claims = fn(&App, &Request) -> bool;

impl Endpoint {
    /// An endpoint that serves nothing yet.
    pub fn new(spec: Spec, guard: Guard) -> Self {
        Self { spec, guard, handlers: MethodRouter::new(), claims: None }
    }

    /// An endpoint without a wire format: it looks at no credentials.
    pub fn open(path: &'static str) -> Self {
        Self::new(Spec { unmapped: Credentials::Ignored, ..Spec::new(path, Dialect::Always) }, open)
    }

    /// What the path is.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// Serves GET.
    #[must_use]
    pub fn get<H: Handler<T, App>, T: 'static>(
        self,
        credentials: Credentials,
        handler: H,
        describe: Describe,
    ) -> Self {
        self.on(Method::GET, credentials, describe, MethodRouter::new().get(handler))
    }

    /// Serves POST.
    #[must_use]
    pub fn post<H: Handler<T, App>, T: 'static>(
        self,
        credentials: Credentials,
        handler: H,
        describe: Describe,
    ) -> Self {
        self.on(Method::POST, credentials, describe, MethodRouter::new().post(handler))
    }

    /// Serves PUT.
    #[must_use]
    pub fn put<H: Handler<T, App>, T: 'static>(
        self,
        credentials: Credentials,
        handler: H,
        describe: Describe,
    ) -> Self {
        self.on(Method::PUT, credentials, describe, MethodRouter::new().put(handler))
    }

    /// Serves PATCH.
    #[must_use]
    pub fn patch<H: Handler<T, App>, T: 'static>(
        self,
        credentials: Credentials,
        handler: H,
        describe: Describe,
    ) -> Self {
        self.on(Method::PATCH, credentials, describe, MethodRouter::new().patch(handler))
    }

    /// Serves DELETE.
    #[must_use]
    pub fn delete<H: Handler<T, App>, T: 'static>(
        self,
        credentials: Credentials,
        handler: H,
        describe: Describe,
    ) -> Self {
        self.on(Method::DELETE, credentials, describe, MethodRouter::new().delete(handler))
    }

    fn on(
        mut self,
        method: Method,
        credentials: Credentials,
        describe: Describe,
        handler: MethodRouter<App>,
    ) -> Self {
        self.handlers = self.handlers.merge(handler);
        self.spec.operations.push(Served { method, credentials, describe });
        self
    }

    /// Where another endpoint has the same path, answers these requests only.
    #[must_use]
    pub fn claims(mut self, claims: Claims) -> Self {
        self.claims = Some(claims);
        self
    }

    /// Serves the path only under this setting; otherwise it is as if it were not there.
    #[must_use]
    pub fn when(mut self, when: When) -> Self {
        self.spec.when = Some(when);
        self
    }

    /// Where the caller is shown: reads when they signed in last, too.
    #[must_use]
    pub fn shows_caller(mut self) -> Self {
        self.spec.wanted = Wanted::RightsAndLastLogin;
        self
    }

    /// The heading in the API's document, where it is not the dialect's name.
    #[must_use]
    pub fn tag(mut self, tag: &'static str) -> Self {
        self.spec.tag = tag;
        self
    }

    /// What DRF's OPTIONS calls the view, and says of it.
    #[must_use]
    pub fn about(mut self, name: &'static str, description: &'static str) -> Self {
        self.spec.about = (name, description);
        self
    }

    /// The fields that DRF's OPTIONS tells, and for which method.
    #[must_use]
    pub fn fields(mut self, method: &'static str, fields: Fields) -> Self {
        self.spec.fields = Some((method, fields));
        self
    }
}

fn open(gate: Gate, request: Request, next: Next) -> Pin<Box<dyn Future<Output = Response> + Send>> {
    Box::pin(async move {
        match gate.spec.credentials(request.method()) {
            Some(_) => next.run(request).await,
            None => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, gate.spec.allow())]).into_response(),
        }
    })
}

/// What DRF says while something does not answer, and the word for programs.
pub const UNAVAILABLE: (&str, &str) =
    ("Service temporarily unavailable, try again later.", "service_unavailable");

/// DRF's form, with a word for programs where refusals have one.
fn failed(gate: &Gate, _: &HeaderMap, _: &Uri, status: StatusCode) -> Response {
    let (text, code) = match status {
        StatusCode::SERVICE_UNAVAILABLE => UNAVAILABLE,
        _ => ("A server error occurred.", "error"),
    };
    let mut body = json!({ "detail": text });
    if gate.spec.codes {
        body["code"] = code.into();
    }
    later(json(status, &body))
}

/// The same answer; if it is a 503, with when to ask again.
fn later(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    }
    response
}

/// What a function serves.
#[derive(Default)]
pub struct Routes(Vec<Endpoint>);

impl Routes {
    /// No routes.
    pub fn new() -> Self {
        Self::default()
    }

    /// With this endpoint too.
    #[must_use]
    pub fn with(mut self, endpoint: Endpoint) -> Self {
        self.0.push(endpoint);
        self
    }

    /// With another function's routes too: how one process serves several.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// What is served, path by path.
    pub fn specs(&self) -> impl Iterator<Item = &Spec> {
        self.0.iter().map(Endpoint::spec)
    }

    /// The router, without those endpoints whose dialect is off. It has no fallback: the service has.
    pub(super) fn router(self, app: &App) -> Router {
        let mut paths: BTreeMap<_, Vec<Endpoint>> = BTreeMap::new();
        for endpoint in self.0.into_iter().filter(|endpoint| endpoint.spec.is_on(&app.config)) {
            paths.entry(endpoint.spec.path).or_default().push(endpoint);
        }
        let mut router = Router::new();
        for (path, endpoints) in paths {
            router = match <[Endpoint; 1]>::try_from(endpoints) {
                Ok([only]) => router.route_service(path, only.service(app)),
                Err(several) => router.route_service(path, one_of(several, app)),
            };
        }
        router
    }
}

impl Endpoint {
    /// The guard around all of the path's handlers, not each: it may say which method it is.
    fn service(self, app: &App) -> Guarded {
        let gate = Gate { app: app.clone(), spec: Arc::new(self.spec) };
        let guard = self.guard;
        let layer =
            from_fn_with_state(gate, move |State(gate): State<Gate>, request: Request, next| async move {
                log::answered_by(gate.spec.path, gate.spec.dialect.name());
                let (headers, uri) = (request.headers().clone(), request.uri().clone());
                let answer = in_time(guard(gate.clone(), request, next)).await;
                answer.unwrap_or_else(|status| (gate.spec.failed)(&gate, &headers, &uri, status))
            });
        BoxCloneSyncService::new(layer.layer(self.handlers.with_state::<()>(app.clone())))
    }
}

type Guarded = BoxCloneSyncService<Request, Response, Infallible>;

/// The endpoint that claims a request, or else the last.
fn one_of(mut endpoints: Vec<Endpoint>, app: &App) -> Guarded {
    endpoints.sort_by_key(|endpoint| endpoint.claims.is_none());
    let services: Vec<_> =
        endpoints.into_iter().map(|endpoint| (endpoint.claims, endpoint.service(app))).collect();
    let app = app.clone();
    BoxCloneSyncService::new(service_fn(move |request: Request| {
        let claimed = |claims: &Option<Claims>| claims.is_none_or(|claims| claims(&app, &request));
        let service = services.iter().find(|(claims, _)| claimed(claims)).or(services.last());
        let service = service.expect("a path has an endpoint").1.clone();
        service.oneshot(request)
    }))
}
