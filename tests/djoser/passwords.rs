//! Django's four rules (contract §1.7), wherever a password is set.

use crate::world::{GOOD, World};
use serde_json::json;

const SHORT: &str = "This password is too short. It must contain at least 8 characters.";
const COMMON: &str = "This password is too common.";
const NUMERIC: &str = "This password is entirely numeric.";
const LIKE_USERNAME: &str = "The password is too similar to the username.";
const LIKE_EMAIL: &str = "The password is too similar to the email address.";

#[tokio::test]
async fn every_rule_that_is_broken_is_told_in_djangos_order() {
    let world = World::new().await;
    let rows = [
        ("1234567", vec![SHORT, COMMON, NUMERIC]),
        ("12345678", vec![COMMON, NUMERIC]),
        ("71920375164", vec![NUMERIC]),
        ("xk3#vQ9", vec![SHORT]),
        (" xk3#vQ9 ", vec![SHORT]),
        ("password", vec![COMMON]),
        ("PassWord", vec![COMMON]),
        ("Iloveyou", vec![COMMON]),
        ("alice1234", vec![LIKE_USERNAME]),
        ("Alice.L", vec![LIKE_USERNAME, SHORT]),
        ("wonderland7", vec![LIKE_EMAIL]),
    ];
    for (password, reasons) in rows {
        let form =
            json!({ "username": "alice.l", "email": "alice@wonderland.example", "password": password });
        world.anyone().post("/auth/users/", form).await.is(400, json!({ "password": reasons }));
    }
}

#[tokio::test]
async fn names_that_registration_asks_for_are_compared_too() {
    let world = World::with(&[("REQUIRED_FIELDS", "email,first_name,last_name")]).await;
    for (password, which) in [("Josephine7", "first name"), ("Baker-Street", "last name")] {
        let form = json!({
            "username": "jb", "email": "j@example.org", "first_name": "Josephine", "last_name": "Bakerstreet",
            "password": password,
        });
        let why = format!("The password is too similar to the {which}.");
        world.anyone().post("/auth/users/", form).await.is(400, json!({ "password": [why] }));
    }
}

#[tokio::test]
async fn a_change_is_judged_against_the_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for (password, reasons) in [
        ("alice1234", vec![LIKE_USERNAME]),
        ("alice@example.org", vec![LIKE_EMAIL]),
        ("12345678", vec![COMMON, NUMERIC]),
    ] {
        let change = json!({ "current_password": GOOD, "new_password": password });
        let reply = alice.post("/auth/users/set_password/", change).await;
        reply.is(400, json!({ "new_password": reasons }));
    }
    alice.by_token().await;
}

#[tokio::test]
async fn a_reset_is_judged_against_the_account_and_a_refusal_keeps_the_link() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let anyone = world.anyone();
    anyone.post("/auth/users/reset_password/", json!({ "email": alice.email })).await.is_empty(204);
    let link = world.mail_to(&alice.email).await.link();

    for (password, reasons) in [
        ("alice1234", vec![LIKE_USERNAME]),
        ("1234567", vec![SHORT, COMMON, NUMERIC]),
        (&"x".repeat(257), vec!["Ensure this field has no more than 256 characters."]),
    ] {
        let proof = link.proof_with("new_password", password);
        let reply = anyone.post("/auth/users/reset_password_confirm/", proof).await;
        reply.is(400, json!({ "new_password": reasons }));
    }
    let proof = link.proof_with("new_password", "a new good battery");
    anyone.post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    alice.by_token_with("a new good battery").await;
}

#[tokio::test]
async fn the_least_length_is_a_setting() {
    let world = World::with(&[("PASSWORD_MIN_LENGTH", "12")]).await;
    let form = json!({ "username": "bob", "password": "xk3#vQ9-xk3" });
    let why = "This password is too short. It must contain at least 12 characters.";
    world.anyone().post("/auth/users/", form).await.is(400, json!({ "password": [why] }));
}

#[tokio::test]
async fn length_is_counted_in_characters() {
    let world = World::new().await;
    let form = |name: &str, password: &str| json!({ "username": name, "password": password });
    let short = form("one", "ŝtŭŝtŭŝ");
    world.anyone().post("/auth/users/", short).await.is(400, json!({ "password": [SHORT] }));
    world.anyone().post("/auth/users/", form("two", "ŝtŭŝtŭŝt")).await.has(201);
    world.anyone().post("/auth/users/", form("three", &"ŝ".repeat(256))).await.has(201);
}

/// Who sets both at once has it judged by what they will be called.
#[tokio::test]
async fn a_password_is_held_against_the_names_that_come_with_it() {
    let world = World::new().await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let (own, native) = (format!("/api/accounts/{}/", ada.id), format!("/v1/users/{}", ada.id));
    let names = json!({ "username": "quokka9922", "password": "quokka9922" });
    ada.patch(&own, names.clone()).await.is(400, json!({ "password": [LIKE_USERNAME] }));
    root.patch(&native, names.clone()).await.has(400);
    root.put(&format!("/users/{}/", ada.id), names).await.has(400);
    let address = json!({ "email": "quokka9922@example.com", "password": "quokka9922" });
    ada.patch(&own, address.clone()).await.is(400, json!({ "password": [LIKE_EMAIL] }));
    root.patch(&native, address).await.has(400);
    ada.by_token().await;
}
