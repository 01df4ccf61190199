//! Limits against guessing at the doors of the native API.

use crate::world::{Actor, GOOD, World};
use serde_json::json;

const SESSIONS: &str = "/v1/sessions";

async fn guess(from: &Actor, login: &str) -> u16 {
    from.post(SESSIONS, json!({ "login": login, "password": "a wrong guess" })).await.status()
}

#[tokio::test]
async fn who_has_an_address_for_a_name_forgives_nobody_elses_failures() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let mallory = world.superuser().await;
    let form = json!({ "username": "ada@example.org", "email": "mallory@example.org", "password": GOOD });
    mallory.post("/v1/users/create", form).await.has(201);
    let ada = world.user("ada").await;
    let anyone = world.anyone();
    for _ in 0..5 {
        assert_eq!(guess(&anyone, &ada.email).await, 401);
        let own = json!({ "username": ada.email, "password": GOOD });
        anyone.post("/v1/auth/obtain", own).await.has(200);
    }
    assert_eq!(guess(&anyone, &ada.email).await, 429);
}

#[tokio::test]
async fn nothing_that_is_typed_counts_as_somebodys_proof() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let stranger = world.anyone().from("198.51.100.7");
    for login in [format!("proof#{}", ada.id), format!("attempts#proof#{}", ada.id)] {
        for _ in 0..6 {
            guess(&stranger, &login).await;
        }
    }
    let form = json!({ "current_password": GOOD, "new_password": "another good battery" });
    ada.post("/v1/me/password", form).await.is_empty(204);
}

#[tokio::test]
async fn a_reset_forgives_failures_by_name_and_by_address() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let anyone = world.anyone().from("198.51.100.7");
    for login in ["ada", "ada@example.org"] {
        for _ in 0..5 {
            assert_eq!(guess(&anyone, login).await, 401);
        }
        assert_eq!(guess(&anyone, login).await, 429);
    }
    anyone.post("/v1/password_reset", json!({ "email": ada.email })).await.is_empty(204);
    let token = world.mail_to(&ada.email).await.link().proof()["token"].clone();
    let new = "another good battery";
    let form = json!({ "token": token, "new_password": new });
    anyone.post("/v1/password_reset/confirm", form).await.is_empty(204);
    for login in ["ada", "ada@example.org"] {
        anyone.post(SESSIONS, json!({ "login": login, "password": new })).await.has(201);
    }
}

#[tokio::test]
async fn renaming_does_not_tell_for_ever_who_is_there() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    world.user("bob").await;
    let mut refused = None;
    for asked in 1..=61 {
        let reply = ada.post("/v1/me/username", json!({ "username": "bob", "current_password": GOOD })).await;
        if reply.status() == 429 {
            refused = Some(asked);
            break;
        }
        reply.has(400);
    }
    assert_eq!(refused, Some(61));
}
