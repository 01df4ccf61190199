//! `/auth/jwt/…` (contract §2.5), with and without rotation.

use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};
use std::time::Duration;

const REFRESH: &str = "/auth/jwt/refresh/";
const VERIFY: &str = "/auth/jwt/verify/";

fn invalid(detail: &str) -> Value {
    json!({ "detail": detail, "code": "token_not_valid" })
}

fn refresh(token: &str) -> Value {
    json!({ "refresh": token })
}

#[tokio::test]
async fn signing_in_gives_two_tokens() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let reply = world.anyone().post("/auth/jwt/create/", alice.login(GOOD)).await;
    let pair = json!({ "refresh": reply.text_of("refresh"), "access": reply.text_of("access") });
    reply.is(200, pair).says("allow", "POST, OPTIONS");
}

#[tokio::test]
async fn what_does_not_fit_is_refused() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let zoe = world.newcomer("zoe").await;
    let refused = json!({ "detail": "No active account found with the given credentials" });
    for form in [
        alice.login("wrong"),
        json!({ "username": "nobody", "password": GOOD }),
        zoe.login(GOOD),
        json!({ "username": alice.email, "password": GOOD }),
    ] {
        let reply = world.anyone().post("/auth/jwt/create/", form).await;
        reply.is(401, refused.clone()).says("www-authenticate", "JWT realm=\"api\"");
    }
    let (required, blank) = (["This field is required."], ["This field may not be blank."]);
    let missing = json!({ "username": required, "password": required });
    world.anyone().post("/auth/jwt/create/", json!({})).await.is(400, missing);
    let missing = json!({ "username": required });
    let form = json!({ "email": alice.email, "password": GOOD });
    world.anyone().post("/auth/jwt/create/", form).await.is(400, missing);
    let empty = json!({ "username": "", "password": "" });
    let reply = world.anyone().post("/auth/jwt/create/", empty).await;
    reply.is(400, json!({ "username": blank, "password": blank }));
}

#[tokio::test]
async fn a_refresh_token_gives_access_for_a_day_and_stays() {
    let world = World::new().await;
    let (alice, token) = world.user("alice").await.by_jwt().await;
    for _ in 0..2 {
        world.later(Duration::from_secs(43_199));
        let reply = world.anyone().post(REFRESH, refresh(&token)).await;
        let access = reply.has(200).text_of("access");
        reply.is(200, json!({ "access": access }));
        let alice = alice.with("authorization", &format!("JWT {access}"));
        alice.get("/auth/users/me/").await.is(200, alice.object());
    }
    world.later(Duration::from_secs(2));
    world.anyone().post(REFRESH, refresh(&token)).await.is(401, invalid("Token is expired"));
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let world = World::new().await;
    let (alice, token) = world.user("alice").await.by_jwt().await;
    let tampered = format!("{}AAAA", &token[..token.len() - 4]);
    for (token, why) in [
        ("nonsense", "Token is invalid"),
        ("a.b.c", "Token is invalid"),
        (&tampered, "Token is invalid"),
        (alice.credential(), "Token has wrong type"),
    ] {
        let reply = world.anyone().post(REFRESH, refresh(token)).await;
        reply.is(401, invalid(why)).says("www-authenticate", "JWT realm=\"api\"");
    }
    let required = json!({ "refresh": ["This field is required."] });
    world.anyone().post(REFRESH, json!({})).await.is(400, required);
}

#[tokio::test]
async fn both_kinds_of_tokens_verify_until_they_are_over() {
    let world = World::new().await;
    let (alice, token) = world.user("alice").await.by_jwt().await;
    for token in [alice.credential(), &token] {
        world.anyone().post(VERIFY, json!({ "token": token })).await.is(200, json!({}));
    }
    let reply = world.anyone().post(VERIFY, json!({ "token": "nonsense" })).await;
    reply.is(401, invalid("Token is invalid"));
    let required = json!({ "token": ["This field is required."] });
    world.anyone().post(VERIFY, json!({})).await.is(400, required);
    world.later(Duration::from_secs(300));
    let reply = world.anyone().post(VERIFY, json!({ "token": alice.credential() })).await;
    reply.is(401, invalid("Token is expired"));
}

#[tokio::test]
async fn lifetimes_are_settings() {
    let world = World::with(&[("ACCESS_TOKEN_LIFETIME", "60"), ("REFRESH_TOKEN_LIFETIME", "120")]).await;
    let (alice, token) = world.user("alice").await.by_jwt().await;
    world.later(Duration::from_secs(60));
    alice.get("/auth/users/me/").await.has(401);
    world.anyone().post(REFRESH, refresh(&token)).await.has(200);
    world.later(Duration::from_secs(60));
    world.anyone().post(REFRESH, refresh(&token)).await.is(401, invalid("Token is expired"));
}

/// A world in which refresh tokens rotate, Alice in it, and her first refresh token.
async fn rotating() -> (World, Actor, String) {
    let world = World::with(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
    let (alice, token) = world.user("alice").await.by_jwt().await;
    (world, alice, token)
}

#[tokio::test]
async fn with_rotation_each_refresh_gives_the_next_token() {
    let (world, alice, mut token) = rotating().await;
    for _ in 0..3 {
        world.later(Duration::from_secs(3600));
        let reply = world.anyone().post(REFRESH, refresh(&token)).await;
        let (access, next) = (reply.text_of("access"), reply.text_of("refresh"));
        reply.is(200, json!({ "access": access, "refresh": next }));
        assert_ne!(next, token);
        token = next;
        let alice = alice.with("authorization", &format!("Bearer {access}"));
        alice.get("/auth/users/me/").await.has(200);
    }
}

#[tokio::test]
async fn for_ten_seconds_the_token_before_gives_the_same_successor() {
    let (world, _, first) = rotating().await;
    let reply = world.anyone().post(REFRESH, refresh(&first)).await;
    let second = reply.text_of("refresh");
    world.later(Duration::from_secs(10));
    let again = world.anyone().post(REFRESH, refresh(&first)).await;
    assert_eq!(again.has(200).text_of("refresh"), second);
    world.anyone().post(REFRESH, refresh(&second)).await.has(200);
}

#[tokio::test]
async fn a_client_that_lost_the_answer_gets_its_successor_as_long_as_nobody_used_it() {
    let (world, alice, first) = rotating().await;
    let second = world.anyone().post(REFRESH, refresh(&first)).await.text_of("refresh");
    world.later(Duration::from_secs(3600));
    let reply = world.anyone().post(REFRESH, refresh(&first)).await;
    assert_eq!(reply.has(200).text_of("refresh"), second);
    let late = alice.with("authorization", &format!("Bearer {}", reply.text_of("access")));
    late.get("/auth/users/me/").await.has(200);
    // Once it was used, the token before ends the session: one of two is a thief.
    let third = world.anyone().post(REFRESH, refresh(&second)).await.has(200).text_of("refresh");
    let reused = world.anyone().post(REFRESH, refresh(&first)).await;
    assert_eq!(reused.has(401).text_of("code"), "token_not_valid");
    world.anyone().post(REFRESH, refresh(&third)).await.has(401);
    late.get("/auth/users/me/").await.has(401);
    // Other sessions are none of its business.
    alice.by_token().await;
}

#[tokio::test]
async fn whoever_is_always_late_is_a_thief() {
    let (world, _, first) = rotating().await;
    world.anyone().post(REFRESH, refresh(&first)).await.has(200);
    for _ in 0..21 {
        world.later(Duration::from_secs(11));
        world.anyone().post(REFRESH, refresh(&first)).await.has(200);
    }
    world.later(Duration::from_secs(11));
    world.anyone().post(REFRESH, refresh(&first)).await.has(401);
}

#[tokio::test]
async fn a_token_two_generations_old_ends_the_session_at_once() {
    let (world, _, first) = rotating().await;
    let second = world.anyone().post(REFRESH, refresh(&first)).await.text_of("refresh");
    let third = world.anyone().post(REFRESH, refresh(&second)).await.text_of("refresh");
    world.anyone().post(REFRESH, refresh(&first)).await.has(401);
    world.anyone().post(REFRESH, refresh(&third)).await.has(401);
}

#[tokio::test]
async fn a_token_whose_successor_was_used_at_either_door_ends_the_session() {
    let world = World::new().await;
    let (_, first) = world.user("alice").await.by_jwt().await;
    let rotate = async |token: &str| world.anyone().post("/v1/sessions/refresh", refresh(token)).await;
    let second = rotate(&first).await.has(200).text_of("refresh");
    world.later(Duration::from_secs(11));
    // This door replaces no token, but whoever comes with this one has it.
    world.anyone().post(REFRESH, refresh(&second)).await.has(200);
    world.later(Duration::from_secs(11));
    rotate(&first).await.has(401);
    rotate(&second).await.has(401);
}

#[tokio::test]
async fn whoever_follows_the_owner_by_a_door_that_does_not_rotate_is_found_out() {
    let world = World::new().await;
    let (_, first) = world.user("alice").await.by_jwt().await;
    let (mut owner, mut thief) = (first.clone(), first);
    let rotate = async |token: &str| world.anyone().post("/v1/sessions/refresh", refresh(token)).await;
    for round in 0..30 {
        world.later(Duration::from_secs(11));
        let rotated = rotate(&owner).await;
        if rotated.status() == 401 {
            assert!(round > 20, "{round}");
            return;
        }
        owner = rotated.has(200).text_of("refresh");
        // Tells the thief that the owner was here.
        world.anyone().post(REFRESH, refresh(&thief)).await;
        let followed = rotate(&thief).await;
        if followed.status() == 200 {
            thief = followed.text_of("refresh");
        }
    }
    panic!("the thief follows for ever");
}
