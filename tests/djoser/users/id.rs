//! `/auth/users/{id}/` (contract §2.3).

use crate::world::{GOOD, Request, World};
use serde_json::{Value, json};

fn detail(text: &str) -> Value {
    json!({ "detail": text })
}

#[tokio::test]
async fn who_may_do_what_with_whom() {
    for (hidden, refusal) in [
        ("true", (404, "Not found.")),
        ("false", (403, "You do not have permission to perform this action.")),
    ] {
        let world = World::with(&[("HIDE_USERS", hidden)]).await;
        let (staff, alice, bob) =
            (world.staff("sam").await, world.user("alice").await, world.user("bob").await);
        let path = format!("/auth/users/{}/", alice.id);
        for method in ["GET", "PUT", "PATCH"] {
            let request = || Request::new(method, &path).json(&json!({}));
            let absent = detail("Authentication credentials were not provided.");
            world.anyone().send(request()).await.is(401, absent);
            bob.send(request()).await.is(refusal.0, detail(refusal.1));
            alice.send(request()).await.is(200, alice.object());
            staff.send(request()).await.is(200, alice.object());
        }
        let proof = json!({ "current_password": GOOD });
        world.anyone().delete(&path, proof.clone()).await.has(401);
        let forbidden = detail("You do not have permission to perform this action.");
        bob.delete(&path, proof).await.is(403, forbidden);
        alice.get("/auth/users/me/").await.is(200, alice.object());
    }
}

#[tokio::test]
async fn nobody_by_a_number_is_told_apart_from_no_number() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    for id in ["7", "-1", "0", "12345678901234567890", "99999999999999999999999999"] {
        let reply = staff.get(&format!("/auth/users/{id}/")).await;
        reply.is(404, detail("No User matches the given query."));
    }
    for id in ["abc", "1.5", "a%20b", "%00", "1%2F2"] {
        staff.get(&format!("/auth/users/{id}/")).await.is(404, detail("Not found."));
    }
    let zeros = staff.get(&format!("/auth/users/0{}/", staff.id)).await;
    zeros.is(200, staff.object());
}

#[tokio::test]
async fn one_changes_oneself_as_under_me() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let alice = world.user("alice").await;
    let path = format!("/auth/users/{}/", alice.id);
    let reply = alice.patch(&path, json!({ "email": "al@example.com", "username": "x" })).await;
    reply.is(200, json!({ "email": "al@example.com", "id": alice.id, "username": "alice" }));
    let reply = alice.put(&path, json!({ "email": "nobody" })).await;
    reply.is(400, json!({ "email": ["Enter a valid email address."] }));
}

#[tokio::test]
async fn one_deletes_oneself_and_staff_others_by_their_own_passwords() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let proof = json!({ "current_password": GOOD });
    let required = json!({ "current_password": ["This field is required."] });

    let path = format!("/auth/users/{}/", alice.id);
    alice.delete(&path, json!({})).await.is(400, required.clone());
    alice.delete(&path, proof.clone()).await.is_empty(204);
    alice.get("/auth/users/me/").await.has(401);

    let path = format!("/auth/users/{}/", bob.id);
    staff.delete(&path, json!({})).await.is(400, required);
    let wrong = json!({ "current_password": ["Invalid password."] });
    staff.delete(&path, json!({ "current_password": "wrong" })).await.is(400, wrong);
    staff.delete(&path, proof).await.is_empty(204);
    bob.get("/auth/users/me/").await.has(401);
    staff.get("/auth/users/me/").await.is(200, staff.object());
    staff.get(&path).await.is(404, detail("No User matches the given query."));
}

#[tokio::test]
async fn staff_deletes_and_changes_no_superuser() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let root = world.superuser().await;
    let path = format!("/auth/users/{}/", root.id);
    let forbidden = detail("You do not have permission to perform this action.");
    staff.delete(&path, json!({ "current_password": GOOD })).await.is(403, forbidden.clone());
    staff.patch(&path, json!({ "email": "sam@evil.example" })).await.is(403, forbidden);
    staff.get(&path).await.is(200, root.object());
}

#[tokio::test]
async fn the_last_superuser_stays() {
    let world = World::new().await;
    let root = world.superuser().await;
    let proof = json!({ "current_password": GOOD });
    root.delete("/auth/users/me/", proof.clone()).await.has(400);
    root.delete(&format!("/auth/users/{}/", root.id), proof).await.has(400);
    root.get("/auth/users/me/").await.is(200, root.object());
}

#[tokio::test]
async fn an_edit_by_staff_sends_an_inactive_user_a_new_activation_mail() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let zoe = world.newcomer("zoe").await;
    let path = format!("/auth/users/{}/", zoe.id);
    staff.patch(&path, json!({})).await.is(200, zoe.object());
    staff.put(&path, json!({})).await.is(200, zoe.object());
    let activation = "Account activation on accounts.test";
    assert_eq!(world.subjects_to(&zoe.email).await, [activation; 3]);
    let link = world.mail_to(&zoe.email).await.link();
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
}
