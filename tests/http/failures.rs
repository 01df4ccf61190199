//! A handler that panics, or takes longer than a request may, gets its dialect's own answer, which says nothing of why.

use crate::world::{Reply, World};
use axum::response::Response;
use serde_json::{Value, json};
use shared::dialects::{djoser, html, native, users_api, wiki};
use shared::http::{Credentials, Routes};
use shared::openapi::Operation;
use std::future::pending;

/// A path of each form of answers, with the 503 and the 500 that it gives as JSON; pages have none.
fn forms() -> [(&'static str, Option<[Value; 2]>); 7] {
    let drf = ["Service temporarily unavailable, try again later.", "A server error occurred."];
    let plain = drf.map(|text| json!({ "detail": text }));
    let coded = |text: &str, code: &str| json!({ "detail": text, "code": code });
    let coded = [coded(drf[0], "service_unavailable"), coded(drf[1], "error")];
    let sorry = "Sorry, this request could not be processed. Please try again later.";
    let tastypie = [(); 2].map(|()| json!({ "errorMessage": sorry }));
    [
        ("/auth/trial", Some(plain.clone())),
        ("/api/trial", Some(plain.clone())),
        ("/v1/page", Some(plain)),
        ("/v1/trial", Some(coded)),
        ("/users/trial", Some(tastypie)),
        ("/account/trial", None),
        ("/link/trial", None),
    ]
}

/// The paths of [`forms`], each with a handler that never answers and one that panics.
fn routes() -> Routes {
    async fn never() -> Response {
        pending().await
    }
    async fn panics() -> Response {
        panic!("nobody is told this")
    }
    fn plain() -> Operation {
        Operation::new("A trial")
    }
    [
        djoser::view("/auth/trial"),
        wiki::plain_view("/api/trial"),
        native::open_view("/v1/page"),
        native::open_resource("/v1/trial"),
        users_api::view("/users/trial"),
        html::page("/account/trial"),
        html::link_page("/link/trial"),
    ]
    .into_iter()
    .map(|view| view.get(Credentials::Ignored, never, plain).post(Credentials::Ignored, panics, plain))
    .fold(Routes::new(), Routes::with)
}

#[track_caller]
fn is(reply: &Reply, status: u16, body: Option<&Value>) {
    reply.has(status);
    match body {
        Some(body) => assert_eq!(&reply.json(), body, "{reply}"),
        None => {
            reply.says("content-type", "text/html; charset=utf-8");
            assert!(reply.text().contains("Something went wrong on our side"), "{reply}");
        }
    }
    assert!(!reply.text().contains("nobody is told this"), "{reply}");
    reply.says("cache-control", "no-store");
}

#[tokio::test]
async fn a_handler_that_panics_is_a_500_in_the_dialects_form() {
    let world = World::new().await;
    let root = world.superuser().await.at(routes());
    for (path, bodies) in forms() {
        let reply = root.post(path, json!({})).await;
        is(&reply, 500, bodies.as_ref().map(|[_, body]| body));
        reply.says("retry-after", "");
    }
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_a_503_in_the_dialects_form() {
    let world = World::new().await;
    let root = world.superuser().await.at(routes());
    let asked = forms().map(|(path, bodies)| {
        let root = root.clone();
        tokio::spawn(async move { (root.get(path).await, bodies) })
    });
    for asked in asked {
        let (reply, bodies) = asked.await.expect("an answer");
        is(&reply, 503, bodies.as_ref().map(|[body, _]| body));
        reply.says("retry-after", "1");
    }
}
