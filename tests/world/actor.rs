//! People and programs who speak to the service.

use super::contract::{Asked, check};
use super::watch::{Watch, request_id};
use super::{Reply, Request};
use axum::body::{Body, to_bytes};
use bytes::Bytes;
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use http_body_util::channel::Channel;
use serde_json::{Value, json};
use shared::app::App;
use shared::auth::ClientAddress;
use shared::config::LoginField;
use shared::http::{Routes, Service, event};
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr};

/// A password that no rule objects to.
pub(crate) const GOOD: &str = "correct horse battery";

/// Somebody who sends requests, with headers of their own.
#[derive(Clone)]
pub(crate) struct Actor {
    app: App,
    service: Service,
    watch: Watch,
    headers: HeaderMap,
    address: IpAddr,
    /// The user's number; 0 for nobody.
    pub(crate) id: u64,
    /// The user's name; empty for nobody.
    pub(crate) name: String,
    /// The user's address; empty for nobody.
    pub(crate) email: String,
}

impl Actor {
    pub(super) fn nobody(app: App, service: Service, watch: Watch) -> Self {
        Self {
            app,
            service,
            watch,
            headers: HeaderMap::new(),
            address: IpAddr::V4(Ipv4Addr::new(203, 0, 113, 9)),
            id: 0,
            name: String::new(),
            email: String::new(),
        }
    }

    /// The same, at a service of these routes instead of all that there are.
    pub(crate) fn at(&self, routes: Routes) -> Self {
        Self { service: Service::new(self.app.clone(), routes), ..self.clone() }
    }

    /// The same, known as this user, but not signed in.
    pub(crate) fn named(&self, name: &str, id: u64) -> Self {
        let email = format!("{name}@example.org");
        Self { id, name: name.to_owned(), email, headers: HeaderMap::new(), ..self.clone() }
    }

    /// The same, signed up under this name.
    pub(crate) async fn sign_up(&self, name: &str) -> Self {
        let email = format!("{name}@example.org");
        let form = json!({
            "username": name, "email": email, "first_name": name, "last_name": "Example",
            "password": GOOD, "re_password": GOOD,
        });
        let made = self.post("/auth/users/", form).await;
        made.has(201);
        self.named(name, made.json()["id"].as_u64().expect("a user has a number"))
    }

    /// What djoser shows of this user, with stock settings.
    pub(crate) fn object(&self) -> Value {
        json!({ "email": self.email, "id": self.id, "username": self.name })
    }

    /// What this user signs in with, under this password.
    pub(crate) fn login(&self, password: &str) -> Value {
        let field = self.app.config.login_field();
        let login = if field == LoginField::Email { &self.email } else { &self.name };
        json!({ field.name(): login, "password": password })
    }

    /// The same, not signed in.
    pub(crate) fn signed_out(&self) -> Self {
        Self { headers: HeaderMap::new(), ..self.clone() }
    }

    /// The same, newly signed in by an opaque token.
    pub(crate) async fn by_token(&self) -> Self {
        self.by_token_with(GOOD).await
    }

    /// The same with a password that is not [`GOOD`].
    pub(crate) async fn by_token_with(&self, password: &str) -> Self {
        let reply = self.signed_out().post("/auth/token/login/", self.login(password)).await;
        let token = reply.has(200).text_of("auth_token");
        self.signed_out().with("authorization", &format!("Token {token}"))
    }

    /// The same, newly signed in by a JWT; and the refresh token.
    pub(crate) async fn by_jwt(&self) -> (Self, String) {
        let reply = self.signed_out().post("/auth/jwt/create/", self.login(GOOD)).await;
        let access = reply.has(200).text_of("access");
        (self.signed_out().with("authorization", &format!("Bearer {access}")), reply.text_of("refresh"))
    }

    /// The same, newly signed in by a browser session, with its CSRF token.
    pub(crate) async fn in_browser(&self) -> Self {
        let reply = self.signed_out().post("/auth/session/login/", self.login(GOOD)).await;
        self.signed_out().with_cookies_of(reply.has(200))
    }

    /// The same with the cookies that this answer sets, and the CSRF token as a header.
    pub(crate) fn with_cookies_of(&self, reply: &Reply) -> Self {
        let (session, csrf) = (reply.cookie("sessionid"), reply.cookie("csrftoken"));
        let cookies = format!("sessionid={session}; csrftoken={csrf}");
        self.with(COOKIE.as_str(), &cookies).with("x-csrftoken", csrf)
    }

    /// The same with this header on every request.
    pub(crate) fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        let name: HeaderName = name.parse().expect("the name can be sent");
        other.headers.insert(name, HeaderValue::from_str(value).expect("the value can be sent"));
        other
    }

    /// The same without this header.
    pub(crate) fn without(&self, name: &str) -> Self {
        let mut other = self.clone();
        other.headers.remove(name);
        other
    }

    /// The same from this network address.
    pub(crate) fn from(&self, address: &str) -> Self {
        Self { address: address.parse().expect("an address"), ..self.clone() }
    }

    /// The token that signs this user in, without its scheme.
    pub(crate) fn credential(&self) -> &str {
        let value = self.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        value.and_then(|value| value.split_once(' ')).expect("the actor is signed in").1
    }

    /// The value of a header that is sent with every request.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).expect("the actor sends it")
    }

    /// `GET`.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::new("GET", path)).await
    }

    /// `POST` of JSON.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Reply {
        self.send(Request::post(path).json(&body)).await
    }

    /// `PUT` of JSON.
    pub(crate) async fn put(&self, path: &str, body: Value) -> Reply {
        self.send(Request::new("PUT", path).json(&body)).await
    }

    /// `PATCH` of JSON.
    pub(crate) async fn patch(&self, path: &str, body: Value) -> Reply {
        self.send(Request::new("PATCH", path).json(&body)).await
    }

    /// `DELETE` with JSON.
    pub(crate) async fn delete(&self, path: &str, body: Value) -> Reply {
        self.send(Request::new("DELETE", path).json(&body)).await
    }

    /// Sends a request as the local door and API Gateway hand it on.
    pub(crate) async fn send(&self, request: Request) -> Reply {
        let (shown, request) = self.sealed(request);
        let asked = Asked::new(request.method(), request.uri().path(), request.headers());
        let reply = Reply::read(shown, self.service.answer(request).await).await;
        self.watch.check();
        check(&self.app.config, &asked, &reply);
        reply
    }

    /// Sends a request whose body comes only after something else has happened.
    pub(crate) async fn send_slowly(&self, request: Request, meanwhile: impl Future<Output = ()>) -> Reply {
        let (shown, request) = self.sealed(request);
        let (parts, body) = request.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("our bodies are in memory");
        let (mut sender, slow) = Channel::<Bytes>::new(1);
        let later = async move {
            meanwhile.await;
            sender.send_data(body).await.expect("somebody listens");
        };
        let request = http::Request::from_parts(parts, Body::new(slow));
        let (answer, ()) = tokio::join!(self.service.answer(request), later);
        Reply::read(shown, answer).await
    }

    fn sealed(&self, request: Request) -> (String, http::Request<Body>) {
        let request = request.or_headers(&self.headers);
        let shown = request.to_string();
        let mut request = request.into_http();
        *request.uri_mut() = event::settle(request.uri()).expect("the target can be settled");
        request.extensions_mut().insert(ClientAddress(self.address));
        let id = request_id(request.uri().path());
        request.extensions_mut().insert(id);
        (shown, request)
    }
}
