//! `/auth/users/me/` (contract §2.2).

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn a_profile_is_read_and_changed() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let alice = world.user("alice").await;
    alice.get("/auth/users/me/").await.is(200, alice.object());
    let changed = json!({ "email": "al@example.com", "id": alice.id, "username": "alice" });
    let form = json!({ "email": "al@example.com" });
    alice.put("/auth/users/me/", form.clone()).await.is(200, changed.clone());
    alice.patch("/auth/users/me/", form).await.is(200, changed.clone());
    alice.put("/auth/users/me/", json!({})).await.is(200, changed.clone());
    alice.get("/auth/users/me/").await.is(200, changed);
    alice.patch("/auth/users/me/", json!({ "email": "" })).await.has(200);
}

#[tokio::test]
async fn what_cannot_be_changed_is_ignored() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let form = json!({
        "username": "root", "id": 7, "is_staff": true, "is_superuser": true, "password": "x", "first_name": "A",
    });
    for reply in
        [alice.put("/auth/users/me/", form.clone()).await, alice.patch("/auth/users/me/", form).await]
    {
        reply.is(200, alice.object());
    }
    alice.by_token().await;
}

#[tokio::test]
async fn an_address_that_cannot_be_is_refused() {
    let world = World::new().await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    for (address, why) in [
        (json!("nobody"), "Enter a valid email address."),
        (json!(null), "This field may not be null."),
        (json!(7), "Enter a valid email address."),
        (json!("BOB@example.org"), "user with this email address already exists."),
    ] {
        let reply = alice.patch("/auth/users/me/", json!({ "email": address })).await;
        reply.is(400, json!({ "email": [why] }));
    }
    alice.get("/auth/users/me/").await.is(200, alice.object());
}

#[tokio::test]
async fn strangers_have_no_profile_and_post_is_no_method_of_one() {
    let world = World::new().await;
    let absent = json!({ "detail": "Authentication credentials were not provided." });
    for method in ["GET", "PUT", "PATCH", "DELETE", "POST"] {
        let request = crate::world::Request::new(method, "/auth/users/me/").json(&json!({}));
        world.anyone().send(request).await.is(401, absent.clone());
    }
    let alice = world.user("alice").await;
    let refused = json!({ "detail": "Method \"POST\" not allowed." });
    alice.post("/auth/users/me/", json!({})).await.is(405, refused);
}

#[tokio::test]
async fn a_new_address_waits_for_activation_and_the_old_one_is_told() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let ((by_jwt, _), in_browser) = (alice.by_jwt().await, alice.in_browser().await);

    let form = json!({ "email": "alice@example.com" });
    let changed = json!({ "email": "alice@example.com", "id": alice.id, "username": "alice" });
    alice.patch("/auth/users/me/", form).await.is(200, changed);

    let inactive = json!({ "detail": "User inactive or deleted." });
    alice.get("/auth/users/me/").await.is(401, inactive);
    by_jwt.get("/auth/users/me/").await.has(401);
    in_browser.get("/auth/users/me/").await.has(401);
    alice.post("/auth/token/login/", alice.login(GOOD)).await.has(401);
    let signing_in = alice.signed_out().post("/auth/token/login/", alice.login(GOOD)).await;
    signing_in.has(400);

    let told = world.mail_to("alice@example.org").await;
    assert!(told.text.contains("alice") && told.link().url.contains("/pages/undo/"), "{told:#?}");
    assert_ne!(told.subject, "Account activation on accounts.test");
    let mail = world.mail_to("alice@example.com").await;
    assert_eq!(mail.subject, "Account activation on accounts.test");
    world.anyone().post("/auth/users/activation/", mail.link().proof()).await.is_empty(204);
    alice.by_token().await;
}

#[tokio::test]
async fn the_same_address_is_no_change() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let before = world.mails().await.len();
    alice.patch("/auth/users/me/", json!({ "email": alice.email })).await.is(200, alice.object());
    alice.get("/auth/users/me/").await.has(200);
    assert_eq!(world.mails().await.len(), before);
}

#[tokio::test]
async fn the_address_given_up_is_free_and_the_new_one_is_not() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let alice = world.user("alice").await;
    alice.patch("/auth/users/me/", json!({ "email": "new@example.org" })).await.has(200);
    let sign_up = |name: &str, email: &str| json!({ "username": name, "email": email, "password": GOOD });
    world.anyone().post("/auth/users/", sign_up("a", "NEW@example.org")).await.has(400);
    world.anyone().post("/auth/users/", sign_up("b", "alice@example.org")).await.has(201);
}

#[tokio::test]
async fn one_deletes_oneself_by_ones_password() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for (form, why) in [
        (json!({}), "This field is required."),
        (json!({ "current_password": "" }), "This field may not be blank."),
        (json!({ "current_password": null }), "This field may not be null."),
        (json!({ "current_password": "wrong" }), "Invalid password."),
    ] {
        alice.delete("/auth/users/me/", form).await.is(400, json!({ "current_password": [why] }));
    }
    alice.delete("/auth/users/me/", json!({ "current_password": GOOD })).await.is_empty(204);
    alice.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));
    world.deliver().await;
    let root = world.superuser().await;
    root.get(&format!("/v1/users/{}", alice.id)).await.has(404);
    let again = world.user("alice").await;
    assert_ne!(again.id, alice.id, "a number is never given twice");
}
