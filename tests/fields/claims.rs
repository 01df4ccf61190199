//! Values that nobody else may have: they are claimed as user names are.

use super::{first, form, registered};
use crate::integrity::races::{CALLERS, TURN, at_once, split};
use crate::world::{GOOD, World};
use janitor::Janitor;
use serde_json::json;
use shared::lambda::Occasion;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_want_the_same_at_once_one_gets_it() {
    let world = first().await;
    let turn = TURN.lock().await;
    let replies = at_once(CALLERS, |number| {
        let anyone = world.anyone();
        async move { anyone.post("/auth/users/", form(&format!("user{number}"), "+44", json!({}))).await }
    })
    .await;
    drop(turn);
    split(&replies, (1, 201), 400);
    for reply in replies.iter().filter(|reply| reply.status() == 400) {
        reply.is(400, json!({ "phone": ["user with this phone already exists."] }));
    }
}

#[tokio::test]
async fn an_account_that_is_never_activated_frees_what_it_claims() {
    let world = super::first_with(&[("SEND_ACTIVATION_EMAIL", "true")]).await;
    world.anyone().post("/auth/users/", form("ada", "1", json!({}))).await.has(201);
    world.anyone().post("/auth/users/", form("bob", "1", json!({}))).await.has(400);
    world.later(Duration::from_secs(8 * 86_400));
    let missed = Janitor::new(world.app_of("janitor")).handle(Occasion::Nightly).await;
    assert!(missed.is_empty(), "{missed:?}");
    world.anyone().post("/auth/users/", form("bob", "1", json!({}))).await.has(201);
}

#[tokio::test]
async fn case_counts_unless_the_declaration_says_otherwise() {
    let fields = r#"[{"name":"ext","type":"slug","unique":true,"blank":true},
        {"name":"tag","type":"char","max_length":9,"unique":true,"ignore_case":true,"blank":true}]"#;
    let world = World::with(&[("USER_FIELDS", fields), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let sign_up = async |name: &str, more: serde_json::Value| {
        let mut form = json!({ "username": name, "password": GOOD });
        for (key, value) in more.as_object().unwrap() {
            form[key] = value.clone();
        }
        world.anyone().post("/auth/users/", form).await
    };
    // What nobody said collides with nothing.
    sign_up("ada", json!({})).await.has(201);
    sign_up("bob", json!({})).await.has(201);
    sign_up("carol", json!({ "ext": "Ext-ABC", "tag": "Straße" })).await.has(201);
    sign_up("dora", json!({ "ext": "ext-abc" })).await.has(201);
    let taken = json!({ "tag": ["user with this tag already exists."] });
    sign_up("eve", json!({ "tag": "STRASSE" })).await.is(400, taken);
    // The empty text is a value where it is said; Django finds out when it is too late.
    sign_up("fay", json!({ "ext": "" })).await.has(201);
    sign_up("gus", json!({ "ext": "" })).await.is(400, json!(["Unable to create account."]));
}

#[tokio::test]
async fn what_a_field_was_claims_until_it_changes() {
    let world = first().await;
    let ada = registered(&world, "ada", "1").await;
    let moved: Vec<_> = (2..6).map(|phone| json!({ "phone": phone.to_string() })).collect();
    for change in &moved {
        ada.patch("/auth/users/me/", change.clone()).await.has(200);
    }
    for free in ["1", "2", "3", "4"] {
        registered(&world, &format!("user{free}"), free).await;
    }
    world.anyone().post("/auth/users/", form("zoe", "5", json!({}))).await.has(400);
}
