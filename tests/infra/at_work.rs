//! What functions do without being asked, watched as every request is: the roles allow it.

use super::template::FUNCTIONS;
use crate::world::World;
use janitor::Janitor;
use shared::lambda::Occasion;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn the_nights_walk_and_the_cleaning_after_it() {
    let world = World::new().await;
    world.newcomer("ada").await;
    world.later(8 * DAY);
    let janitor = Janitor::new(world.app_of("janitor"));
    let missed = janitor.handle(Occasion::Nightly).await;
    assert!(missed.is_empty(), "{missed:?}");
    let missed = janitor.handle(Occasion::Schedule).await;
    assert!(missed.is_empty(), "{missed:?}");
    // Her name is free again.
    world.newcomer("ada").await;
}

#[tokio::test]
async fn the_signing_keys_are_made_replaced_and_removed() {
    let world = World::new().await;
    for (days, published) in [(0, 1), (91, 2), (1, 1)] {
        world.later(days * DAY);
        let kept = tokens::keep_keys(world.app_of("tokens")).await;
        assert!(kept.is_ok(), "{kept:?}");
        world.later(Duration::from_secs(61));
        let keys = world.anyone().get("/.well-known/jwks.json").await.has(200).json();
        assert_eq!(keys["keys"].as_array().map(Vec::len), Some(published), "after {days} days: {keys}");
    }
}

#[tokio::test]
async fn who_answers_requests_reads_the_public_keys_at_its_start() {
    let world = World::new().await;
    for (function, _) in FUNCTIONS.iter().filter(|(function, _)| !["mailer", "janitor"].contains(function)) {
        let app = world.app_of(function);
        app.keyring.warm_up(&app).await.expect("the table answers").expect("the edition is ours");
    }
}
