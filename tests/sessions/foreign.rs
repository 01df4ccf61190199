//! A page of another origin that the settings let in: it sees answers and exposed headers, and no cookie of ours.

use crate::world::{Actor, GOOD, Reply, World};
use serde_json::json;

const APP: &str = "https://app.example";

/// What scripts of the page may read under this name.
fn readable<'a>(reply: &'a Reply, name: &str) -> &'a str {
    let exposed = reply.header("access-control-expose-headers").to_ascii_lowercase();
    assert!(exposed.split(", ").any(|exposed| exposed == name), "{reply}");
    reply.says("access-control-allow-origin", APP);
    reply.header(name)
}

/// The page after signing in: its browser keeps the cookies, which it does not see.
async fn signed_in(world: &World, user: &Actor) -> (Actor, Reply) {
    let page = user.signed_out().with("origin", APP).with("sec-fetch-site", "cross-site");
    let opened = page.post("/auth/session/login/", user.login(GOOD)).await;
    opened.is(200, user.object());
    let browser = world.anyone().with_cookies_of(&opened).header("cookie").to_owned();
    (page.with("cookie", &browser), opened)
}

#[tokio::test]
async fn it_signs_in_writes_and_signs_out() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP), ("COOKIE_SAMESITE", "None")]).await;
    let alice = world.user("alice").await;
    let (page, opened) = signed_in(&world, &alice).await;
    assert!(opened.set_cookie("sessionid").contains("; SameSite=None; Secure"), "{opened}");
    page.patch("/auth/users/me/", json!({})).await.has(403);

    let page = page.with("x-csrftoken", readable(&opened, "x-csrftoken"));
    page.patch("/auth/users/me/", json!({})).await.is(200, alice.object());
    page.patch("/v1/me", json!({ "first_name": "A" })).await.has(200);
    page.post("/auth/session/logout/", json!({})).await.is_empty(204);
    page.get("/auth/session/").await.has(401);
}

#[tokio::test]
async fn it_learns_the_token_again_after_it_was_reloaded() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP)]).await;
    let alice = world.user("alice").await;
    let (page, opened) = signed_in(&world, &alice).await;
    let seen = page.get("/auth/session/").await;
    seen.is(200, alice.object());
    assert_eq!(readable(&seen, "x-csrftoken"), readable(&opened, "x-csrftoken"));
    let page = page.with("x-csrftoken", readable(&seen, "x-csrftoken"));
    page.post("/auth/session/logout/", json!({})).await.is_empty(204);
}

#[tokio::test]
async fn where_token_login_opens_a_session_it_tells_the_token_too() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP), ("CREATE_SESSION_ON_LOGIN", "true")]).await;
    let alice = world.user("alice").await;
    let login = alice.signed_out().with("origin", APP).post("/auth/token/login/", alice.login(GOOD)).await;
    assert_eq!(readable(login.has(200), "x-csrftoken"), login.cookie("csrftoken"));
}

#[tokio::test]
async fn nobody_else_is_told_anything() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP)]).await;
    let alice = world.user("alice").await;
    let evil = alice.in_browser().await.with("origin", "https://evil.example");
    evil.get("/auth/session/").await.has(403);
    let seen = evil.get("/auth/users/me/").await;
    assert!(seen.has(200).headers().get("access-control-expose-headers").is_none(), "{seen}");
    assert!(seen.headers().get("access-control-allow-origin").is_none(), "{seen}");
    assert!(seen.headers().get("x-csrftoken").is_none(), "{seen}");
    // Who came by a token has no session whose token there would be.
    let by_token = alice.get("/auth/session/").await;
    assert!(by_token.has(200).headers().get("x-csrftoken").is_none(), "{by_token}");
}
