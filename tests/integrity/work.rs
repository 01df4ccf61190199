//! What costs us an Argon2 or more than ten reads, an account may ask for only so often (`LATCHKEY_LIMIT_WORK`).

use crate::world::{Actor, GOOD, Reply, Request, World};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::task::JoinSet;

/// One for an ordinary account, and ten for an administrator, a day.
const ONE_A_DAY: [(&str, &str); 2] = [("THROTTLE", "on"), ("LIMIT_WORK", "1/d")];

const OTHER: &str = "another good battery";

/// A check of so many permissions.
fn question(names: usize) -> Value {
    let names: Vec<_> = (0..names).map(|name| format!("auth.made_up_{name}")).collect();
    json!({ "permissions": names })
}

/// The same account with all its work done for today.
async fn exhausted(world: &World, name: &str) -> Actor {
    let user = world.user(name).await;
    user.post("/v1/check", question(11)).await.has(200);
    user
}

/// Word that it was too much, in DRF's form; in the native API with a word for programs.
#[track_caller]
fn is_throttled(path: &str, reply: &Reply) {
    let wait = reply.has(429).header("retry-after");
    let detail = format!("Request was throttled. Expected available in {wait} seconds.");
    match path.starts_with("/v1/") {
        true => reply.is(429, json!({ "detail": detail, "code": "throttled" })),
        false => reply.is(429, json!({ "detail": detail })),
    };
}

/// The same in Tastypie's form.
#[track_caller]
fn is_refused(reply: &Reply) {
    assert_eq!(reply.has(429).json(), json!({ "error": "Request was throttled." }), "{reply}");
    assert!(reply.header("retry-after").parse::<u64>().is_ok(), "{reply}");
}

#[tokio::test]
async fn proofs_and_changes_of_ones_own_password_are_counted_in_every_dialect() {
    let world = World::with(&ONE_A_DAY).await;
    let mut ada = exhausted(&world, "ada").await;
    let both = json!({ "current_password": GOOD, "new_password": OTHER });
    let (own, account) = (format!("/auth/users/{}/", ada.id), format!("/api/accounts/{}/", ada.id));
    let calls = [
        ("POST", "/auth/users/set_password/", both.clone()),
        ("POST", "/auth/password/", both.clone()),
        ("POST", "/auth/users/set_username/", json!({ "current_password": GOOD, "new_username": "eve" })),
        ("DELETE", "/auth/users/me/", json!({ "current_password": GOOD })),
        ("DELETE", own.as_str(), json!({ "current_password": GOOD })),
        ("PATCH", account.as_str(), json!({ "password": OTHER })),
        ("PUT", account.as_str(), json!({ "username": "ada", "password": OTHER })),
        ("PATCH", "/api/users/update_details", json!({ "current-password": GOOD, "first_name": "Eve" })),
        ("POST", "/v1/me/password", both.clone()),
        ("POST", "/v1/me/username", json!({ "current_password": GOOD, "username": "eve" })),
        ("POST", "/v1/me/email", json!({ "current_password": GOOD, "email": "eve@example.org" })),
        ("DELETE", "/v1/me", json!({ "current_password": GOOD })),
    ];
    for (method, path, body) in calls {
        is_throttled(path, &ada.send(Request::new(method, path).json(&body)).await);
    }
    // Nothing of it happened; others go on, as does what costs little, and tomorrow is another day.
    ada.get("/auth/users/me/").await.is(200, ada.object());
    ada.post("/v1/check", question(10)).await.has(200);
    world.user("bob").await.post("/v1/me/password", both.clone()).await.is_empty(204);
    world.later(Duration::from_secs(86_400));
    ada = ada.by_token().await;
    ada.post("/v1/me/password", both).await.is_empty(204);
}

#[tokio::test]
async fn a_wrong_current_password_is_counted_too() {
    let world = World::with(&ONE_A_DAY).await;
    let ada = world.user("ada").await;
    let wrong = json!({ "current_password": "wrong", "new_password": OTHER });
    ada.post("/v1/me/password", wrong.clone()).await.has(400);
    is_throttled("/v1/me/password", &ada.post("/v1/me/password", wrong).await);
}

#[tokio::test]
async fn checks_of_many_permissions_are_counted_whoever_they_are_about() {
    let world = World::with(&ONE_A_DAY).await;
    let ada = exhausted(&world, "ada").await;
    for path in ["/v1/check".to_owned(), format!("/v1/users/{}/check", ada.id)] {
        is_throttled(&path, &ada.post(&path, question(11)).await);
        is_throttled(&path, &ada.post(&path, question(100)).await);
        ada.post(&path, question(10)).await.has(200);
    }
}

#[tokio::test]
async fn administrators_may_ten_times_as_much_in_every_dialect() {
    let world = World::with(&ONE_A_DAY).await;
    let root = world.superuser().await;
    let ada = world.user("ada").await;
    let group = root.post("/v1/groups", json!({ "name": "editors" })).await.json()["pk"].clone();
    for _ in 0..10 {
        root.get("/v1/users").await.has(200);
    }
    let (bob, user) = (json!({ "username": "bob", "password": GOOD }), ada.id);
    let many: Vec<_> = (1..=11).collect();
    let set = "/permissions/set/1;2;3;4;5;6;7;8;9;10;11/";
    let calls = [
        ("GET", "/auth/users/".to_owned(), Value::Null),
        ("GET", "/api/accounts/".to_owned(), Value::Null),
        ("PATCH", format!("/api/accounts/{user}/"), json!({ "password": OTHER })),
        ("GET", "/users/".to_owned(), Value::Null),
        ("PUT", format!("/users/{user}/"), json!({ "password": OTHER })),
        ("PUT", "/users/4000/".to_owned(), bob.clone()),
        ("GET", "/groups/".to_owned(), Value::Null),
        ("GET", "/permissions/".to_owned(), Value::Null),
        ("GET", "/contenttypes/".to_owned(), Value::Null),
        ("GET", set.to_owned(), Value::Null),
        ("POST", "/v1/users/list".to_owned(), json!({})),
        ("POST", "/v1/users/create".to_owned(), bob.clone()),
        ("POST", "/v1/users".to_owned(), bob.clone()),
        ("POST", "/v1/users".to_owned(), json!({ "username": "bob", "email": "bob@example.org" })),
        ("PATCH", format!("/v1/users/{user}"), json!({ "password": OTHER })),
        ("PUT", format!("/v1/users/{user}"), json!({ "username": "ada", "password": OTHER })),
        ("GET", "/v1/users".to_owned(), Value::Null),
        ("GET", format!("/v1/users?group={group}&limit=1"), Value::Null),
        ("PATCH", format!("/v1/groups/{group}/users"), json!({ "add": [user] })),
        ("PATCH", format!("/v1/groups/{group}/permissions"), json!({ "add": [1] })),
        ("PATCH", format!("/v1/users/{user}/groups"), json!({ "add": [group] })),
        ("GET", "/v1/groups".to_owned(), Value::Null),
        ("GET", format!("/v1/groups/{group}/users"), Value::Null),
        ("PATCH", format!("/v1/groups/{group}/permissions"), json!({ "add": many })),
        ("PATCH", format!("/v1/users/{user}/permissions"), json!({ "add": many })),
        ("GET", "/v1/permissions".to_owned(), Value::Null),
        ("GET", "/v1/content_types".to_owned(), Value::Null),
        ("GET", format!("/v1/users/{user}/permissions?effective=true"), Value::Null),
        ("GET", format!("/v1/users/{user}/sessions"), Value::Null),
        ("GET", "/v1/sessions".to_owned(), Value::Null),
        ("GET", "/v1/me/export".to_owned(), Value::Null),
        ("GET", "/auth/users/me/export/".to_owned(), Value::Null),
    ];
    for (method, path, body) in calls {
        let request = Request::new(method, &path);
        let request = if body.is_null() { request } else { request.json(&body) };
        let reply = root.send(request).await;
        match path.split('/').nth(1) {
            Some("users" | "groups" | "permissions" | "contenttypes") => is_refused(&reply),
            // The contract's own calls have no word for programs.
            Some("v1") if path.starts_with("/v1/users/") && path.split('/').count() == 4 => {
                is_throttled("", &reply)
            }
            _ => is_throttled(&path, &reply),
        }
    }
    is_refused(&root.in_browser().await.post("/users/", bob).await);
    ada.get("/auth/users/me/").await.is(200, ada.object());
    root.get(&format!("/v1/users/{user}")).await.has(200);
}

#[tokio::test]
async fn of_many_calls_at_once_no_more_are_answered_than_are_allowed() {
    let world = World::with(&[("THROTTLE", "on"), ("LIMIT_WORK", "3/d")]).await;
    let ada = world.user("ada").await;
    let mut calls = JoinSet::new();
    for _ in 0..12 {
        let ada = ada.clone();
        calls.spawn(async move { ada.post("/v1/check", question(11)).await.status() });
    }
    let statuses = calls.join_all().await;
    // A call that the SDK sends twice is counted twice.
    let answered = statuses.iter().filter(|status| **status == 200).count();
    assert!((1..=3).contains(&answered), "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 429].contains(status)), "{statuses:?}");
}
