//! Limits against guessing, farming and bombing (`LATCHKEY_THROTTLE=on`, the default).

use crate::world::{Actor, GOOD, Reply, World};
use serde_json::json;
use std::time::Duration;

const ON: [(&str, &str); 1] = [("THROTTLE", "on")];

#[track_caller]
fn is_throttled(reply: &Reply) -> Duration {
    let seconds: u64 = reply.has(429).header("retry-after").parse().expect("seconds to wait");
    let unit = if seconds == 1 { "second" } else { "seconds" };
    let detail = format!("Request was throttled. Expected available in {seconds} {unit}.");
    reply.is(429, json!({ "detail": detail }));
    Duration::from_secs(seconds)
}

/// A try from where the account was never signed in before.
async fn sign_in(actor: &Actor, path: &str, password: &str) -> Reply {
    actor.signed_out().from("198.51.100.200").post(path, actor.login(password)).await
}

#[tokio::test]
async fn five_failed_passwords_are_free_and_then_one_waits_longer_and_longer() {
    for path in ["/auth/token/login/", "/auth/jwt/create/", "/auth/session/login/"] {
        let world = World::with(&ON).await;
        let alice = world.user("alice").await;
        let mut pause = Duration::ZERO;
        for turn in 0..5 {
            let status = sign_in(&alice, path, "wrong").await.status();
            assert!([400, 401].contains(&status), "{path}, turn {turn}: {status}");
        }
        for _ in 0..3 {
            // Not even the right password is looked at.
            let wait = is_throttled(&sign_in(&alice, path, GOOD).await);
            assert!(wait >= pause, "{path}: {wait:?} after {pause:?}");
            pause = wait;
            world.later(wait);
            let status = sign_in(&alice, path, "wrong").await.status();
            assert!([400, 401].contains(&status), "{path}: {status}");
        }
        // Where they signed in before, the owner was never kept out.
        alice.signed_out().post(path, alice.login(GOOD)).await.has(200);
        world.later(Duration::from_secs(900));
        sign_in(&alice, path, GOOD).await.has(200);
    }
}

#[tokio::test]
async fn a_name_that_nobody_has_shows_the_same_limits() {
    let world = World::with(&ON).await;
    let nobody = world.anyone().named("nobody", 0);
    for _ in 0..5 {
        sign_in(&nobody, "/auth/token/login/", "wrong").await.has(400);
    }
    is_throttled(&sign_in(&nobody, "/auth/token/login/", "wrong").await);
}

#[tokio::test]
async fn a_failure_counts_whatever_the_case_of_the_name_and_whatever_the_address() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    for (turn, name) in ["alice", "ALICE", "Alice", "ａｌｉｃｅ", "aLiCe"].into_iter().enumerate() {
        let stranger = world.anyone().from(&format!("198.51.100.{turn}"));
        let form = json!({ "username": name, "password": "wrong" });
        stranger.post("/auth/token/login/", form).await.has(400);
    }
    is_throttled(&sign_in(&alice, "/auth/token/login/", GOOD).await);
    alice.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn a_good_sign_in_forgives_what_failed_before() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    for _ in 0..4 {
        for _ in 0..4 {
            sign_in(&alice, "/auth/token/login/", "wrong").await.has(400);
        }
        sign_in(&alice, "/auth/token/login/", GOOD).await.has(200);
    }
}

#[tokio::test]
async fn the_current_password_is_guessed_no_faster() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    let guess = json!({ "current_password": "wrong", "new_password": "a new good battery" });
    for _ in 0..5 {
        alice.post("/auth/users/set_password/", guess.clone()).await.has(400);
    }
    is_throttled(&alice.post("/auth/users/set_password/", guess).await);
    is_throttled(&alice.delete("/auth/users/me/", json!({ "current_password": "wrong" })).await);
}

#[tokio::test]
async fn one_address_signs_up_ten_accounts_an_hour() {
    let world = World::with(&ON).await;
    let form = |turn: u32| json!({ "username": format!("user{turn}"), "password": GOOD });
    for turn in 0..10 {
        world.anyone().post("/auth/users/", form(turn)).await.has(201);
    }
    for path in ["/auth/users/", "/auth/users/create/", "/users/"] {
        is_throttled(&world.anyone().post(path, form(10)).await);
    }
    // A header does not make another address, and another address is free.
    let forged = world.anyone().with("x-forwarded-for", "192.0.2.1");
    is_throttled(&forged.post("/auth/users/", form(10)).await);
    world.anyone().from("192.0.2.1").post("/auth/users/", form(10)).await.has(201);
    world.later(Duration::from_secs(3600));
    world.anyone().post("/auth/users/", form(11)).await.has(201);
}

#[tokio::test]
async fn an_ipv6_client_is_its_whole_network() {
    let world = World::with(&ON).await;
    let form = |turn: u32| json!({ "username": format!("user{turn}"), "password": GOOD });
    for turn in 0..10 {
        let client = world.anyone().from(&format!("2001:db8:1:2::{turn:x}"));
        client.post("/auth/users/", form(turn)).await.has(201);
    }
    is_throttled(&world.anyone().from("2001:db8:1:2:ffff::1").post("/auth/users/", form(10)).await);
    world.anyone().from("2001:db8:1:3::1").post("/auth/users/", form(10)).await.has(201);
}

#[tokio::test]
async fn a_mailbox_gets_five_mails_of_a_purpose_an_hour_and_nobody_is_told() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    let sent = async || {
        let subjects = world.subjects_to(&alice.email).await;
        subjects.iter().filter(|subject| subject.starts_with("Password reset")).count()
    };
    for turn in 0..8 {
        let stranger = world.anyone().from(&format!("198.51.100.{turn}"));
        let form = json!({ "email": "Alice@example.org" });
        stranger.post("/auth/users/reset_password/", form).await.is_empty(204);
    }
    assert_eq!(sent().await, 5);
    world.anyone().post("/auth/users/reset_username/", json!({ "email": alice.email })).await.is_empty(204);
    let subject = world.mail_to(&alice.email).await.subject;
    assert!(subject.starts_with("Username reset"), "each purpose has its own count: {subject}");
    world.later(Duration::from_secs(3600));
    world.anyone().post("/auth/users/reset_password/", json!({ "email": alice.email })).await.is_empty(204);
    assert_eq!(sent().await, 6);
}

#[tokio::test]
async fn one_address_asks_for_twenty_mails_an_hour() {
    let world = World::with(&ON).await;
    let ask = async |turn: u32| {
        let form = json!({ "email": format!("user{turn}@example.org") });
        world.anyone().post("/auth/users/reset_password/", form).await
    };
    for turn in 0..20 {
        ask(turn).await.is_empty(204);
    }
    is_throttled(&ask(20).await);
}

#[tokio::test]
async fn one_address_tries_thirty_links_in_five_minutes() {
    let world = World::with(&ON).await;
    let tried = json!({ "uid": "Nw", "token": "x" });
    for _ in 0..30 {
        world.anyone().post("/auth/users/activation/", tried.clone()).await.has(400);
    }
    is_throttled(&world.anyone().post("/auth/users/activation/", tried).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn guesses_at_many_names_at_once_are_counted_before_they_are_answered() {
    let world = std::sync::Arc::new(World::with(&ON).await);
    let guesses: Vec<_> = (0..100)
        .map(|number| {
            let nobody = world.anyone().named(&format!("nobody{number}"), 0);
            tokio::spawn(async move { sign_in(&nobody, "/auth/token/login/", "wrong").await.status() })
        })
        .collect();
    let mut answered = 0;
    for guess in guesses {
        answered += usize::from(guess.await.expect("no panic") == 400);
    }
    assert_eq!(answered, 30);
}

#[tokio::test]
async fn signing_in_does_not_count_against_the_address() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    for _ in 0..40 {
        sign_in(&alice, "/auth/token/login/", GOOD).await.has(200);
    }
}

#[tokio::test]
async fn whoever_guesses_at_the_front_door_does_not_lock_out_whoever_is_inside() {
    let world = World::with(&ON).await;
    let alice = world.user("alice").await;
    for _ in 0..6 {
        sign_in(&alice, "/auth/token/login/", "wrong").await;
    }
    is_throttled(&sign_in(&alice, "/auth/token/login/", GOOD).await);
    let change = json!({ "current_password": GOOD, "new_password": "another good battery" });
    alice.post("/auth/users/set_password/", change).await.is_empty(204);
}

#[tokio::test]
async fn refused_sign_ups_tell_only_so_many_who_has_an_account() {
    let world = World::with(&ON).await;
    let probe = json!({ "username": "prober", "email": "ada@example.org", "password": "1" });
    for _ in 0..60 {
        world.anyone().post("/auth/users/", probe.clone()).await.has(400);
    }
    is_throttled(&world.anyone().post("/auth/users/", probe).await);
}
