//! `/api/accounts/`: a DRF endpoint (docs/contracts/seeds.md §2).

use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

const FORBIDDEN: &str = "You do not have permission to perform this action.";
const ABSENT: &str = "Authentication credentials were not provided.";

fn detail(text: &str) -> Value {
    json!({ "detail": text })
}

fn path(user: &Actor) -> String {
    format!("/api/accounts/{}/", user.id)
}

/// A world in which accounts need no activation.
async fn open_world() -> World {
    World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await
}

#[tokio::test]
async fn anybody_adds_himself_and_waits_for_the_mail() {
    let world = World::new().await;
    let form = json!({
        "username": "john", "password": GOOD, "first_name": "John", "last_name": "Doe", "email": "john@example.com",
        "is_staff": true, "is_superuser": true, "date_joined": "2000-01-01T00:00:00Z", "nonsense": 1,
    });
    let made = world.anyone().post("/api/accounts/", form).await;
    let id = made.has(201).json()["id"].as_u64().expect("an id");
    let joined = made.text_of("date_joined");
    made.is(
        201,
        json!({
            "id": id, "username": "john", "first_name": "John", "last_name": "Doe", "email": "john@example.com",
            "is_staff": false, "is_superuser": false, "is_active": false, "date_joined": joined,
        }),
    );
    assert!(made.header("location").is_empty());
    let link = world.mail_to("john@example.com").await.link();
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
    let john = world.anyone().named("john", id).by_token().await;
    assert_eq!(john.get(&path(&john)).await.has(200).json()["is_active"], true);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_account_is_said_field_by_field() {
    let world = open_world().await;
    let required =
        json!({ "username": ["This field is required."], "password": ["This field is required."] });
    world.anyone().post("/api/accounts/", json!({})).await.is(400, required);
    world.newcomer("ada").await;
    let taken = json!({ "username": "ADA", "password": GOOD, "email": "not an address" });
    let answer = json!({
        "username": ["A user with that username already exists."], "email": ["Enter a valid email address."],
    });
    world.anyone().post("/api/accounts/", taken).await.is(400, answer);
    let weak = json!({ "username": "bob", "password": "password" });
    let common = json!({ "password": ["This password is too common."] });
    world.anyone().post("/api/accounts/", weak).await.is(400, common);
    let list = json!({ "non_field_errors": ["Invalid data. Expected a dictionary, but got list."] });
    world.anyone().post("/api/accounts/", json!([])).await.is(400, list);
    let null = json!({ "non_field_errors": ["No data provided"] });
    world.anyone().post("/api/accounts/", Value::Null).await.is(400, null);
    let xml = Request::post("/api/accounts/").body("application/xml", "<a/>");
    let unsupported = detail("Unsupported media type \"application/xml\" in request.");
    world.anyone().send(xml).await.is(415, unsupported);
    let form = Request::post("/api/accounts/").form(&[("username", "carl"), ("password", GOOD)]);
    world.anyone().send(form).await.has(201);
    let bad = world.anyone().with("authorization", "Token nonsense");
    let refused = bad.post("/api/accounts/", json!({ "username": "dan", "password": GOOD })).await;
    refused.is(401, detail("Invalid token.")).says("www-authenticate", "Token");
}

#[tokio::test]
async fn staff_lists_everybody_and_others_nobody() {
    let world = open_world().await;
    // Ids of the same moment come in any order.
    let moment = Duration::from_secs(1);
    let ada = world.user("ada").await;
    world.later(moment);
    world.superuser().await;
    world.later(moment);
    let staff = world.staff("sam").await;
    let listed = staff.get("/api/accounts/").await.has(200).json();
    let names: Vec<_> =
        listed.as_array().expect("a bare list").iter().map(|user| user["username"].clone()).collect();
    assert_eq!(names, ["ada", "root", "sam"]);
    assert_eq!(listed[0], staff.get(&path(&ada)).await.json());
    ada.get("/api/accounts/").await.is(403, detail(FORBIDDEN));
    let nobody = world.anyone().get("/api/accounts/").await;
    nobody.is(403, detail(ABSENT));
    assert!(nobody.header("www-authenticate").is_empty());
}

#[tokio::test]
async fn an_account_is_seen_and_changed_by_its_owner_and_by_staff() {
    let world = open_world().await;
    let (ada, bob, staff) = (world.user("ada").await, world.user("bob").await, world.staff("sam").await);
    ada.get(&path(&ada)).await.has(200);
    staff.get(&path(&ada)).await.has(200);
    bob.get(&path(&ada)).await.is(403, detail(FORBIDDEN));
    bob.patch(&path(&ada), json!({ "first_name": "Bob" })).await.is(403, detail(FORBIDDEN));
    world.anyone().get(&path(&ada)).await.is(403, detail(ABSENT));
    for id in ["7", "abc", "0"] {
        staff.get(&format!("/api/accounts/{id}/")).await.is(404, detail("Not found."));
    }
    let before = ada.get(&path(&ada)).await.json();
    ada.patch(&path(&ada), json!({})).await.is(200, before.clone());
    let changed = ada.patch(&path(&ada), json!({ "first_name": "Ada", "is_staff": true, "id": 7 })).await;
    assert_eq!(
        (&changed.has(200).json()["first_name"], &changed.json()["is_staff"]),
        (&json!("Ada"), &json!(false))
    );
    staff.patch(&path(&ada), json!({ "last_name": "Lovelace" })).await.has(200);
    let whole = ada.put(&path(&ada), json!({ "first_name": "A" })).await;
    whole
        .is(400, json!({ "username": ["This field is required."], "password": ["This field is required."] }));
    let put =
        ada.put(&path(&ada), json!({ "username": "countess", "password": "another good battery" })).await;
    assert_eq!(
        (&put.has(200).json()["username"], &put.json()["last_name"]),
        (&json!("countess"), &json!("Lovelace"))
    );
    let taken = ada.patch(&path(&ada), json!({ "username": "bob" })).await;
    taken.is(400, json!({ "username": ["A user with that username already exists."] }));
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let world = open_world().await;
    let ada = world.user("ada").await;
    let elsewhere = ada.by_token().await;
    ada.patch(&path(&ada), json!({ "password": "another good battery" })).await.has(200);
    ada.get(&path(&ada)).await.has(200);
    elsewhere.get(&path(&ada)).await.is(401, detail("Invalid token."));
    ada.by_token_with("another good battery").await;
}

#[tokio::test]
async fn an_address_of_ones_own_waits_for_its_link_and_one_set_by_staff_does_not() {
    let world = World::new().await;
    let (ada, bob, staff) = (world.user("ada").await, world.user("bob").await, world.staff("sam").await);
    let own = ada.patch(&path(&ada), json!({ "email": "new@example.org" })).await;
    assert_eq!(own.has(200).json()["is_active"], false);
    world.mail_to("new@example.org").await.link();
    let set = staff.patch(&path(&bob), json!({ "email": "bobby@example.org" })).await;
    assert_eq!(set.has(200).json()["is_active"], true);
    assert!(world.mail_to("bob@example.org").await.links.is_empty(), "the old address is told");
}

#[tokio::test]
async fn only_staff_deletes_and_nobody_but_superusers_a_superuser() {
    let world = open_world().await;
    let (ada, staff, root) = (world.user("ada").await, world.staff("sam").await, world.superuser().await);
    ada.delete(&path(&ada), Value::Null).await.is(403, detail(FORBIDDEN));
    staff.delete(&path(&root), Value::Null).await.is(403, detail(FORBIDDEN));
    staff.delete(&path(&ada), Value::Null).await.is_empty(204);
    staff.get(&path(&ada)).await.is(404, detail("Not found."));
    let last = json!({ "non_field_errors": ["The last active superuser must remain."] });
    root.delete(&path(&root), Value::Null).await.is(400, last);
}

#[tokio::test]
async fn the_permission_comes_before_the_method() {
    let world = open_world().await;
    let (ada, staff) = (world.user("ada").await, world.staff("sam").await);
    let put = Request::new("PUT", "/api/accounts/");
    world.anyone().send(put.clone()).await.is(403, detail(ABSENT));
    ada.send(put.clone()).await.is(403, detail(FORBIDDEN));
    let refused = staff.send(put).await;
    refused.is(405, detail("Method \"PUT\" not allowed.")).says("allow", "GET, POST, HEAD, OPTIONS");
    let post = ada.post(&path(&ada), json!({})).await;
    post.is(405, detail("Method \"POST\" not allowed."));
    post.says("allow", "GET, PUT, PATCH, DELETE, HEAD, OPTIONS");
    let options = Request::new("OPTIONS", "/api/accounts/");
    ada.send(options.clone()).await.is(403, detail(FORBIDDEN));
    let told = staff.send(options).await.has(200).json();
    assert_eq!(
        (&told["name"], &told["actions"]["POST"]["username"]["max_length"]),
        (&json!("User List"), &json!(150))
    );
}

#[tokio::test]
async fn both_slash_forms_the_index_and_the_format_suffix_are_served() {
    let world = open_world().await;
    let ada = world.user("ada").await;
    ada.get(path(&ada).trim_end_matches('/')).await.has(200);
    ada.get(&format!("/api/accounts/{}.json", ada.id)).await.has(200);
    let index = json!({ "accounts": "https://accounts.test/api/accounts/" });
    world.anyone().get("/api/").await.is(200, index);
    ada.get(&format!("{}?format=xml", path(&ada))).await.is(404, detail("Not found."));
    let session = ada.in_browser().await;
    let refused = session.without("x-csrftoken").patch(&path(&ada), json!({})).await;
    refused.is(403, detail("CSRF Failed: CSRF token missing."));
    session.patch(&path(&ada), json!({})).await.has(200);
}
