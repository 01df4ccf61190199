//! `/auth/token/login/` and `/auth/token/logout/` (contract §2.5).

use crate::world::{GOOD, World};
use serde_json::json;
use std::time::Duration;

const LOGIN: &str = "/auth/token/login/";

#[tokio::test]
async fn what_does_not_fit_is_refused_in_one_text() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let zoe = world.newcomer("zoe").await;
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    for form in [
        alice.login("wrong"),
        json!({ "username": "nobody", "password": GOOD }),
        zoe.login(GOOD),
        json!({ "username": "alice" }),
        json!({ "password": GOOD }),
        json!({ "email": alice.email, "password": GOOD }),
        json!({ "username": "alice@example.org", "password": GOOD }),
        json!({}),
        json!({ "username": "x".repeat(2000), "password": "y".repeat(2000) }),
    ] {
        world.anyone().post(LOGIN, form).await.is(400, refused.clone());
    }
}

#[tokio::test]
async fn what_is_no_value_is_told_password_first() {
    let world = World::new().await;
    for (value, why) in [
        (json!(""), "This field may not be blank."),
        (json!(null), "This field may not be null."),
        (json!([]), "Not a valid string."),
    ] {
        let reply = world.anyone().post(LOGIN, json!({ "username": value, "password": value })).await;
        reply.is(400, json!({ "password": [why], "username": [why] }));
    }
}

#[tokio::test]
async fn signing_in_gives_a_token_and_notes_the_time() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let reply = world.anyone().post(LOGIN, json!({ "username": "ALICE", "password": GOOD })).await;
    let token = reply.has(200).text_of("auth_token");
    reply.is(200, json!({ "auth_token": token }));
    assert_eq!(reply.headers().get_all("set-cookie").iter().count(), 1, "only the device's id: {reply}");
    let form = crate::world::Request::post(LOGIN).form(&[("username", "alice"), ("password", GOOD)]);
    world.anyone().send(form).await.has(200);
    let seen = world.superuser().await.get(&format!("/v1/users/{}", alice.id)).await;
    assert!(seen.text_of("last_login").starts_with("2026-01-01T12:"), "{seen}");
}

#[tokio::test]
async fn signing_out_ends_the_one_token_that_was_shown() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let other = alice.by_token().await;
    alice.post("/auth/token/logout/", json!({})).await.is_empty(204);
    let gone = json!({ "detail": "Invalid token." });
    alice.post("/auth/token/logout/", json!({})).await.is(401, gone);
    other.get("/auth/users/me/").await.has(200);
    world.anyone().post("/auth/token/logout/", json!({})).await.has(401);
}

#[tokio::test]
async fn signing_out_with_a_jwt_ends_its_session() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (by_jwt, refresh) = alice.by_jwt().await;
    by_jwt.post("/auth/token/logout/", json!({})).await.is_empty(204);
    by_jwt.get("/auth/users/me/").await.has(401);
    world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(401);
    alice.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn a_user_has_twenty_tokens_and_the_oldest_make_room() {
    let world = World::new().await;
    let first = world.user("alice").await;
    world.later(Duration::from_secs(1));
    let mut others = Vec::new();
    for _ in 0..20 {
        others.push(first.by_token().await);
    }
    // What was used within the hour stays, however many there are.
    first.get("/auth/users/me/").await.has(200);
    world.later(Duration::from_secs(2 * 3600));
    for used in &others[10..] {
        used.get("/auth/users/me/").await.has(200);
    }
    let newest = first.by_token().await;
    for (token, status) in [(&first, 401), (&others[0], 401), (&others[19], 200), (&newest, 200)] {
        token.get("/auth/users/me/").await.has(status);
    }
    let there = newest.get("/v1/sessions").await.json()["results"].as_array().map(Vec::len);
    assert_eq!(there, Some(16), "four fifths, so that not every sign-in trims");
}

#[tokio::test]
async fn signing_in_may_open_a_browser_session_too() {
    let world = World::with(&[("CREATE_SESSION_ON_LOGIN", "true")]).await;
    let alice = world.user("alice").await;
    let reply = alice.signed_out().post(LOGIN, alice.login(GOOD)).await;
    let in_browser = alice.signed_out().with_cookies_of(reply.has(200));
    in_browser.get("/auth/users/me/").await.is(200, alice.object());
    let both = in_browser.with("authorization", &format!("Token {}", reply.text_of("auth_token")));
    let out = both.post("/auth/token/logout/", json!({})).await;
    assert_eq!(out.is_empty(204).cookie("sessionid"), "");
    in_browser.get("/auth/users/me/").await.has(401);

    let foreign = alice.signed_out().with("origin", "https://evil.example");
    let refused = foreign.post(LOGIN, alice.login(GOOD)).await;
    assert!(refused.has(403).headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn the_field_to_sign_in_with_is_a_setting() {
    let world = World::with(&[("LOGIN_FIELD", "email")]).await;
    let alice = world.user("alice").await;
    alice.get("/auth/users/me/").await.has(200);
    let by_name = json!({ "username": "alice", "password": GOOD });
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    world.anyone().post(LOGIN, by_name).await.is(400, refused);
    let other_case = json!({ "email": "Alice@EXAMPLE.org", "password": GOOD });
    world.anyone().post(LOGIN, other_case).await.has(200);
    let blank = ["This field may not be blank."];
    let reply = world.anyone().post(LOGIN, json!({ "email": "", "password": "" })).await;
    reply.is(400, json!({ "password": blank, "email": blank }));
}
