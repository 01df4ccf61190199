//! `POST /v1/users/create` (contract §4.2).

use crate::world::{GOOD, Request, World};
use serde_json::json;

const PATH: &str = "/v1/users/create";

#[tokio::test]
async fn an_administrator_makes_a_user_who_is_good_at_once() {
    let world = World::new().await;
    let root = world.superuser().await;
    let form = json!({
        "username": "zoe", "password": GOOD, "first_name": "Zoe", "last_name": "Example",
        "email": "zoe@example.org", "is_superuser": true, "pk": 7, "last_login": "2000-01-01T00:00:00Z",
    });
    let made = root.post(PATH, form).await;
    let pk = made.has(201).json()["pk"].as_u64().unwrap();
    let joined = made.text_of("date_joined");
    assert!(pk != 7 && joined.starts_with("2026-01-01T12:") && joined.ends_with('Z'), "{made}");
    made.is(
        201,
        json!({
            "username": "zoe", "pk": pk, "last_login": null, "is_superuser": false, "first_name": "Zoe",
            "last_name": "Example", "email": "zoe@example.org", "is_staff": false, "is_active": true,
            "date_joined": joined,
        }),
    );
    assert!(world.mails().await.is_empty());
    world.anyone().named("zoe", pk).by_token().await;
}

#[tokio::test]
async fn only_administrators_may() {
    let world = World::new().await;
    let form = json!({ "username": "zoe", "password": GOOD });
    let absent = json!({ "detail": "Authentication credentials were not provided." });
    let reply = world.anyone().post(PATH, form.clone()).await;
    reply.is(401, absent).says("www-authenticate", "Bearer realm=\"api\"");
    let forbidden = json!({ "detail": "You do not have permission to perform this action." });
    world.user("alice").await.post(PATH, form.clone()).await.is(403, forbidden.clone());
    let staff = world.staff("sam").await;
    staff.post(PATH, form).await.has(201);
    let more = json!({ "username": "mia", "password": GOOD, "is_staff": true });
    staff.post(PATH, more).await.is(403, forbidden);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_drfs_words() {
    let world = World::new().await;
    let root = world.superuser().await;
    let required = ["This field is required."];
    let taken = json!({ "username": ["A user with that username already exists."] });
    let boolean = ["Must be a valid boolean."];
    for (form, body) in [
        (json!({}), json!({ "username": required, "password": required })),
        (json!({ "username": "ROOT", "password": GOOD }), taken),
        (
            json!({ "username": "zoe", "password": "password" }),
            json!({ "password": ["This password is too common."] }),
        ),
        (json!({ "username": "zoe", "password": GOOD, "is_staff": "maybe" }), json!({ "is_staff": boolean })),
        (json!({ "username": "zoe", "password": GOOD, "is_active": [] }), json!({ "is_active": boolean })),
        (
            json!({ "username": "zoe", "password": GOOD, "email": "ROOT@example.org" }),
            json!({ "email": ["user with this email address already exists."] }),
        ),
        (
            json!({ "username": "zoe", "password": GOOD, "first_name": "a".repeat(151) }),
            json!({ "first_name": ["Ensure this field has no more than 150 characters."] }),
        ),
    ] {
        root.post(PATH, form).await.is(400, body);
    }
    for name in ["list", "create", "List", "CREATE"] {
        let reply = root.post(PATH, json!({ "username": name, "password": GOOD })).await;
        reply.has(400);
        assert!(reply.json()["username"].is_array(), "{reply}");
    }
}

#[tokio::test]
async fn both_slash_forms_and_forms_of_html_are_taken() {
    let world = World::new().await;
    let root = world.superuser().await;
    let form = Request::post("/v1/users/create/").form(&[("username", "zoe"), ("password", GOOD)]);
    root.send(form).await.has(201);
    root.get(PATH).await.is(405, json!({ "detail": "Method \"GET\" not allowed." }));
}

#[tokio::test]
async fn a_user_may_be_made_disabled() {
    let world = World::new().await;
    let root = world.superuser().await;
    let form = json!({ "username": "zoe", "password": GOOD, "is_active": false });
    let made = root.post(PATH, form).await;
    assert_eq!(made.has(201).json()["is_active"], json!(false));
    let zoe = world.anyone().named("zoe", 0);
    zoe.post("/auth/token/login/", zoe.login(GOOD)).await.has(400);
}
