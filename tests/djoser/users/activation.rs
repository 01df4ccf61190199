//! `POST /auth/users/activation/` (contract §2.4).

use crate::world::{GOOD, World};
use serde_json::json;
use std::time::Duration;

const PATH: &str = "/auth/users/activation/";

#[tokio::test]
async fn both_halves_of_the_link_are_required() {
    let world = World::new().await;
    let required = ["This field is required."];
    let reply = world.anyone().post(PATH, json!({})).await;
    reply.is(400, json!({ "uid": required, "token": required }));
    let reply = world.anyone().post(PATH, json!({ "uid": "", "token": null })).await;
    let reasons =
        json!({ "uid": ["This field may not be blank."], "token": ["This field may not be null."] });
    reply.is(400, reasons);
}

#[tokio::test]
async fn a_link_that_is_not_good_is_told_which_half_is_not() {
    let world = World::new().await;
    let link = {
        world.newcomer("zoe").await;
        world.mail_to("zoe@example.org").await.link()
    };
    let other = {
        world.newcomer("mia").await;
        world.mail_to("mia@example.org").await.link()
    };
    let nobody = json!({ "uid": ["Invalid user id or user doesn't exist."] });
    for uid in [json!("nonsense!"), json!("AA"), json!("_w"), json!("Nw"), json!(7), json!("LTE")] {
        let reply = world.anyone().post(PATH, json!({ "uid": uid, "token": link.token })).await;
        reply.is(400, nobody.clone());
    }
    let bad = json!({ "token": ["Invalid token for given user."] });
    for token in ["x", "digpf2-eb30501f", &other.token, &link.token[1..], &format!("{}A", link.token)] {
        let reply = world.anyone().post(PATH, json!({ "uid": link.uid, "token": token })).await;
        reply.is(400, bad.clone());
    }
    world.anyone().post(PATH, link.proof()).await.is_empty(204);
}

#[tokio::test]
async fn padding_of_the_uid_is_accepted() {
    let world = World::new().await;
    world.newcomer("zoe").await;
    let link = world.mail_to("zoe@example.org").await.link();
    let uid = format!("{}{}", link.uid, "=".repeat((4 - link.uid.len() % 4) % 4));
    world.anyone().post(PATH, json!({ "uid": uid, "token": link.token })).await.is_empty(204);
}

#[tokio::test]
async fn a_link_to_what_is_active_already_is_stale() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    world.anyone().post(PATH, link.proof()).await.is_empty(204);
    let stale = json!({ "detail": "Stale token for given user." });
    world.anyone().post(PATH, link.proof()).await.is(403, stale);
}

#[tokio::test]
async fn a_link_is_good_for_three_days_or_as_long_as_the_setting_says() {
    for (settings, seconds) in [(&[][..], 259_200), (&[("ACTIVATION_TIMEOUT", "60")][..], 60)] {
        let world = World::with(settings).await;
        let (zoe, mia) = (world.newcomer("zoe").await, world.newcomer("mia").await);
        let of = async |email: &str| world.mail_to(email).await.link();
        let (zoe, mia) = (of(&zoe.email).await, of(&mia.email).await);
        world.later(Duration::from_secs(seconds - 1));
        world.anyone().post(PATH, zoe.proof()).await.is_empty(204);
        world.later(Duration::from_secs(1));
        let bad = json!({ "token": ["Invalid token for given user."] });
        world.anyone().post(PATH, mia.proof()).await.is(400, bad);
    }
}

#[tokio::test]
async fn a_mail_may_say_that_it_worked() {
    let world = World::with(&[("SEND_CONFIRMATION_EMAIL", "true")]).await;
    world.user("zoe").await;
    let subjects = world.subjects_to("zoe@example.org").await;
    let confirmed = "accounts.test - Your account has been successfully created and activated!";
    assert_eq!(subjects, ["Account activation on accounts.test", confirmed]);
}

#[tokio::test]
async fn a_link_never_enables_who_was_disabled() {
    let world = World::new().await;
    let root = world.superuser().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    let path = format!("/v1/users/{}", zoe.id);
    root.patch(&path, json!({ "is_active": false })).await.has(200);
    let bad = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post(PATH, link.proof()).await.is(400, bad.clone());
    zoe.post("/auth/token/login/", zoe.login(GOOD)).await.has(400);

    root.patch(&path, json!({ "is_active": true })).await.has(200);
    world.anyone().post(PATH, link.proof()).await.is(400, bad);
    zoe.by_token().await;
}

#[tokio::test]
async fn an_account_that_never_became_active_is_gone_after_a_week() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    world.later(Duration::from_secs(7 * 86_400 + 1));
    shared::accounts::walk(&world.app).await.unwrap();
    let nobody = json!({ "uid": ["Invalid user id or user doesn't exist."] });
    world.anyone().post(PATH, link.proof()).await.is(400, nobody);
    world.user("zoe").await;
}
