//! What dies half-way, or is held up while others go on: sweeps, the nightly walk, trims; and instances whose clocks differ.

use super::races::at_once;
use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};
use shared::domain::UserId;
use shared::store::items::{Kind, SignedIn};
use shared::store::{Change, Key};
use std::time::Duration;

/// Another password.
const BETTER: &str = "battery staple correct";

const THIRTY: Duration = Duration::from_secs(30);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

/// The number of a DynamoDB item's attribute; 0 when there is none.
fn number(item: &Value, name: &str) -> u64 {
    item[name]["N"].as_str().map_or(0, |number| number.parse().expect("a number"))
}

#[tokio::test]
async fn a_sweep_that_dies_anywhere_is_done_again() {
    for writes in 0.. {
        let world = World::behind_proxy(&[]).await;
        let root = world.superuser().await;
        let ada = world.user("ada").await;
        ada.by_jwt().await;
        let groups =
            json!({ "add": [root.post("/v1/groups", json!({ "name": "editors" })).await.json()["pk"]] });
        root.patch(&format!("/v1/users/{}/groups", ada.id), groups).await.has(200);
        ada.delete("/v1/me", json!({ "current_password": GOOD })).await.is_empty(204);
        world.proxy().crash_after(writes);
        world.deliver().await;
        let crashed = world.proxy().crashed();
        world.proxy().heal();
        world.later(MINUTE);
        world.clean().await;
        let left = world.proxy().items().await.into_iter().filter(|item| {
            let is_hers =
                |name: &str| item[name]["S"].as_str().is_some_and(|key| key.contains(&ada.id.to_string()));
            is_hers("pk")
                || is_hers("sk")
                || item["pk"]["S"].as_str().is_some_and(|pk| pk.starts_with("WORK#"))
        });
        let left: Vec<_> = left.collect();
        assert!(left.len() == 1 && !left[0]["deleted_at"].is_null(), "after {writes} writes: {left:#?}");
        world.holds_together().await;
        if !crashed {
            break;
        }
    }
}

#[tokio::test]
async fn a_walk_that_dies_anywhere_goes_on_from_where_it_came() {
    for writes in 0.. {
        let world = World::behind_proxy(&[]).await;
        world.superuser().await;
        for name in ["ada", "bob", "eve"] {
            world.newcomer(name).await;
        }
        world.later(8 * DAY);
        let carl = world.newcomer("carl").await;
        world.proxy().crash_after(writes);
        world.walk().await;
        let crashed = world.proxy().crashed();
        world.proxy().heal();
        world.later(3 * MINUTE);
        world.walk().await;
        let users = world.proxy().items_of("U#").await;
        let living = users.iter().filter(|user| user["deleted_at"].is_null());
        let mut living: Vec<_> = living.map(|user| number(user, "id")).collect();
        living.sort_unstable();
        assert_eq!(living, [world.superuser().await.id, carl.id], "after {writes} writes");
        assert_eq!(world.proxy().items_of("WALK").await.len(), 1);
        world.holds_together().await;
        if !crashed {
            break;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_walkers_the_one_that_was_given_up_stops() {
    let world = std::sync::Arc::new(World::behind_proxy(&[]).await);
    world.superuser().await;
    world.newcomer("ada").await;
    world.later(8 * DAY);
    // The first takes the lease, and is held up before it notes how far it came.
    let hold = world.proxy().on("UpdateItem", 1..2).at("WALK").hold();
    let first = tokio::spawn({
        let world = std::sync::Arc::clone(&world);
        async move { world.walk().await }
    });
    hold.arrived().await;
    world.proxy().heal();
    world.walk().await;
    assert!(world.proxy().items_of("WALK").await[0]["place"].is_null(), "the lease is the first one's");
    world.later(3 * MINUTE);
    world.walk().await;
    let walk = world.proxy().items_of("WALK").await;
    hold.release();
    first.await.expect("it stops");
    assert_eq!(world.proxy().items_of("WALK").await, walk);
}

/// Twenty opaque tokens that were used some hours ago, as many as a user has.
async fn twenty(world: &World, user: &Actor) {
    let (id, now) = (UserId::from(user.id), world.app.now());
    for number in 0..20 {
        let token = SignedIn::new(format!("{:064x}", now.micros() + number), Kind::Token, 0, now);
        world.app.store.create(token.key(id), &token).await.expect("a table").expect("it is new");
    }
    let count = Change::of(Key::Login(id)).increment("tokens", 20).increment("sign_ins", 20);
    world.app.store.update(count).await.expect("a table").expect("there is one");
    world.later(2 * HOUR);
}

/// How many opaque tokens there are that nothing sweeps.
async fn unswept(world: &World) -> usize {
    let items = world.proxy().items_of("S#").await;
    items.iter().filter(|item| item["kind"]["S"] == "token" && item["ttl"].is_null()).count()
}

/// How many opaque tokens the login record counts, and how many there are that let in.
async fn tokens(world: &World) -> (u64, usize) {
    let record = world.proxy().items_of("L#").await;
    let open = world.proxy().items_of("S#").await.into_iter().filter(|item| item["ended_at"].is_null());
    let ada = record.iter().find(|record| number(record, "tokens") > 0).expect("she has tokens");
    (number(ada, "tokens"), open.filter(|item| item["kind"]["S"] == "token").count())
}

#[tokio::test]
async fn a_trim_that_dies_anywhere_is_done_by_the_next_sign_in() {
    for writes in 0.. {
        let world = World::behind_proxy(&[]).await;
        let ada = world.newcomer("ada").await;
        let link = world.mail_to(&ada.email).await.link();
        ada.post("/auth/users/activation/", link.proof()).await.is_empty(204);
        ada.by_token().await;
        twenty(&world, &ada).await;
        // The outcome and the sign-in are written before it trims.
        world.proxy().crash_after(2 + writes);
        let first = ada.signed_out().post("/auth/token/login/", ada.login(GOOD)).await;
        let crashed = world.proxy().crashed();
        world.proxy().heal();
        assert_eq!(first.status(), if writes == 0 { 503 } else { 200 }, "{first}");
        let second = ada.by_token().await;
        second.get("/auth/users/me/").await.has(200);
        let (counted, open) = tokens(&world).await;
        assert!(open <= 20 && open as u64 <= counted, "after {writes} writes: {open}, {counted} counted");
        if !crashed {
            break;
        }
    }
}

#[tokio::test]
async fn a_trim_lets_go_of_tokens_that_a_new_password_ended() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    // It trims the twenty to fifteen.
    twenty(&world, &ada).await;
    let own = ada.by_token().await;
    own.post("/auth/users/set_password/", json!({ "current_password": GOOD, "new_password": BETTER }))
        .await
        .is_empty(204);
    let ended = unswept(&world).await;
    assert!(ended > 12, "{ended} tokens");
    let mut newest = own;
    for _ in 0..10 {
        newest = ada.by_token_with(BETTER).await;
    }
    newest.get("/auth/users/me/").await.has(200);
    let (counted, left) = (tokens(&world).await.0, unswept(&world).await);
    assert!(left <= 12 && left as u64 <= counted, "{left} after {ended}, {counted} counted");
}

#[tokio::test]
async fn tokens_that_a_trim_could_not_let_go_of_are_let_go_by_the_next_sign_ins() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let own = ada.by_token().await;
    own.post("/auth/users/set_password/", json!({ "current_password": GOOD, "new_password": BETTER }))
        .await
        .is_empty(204);
    // They are of the password before: 120, of which a trim takes 50.
    for _ in 0..6 {
        twenty(&world, &ada).await;
    }
    for left in [70, 20, 0] {
        ada.by_token_with(BETTER).await.get("/auth/users/me/").await.has(200);
        let living = unswept(&world).await - left;
        assert_eq!(tokens(&world).await.0, (living + left) as u64, "{left} are left, and counted");
        assert!((2..=4).contains(&living), "{living} beside the {left} that are left");
    }
    own.get("/auth/users/me/").await.has(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_signs_in_during_a_trim_is_counted() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    twenty(&world, &ada).await;
    let hold = world.proxy().on("UpdateItem", 1..2).at("L#").hold();
    let first = tokio::spawn({
        let ada = ada.clone();
        async move { ada.by_token().await }
    });
    hold.arrived().await;
    world.proxy().heal();
    for _ in 0..3 {
        ada.by_token().await;
    }
    hold.release();
    first.await.expect("it signs in");
    let (counted, open) = tokens(&world).await;
    assert!(open as u64 <= counted && open <= 20, "{open} tokens, {counted} counted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn instances_whose_clocks_differ_end_no_honest_family() {
    let world = World::behind_proxy(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
    let ada = world.user("ada").await;
    let (_, mut refresh) = ada.by_jwt().await;
    let (here, ahead) = (world.anyone(), world.anyone_ahead(THIRTY));
    for round in 0..12 {
        // The answer gets lost, and the client asks as often as it can at both, long after.
        let first = if round % 2 == 0 { &here } else { &ahead };
        first.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(200);
        world.later(Duration::from_secs(11));
        let replies = at_once(10, |number| {
            let from = if number % 2 == 0 { here.clone() } else { ahead.clone() };
            let body = json!({ "refresh": refresh });
            async move { from.post("/auth/jwt/refresh/", body).await }
        });
        let replies = replies.await;
        let successors: Vec<_> = replies.iter().map(|reply| reply.has(200).text_of("refresh")).collect();
        assert!(successors.iter().all(|successor| *successor == successors[0]), "{successors:?}");
        refresh = successors[0].clone();
    }
    let family = world.proxy().items_of("S#").await;
    let late = family.iter().map(|family| number(family, "late")).max();
    assert!(late.is_some_and(|late| (1..=20).contains(&late)), "{late:?}");
}

#[tokio::test]
async fn what_an_instance_that_is_behind_ends_is_over_at_one_that_is_ahead() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    let (here, ahead) = (world.anyone(), world.anyone_ahead(THIRTY));
    // Signed in by the clock that is ahead, and ended by the one that is behind.
    let token = ahead.post("/auth/token/login/", ada.login(GOOD)).await.has(200).text_of("auth_token");
    let token = format!("Token {token}");
    here.with("authorization", &token).get("/v1/me").await.has(200);
    ada.delete("/v1/sessions", json!({})).await.is_empty(204);
    for instance in [&here, &ahead] {
        instance.with("authorization", &token).get("/v1/me").await.has(401);
    }
}
