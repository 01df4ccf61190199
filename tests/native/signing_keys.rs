//! `/v1/signing_keys`: which keys there are, and making the next.

use super::cast::{column, is_invalid, is_refused};
use crate::world::World;
use serde_json::{Value, json};
use std::time::Duration;

const KEYS: &str = "/v1/signing_keys";
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_key_waits_signs_verifies_and_goes() {
    let world = World::new().await;
    let root = world.superuser().await;
    let (by_jwt, _) = root.by_jwt().await;
    let first = column(&root.get(KEYS).await, "kid").pop().expect("a deployment has a key");
    let began = json!("2026-01-01T12:00:00Z");
    let mut old = json!({
        "kid": first, "algorithm": "RS256", "state": "signs", "signs_from": began, "signs_until": null,
        "verifies_until": null,
    });
    let listed = root.get(KEYS).await.has(200).json()["results"].clone();
    let at = listed[0]["signs_from"].as_str().expect("a moment").starts_with("2026-01-01T12:00:0");
    old["signs_from"] = listed[0]["signs_from"].clone();
    assert!(at && listed == json!([old]), "{listed}");

    let next = root.post(KEYS, Value::Null).await.has(200).json();
    assert_eq!(next["state"], "waits");
    assert_ne!(next["kid"], first);
    let again = root.post(KEYS, Value::Null).await;
    again.is(200, next.clone());
    let both = root.get(KEYS).await;
    assert_eq!(column(&both, "kid"), [first.clone(), next["kid"].clone()]);
    assert_eq!(column(&both, "signs_until"), [next["signs_from"].clone(), Value::Null]);

    world.later(3 * HOUR);
    assert_eq!(column(&root.get(KEYS).await, "state"), ["verifies", "signs"]);
    // Whoever signs in now has the new one.
    let (by_new, _) = root.by_jwt().await;
    by_new.get("/v1/me").await.has(200);
    by_jwt.get("/v1/me").await.has(401);
    world.later(4 * HOUR);
    world.app.keyring.keep(&world.app).await.expect("the table answers");
    assert_eq!(column(&root.get(KEYS).await, "kid"), [next["kid"].clone()]);
}

#[tokio::test]
async fn nothing_secret_is_shown_and_only_to_superusers() {
    let world = World::new().await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let staff = json!({ "is_staff": true });
    root.patch(&format!("/v1/users/{}", ada.id), staff).await.has(200);
    for refused in [ada.get(KEYS).await, ada.post(KEYS, Value::Null).await] {
        is_refused(&refused, 403);
    }
    is_refused(&world.anyone().get(KEYS).await, 401);
    world.forget_key().await;
    assert!(column(&root.get(KEYS).await, "kid").is_empty());
    let first = root.post(KEYS, Value::Null).await.has(200).json();
    assert_eq!(first["state"], "signs", "there is none that would have to be waited for");
    let shown = root.get(KEYS).await.has(200).json()["results"][0].clone();
    let keys: Vec<_> = shown.as_object().expect("a key").keys().collect();
    assert_eq!(keys, ["kid", "algorithm", "state", "signs_from", "signs_until", "verifies_until"]);
    is_invalid(
        &root.get(&format!("{KEYS}?state=signs")).await,
        "state",
        "Unknown parameter. There are: limit, cursor.",
    );
}

#[tokio::test]
async fn of_two_who_rotate_at_once_both_get_the_same_key() {
    let world = World::new().await;
    let root = world.superuser().await;
    root.by_jwt().await;
    let rotations = (0..2).map(|_| {
        let root = root.clone();
        tokio::spawn(async move { root.post(KEYS, Value::Null).await.has(200).text_of("kid") })
    });
    let mut kids = Vec::new();
    for rotation in rotations.collect::<Vec<_>>() {
        kids.push(rotation.await.expect("an answer"));
    }
    kids.dedup();
    assert_eq!(kids.len(), 1);
    assert_eq!(column(&root.get(KEYS).await, "kid").len(), 2);
}
