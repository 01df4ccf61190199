//! `POST /auth/session/logout/`.

use crate::world::World;
use serde_json::json;

const LOGOUT: &str = "/auth/session/logout/";

#[tokio::test]
async fn signing_out_ends_the_session_and_takes_the_cookies() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let reply = alice.post(LOGOUT, json!({})).await;
    reply.is_empty(204);
    for name in ["sessionid", "csrftoken"] {
        assert_eq!(reply.cookie(name), "");
        assert!(reply.set_cookie(name).contains("Max-Age=0"), "{reply}");
    }
    alice.get("/auth/session/").await.has(401);
    alice.get("/auth/users/me/").await.has(401);
}

#[tokio::test]
async fn without_the_csrf_token_nobody_is_signed_out() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let reply = alice.without("x-csrftoken").post(LOGOUT, json!({})).await;
    reply.is(403, json!({ "detail": "CSRF Failed: CSRF token missing." }));
    alice.get("/auth/session/").await.has(200);
}

#[tokio::test]
async fn the_cookies_session_ends_whatever_header_comes_along() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let (jwt, _) = alice.by_jwt().await;
    for header in [
        alice.header("authorization"),
        jwt.header("authorization"),
        bob.header("authorization"),
        "Token dead",
        "Token",
        "Bearer dead",
        "JWT a b",
        "Basic YTpi",
    ] {
        let browser = alice.in_browser().await;
        let both = browser.with("authorization", header);
        both.without("x-csrftoken").post(LOGOUT, json!({})).await.has(403);
        browser.get("/auth/session/").await.has(200);
        let reply = both.post(LOGOUT, json!({})).await;
        assert_eq!(reply.is_empty(204).cookie("sessionid"), "");
        browser.get("/auth/session/").await.has(401);
    }
    // The tokens were not what was signed out of.
    for by_token in [&alice, &jwt, &bob] {
        by_token.get("/auth/users/me/").await.has(200);
    }
}

#[tokio::test]
async fn signing_out_twice_is_no_mistake() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    alice.post(LOGOUT, json!({})).await.is_empty(204);
    alice.post(LOGOUT, json!({})).await.is_empty(204);
    world.anyone().post(LOGOUT, json!({})).await.is_empty(204);
}
