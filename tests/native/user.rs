//! `GET|PATCH /v1/users/{pk}` (contract §4.2).

use crate::world::{Actor, GOOD, World};
use serde_json::json;

fn path(user: &Actor) -> String {
    format!("/v1/users/{}", user.id)
}

#[tokio::test]
async fn one_reads_oneself_and_administrators_everybody() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let zoe = world.newcomer("zoe").await;
    let forbidden = json!({ "detail": "You do not have permission to perform this action." });

    assert_eq!(alice.get(&path(&alice)).await.has(200).text_of("username"), "alice");
    assert_eq!(staff.get(&path(&alice)).await.has(200).text_of("username"), "alice");
    assert_eq!(staff.get(&path(&zoe)).await.has(200).json()["is_active"], json!(false));
    bob.get(&path(&alice)).await.is(403, forbidden.clone());
    bob.get("/v1/users/7").await.is(403, forbidden.clone());
    alice.patch(&path(&alice), json!({})).await.is(403, forbidden);
    let absent = json!({ "detail": "Authentication credentials were not provided." });
    let reply = world.anyone().get(&path(&alice)).await;
    reply.is(401, absent).says("www-authenticate", "Bearer realm=\"api\"");
    let gone = json!({ "detail": "Not found." });
    for id in ["7", "0", "-1", "99999999999999999999", "nobody"] {
        staff.get(&format!("/v1/users/{id}")).await.is(404, gone.clone());
        staff.patch(&format!("/v1/users/{id}"), json!({})).await.is(404, gone.clone());
    }
}

#[tokio::test]
async fn an_administrator_changes_what_he_names_and_nothing_else() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let alice = world.user("alice").await;
    let before = staff.get(&path(&alice)).await.json();
    staff.patch(&path(&alice), json!({})).await.is(200, before.clone());
    let form = json!({
        "first_name": "Alice", "email": "al@example.com", "username": "alicia", "pk": 7, "is_superuser": true,
        "date_joined": "2000-01-01T00:00:00Z",
    });
    let mut after = before.clone();
    (after["first_name"], after["email"]) = (json!("Alice"), json!("al@example.com"));
    after["username"] = json!("alicia");
    staff.patch(&path(&alice), form).await.is(200, after.clone());
    staff.get(&path(&alice)).await.is(200, after);
    // At once, and the old address is told.
    alice.get("/auth/users/me/").await.has(200);
    let told = world.mail_to("alice@example.org").await;
    assert!(told.links.is_empty(), "{told:#?}");
}

#[tokio::test]
async fn disabling_ends_everything_and_enabling_verifies() {
    let world = World::new().await;
    let root = world.superuser().await;
    let (alice, zoe) = (world.user("alice").await, world.newcomer("zoe").await);
    let off = root.patch(&path(&alice), json!({ "is_active": false })).await;
    assert_eq!(off.has(200).json()["is_active"], json!(false));
    alice.get("/auth/users/me/").await.is(401, json!({ "detail": "User inactive or deleted." }));
    root.patch(&path(&alice), json!({ "is_active": true })).await.has(200);
    alice.by_token().await;
    root.patch(&path(&zoe), json!({ "is_active": true })).await.has(200);
    zoe.by_token().await;
}

#[tokio::test]
async fn a_new_password_ends_everything_that_was_signed_in() {
    let world = World::new().await;
    let root = world.superuser().await;
    let alice = world.user("alice").await;
    let (by_jwt, _) = alice.by_jwt().await;
    for (password, why) in [
        ("", "This field may not be blank."),
        ("password", "This password is too common."),
        ("alice1234", "The password is too similar to the username."),
    ] {
        let reply = root.patch(&path(&alice), json!({ "password": password })).await;
        reply.is(400, json!({ "password": [why] }));
    }
    root.patch(&path(&alice), json!({ "password": "a new good battery" })).await.has(200);
    alice.get("/auth/users/me/").await.has(401);
    by_jwt.get("/auth/users/me/").await.has(401);
    alice.by_token_with("a new good battery").await;
}

#[tokio::test]
async fn what_is_wrong_is_told() {
    let world = World::new().await;
    let root = world.superuser().await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    for (field, value, why) in [
        ("username", json!("BOB"), "A user with that username already exists."),
        ("username", json!(""), "This field may not be blank."),
        ("email", json!("BOB@example.org"), "user with this email address already exists."),
        ("email", json!("nobody"), "Enter a valid email address."),
        ("is_active", json!("maybe"), "Must be a valid boolean."),
        ("last_name", json!(null), "This field may not be null."),
    ] {
        let reply = root.patch(&path(&alice), json!({ field: value })).await;
        reply.is(400, json!({ field: [why] }));
    }
    for name in ["list", "create"] {
        root.patch(&path(&alice), json!({ "username": name })).await.has(400);
    }
    alice.get("/auth/users/me/").await.is(200, alice.object());
}

#[tokio::test]
async fn only_a_superuser_makes_staff_or_touches_superusers() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let alice = world.user("alice").await;
    let root = world.superuser().await;
    let forbidden = json!({ "detail": "You do not have permission to perform this action." });
    staff.patch(&path(&alice), json!({ "is_staff": true })).await.is(403, forbidden.clone());
    staff.patch(&path(&alice), json!({ "is_staff": false })).await.has(200);
    for form in
        [json!({ "password": GOOD }), json!({ "is_active": false }), json!({ "email": "sam@evil.example" })]
    {
        staff.patch(&path(&root), form).await.is(403, forbidden.clone());
    }
    root.patch(&path(&alice), json!({ "is_staff": true })).await.has(200);
    alice.get(&path(&staff)).await.has(200);
    root.patch(&path(&staff), json!({ "is_staff": false })).await.has(200);
    staff.get(&path(&alice)).await.is(403, forbidden);
}

#[tokio::test]
async fn the_last_superuser_is_not_disabled() {
    let world = World::new().await;
    let root = world.superuser().await;
    root.patch(&path(&root), json!({ "is_active": false })).await.has(400);
    root.get("/auth/users/me/").await.is(200, root.object());
}

#[tokio::test]
async fn a_dialect_that_is_off_is_not_there() {
    let world = World::with(&[("DIALECTS", "djoser")]).await;
    let alice = world.user("alice").await;
    alice.get(&path(&alice)).await.is(404, json!({ "detail": "Not found." }));
    let world = World::with(&[("DIALECTS", "native")]).await;
    world.anyone().post("/auth/users/", json!({})).await.is(404, json!({ "detail": "Not found." }));
    world.anyone().get("/v1/users/7").await.has(401);
    world.anyone().get("/auth/session/").await.has(401);
}

#[tokio::test]
async fn a_whole_user_is_put_under_his_pk() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let alice = world.user("alice").await;
    let missing = staff.put(&path(&alice), json!({ "first_name": "A" })).await;
    missing
        .is(400, json!({ "username": ["This field is required."], "password": ["This field is required."] }));
    let form = json!({ "username": "alicia", "password": "another good battery" });
    let put = staff.put(&path(&alice), form.clone()).await.has(200).json();
    assert_eq!((&put["username"], &put["email"]), (&json!("alicia"), &json!("alice@example.org")));
    alice.get(&path(&alice)).await.has(401);
    world.anyone().named("alicia", alice.id).by_token_with("another good battery").await;
    staff.put("/v1/users/7", form).await.is(404, json!({ "detail": "Not found." }));
}

#[tokio::test]
async fn deleting_switches_off_and_can_be_undone() {
    let world = World::new().await;
    let (root, staff, alice) = (world.superuser().await, world.staff("sam").await, world.user("alice").await);
    for _ in 0..2 {
        staff.delete(&path(&alice), json!(null)).await.is_empty(204);
    }
    assert_eq!(staff.get(&path(&alice)).await.has(200).json()["is_active"], json!(false));
    staff.patch(&path(&alice), json!({ "is_active": true })).await.has(200);
    alice.get(&path(&alice)).await.has(200);
    let forbidden = json!({ "detail": "You do not have permission to perform this action." });
    staff.delete(&path(&root), json!(null)).await.is(403, forbidden);
    let last = json!({ "non_field_errors": ["The last active superuser must remain."] });
    root.delete(&path(&root), json!(null)).await.is(400, last);
}

#[tokio::test]
async fn a_name_is_looked_up_by_its_owner_and_administrators() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let (alice, seven) = (world.user("alice").await, world.user("7").await);
    let one = staff.get(&path(&alice)).await.json();
    staff.get("/v1/users/ALICE").await.is(200, one.clone());
    alice.get("/v1/users/alice").await.is(200, one);
    let forbidden = json!({ "detail": "You do not have permission to perform this action." });
    alice.get("/v1/users/sam").await.is(403, forbidden.clone());
    alice.get("/v1/users/nobody").await.is(403, forbidden);
    staff.get("/v1/users/nobody").await.is(404, json!({ "detail": "Not found." }));
    // A number is a pk first.
    assert_eq!(staff.get("/v1/users/7").await.has(200).json()["pk"], json!(seven.id));
    assert_eq!(seven.get("/v1/users/7").await.has(200).json()["pk"], json!(seven.id));

    let world = World::with(&[("UFDL_BY_NAME", "array")]).await;
    let staff = world.staff("sam").await;
    let found = staff.get("/v1/users/sam").await.has(200).json();
    assert_eq!(found[0]["username"], json!("sam"));
    staff.get("/v1/users/nobody").await.is(200, json!([]));
}
