//! `LATCHKEY_USER_IDS=sequence`: numbers from 1, as Django has them.

use crate::world::{GOOD, World};
use janitor::Janitor;
use serde_json::json;
use shared::lambda::Occasion;
use std::collections::BTreeSet;
use std::time::Duration;

async fn numbered(more: &[(&str, &str)]) -> World {
    World::with(&[&[("USER_IDS", "sequence")], more].concat()).await
}

#[tokio::test]
async fn users_are_numbered_from_one_and_no_number_comes_twice() {
    let world = numbered(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let ada = world.newcomer("ada").await.by_token().await;
    assert_eq!((ada.id, world.newcomer("bob").await.id), (1, 2));
    ada.delete("/auth/users/me/", json!({ "current_password": GOOD })).await.is_empty(204);
    assert_eq!(world.newcomer("carol").await.id, 3);
    // A number that somebody brought is skipped, and so is all below it.
    world.app.store.raise_user_sequence(40.into()).await.unwrap();
    world.app.store.raise_user_sequence(7.into()).await.unwrap();
    assert_eq!(world.newcomer("dora").await.id, 41);
}

#[tokio::test]
async fn many_at_once_get_a_number_each() {
    let world = numbered(&[]).await;
    let sign_ups = (0..64).map(|number| {
        let anyone = world.anyone();
        tokio::spawn(async move { anyone.sign_up(&format!("user{number}")).await.id })
    });
    let mut ids = BTreeSet::new();
    for sign_up in sign_ups.collect::<Vec<_>>() {
        ids.insert(sign_up.await.unwrap());
    }
    assert_eq!(ids, (1..=64).collect());
}

#[tokio::test]
async fn a_number_that_is_taken_means_the_next_one() {
    let world = numbered(&[]).await;
    let root = world.superuser().await.in_browser().await;
    let form = json!({ "username": "ada", "password": GOOD });
    root.put("/users/2/", form).await.has(201);
    assert_eq!(world.newcomer("bob").await.id, 3);
}

#[tokio::test]
async fn the_nights_walk_waits_for_who_joined_lately() {
    let world = numbered(&[]).await;
    for day in 0..10 {
        world.newcomer(&format!("user{day}")).await;
        world.later(Duration::from_secs(86_400));
        let missed = Janitor::new(world.app_of("janitor")).handle(Occasion::Nightly).await;
        assert!(missed.is_empty(), "{missed:?}");
    }
    let left = world.superuser().await.get("/v1/users?username__startswith=user").await;
    // Those of the first four days are gone: the fourth joined seven days and a moment ago.
    assert_eq!(left.has(200).json()["results"].as_array().unwrap().len(), 6);
}
