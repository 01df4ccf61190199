//! `POST /v1/users/list` (contract §4.3).

use crate::world::{Actor, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

const LIST: &str = "/v1/users/list";

/// The names that a filter finds.
async fn found(staff: &Actor, filter: Value) -> Vec<String> {
    let listed = staff.post(LIST, filter).await.has(200).json();
    let users = listed.as_array().expect("a bare array").iter();
    users.map(|user| user["username"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn administrators_list_everybody_who_is_active() {
    let world = World::new().await;
    // Ids of the same moment come in any order.
    let moment = Duration::from_secs(1);
    world.superuser().await;
    world.later(moment);
    let staff = world.staff("sam").await;
    world.later(moment);
    let ada = world.user("ada").await;
    world.newcomer("zoe").await;
    for request in
        [Request::post(LIST), Request::post(LIST).json(&json!({})), Request::post(LIST).json(&json!([]))]
    {
        let listed = staff.send(request).await.has(200).json();
        let names: Vec<_> =
            listed.as_array().expect("an array").iter().map(|user| &user["username"]).collect();
        assert_eq!(names, ["root", "sam", "ada"]);
    }
    let one = staff.get(&format!("/v1/users/{}", ada.id)).await.json();
    assert_eq!(staff.post(LIST, json!({})).await.json()[2], one);
    assert_eq!(found(&staff, json!({ "include_inactive": true })).await.len(), 4);
    ada.post(LIST, json!({}))
        .await
        .is(403, json!({ "detail": "You do not have permission to perform this action." }));
    world.anyone().post(LIST, json!({})).await.has(401).says("www-authenticate", "Bearer realm=\"api\"");
}

#[tokio::test]
async fn a_filter_finds_whom_it_describes_in_its_order() {
    let world = World::new().await;
    let (root, staff) = (world.superuser().await, world.staff("sam").await);
    let ada = world.user("ada").await;
    world.later(Duration::from_secs(60));
    world.user("bob").await;
    let group = root.post("/groups/", json!({ "name": "editors" })).await.has(201).text_of("resourceUri");
    root.put(&format!("/users/{}{group}", ada.id), json!({})).await.has(200);
    let by = |field: &str, value: Value| json!({ "expressions": [{ "type": "exact", "field": field, "value": value }] });
    assert_eq!(found(&staff, by("username", json!("ada"))).await, ["ada"]);
    assert_eq!(found(&staff, by("groups.name", json!("editors"))).await, ["ada"]);
    assert_eq!(found(&staff, by("is_superuser", json!(true))).await, ["root"]);
    let either = json!({
        "expressions": [{ "type": "or", "sub_expressions": [
            { "type": "contains", "field": "email", "sub_string": "BOB", "case_insensitive": true },
            { "type": "exact", "field": "id", "value": ada.id },
        ] }],
        "order_by": [{ "field": "username", "ascending": false }],
    });
    assert_eq!(found(&staff, either).await, ["bob", "ada"]);
    let joined = staff.get("/v1/users/ada").await.text_of("date_joined");
    let later = json!({
        "expressions": [{ "type": "compare", "field": "date_joined", "operator": ">", "value": joined }],
    });
    assert_eq!(found(&staff, later).await, ["bob"]);
}

#[tokio::test]
async fn what_is_no_filter_is_refused_and_nothing_secret_is_looked_for() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let by = |field: &str| json!({ "expressions": [{ "type": "exact", "field": field, "value": "x" }] });
    for field in ["password", "epoch", "groups", "groups.permissions", ""] {
        let why = format!("Unable to parse JSON: there is no field {field:?}");
        staff.post(LIST, by(field)).await.is(400, json!({ "detail": why }));
    }
    let text = json!({ "detail": "Unable to parse JSON: the filter must be an object" });
    staff.post(LIST, json!("text")).await.is(400, text);
    let broken = Request::post(LIST).body("application/json", "{bad");
    let why = staff.send(broken).await.has(400).text_of("detail");
    assert!(why.starts_with("JSON parse error - "), "{why}");
    let deep = "[".repeat(1000) + &"]".repeat(1000);
    staff.send(Request::post(LIST).body("application/json", deep)).await.has(400);
    assert_eq!(found(&staff, Value::Null).await.len(), 2);
    staff.get(LIST).await.is(405, json!({ "detail": "Method \"GET\" not allowed." }));
}
