//! `/v1/me`, and what administrators do to others.

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn one_reads_and_changes_oneself() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let me = ada.get("/v1/me").await.has(200).json();
    assert_eq!(me, ada.get(&format!("/v1/users/{}", ada.id)).await.json());
    let form =
        json!({ "first_name": "Countess", "is_staff": true, "username": "x", "email": "x@example.org" });
    let changed = ada.patch("/v1/me", form).await.has(200).json();
    assert_eq!(
        (&changed["first_name"], &changed["username"], &changed["email"], &changed["is_staff"]),
        (&json!("Countess"), &me["username"], &me["email"], &json!(false))
    );
    let long = ada.patch("/v1/me", json!({ "last_name": "x".repeat(151) })).await;
    let text = "Ensure this field has no more than 150 characters.";
    long.is(400, json!({ "last_name": [text], "code": "invalid" }));
    for method in ["GET", "PATCH", "DELETE"] {
        world.anyone().send(crate::world::Request::new(method, "/v1/me")).await.has(401);
    }
}

#[tokio::test]
async fn a_new_user_name_needs_the_password() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let path = "/v1/me/username";
    let wrong = ada.post(path, json!({ "username": "countess", "current_password": "wrong" })).await;
    wrong.is(400, json!({ "current_password": ["Invalid password."], "code": "invalid" }));
    let taken = ada.post(path, json!({ "username": "ADA", "current_password": GOOD })).await;
    assert_eq!(taken.has(200).text_of("username"), "ADA", "another spelling is one's own");
    let renamed = ada.post(path, json!({ "username": "countess", "current_password": GOOD })).await;
    assert_eq!(renamed.has(200).text_of("username"), "countess");
    world
        .user("bob")
        .await
        .post(path, json!({ "username": "Countess", "current_password": GOOD }))
        .await
        .is(400, json!({ "username": ["A user with that username already exists."], "code": "invalid" }));
    let by_address = World::with(&[("USERNAME_FIELD", "email")]).await;
    by_address.anyone().post(path, json!({})).await.has(404);
}

#[tokio::test]
async fn a_new_password_ends_all_other_sign_ins() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let other = ada.by_token().await;
    let path = "/v1/me/password";
    let new = "another good battery";
    let weak = ada.post(path, json!({ "current_password": GOOD, "new_password": "12345678" })).await;
    assert!(weak.has(400).json()["new_password"].is_array(), "{weak}");
    let wrong = ada.post(path, json!({ "current_password": "wrong", "new_password": new })).await;
    assert!(wrong.has(400).json()["current_password"].is_array(), "{wrong}");
    ada.post(path, json!({ "current_password": GOOD, "new_password": new })).await.is_empty(204);
    ada.get("/v1/me").await.has(200);
    other.get("/v1/me").await.has(401);
    ada.by_token_with(new).await.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_mail() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let anyone = world.anyone();
    for email in ["nobody@example.org", "ada@example.org"] {
        anyone.post("/v1/password_reset", json!({ "email": email })).await.is_empty(204);
    }
    let bad = anyone.post("/v1/password_reset", json!({ "email": "nonsense" })).await;
    bad.is(400, json!({ "email": ["Enter a valid email address."], "code": "invalid" }));
    let token = world.mail_to("ada@example.org").await.link().proof()["token"].clone();
    let new = "another good battery";
    let confirm = "/v1/password_reset/confirm";
    let weak = anyone.post(confirm, json!({ "token": token, "new_password": "password" })).await;
    assert!(weak.has(400).json()["new_password"].is_array(), "{weak}");
    anyone.post(confirm, json!({ "token": token, "new_password": new })).await.is_empty(204);
    let used = anyone.post(confirm, json!({ "token": token, "new_password": new })).await;
    used.is(400, json!({ "token": ["Invalid token for given user."], "code": "invalid" }));
    ada.get("/v1/me").await.has(401);
    ada.by_token_with(new).await.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn an_activation_mail_is_sent_again() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    for email in ["nobody@example.org", "zoe@example.org"] {
        world.anyone().post("/v1/activation/resend", json!({ "email": email })).await.is_empty(204);
    }
    assert_eq!(world.subjects_to("zoe@example.org").await.len(), 2);
    let token = world.mail_to("zoe@example.org").await.link().proof()["token"].clone();
    world.anyone().post("/v1/activation", json!({ "token": token })).await.is_empty(204);
    let used = world.anyone().post("/v1/activation", json!({ "token": token })).await;
    used.is(403, json!({ "detail": "Stale token for given user.", "code": "already_active" }));
    let bad = world.anyone().post("/v1/activation", json!({ "token": "nonsense" })).await;
    bad.is(400, json!({ "token": ["Invalid token for given user."], "code": "invalid" }));
    zoe.by_token().await.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn one_deletes_oneself_by_the_password() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let wrong = ada.delete("/v1/me", json!({ "current_password": "wrong" })).await;
    assert!(wrong.has(400).json()["current_password"].is_array(), "{wrong}");
    ada.delete("/v1/me", json!({ "current_password": GOOD })).await.is_empty(204);
    ada.get("/v1/me").await.has(401);
    let root = world.superuser().await;
    let last = root.delete("/v1/me", json!({ "current_password": GOOD })).await;
    last.is(
        400,
        json!({ "non_field_errors": ["The last active superuser must remain."], "code": "last_superuser" }),
    );
}

#[tokio::test]
async fn administrators_switch_users_off_and_on() {
    let world = World::new().await;
    let (root, sam, ada) = (world.superuser().await, world.staff("sam").await, world.user("ada").await);
    let path = |user: u64, verb: &str| format!("/v1/users/{user}/{verb}");
    let off = sam.post(&path(ada.id, "disable"), json!({})).await;
    assert_eq!(off.has(200).json()["is_active"], false);
    ada.get("/v1/me")
        .await
        .is(401, json!({ "detail": "User inactive or deleted.", "code": "authentication_failed" }));
    let on = sam.post(&path(ada.id, "enable"), json!({})).await;
    assert_eq!(on.has(200).json()["is_active"], true);
    ada.by_token().await.get("/v1/me").await.has(200);
    for verb in ["disable", "enable", "send_reset"] {
        sam.post(&path(root.id, verb), json!({})).await.has(403);
        ada.by_token().await.post(&path(sam.id, verb), json!({})).await.has(403);
        world.anyone().post(&path(sam.id, verb), json!({})).await.has(401);
        for nobody in [7, 1 << 53, u64::MAX] {
            sam.post(&path(nobody, verb), json!({})).await.has(404);
        }
        sam.get(&path(ada.id, verb)).await.has(405);
    }
    let last = root.post(&path(root.id, "disable"), json!({})).await;
    assert_eq!(last.has(400).text_of("code"), "last_superuser");
}

#[tokio::test]
async fn administrators_have_a_reset_mail_sent() {
    let world = World::new().await;
    let (sam, ada) = (world.staff("sam").await, world.user("ada").await);
    let path = |user: u64| format!("/v1/users/{user}/send_reset");
    sam.post(&path(ada.id), json!({})).await.is_empty(204);
    let token = world.mail_to("ada@example.org").await.link().proof()["token"].clone();
    let form = json!({ "token": token, "new_password": "another good battery" });
    world.anyone().post("/v1/password_reset/confirm", form).await.is_empty(204);
    let unreachable = sam.post("/v1/users/create", json!({ "username": "bob", "password": GOOD })).await;
    let unreachable = unreachable.has(201).json()["pk"].as_u64().unwrap();
    let text = "This user gets no such mail: they are disabled, or have no address.";
    sam.post(&path(unreachable), json!({}))
        .await
        .is(400, json!({ "non_field_errors": [text], "code": "invalid" }));
    sam.post(&format!("/v1/users/{}/disable", ada.id), json!({})).await.has(200);
    sam.post(&path(ada.id), json!({})).await.has(400);
}

#[tokio::test]
async fn an_edit_can_insist_on_what_was_seen() {
    let world = World::new().await;
    let (sam, ada) = (world.staff("sam").await, world.user("ada").await);
    let path = format!("/v1/users/{}", ada.id);
    let seen = sam.get(&path).await.header("etag").to_owned();
    assert_eq!(ada.get("/v1/me").await.header("etag"), seen);
    let name = |name: &str| json!({ "first_name": name });
    let changed = sam.with("if-match", &seen).patch(&path, name("Countess")).await;
    assert_ne!(changed.has(200).header("etag"), seen);
    let stale = sam.with("if-match", &seen);
    let body = json!({ "detail": "It was changed meanwhile." });
    stale.patch(&path, name("Duchess")).await.is(412, body.clone());
    stale.delete(&path, json!({})).await.is(412, body);
    let coded = json!({ "detail": "It was changed meanwhile.", "code": "precondition_failed" });
    stale.post(&format!("{path}/disable"), json!({})).await.is(412, coded.clone());
    ada.with("if-match", &seen).patch("/v1/me", name("Duchess")).await.is(412, coded);
    assert_eq!(ada.get("/v1/me").await.text_of("first_name"), "Countess");
    sam.with("if-match", "*").patch(&path, name("Duchess")).await.has(200);
    sam.with("if-match", sam.get(&path).await.header("etag")).delete(&path, json!({})).await.is_empty(204);
}
