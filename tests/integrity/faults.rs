//! Bad days of the table: conflicts, throttling, lost requests, lost replies, errors before and after the deed.
//!
//! What passes is waited out and nobody notices. What stays is 503 with `Retry-After`, without an effect. A reply that
//! got lost is never taken for a refusal. The one test in which nobody ever answers takes the request's whole deadline,
//! about 7 s; where retries are exhausted it is 2 to 4 s.

use crate::world::{Actor, GOOD, Proxy, Reply, World};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const WRITE: &str = "TransactWriteItems";
const READ: &str = "BatchGetItem";

/// What happens to a call.
type Break = fn(&Proxy, usize);

/// Faults that pass: the `nth` call to come meets one, the next finds everything as it should be.
const PASSING: [(&str, Break); 8] = [
    ("a lost reply", |proxy, nth| proxy.on_any(nth..=nth).lose_reply()),
    ("a lost request", |proxy, nth| proxy.on_any(nth..=nth).lose_request()),
    ("an error after the deed", |proxy, nth| proxy.on_any(nth..=nth).break_after()),
    ("an error before the deed", |proxy, nth| proxy.on_any(nth..=nth).break_before()),
    ("throttling", |proxy, nth| proxy.on_any(nth..=nth).refuse("ThrottlingException")),
    ("exhausted throughput", |proxy, nth| {
        proxy.on_any(nth..=nth).refuse("ProvisionedThroughputExceededException");
    }),
    ("too many requests", |proxy, nth| proxy.on_any(nth..=nth).refuse("RequestLimitExceeded")),
    ("a transaction in progress", |proxy, nth| {
        proxy.on(WRITE, nth..=nth).refuse("TransactionInProgressException");
    }),
];

/// Reasons that a transaction is cancelled for which say nothing about what was asked.
const TRANSIENT: [&str; 3] = ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"];

/// The table as far as two stories can be compared: how many items of each kind, and what counts their changes.
async fn shape(world: &World) -> BTreeMap<String, usize> {
    let mut shape = BTreeMap::new();
    for item in world.proxy().items().await {
        let text = |name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
        // A key up to the part that chance makes; claims whole.
        let kind = |key: String| match key.split_once('#') {
            Some(("N" | "E", _)) | None => key,
            Some((kind, _)) => kind.to_owned(),
        };
        let counted = |name: &str| item[name]["N"].as_str().map(|number| format!(" {name}={number}"));
        let counts: String =
            ["version", "epoch", "gen", "attempts"].into_iter().filter_map(counted).collect();
        let sort_key = match kind(text("pk")).as_str() {
            "MAIL" | "WORK" | "JWKS" => "*".to_owned(),
            _ => kind(text("sk")),
        };
        *shape.entry(format!("{} {sort_key}{counts}", kind(text("pk")))).or_default() += 1;
    }
    shape
}

/// What was done, its status, and the table's shape then.
type Step = (&'static str, u16, BTreeMap<String, usize>);

/// Everything a user does to their account, each step with its answer and what the table looks like then.
async fn story(world: &World) -> Vec<Step> {
    let anyone = world.anyone();
    let mut told = Vec::new();
    let mut tell = async |step: &'static str, reply: &Reply| {
        told.push((step, reply.status(), shape(world).await));
    };
    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    let made = anyone.post("/auth/users/", form).await;
    tell("sign up", &made).await;
    let ada = anyone.named("ada", made.has(201).json()["id"].as_u64().expect("a number"));

    let link = world.mail_to(&ada.email).await.link();
    tell("activate", &anyone.post("/auth/users/activation/", link.proof()).await).await;
    let jwt = anyone.post("/auth/jwt/create/", ada.login(GOOD)).await;
    tell("sign in by JWT", &jwt).await;
    let refreshed =
        anyone.post("/auth/jwt/refresh/", json!({ "refresh": jwt.has(200).text_of("refresh") })).await;
    tell("refresh", &refreshed).await;
    let again = json!({ "refresh": refreshed.has(200).text_of("refresh") });
    tell("refresh again", &anyone.post("/auth/jwt/refresh/", again).await).await;
    let cookies = anyone.post("/auth/session/login/", ada.login(GOOD)).await;
    tell("sign in by browser", &cookies).await;
    let browser = ada.with_cookies_of(cookies.has(200));
    tell("sign out of the browser", &browser.post("/auth/session/logout/", json!({})).await).await;
    let token = anyone.post("/auth/token/login/", ada.login(GOOD)).await;
    tell("sign in by token", &token).await;
    let ada = ada.with("authorization", &format!("Token {}", token.has(200).text_of("auth_token")));

    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    tell("rename", &ada.post("/auth/users/set_username/", renamed).await).await;
    // Its notice must not come behind the next mail to the same address.
    world.deliver().await;
    for (step, door, to) in [
        ("call off", "/v1/email/cancel", "ada@example.org"),
        ("confirm", "/v1/email/confirm", "ada@example.com"),
    ] {
        let moved = json!({ "email": "ada@example.com", "current_password": GOOD });
        tell("ask for another address", &ada.post("/v1/me/email", moved).await).await;
        let token = json!({ "token": world.mail_to(to).await.link().token });
        tell(step, &anyone.post(door, token).await).await;
    }
    let changed = json!({ "current_password": GOOD, "new_password": "another good battery" });
    tell("change the password", &ada.post("/auth/users/set_password/", changed).await).await;
    world.deliver().await;
    tell("look", &ada.get("/auth/users/me/").await).await;
    let ask = json!({ "email": "ada@example.com" });
    tell("ask for a reset", &anyone.post("/auth/users/reset_password/", ask).await).await;
    let link = world.mail_to("ada@example.com").await.link();
    let proof = link.proof_with("new_password", "a third good battery");
    tell("reset", &anyone.post("/auth/users/reset_password_confirm/", proof).await).await;

    let ada = ada.named("countess", ada.id).by_token_with("a third good battery").await;
    let leaving = json!({ "current_password": "a third good battery" });
    tell("leave", &ada.delete("/auth/users/me/", leaving).await).await;
    world.deliver().await;
    tell("cleaned", &ada.get("/auth/users/me/").await).await;
    told
}

fn rotating() -> [(&'static str, &'static str); 1] {
    [("ROTATE_REFRESH_TOKENS", "true")]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_is_the_same_when_every_other_call_meets_a_fault() {
    let calm = World::behind_proxy(&rotating()).await;
    let expected = story(&calm).await;
    let statuses: Vec<_> = expected.iter().map(|(_, status, _)| *status).collect();
    assert_eq!(
        statuses,
        [201, 204, 200, 200, 200, 200, 204, 200, 204, 202, 204, 202, 204, 204, 200, 204, 204, 204, 401]
    );

    let mut stories = Vec::new();
    for (fault, strike) in PASSING {
        stories.push((fault, tokio::spawn(troubled(strike))));
    }
    for (fault, story) in stories {
        let told = story.await.unwrap_or_else(|_| panic!("the story does not end well: {fault}"));
        for (expected, told) in expected.iter().zip(told) {
            assert_eq!(*expected, told, "{fault}");
        }
    }
}

/// The story while every other call meets the fault.
async fn troubled(strike: Break) -> Vec<Step> {
    let world = World::behind_proxy(&rotating()).await;
    (0..1000).filter(|nth| nth % 2 == 0).for_each(|nth| strike(world.proxy(), nth));
    story(&world).await
}

#[tokio::test]
async fn what_is_sent_again_is_the_same_to_the_byte() {
    let world = World::behind_proxy(&[]).await;
    world.proxy().on(WRITE, 0..2).lose_reply();
    world.proxy().on(WRITE, 2..4).cancel(0, "TransactionConflict");
    world.newcomer("ada").await;
    let calls = world.proxy().calls();
    assert_eq!(calls.len(), 5, "{}", world.proxy().listing());
    assert!(calls.iter().all(|call| call.body == calls[0].body));
    assert!(calls[0].body["ClientRequestToken"].as_str().is_some_and(|token| token.len() <= 36));
}

#[tokio::test]
async fn a_conflict_at_any_item_of_a_sign_up_is_waited_out() {
    let world = World::behind_proxy(&[]).await;
    for (number, code) in TRANSIENT.into_iter().enumerate() {
        for index in 0..4 {
            world.proxy().on(WRITE, 0..2).cancel(index, code);
            world.newcomer(&format!("user{number}-{index}")).await;
            world.proxy().heal();
        }
    }
    let users = shape(&world).await.get("U P version=1 epoch=0").copied();
    assert_eq!(users, Some(12));
}

#[tokio::test]
async fn a_taken_name_is_told_through_lost_replies_and_conflicts() {
    let world = World::behind_proxy(&[]).await;
    world.newcomer("ada").await;
    let form = json!({ "username": "ada", "email": "other@example.org", "password": GOOD });
    for (_, strike) in PASSING {
        strike(world.proxy(), 0);
        let taken = json!({ "username": ["A user with that username already exists."] });
        world.anyone().post("/auth/users/", form.clone()).await.is(400, taken);
        world.proxy().heal();
    }
}

/// What happens to all calls.
type Outage = fn(&Proxy);

/// Faults that stay: nothing is ever done.
const STAYING: [(&str, Outage); 9] = [
    ("conflicts", |proxy| {
        proxy.on(WRITE, ..).cancel(0, "TransactionConflict");
        proxy.on("PutItem", ..).refuse("TransactionConflictException");
        proxy.on(READ, ..).leave_unprocessed();
    }),
    ("throttled items", |proxy| {
        proxy.on(WRITE, ..).cancel(-1, "ThrottlingError");
        proxy.on("PutItem", ..).refuse("ThrottlingException");
        proxy.on(READ, ..).leave_unprocessed();
    }),
    ("exhausted items", |proxy| {
        proxy.on(WRITE, ..).cancel(-1, "ProvisionedThroughputExceeded");
        proxy.on("PutItem", ..).refuse("ProvisionedThroughputExceededException");
        proxy.on(READ, ..).leave_unprocessed();
    }),
    ("reasons that nobody expects", |proxy| {
        proxy.on(WRITE, ..).cancel(0, "ValidationError");
        proxy.on("PutItem", ..).refuse("AccessDeniedException");
        proxy.on(READ, ..).refuse("AccessDeniedException");
    }),
    ("throttling", |proxy| proxy.on_any(..).refuse("ThrottlingException")),
    ("exhausted throughput", |proxy| proxy.on_any(..).refuse("ProvisionedThroughputExceededException")),
    ("too many requests", |proxy| proxy.on_any(..).refuse("RequestLimitExceeded")),
    ("errors", |proxy| proxy.on_any(..).break_before()),
    ("lost requests", |proxy| proxy.on_any(..).lose_request()),
];

/// The answer while the table does not do its work.
#[track_caller]
fn unavailable(reply: &Reply) {
    reply.has(503);
    let wait: u64 = reply.header("retry-after").parse().expect("Retry-After in seconds");
    assert!((1..=60).contains(&wait), "{reply}");
}

/// What a user can ask for, with what they hold.
struct Wish {
    actor: Actor,
    path: &'static str,
    body: Value,
    granted: u16,
}

/// One wish of every kind, none of which spoils another.
async fn wishes(world: &World) -> Vec<Wish> {
    let (ada, bob) = (world.user("ada").await, world.newcomer("bob").await);
    let (_, refresh) = ada.by_jwt().await;
    let bobs = world.mail_to(&bob.email).await.link();
    ada.signed_out().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let reset = world.mail_to(&ada.email).await.link();
    let form = json!({ "username": "carl", "email": "carl@example.org", "password": GOOD });
    let anyone = world.anyone();
    let wish = |actor: &Actor, path, body, granted| Wish { actor: actor.clone(), path, body, granted };
    vec![
        wish(&anyone, "/auth/users/", form, 201),
        wish(&anyone, "/auth/users/activation/", bobs.proof(), 204),
        wish(&anyone, "/auth/token/login/", ada.login(GOOD), 200),
        wish(&anyone, "/auth/jwt/create/", ada.login(GOOD), 200),
        wish(&anyone, "/auth/session/login/", ada.login(GOOD), 200),
        wish(&anyone, "/auth/jwt/refresh/", json!({ "refresh": refresh }), 200),
        wish(&anyone, "/auth/users/resend_activation/", json!({ "email": "nobody@example.org" }), 204),
        wish(
            &ada,
            "/auth/users/set_username/",
            json!({ "current_password": GOOD, "new_username": "countess" }),
            204,
        ),
        wish(&ada, "/v1/me/email", json!({ "email": "ada@example.com", "current_password": GOOD }), 202),
        wish(
            &anyone,
            "/auth/users/reset_password_confirm/",
            reset.proof_with("new_password", "another good battery"),
            204,
        ),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stays_is_503_without_an_effect_and_a_retry_succeeds() {
    let mut worlds = Vec::new();
    for (fault, strike) in STAYING {
        worlds.push((fault, tokio::spawn(endure(fault, strike))));
    }
    for (fault, world) in worlds {
        world.await.unwrap_or_else(|_| panic!("{fault}"));
    }
}

async fn endure(fault: &'static str, strike: Outage) {
    let world = World::behind_proxy(&rotating()).await;
    let wishes = wishes(&world).await;
    let before = shape(&world).await;
    strike(world.proxy());
    let asked = wishes.iter().map(|wish| {
        let (actor, path, body) = (wish.actor.clone(), wish.path, wish.body.clone());
        tokio::spawn(async move { actor.post(path, body).await })
    });
    for reply in asked.collect::<Vec<_>>() {
        unavailable(&reply.await.expect("an answer"));
    }
    world.proxy().heal();
    assert_eq!(shape(&world).await, before, "{fault}");
    for wish in wishes {
        wish.actor.post(wish.path, wish.body).await.has(wish.granted);
    }
}

#[tokio::test]
async fn nobody_answers_and_the_deadline_does() {
    let world = World::behind_proxy(&[]).await;
    let before = shape(&world).await;
    world.proxy().on_any(..).stay_silent();
    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    unavailable(&world.anyone().post("/auth/users/", form).await);
    world.proxy().heal();
    assert_eq!(shape(&world).await, before);
    world.newcomer("ada").await;
}

#[tokio::test]
async fn one_silence_is_not_even_noticed() {
    let world = World::behind_proxy(&[]).await;
    world.proxy().on(WRITE, 0..1).stay_silent();
    world.newcomer("ada").await;
}

#[tokio::test]
async fn replies_lost_for_ever_are_never_a_refusal_and_the_deed_is_done_once() {
    let world = World::behind_proxy(&[]).await;
    let before = shape(&world).await;
    world.proxy().on(WRITE, ..).lose_reply();
    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    unavailable(&world.anyone().post("/auth/users/", form).await);
    world.proxy().heal();
    let made = ["E#15 ada@example.org", "MAIL * attempts=0", "N#13 ada", "U P version=1 epoch=0"];
    let made = made.map(|kind| (kind.to_owned(), 1));
    assert_eq!(shape(&world).await, before.into_iter().chain(made).collect());
    let link = world.mail_to("ada@example.org").await.link();
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
}

#[tokio::test]
async fn a_batch_that_is_read_in_parts_is_read_whole_or_not_at_all() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    for parts in 1..4 {
        world.proxy().on(READ, 0..parts).leave_unprocessed();
        ada.get("/auth/users/me/").await.is(200, ada.object());
        world.proxy().heal();
    }
    world.proxy().on(READ, ..).leave_unprocessed();
    unavailable(&ada.get("/auth/users/me/").await);
    world.proxy().heal();
    ada.get("/auth/users/me/").await.is(200, ada.object());
}

#[tokio::test]
async fn an_outage_does_not_sign_anybody_out() {
    let world = World::behind_proxy(&rotating()).await;
    let ada = world.user("ada").await;
    let (by_jwt, refresh) = ada.by_jwt().await;
    let browser = ada.in_browser().await;
    let body = json!({ "refresh": refresh });
    world.proxy().on("UpdateItem", ..).refuse("ThrottlingException");
    for _ in 0..2 {
        unavailable(&world.anyone().post("/auth/jwt/refresh/", body.clone()).await);
    }
    world.proxy().heal();
    world.proxy().on_any(..).refuse("ValidationException");
    for signed_in in [&ada, &by_jwt, &browser] {
        unavailable(&signed_in.get("/auth/users/me/").await);
    }
    world.proxy().heal();
    for signed_in in [&ada, &by_jwt, &browser] {
        signed_in.get("/auth/users/me/").await.has(200);
    }
    world.anyone().post("/auth/jwt/refresh/", body).await.has(200);
}

#[tokio::test]
async fn an_outage_leaves_no_impatience_behind() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    world.proxy().on_any(..).refuse("ThrottlingException");
    let asked = (0..40).map(|_| {
        let ada = ada.clone();
        tokio::spawn(async move { ada.get("/auth/users/me/").await })
    });
    for reply in asked.collect::<Vec<_>>() {
        unavailable(&reply.await.expect("an answer"));
    }
    world.proxy().heal();
    world.proxy().on_any(0..1).lose_reply();
    ada.get("/auth/users/me/").await.has(200);
}
