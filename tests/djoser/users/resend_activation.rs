//! `POST /auth/users/resend_activation/` (contract §2.4).

use crate::world::World;
use serde_json::{Value, json};

const PATH: &str = "/auth/users/resend_activation/";

fn email(address: &str) -> Value {
    json!({ "email": address })
}

#[tokio::test]
async fn a_new_link_kills_the_old_one() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let first = world.mail_to(&zoe.email).await.link();
    world.anyone().post(PATH, email("ZOE@example.org")).await.is_empty(204);
    let second = world.mail_to(&zoe.email).await.link();
    assert_ne!(first.token, second.token);

    let bad = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post("/auth/users/activation/", first.proof()).await.is(400, bad);
    world.anyone().post("/auth/users/activation/", second.proof()).await.is_empty(204);
}

#[tokio::test]
async fn who_is_active_or_unknown_gets_no_mail_and_the_same_answer() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let before = world.mails().await.len();
    for address in [alice.email.as_str(), "nobody@example.org"] {
        world.anyone().post(PATH, email(address)).await.is_empty(204);
    }
    assert_eq!(world.mails().await.len(), before);
}

#[tokio::test]
async fn where_nothing_is_activated_there_is_nothing_to_resend() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let required = json!({ "email": ["This field is required."] });
    world.anyone().post(PATH, json!({})).await.is(400, required);
    let reply = world.anyone().post(PATH, email("zoe@example.org")).await;
    assert_eq!(reply.is_empty(400).header("content-type"), "");
}

#[tokio::test]
async fn a_setting_tells_that_nobody_has_the_address() {
    let world = World::with(&[("USERNAME_RESET_SHOW_EMAIL_NOT_FOUND", "true")]).await;
    let zoe = world.newcomer("zoe").await;
    let unknown = json!(["User with given email does not exist."]);
    let too_long = format!("{}@example.org", "n".repeat(300));
    for address in ["nobody@example.org", &*world.user("alice").await.email, &too_long] {
        world.anyone().post(PATH, email(address)).await.is(400, unknown.clone());
    }
    world.anyone().post(PATH, email(&zoe.email)).await.is_empty(204);
    let v1 = world.anyone().post("/auth/users/resend/", email("nobody@example.org")).await;
    v1.is(400, json!({ "email": ["User with given email does not exist."] }));
}

#[tokio::test]
async fn it_is_told_before_that_there_is_nothing_to_resend() {
    for setting in ["PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND", "USERNAME_RESET_SHOW_EMAIL_NOT_FOUND"] {
        let world =
            World::with(&[("SEND_ACTIVATION_EMAIL", "false"), (setting, "true"), ("THROTTLE", "on")]).await;
        let alice = world.user("alice").await;
        let text = "User with given email does not exist.";
        for address in ["nobody@example.org", &alice.email] {
            world.anyone().post(PATH, email(address)).await.is(400, json!([text]));
            let v1 = world.anyone().post("/auth/users/resend/", email(address)).await;
            v1.is(400, json!({ "email": [text] }));
        }
        // As often as one may ask for a mail.
        for _ in 0..16 {
            world.anyone().post(PATH, email("nobody@example.org")).await.has(400);
        }
        world.anyone().post(PATH, email("nobody@example.org")).await.has(429);
        assert!(world.mails().await.is_empty());
    }
}
