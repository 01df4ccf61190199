//! `POST /auth/session/login/`, and `GET /auth/session/`.

use crate::world::{GOOD, World};
use serde_json::json;
use std::time::Duration;

const LOGIN: &str = "/auth/session/login/";
const SESSION: &str = "/auth/session/";

/// The attributes of a cookie, sorted.
fn attributes(cookie: &str) -> Vec<&str> {
    let mut attributes: Vec<_> = cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    attributes
}

#[tokio::test]
async fn signing_in_answers_the_user_and_sets_both_cookies() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let reply = world.anyone().post(LOGIN, alice.login(GOOD)).await;
    reply.is(200, alice.object());
    let session = attributes(reply.set_cookie("sessionid"));
    assert_eq!(session, ["HttpOnly", "Max-Age=1209600", "Path=/", "SameSite=Lax", "Secure"]);
    let csrf = attributes(reply.set_cookie("csrftoken"));
    assert_eq!(csrf, ["Max-Age=1209600", "Path=/", "SameSite=Lax", "Secure"]);

    let in_browser = alice.signed_out().with_cookies_of(&reply);
    for path in [SESSION, "/auth/users/me/", "/auth/me/", "/users/me/"] {
        in_browser.get(path).await.is(200, alice.object());
    }
    world.anyone().get(SESSION).await.has(401);
}

#[tokio::test]
async fn on_plain_http_at_home_the_cookies_are_not_secure() {
    let world = World::with(&[("PUBLIC_URL", "http://127.0.0.1:8000")]).await;
    let alice = world.newcomer("alice").await;
    let reset = json!({ "email": alice.email });
    world.anyone().post("/auth/users/reset_password/", reset).await.is_empty(204);
    let link = world.mail_to(&alice.email).await.link();
    let proof = link.proof_with("new_password", "a new good battery");
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    let reply = world.anyone().post(LOGIN, alice.login("a new good battery")).await;
    assert!(!reply.has(200).set_cookie("sessionid").contains("Secure"), "{reply}");
}

#[tokio::test]
async fn what_does_not_fit_is_refused_as_djoser_refuses_it() {
    let world = World::new().await;
    let (alice, zoe) = (world.user("alice").await, world.newcomer("zoe").await);
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    let nobody = json!({ "username": "nobody", "password": GOOD });
    for form in [alice.login("wrong"), zoe.login(GOOD), nobody] {
        let reply = world.anyone().post(LOGIN, form).await;
        reply.is(400, refused.clone());
        assert!(reply.headers().get("set-cookie").is_none(), "{reply}");
    }
    let required = ["This field is required."];
    let missing = json!({ "username": required, "password": required });
    world.anyone().post(LOGIN, json!({})).await.is(400, missing);
    world.anyone().get(LOGIN).await.is(405, json!({ "detail": "Method \"GET\" not allowed." }));
}

#[tokio::test]
async fn a_session_ends_after_a_day_of_silence() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    for _ in 0..3 {
        world.later(Duration::from_secs(86_000));
        alice.get(SESSION).await.has(200);
    }
    world.later(Duration::from_secs(86_401));
    alice.get(SESSION).await.has(401);
}

#[tokio::test]
async fn a_session_ends_after_a_fortnight_however_busy() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    for _ in 0..27 {
        world.later(Duration::from_secs(43_200));
        alice.get(SESSION).await.has(200);
    }
    world.later(Duration::from_secs(43_200));
    alice.get(SESSION).await.has(401);
}

#[tokio::test]
async fn a_dead_cookie_is_nobody() {
    let world = World::new().await;
    let absent = json!({ "detail": "Authentication credentials were not provided." });
    for cookie in ["sessionid=nonsense", "sessionid=", "sessionid=2n9c-0123456789abcdef; csrftoken=x", "a=b"]
    {
        let stranger = world.anyone().with("cookie", cookie);
        stranger.get("/auth/users/me/").await.is(401, absent.clone());
        let form = json!({ "email": "nobody@example.org" });
        stranger.post("/auth/users/reset_password/", form).await.is_empty(204);
    }
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_it_replaces() {
    let world = World::with(&[("CREATE_SESSION_ON_LOGIN", "true")]).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let elsewhere = alice.in_browser().await;
    for path in [LOGIN, "/auth/token/login/"] {
        for next in [&alice, &bob] {
            let before = alice.in_browser().await;
            // A wrong password replaces nothing.
            before.post(LOGIN, next.login("wrong")).await.has(400);
            before.get(SESSION).await.has(200);
            let reply = before.post(path, next.login(GOOD)).await;
            let after = next.signed_out().with_cookies_of(reply.has(200));
            before.get(SESSION).await.has(401);
            after.get(SESSION).await.is(200, next.object());
        }
    }
    elsewhere.get(SESSION).await.has(200);
}

#[tokio::test]
async fn each_sign_in_opens_a_session_of_its_own() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (first, second) = (alice.in_browser().await, alice.in_browser().await);
    assert_ne!(first.header("cookie"), second.header("cookie"));
    first.post("/auth/session/logout/", json!({})).await.is_empty(204);
    first.get(SESSION).await.has(401);
    second.get(SESSION).await.has(200);
}
