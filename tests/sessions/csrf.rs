//! The proof that our own page asks, wherever a cookie is what lets somebody in.

use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};

fn failed(why: &str) -> Value {
    json!({ "detail": format!("CSRF Failed: {why}") })
}

/// Alice with only these cookies of hers.
fn with_cookies(alice: &Actor, kept: &[&str]) -> Actor {
    let cookies: Vec<_> = alice.header("cookie").split("; ").collect();
    let of = |name: &&str| cookies.iter().copied().find(|cookie| cookie.starts_with(name));
    let cookies: Vec<_> = kept.iter().filter_map(of).collect();
    alice.with("cookie", &cookies.join("; "))
}

#[tokio::test]
async fn an_unsafe_method_wants_cookie_and_header_of_the_same_session() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let other = world.user("bob").await.in_browser().await;
    let path = "/auth/users/me/";

    let alone = with_cookies(&alice, &["sessionid"]);
    alone.patch(path, json!({})).await.is(403, failed("CSRF cookie not set."));
    let silent = alice.without("x-csrftoken");
    silent.patch(path, json!({})).await.is(403, failed("CSRF token missing."));
    let forged = alice.with("x-csrftoken", other.header("x-csrftoken"));
    let why = "CSRF token from the 'X-Csrftoken' HTTP header incorrect.";
    forged.patch(path, json!({})).await.is(403, failed(why));
    let short = alice.with("x-csrftoken", "short");
    let why = "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.";
    short.patch(path, json!({})).await.is(403, failed(why));
    alice.patch(path, json!({})).await.is(200, alice.object());
}

#[tokio::test]
async fn a_token_that_a_stranger_planted_in_both_places_is_none() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let planted = world.user("eve").await.in_browser().await;
    let session = with_cookies(&alice, &["sessionid"]).header("cookie").to_owned();
    let csrf = planted.header("x-csrftoken");
    let tossed = alice.with("cookie", &format!("{session}; csrftoken={csrf}")).with("x-csrftoken", csrf);
    tossed.patch("/auth/users/me/", json!({})).await.has(403);
}

#[tokio::test]
async fn a_safe_method_wants_no_proof() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let alone = with_cookies(&alice, &["sessionid"]).without("x-csrftoken");
    alone.get("/auth/users/me/").await.is(200, alice.object());
    let foreign = alone.with("origin", "https://evil.example");
    foreign.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn the_proof_is_wanted_on_public_endpoints_too_and_nothing_happens_without_it() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await.without("x-csrftoken");
    let before = world.mails().await.len();
    for path in ["/auth/users/", "/auth/users/reset_password/", "/auth/token/login/", "/password/reset/"] {
        let form = json!({ "username": "zoe", "email": "alice@example.org", "password": GOOD });
        alice.post(path, form).await.is(403, failed("CSRF token missing."));
    }
    assert_eq!(world.mails().await.len(), before);
}

#[tokio::test]
async fn tokens_in_headers_want_no_proof() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.with("origin", "https://evil.example").patch("/auth/users/me/", json!({})).await.has(200);
}

#[tokio::test]
async fn another_sites_page_is_refused_in_djangos_words() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", "https://app.example")]).await;
    let alice = world.user("alice").await.in_browser().await;
    let path = "/auth/users/me/";
    for origin in ["https://accounts.test", "https://app.example"] {
        alice.with("origin", origin).patch(path, json!({})).await.has(200);
    }
    for origin in [
        "https://evil.example",
        "http://accounts.test",
        "https://accounts.test:444",
        "https://accounts.test.evil.example",
        "null",
    ] {
        let why = format!("Origin checking failed - {origin} does not match any trusted origins.");
        alice.with("origin", origin).patch(path, json!({})).await.is(403, failed(&why));
    }
}

#[tokio::test]
async fn the_session_endpoints_are_closed_to_other_sites() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let login =
            alice.signed_out().with(name, value).post("/auth/session/login/", alice.login(GOOD)).await;
        login.has(403);
        assert!(login.headers().get("set-cookie").is_none(), "{login}");
        alice.with(name, value).post("/auth/session/logout/", json!({})).await.has(403);
    }
    for (name, value) in [
        ("origin", "https://accounts.test"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let login =
            alice.signed_out().with(name, value).post("/auth/session/login/", alice.login(GOOD)).await;
        login.has(200);
    }
    alice.get("/auth/session/").await.has(200);
}
