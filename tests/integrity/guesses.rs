//! How often a password may be guessed, and that its owner never suffers for it: whether a password was right is written
//! down before it is told.

use super::races::{TURN, at_once};
use crate::world::{Actor, GOOD, Proxy, Reply, World};
use serde_json::json;
use std::time::Duration;

const ON: [(&str, &str); 1] = [("THROTTLE", "on")];
const LOGIN: &str = "/auth/token/login/";
const DAY: Duration = Duration::from_secs(86_400);

/// Every door that takes a name or address and a password, and what it answers to a right and a wrong one.
const DOORS: [(&str, &str, u16, u16); 6] = [
    ("/auth/token/login/", "username", 200, 400),
    ("/auth/jwt/create/", "username", 200, 401),
    ("/v1/auth/obtain", "username", 200, 401),
    ("/auth/session/login/", "username", 200, 400),
    ("/auth/login", "username", 200, 200),
    ("/v1/sessions", "login", 201, 401),
];

async fn tries(actor: &Actor, password: &str) -> Reply {
    actor.signed_out().post(LOGIN, actor.login(password)).await
}

/// Somebody at an address of their own.
fn stranger(actor: &Actor, number: usize) -> Actor {
    actor.from(&format!("198.51.{}.{}", number / 250, number % 250 + 1))
}

/// The same, asked again as long as the answer is to ask again: a hundred passwords at once are much for a small machine.
async fn insists(actor: &Actor, password: &str) -> u16 {
    loop {
        match tries(actor, password).await.status() {
            503 => {}
            status => return status,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_wrong_guesses_at_once_five_are_answered() {
    let _turn = TURN.lock().await;
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let statuses = at_once(100, |number| {
        let from = stranger(&ada, number);
        async move { insists(&from, "a wrong guess").await }
    });
    let statuses = statuses.await;
    let answered = statuses.iter().filter(|status| **status == 400).count();
    assert!((1..=5).contains(&answered), "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 100 - answered);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ninety_right_passwords_at_once_from_one_address_all_let_in() {
    let _turn = TURN.lock().await;
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let from = stranger(&ada, 7);
    let statuses = at_once(90, |_| {
        let from = from.clone();
        async move { insists(&from, GOOD).await }
    });
    let statuses = statuses.await;
    assert!(statuses.iter().all(|status| *status == 200), "{statuses:?}");
    tries(&from, GOOD).await.has(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn beside_ninety_nine_strangers_who_guess_the_owner_gets_in() {
    let _turn = TURN.lock().await;
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let statuses = at_once(100, |number| {
        let from = if number == 0 { ada.clone() } else { stranger(&ada, number) };
        let password = if number == 0 { GOOD } else { "a wrong guess" };
        async move { insists(&from, password).await }
    });
    assert_eq!(statuses.await[0], 200);
    tries(&stranger(&ada, 200), GOOD).await.has(429);
    tries(&ada, GOOD).await.has(200);
}

#[tokio::test]
async fn a_device_that_signed_in_before_is_known_anywhere() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    for (door, (path, key, right, _)) in DOORS.into_iter().enumerate() {
        let elsewhere = |number| stranger(&ada, 10 * door + number);
        let home = ada.signed_out().from("192.0.2.7");
        let reply = home.post(path, json!({ key: "ada", "password": GOOD })).await;
        let device = reply.has(right).cookie("latchkey_device").to_owned();
        let again = home.with("cookie", &format!("latchkey_device={device}"));
        let reply = again.post(path, json!({ key: "ada", "password": GOOD })).await;
        let set = reply.has(right).headers().get_all("set-cookie").iter();
        let gives_another = set.filter_map(|it| it.to_str().ok()).any(|it| it.starts_with("latchkey_device"));
        assert!(!gives_another, "{path} gives a known device another id: {reply}");
        for number in 0..6 {
            tries(&elsewhere(number), "a wrong guess").await;
        }
        tries(&elsewhere(9), GOOD).await.has(429);
        let abroad = elsewhere(9).signed_out().with("cookie", &format!("latchkey_device={device}"));
        abroad.post(path, json!({ key: "ada", "password": GOOD })).await.has(right);
        // A browser also sends what a parent domain's pages have set, and does not say which is whose.
        let (theirs, other) = ("latchkey_device=nonsense", "0".repeat(32));
        let several = format!("{theirs}; latchkey_device={other}; latchkey_device={device}");
        let abroad = elsewhere(8).signed_out().with("cookie", &several);
        abroad.post(path, json!({ key: "ada", "password": GOOD })).await.has(right);
        world.later(DAY);
    }
}

#[tokio::test]
async fn a_client_without_cookies_shows_its_device_in_the_body() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let sign_in = |device: Option<String>| {
        let from = stranger(&ada, 3).signed_out();
        let body = json!({ "login": "ada", "password": GOOD, "device": device.unwrap_or_default() });
        async move { from.post("/v1/sessions", body).await }
    };
    let device = sign_in(None).await.has(201).text_of("device");
    world.later(Duration::from_secs(1));
    let other = stranger(&ada, 4);
    for _ in 0..5 {
        tries(&other, "a wrong guess").await.has(400);
    }
    tries(&other, GOOD).await.has(429);
    let abroad = stranger(&ada, 5).signed_out();
    let body = json!({ "login": "ada", "password": GOOD, "device": device });
    let again = abroad.post("/v1/sessions", body).await;
    assert_eq!(again.has(201).text_of("device"), device);
    for nonsense in ["", "x", "0123456789ABCDEF0123456789ABCDEF"] {
        let body = json!({ "login": "ada", "password": GOOD, "device": nonsense });
        let browser = ada.signed_out().with("cookie", &format!("latchkey_device={device}"));
        let reply = browser.post("/v1/sessions", body.clone()).await;
        assert_eq!(reply.has(201).text_of("device"), device, "what is no id of ours hides none");
        let reply = ada.signed_out().post("/v1/sessions", body).await;
        assert_ne!(reply.has(201).text_of("device"), nonsense);
    }
}

#[tokio::test]
async fn a_known_source_has_a_budget_of_its_own() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    for _ in 0..5 {
        tries(&ada, "a wrong guess").await.has(400);
    }
    tries(&ada, GOOD).await.has(429);
    // Elsewhere nothing was tried yet.
    tries(&stranger(&ada, 1), GOOD).await.has(200);
    tries(&ada, GOOD).await.has(429);
    world.later(Duration::from_secs(1));
    tries(&ada, GOOD).await.has(200);
}

#[tokio::test]
async fn a_new_password_forgets_where_the_account_was_signed_in_before() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let change = json!({ "current_password": GOOD, "new_password": "another good battery" });
    ada.post("/auth/users/set_password/", change).await.is_empty(204);
    for number in 0..5 {
        tries(&stranger(&ada, number), "a wrong guess").await.has(400);
    }
    tries(&ada, "another good battery").await.has(429);
}

#[tokio::test]
async fn whoever_follows_a_mailed_link_is_known_there() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let abroad = stranger(&ada, 1).signed_out();
    abroad.post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    for number in 10..15 {
        tries(&stranger(&ada, number), "a wrong guess").await.has(400);
    }
    let link = world.mail_to(&ada.email).await.link();
    let proof = link.proof_with("new_password", "another good battery");
    abroad.post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    for number in 20..26 {
        tries(&stranger(&ada, number), "a wrong guess").await;
    }
    tries(&stranger(&ada, 27), "another good battery").await.has(429);
    tries(&abroad, "another good battery").await.has(200);
}

#[tokio::test]
async fn a_hundred_guesses_a_day_by_name_and_address_together() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let (mut guessed, mut refused) = (0, None);
    for number in 0..1000 {
        let login = if number % 2 == 0 { "ada" } else { "ada@example.org" };
        let body = json!({ "login": login, "password": "a wrong guess" });
        let reply = stranger(&ada, number).signed_out().post("/v1/sessions", body).await;
        if reply.status() == 401 {
            guessed += 1;
            continue;
        }
        let wait = reply.has(429).header("retry-after").parse::<u64>().expect("seconds");
        if wait > 900 {
            refused = Some(wait);
            break;
        }
        world.later(Duration::from_secs(wait));
    }
    assert_eq!(guessed, 100);
    assert!(refused.is_some_and(|seconds| seconds <= 86_400), "{refused:?}");
    // A right password of a stranger does not get through either; the owner does.
    tries(&stranger(&ada, 200), GOOD).await.has(429);
    tries(&ada, GOOD).await.has(200);
    world.later(DAY);
    tries(&stranger(&ada, 201), GOOD).await.has(200);
}

#[tokio::test]
async fn a_pause_by_name_says_nothing_of_the_address() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    let sign_in = |login: &str, password: &str| {
        let from = stranger(&ada, 1).signed_out();
        let body = json!({ "login": login, "password": password });
        async move { from.post("/v1/sessions", body).await.status() }
    };
    for _ in 0..5 {
        assert_eq!(sign_in("ada", "a wrong guess").await, 401);
    }
    assert_eq!(sign_in("ada", "a wrong guess").await, 429);
    assert_eq!(sign_in("ada@example.org", "a wrong guess").await, 401);
}

/// The calls to the table since they were forgotten, and what they wrote.
fn writes(proxy: &Proxy) -> usize {
    let is_write = |operation: &str| !["BatchGetItem", "Query", "DescribeTable"].contains(&operation);
    proxy.calls().iter().filter(|call| is_write(&call.operation)).count()
}

#[tokio::test]
async fn knocking_during_a_pause_costs_no_write_whoever_is_meant() {
    let world = World::behind_proxy(&ON).await;
    let ada = world.user("ada").await;
    for name in ["ada", "nobody"] {
        let target = ada.named(name, 0);
        for number in 0..5 {
            tries(&stranger(&target, number), "a wrong guess").await.has(400);
        }
        world.proxy().forget();
        tries(&stranger(&target, 9), "a wrong guess").await.has(429);
        assert_eq!((writes(world.proxy()), world.proxy().waves()), (0, 2), "{}", world.proxy().listing());
    }
}

/// A call that meets a fault.
type Break = fn(&Proxy);

/// What may happen to the write that says what came of a try.
const STRIKES: [(&str, Break); 4] = [
    ("a lost reply", |proxy| proxy.on("UpdateItem", 0..1).at("L#").lose_reply()),
    ("an error after the deed", |proxy| proxy.on("UpdateItem", 0..2).at("L#").break_after()),
    ("a lost request", |proxy| proxy.on("UpdateItem", 0..1).at("L#").lose_request()),
    ("a conflict", |proxy| proxy.on("UpdateItem", 0..1).at("L#").refuse("TransactionConflictException")),
];

#[tokio::test]
async fn a_reply_that_gets_lost_changes_no_answer() {
    for (fault, strike) in STRIKES {
        let world = World::behind_proxy(&ON).await;
        let ada = world.user("ada").await;
        for (path, key, right, wrong) in DOORS {
            strike(world.proxy());
            let reply = ada.signed_out().post(path, json!({ key: "ada", "password": GOOD })).await;
            assert_eq!(reply.status(), right, "{fault}\n{reply}");
            world.proxy().heal();
            strike(world.proxy());
            let from = stranger(&ada, 1).signed_out();
            let reply = from.post(path, json!({ key: "ada", "password": "a wrong guess" })).await;
            assert_eq!(reply.status(), wrong, "{fault}\n{reply}");
            world.proxy().heal();
            world.later(DAY);
        }
    }
}

#[tokio::test]
async fn a_crash_between_the_password_and_its_outcome_tells_nothing() {
    let world = World::behind_proxy(&ON).await;
    let ada = world.user("ada").await;
    world.proxy().on("UpdateItem", ..).at("L#").break_before();
    tries(&ada, GOOD).await.has(503);
    tries(&stranger(&ada, 1), "a wrong guess").await.has(503);
    world.proxy().heal();
    tries(&ada, GOOD).await.has(200);
}

#[tokio::test]
async fn two_instances_whose_clocks_differ_pause_all_the_same() {
    let world = World::with(&ON).await;
    let ada = world.user("ada").await;
    for number in 0..5 {
        tries(&stranger(&ada, number), "a wrong guess").await.has(400);
    }
    // An instance whose clock is behind sees a failure of the future: a pause that is under way.
    world.app.clock.rewind(Duration::from_secs(30));
    tries(&stranger(&ada, 9), "a wrong guess").await.has(429);
    world.later(Duration::from_secs(31));
    tries(&stranger(&ada, 9), "a wrong guess").await.has(400);
}
