//! `/v1/content_types`

use super::cast::{at_work, column, group, holder, is_invalid, is_refused, pk, stock};
use crate::world::{Actor, World};
use serde_json::{Value, json};

async fn post(root: &Actor) -> u64 {
    pk(root.post("/v1/content_types", json!({ "app_label": "blog", "model": "post" })).await.has(201))
}

async fn permissions_of_blog(root: &Actor) -> Vec<Value> {
    let all = root.get("/v1/permissions?limit=100").await;
    let of_blog = |name: &Value| name.as_str().is_some_and(|name| name.starts_with("blog."));
    column(&all, "permission").into_iter().filter(of_blog).collect()
}

#[tokio::test]
async fn a_content_type_comes_with_four_permissions_and_goes_with_all() {
    let (world, root) = at_work().await;
    let made = json!({ "pk": 7, "app_label": "blog", "model": "post", "name": "post" });
    let new = json!({ "app_label": "blog", "model": "post" });
    root.post("/v1/content_types", new).await.is(201, made.clone()).says("etag", "\"1\"");
    root.get("/v1/content_types/7").await.is(200, made);
    let four = ["blog.add_post", "blog.change_post", "blog.delete_post", "blog.view_post"];
    assert_eq!(permissions_of_blog(&root).await, four);
    assert_eq!(root.get("/v1/permissions/25").await.text_of("name"), "Can add post");

    let ada = world.user("ada").await;
    let editors = group(&root, "editors").await;
    root.patch(&format!("/v1/groups/{editors}/permissions"), json!({ "add": [26] })).await.has(200);
    root.patch(&format!("/v1/users/{}/groups", ada.id), json!({ "add": [editors] })).await.has(200);
    root.patch(&format!("/v1/users/{}/permissions", ada.id), json!({ "add": [25] })).await.has(200);
    let asked = json!({ "permissions": ["blog.add_post", "blog.change_post"] });
    assert_eq!(ada.post("/v1/check", asked.clone()).await.json()["allowed"], true);
    root.delete("/v1/content_types/7", Value::Null).await.is_empty(204);
    let none =
        json!({ "allowed": false, "permissions": { "blog.add_post": false, "blog.change_post": false } });
    ada.post("/v1/check", asked).await.is(200, none);
    for path in ["/v1/content_types/7", "/v1/permissions/25", "/v1/permissions/28"] {
        is_refused(&root.get(path).await, 404);
    }
    assert!(column(&root.get(&format!("/v1/groups/{editors}/permissions")).await, "pk").is_empty());
    assert!(permissions_of_blog(&root).await.is_empty());
    // The name is free, and what has it now was given to nobody.
    assert_eq!(post(&root).await, 8);
    assert!(
        column(&ada.get(&format!("/v1/users/{}/permissions?effective=true", ada.id)).await, "pk").is_empty()
    );
}

#[tokio::test]
async fn only_the_name_for_people_changes() {
    let (_world, root) = at_work().await;
    let id = post(&root).await;
    let path = format!("/v1/content_types/{id}");
    let named = json!({ "pk": id, "app_label": "blog", "model": "post", "name": "Blog post" });
    root.patch(&path, named.clone()).await.is(200, named.clone()).says("etag", "\"2\"");
    let fixed = "This field cannot be changed.";
    for (key, value) in [("app_label", json!("log")), ("model", json!(null)), ("pk", json!(8))] {
        is_invalid(&root.patch(&path, json!({ key: value, "name": "x" })).await, key, fixed);
    }
    let unknown = "Unknown key \"label\". There are: pk, app_label, model, name.";
    is_invalid(&root.patch(&path, json!({ "label": "x" })).await, "non_field_errors", unknown);
    is_refused(&root.with("if-match", "\"1\"").patch(&path, json!({ "name": "x" })).await, 412);
    is_refused(&root.with("if-match", "\"1\"").delete(&path, Value::Null).await, 412);
    root.get(&path).await.is(200, named).says("etag", "\"2\"");
    // By name, whatever it begins with.
    root.patch(&path, json!({ "name": "\u{1}odd" })).await.has(200);
    assert_eq!(column(&root.get("/v1/content_types").await, "pk")[0], id);
    root.with("if-match", "\"3\"").delete(&path, Value::Null).await.is_empty(204);
}

#[tokio::test]
async fn what_is_wrong_is_told_and_makes_nothing() {
    let (_world, root) = at_work().await;
    let label = "Only letters, digits and underscores, and no digit first.";
    for (app_label, model, key) in [
        ("bl.og", "post", "app_label"),
        ("1blog", "post", "app_label"),
        ("blog", "p-st", "model"),
        ("blog", "ü", "model"),
    ] {
        let reply = root.post("/v1/content_types", json!({ "app_label": app_label, "model": model })).await;
        is_invalid(&reply, key, label);
    }
    let taken = root.post("/v1/content_types", json!({ "app_label": "auth", "model": "user" })).await;
    is_invalid(&taken, "non_field_errors", "There is a content type of this app_label and model already.");
    let missing = json!({ "app_label": ["This field is required."], "model": ["This field is required."], "code": "invalid" });
    root.post("/v1/content_types", json!({})).await.is(400, missing);
    let long = json!({ "app_label": "blog", "model": "post", "name": "x".repeat(101) });
    is_invalid(
        &root.post("/v1/content_types", long).await,
        "name",
        "Ensure this field has no more than 100 characters.",
    );
    assert_eq!(column(&root.get("/v1/content_types").await, "pk").len(), 6);
    // No pk was used up.
    assert_eq!(post(&root).await, 7);
    assert_eq!(column(&root.get("/v1/permissions").await, "pk").len(), 28);
    root.get("/v1/permissions/28").await.has(200);
}

#[tokio::test]
async fn deleting_takes_two_rights_and_the_stock_a_superuser() {
    let (world, root) = at_work().await;
    let id = post(&root).await;
    let one = holder(&world, "one", &["delete_contenttype"]).await;
    let other = holder(&world, "other", &["delete_permission"]).await;
    let both = holder(&world, "both", &["delete_contenttype", "delete_permission"]).await;
    let clerk = holder(&world, "clerk", &["change_contenttype"]).await;
    for path in [format!("/v1/content_types/{id}"), "/v1/content_types/999".to_owned()] {
        is_refused(&one.delete(&path, Value::Null).await, 403);
        is_refused(&other.delete(&path, Value::Null).await, 403);
        is_refused(&clerk.delete(&path, Value::Null).await, 403);
        is_refused(&both.get(&path).await, 403);
    }
    clerk.get("/v1/content_types").await.has(200);
    clerk.patch(&format!("/v1/content_types/{id}"), json!({ "name": "x" })).await.has(200);
    is_refused(&clerk.post("/v1/content_types", json!({ "app_label": "a", "model": "b" })).await, 403);
    is_refused(&world.anyone().get("/v1/content_types").await, 401);
    both.delete(&format!("/v1/content_types/{id}"), Value::Null).await.is_empty(204);
    is_refused(&both.delete(&format!("/v1/content_types/{id}"), Value::Null).await, 404);
    is_refused(&both.delete("/v1/content_types/6", Value::Null).await, 403);
    root.get(&format!("/v1/permissions/{}", stock("view_session"))).await.has(200);
    root.delete("/v1/content_types/6", Value::Null).await.is_empty(204);
    is_refused(&root.get(&format!("/v1/permissions/{}", stock("view_session"))).await, 404);
}

#[tokio::test]
async fn a_deletion_that_broke_off_is_finished_by_another() {
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let id = post(&root).await;
    let new = |codename: &str| json!({ "codename": codename, "name": "Can", "content_type": id });
    for number in 0..30 {
        root.post("/v1/permissions", new(&format!("do_{number}"))).await.has(201);
    }
    let path = format!("/v1/content_types/{id}");
    // It is closed, the first 24 permissions go, and then the table is gone.
    world.proxy().on("TransactWriteItems", 2..).refuse("ValidationException");
    let reply = root.delete(&path, Value::Null).await;
    assert_eq!(reply.has(503).text_of("code"), "service_unavailable");
    world.proxy().heal();
    assert_eq!(permissions_of_blog(&root).await.len(), 10);
    root.get(&path).await.has(200);
    is_invalid(&root.post("/v1/permissions", new("late")).await, "content_type", "Object does not exist.");
    root.delete(&path, Value::Null).await.is_empty(204);
    is_refused(&root.get(&path).await, 404);
    assert!(permissions_of_blog(&root).await.is_empty());
}
