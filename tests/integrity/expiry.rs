//! What ends, ends to the second, by the clock alone: nothing waits for the table to sweep expired items away.

use crate::world::{GOOD, World};
use serde_json::json;
use shared::mail::links;
use shared::store::Purpose;
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);

#[tokio::test]
async fn an_activation_link_works_for_72_hours() {
    for (wait, status) in [(72 * HOUR - SECOND, 204), (72 * HOUR + SECOND, 400)] {
        let world = World::with(&[("UNVERIFIED_ACCOUNT_DAYS", "0")]).await;
        let ada = world.newcomer("ada").await;
        let link = world.mail_to(&ada.email).await.link();
        world.later(wait);
        ada.post("/auth/users/activation/", link.proof()).await.has(status);
    }
}

#[tokio::test]
async fn a_reset_link_works_for_48_hours() {
    for (wait, status) in [(48 * HOUR - SECOND, 204), (48 * HOUR + SECOND, 400)] {
        for (action, field, new) in
            [("password", "new_password", "another good battery"), ("username", "new_username", "countess")]
        {
            let world = World::new().await;
            let ada = world.user("ada").await.signed_out();
            let ask = format!("/auth/users/reset_{action}/");
            ada.post(&ask, json!({ "email": ada.email })).await.is_empty(204);
            let link = world.mail_to(&ada.email).await.link();
            world.later(wait);
            let confirm = format!("/auth/users/reset_{action}_confirm/");
            ada.post(&confirm, link.proof_with(field, new)).await.has(status);
        }
    }
}

#[tokio::test]
async fn the_settings_say_how_long_links_work() {
    let world = World::with(&[("ACTIVATION_TIMEOUT", "60"), ("PASSWORD_RESET_TIMEOUT", "60")]).await;
    let ada = world.newcomer("ada").await;
    let link = world.mail_to(&ada.email).await.link();
    world.later(MINUTE + SECOND);
    ada.post("/auth/users/activation/", link.proof()).await.has(400);

    ada.post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let link = world.mail_to(&ada.email).await.link();
    world.later(MINUTE + SECOND);
    let proof = link.proof_with("new_password", "another good battery");
    ada.post("/auth/users/reset_password_confirm/", proof).await.has(400);
}

#[tokio::test]
async fn an_access_token_works_for_five_minutes() {
    let world = World::new().await;
    let (ada, _) = world.user("ada").await.by_jwt().await;
    world.later(5 * MINUTE - SECOND);
    ada.get("/auth/users/me/").await.has(200);
    let verify = json!({ "token": ada.credential() });
    ada.signed_out().post("/auth/jwt/verify/", verify.clone()).await.has(200);
    world.later(2 * SECOND);
    ada.get("/auth/users/me/").await.has(401);
    ada.signed_out().post("/auth/jwt/verify/", verify).await.has(401);
}

#[tokio::test]
async fn a_refresh_token_works_for_a_day() {
    let world = World::new().await;
    let (_, refresh) = world.user("ada").await.by_jwt().await;
    let (anyone, body) = (world.anyone(), json!({ "refresh": refresh }));
    world.later(DAY - SECOND);
    anyone.post("/auth/jwt/refresh/", body.clone()).await.has(200);
    world.later(2 * SECOND);
    anyone.post("/auth/jwt/refresh/", body).await.has(401);
}

#[tokio::test]
async fn rotation_goes_on_for_thirty_days_and_no_longer() {
    let world = World::with(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
    let (_, mut refresh) = world.user("ada").await.by_jwt().await;
    let anyone = world.anyone();
    for _ in 0..59 {
        world.later(12 * HOUR);
        let reply = anyone.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await;
        refresh = reply.has(200).text_of("refresh");
    }
    world.later(12 * HOUR - SECOND);
    let reply = anyone.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await;
    refresh = reply.has(200).text_of("refresh");
    world.later(2 * SECOND);
    anyone.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(401);
}

#[tokio::test]
async fn a_lost_reply_of_a_rotation_can_be_asked_for_again_for_ten_seconds() {
    for (wait, same) in [(9 * SECOND, true), (11 * SECOND, false)] {
        let world = World::with(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
        let (_, first) = world.user("ada").await.by_jwt().await;
        let (anyone, first) = (world.anyone(), json!({ "refresh": first }));
        let second = anyone.post("/auth/jwt/refresh/", first.clone()).await.has(200).json();
        world.later(wait);
        let again = anyone.post("/auth/jwt/refresh/", first).await;
        assert_eq!(again.has(200).json() == second, same, "the same bytes");
        assert_eq!(again.json()["refresh"], second["refresh"], "the same successor, as nobody used it");
        let second = json!({ "refresh": second["refresh"] });
        anyone.post("/auth/jwt/refresh/", second).await.has(200);
    }
}

#[tokio::test]
async fn a_browser_session_ends_after_a_day_of_silence() {
    let world = World::new().await;
    let ada = world.user("ada").await.in_browser().await;
    for _ in 0..3 {
        world.later(DAY - SECOND);
        ada.get("/auth/users/me/").await.has(200);
    }
    world.later(DAY + SECOND);
    ada.get("/auth/users/me/").await.has(401);
    ada.get("/auth/session/").await.has(401);
}

#[tokio::test]
async fn a_browser_session_ends_after_fourteen_days_however_busy() {
    let world = World::new().await;
    let ada = world.user("ada").await.in_browser().await;
    for _ in 0..27 {
        world.later(12 * HOUR);
        ada.get("/auth/users/me/").await.has(200);
    }
    world.later(12 * HOUR - SECOND);
    ada.get("/auth/users/me/").await.has(200);
    world.later(2 * SECOND);
    ada.get("/auth/users/me/").await.has(401);
}

#[tokio::test]
async fn a_pause_between_guesses_ends_when_it_says() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await.signed_out();
    for _ in 0..5 {
        ada.post("/auth/token/login/", ada.login("a wrong guess")).await.has(400);
    }
    let refused = ada.post("/auth/token/login/", ada.login(GOOD)).await;
    let wait: u64 = refused.has(429).header("retry-after").parse().expect("seconds");
    world.later(Duration::from_secs(wait));
    ada.post("/auth/token/login/", ada.login(GOOD)).await.has(200);
}

/// The engine sweeps by the machine's clock, which is beyond everything that this world's clock has expire.
#[tokio::test]
async fn it_makes_no_difference_whether_expired_items_were_swept() {
    let world = World::behind_proxy(&[]).await;
    let (ada, _) = world.user("ada").await.by_jwt().await;
    world.later(15 * DAY);
    ada.get("/auth/users/me/").await.has(401);
    let swept_before = world.proxy().items().await.len();
    world.engine.sweep().expect("a sweep");
    assert!(world.proxy().items().await.len() <= swept_before);
    ada.get("/auth/users/me/").await.has(401);
    ada.by_token().await.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn what_was_made_before_a_restore_lets_nobody_in() {
    let restored_at = "2026-01-01T13:00:00Z";
    let world = World::with(&[("NOT_BEFORE", restored_at), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let anyone = world.anyone();
    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    let made = anyone.post("/auth/users/", form).await.has(201).json();
    let ada = anyone.named("ada", made["id"].as_u64().expect("a number"));
    let (by_jwt, refresh) = ada.by_jwt().await;
    for signed_in in [&by_jwt, &ada.by_token().await, &ada.in_browser().await] {
        signed_in.get("/auth/users/me/").await.has(401);
    }
    anyone.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(401);
    anyone.post("/auth/users/reset_password/", json!({ "email": "ada@example.org" })).await.is_empty(204);
    assert!(world.mails().await.is_empty(), "a mail that was owed before is not sent");

    world.later(HOUR + SECOND);
    for signed_in in [ada.by_jwt().await.0, ada.by_token().await, ada.in_browser().await] {
        signed_in.get("/auth/users/me/").await.has(200);
    }
    anyone.post("/auth/users/reset_password/", json!({ "email": "ada@example.org" })).await.is_empty(204);
    let proof = world.mail_to("ada@example.org").await.link().proof_with("new_password", "a third battery");
    anyone.post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
}

#[tokio::test]
async fn links_that_were_made_before_a_restore_are_dead() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.post("/v1/me/email", json!({ "email": "ada@example.com", "current_password": GOOD })).await.has(202);
    let cancel = world.mail_to("ada@example.org").await.link();
    let confirm = world.mail_to("ada@example.com").await.link();
    let ask = json!({ "email": ada.email });
    ada.signed_out().post("/auth/users/reset_password/", ask).await.is_empty(204);
    let reset = world.mail_to(&ada.email).await.link();
    let form = json!({ "current_password": GOOD, "new_password": "another good battery" });
    let bob = world.user("bob").await;
    bob.post("/auth/users/set_password/", form).await.is_empty(204);
    let undo = world.mail_to(&bob.email).await.link();

    let mut config = world.app.config.clone();
    let before = world.app_with("activation", config.clone());
    world.later(SECOND);
    config.not_before.0 = Some(world.app.clock.now());
    let after = world.app_with("activation", config);
    for (purpose, link) in [
        (Purpose::PasswordReset, reset),
        (Purpose::EmailChange, confirm),
        (Purpose::EmailChangeCancellation, cancel),
        (Purpose::Undo, undo),
    ] {
        assert!(links::open(&before, purpose, Some(&link.uid), &link.token).await.is_ok(), "{purpose:?}");
        assert!(links::open(&after, purpose, Some(&link.uid), &link.token).await.is_err(), "{purpose:?}");
    }
}
