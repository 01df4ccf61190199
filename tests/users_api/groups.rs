//! `/groups/` (docs/contracts/seeds.md §1.4).

use super::{
    at_work, column, group, holder, is_gone, is_invalid, is_json, is_refused, is_text, made, number, plain,
    stock,
};
use crate::world::{Actor, Request};
use serde_json::json;

const TAKEN: &str = "Group with this name already exists.";
const MISSING: &str = "Required field missing.";
const BLANK: &str = "This field may not be blank.";

async fn name_of(root: &Actor, id: u64) -> String {
    root.get(&format!("/groups/{id}/")).await.has(200).text_of("name")
}

#[tokio::test]
async fn a_group_is_made_shown_renamed_and_deleted() {
    let (_world, root) = at_work().await;
    let made = root.post("/groups/", json!({ "name": "Éditeurs <b>" })).await;
    let object = r#"{"name": "\u00c9diteurs <b>", "resourceUri": "/groups/1/"}"#;
    is_text(&made, 201, object);
    made.says("location", "https://accounts.test/groups/1/").says("content-type", "application/json");
    is_text(&root.get("/groups/1/").await, 200, object);
    let renamed = r#"{"name": "writers", "resourceUri": "/groups/1/"}"#;
    is_text(&root.put("/groups/1/", json!({ "name": "writers" })).await, 200, renamed);
    is_text(&root.get("/groups/1/").await, 200, renamed);
    root.delete("/groups/1/", json!({})).await.is_empty(204).says("content-type", "text/html; charset=utf-8");
    is_gone(&root.get("/groups/1/").await);
    assert!(column(&root.get("/groups/").await, "name").is_empty());
}

#[tokio::test]
async fn each_method_takes_its_own_right() {
    let (_world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    let path = format!("/groups/{editors}/");
    for (codename, allowed) in [
        ("view_group", [200, 401, 401, 401]),
        ("add_group", [401, 201, 401, 401]),
        ("change_group", [200, 401, 200, 401]),
        ("delete_group", [401, 401, 401, 204]),
    ] {
        let user = holder(&root, codename, &[codename]).await;
        let statuses = [
            user.get(&path).await.status(),
            user.post("/groups/", json!({ "name": codename })).await.status(),
            user.put(&path, json!({ "name": "writers" })).await.status(),
            user.delete(&path, json!({})).await.status(),
        ];
        assert_eq!(statuses, allowed, "{codename}");
        assert_eq!(user.get("/groups/").await.status(), allowed[0], "{codename}");
    }
}

#[tokio::test]
async fn staff_reads_groups_and_writes_none() {
    let (_world, root) = at_work().await;
    let staff = made(&root, "staff", json!({ "isStaff": true })).await;
    group(&root, "editors").await;
    staff.get("/groups/").await.has(200);
    is_refused(&staff.post("/groups/", json!({ "name": "writers" })).await);
    is_refused(&staff.put("/groups/1/", json!({ "name": "writers" })).await);
    is_refused(&staff.delete("/groups/1/", json!({})).await);
}

#[tokio::test]
async fn a_name_is_needed() {
    let (_world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    for body in [json!({}), json!({ "Name": "x", "id": 7 })] {
        is_text(
            &root.post("/groups/", body.clone()).await,
            400,
            r#"{"groups": {"name": "Required field missing."}}"#,
        );
        is_invalid(
            &root.put(&format!("/groups/{editors}/"), body.clone()).await,
            "groups",
            json!({ "name": MISSING }),
        );
        is_invalid(&root.put("/groups/77/", body).await, "groups", json!({ "name": MISSING }));
    }
    is_invalid(&root.post("/groups/", json!({ "name": null })).await, "groups", json!({ "name": BLANK }));
    is_invalid(&root.put("/groups/77/", json!({ "name": null })).await, "groups", json!({ "name": BLANK }));
    let kept = root.put(&format!("/groups/{editors}/"), json!({ "name": null })).await;
    is_json(&kept, 200, json!({ "name": "editors", "resourceUri": format!("/groups/{editors}/") }));
}

#[tokio::test]
async fn a_name_has_1_to_150_characters_of_any_kind() {
    let (_world, root) = at_work().await;
    let long = "Ensure this field has no more than 150 characters.".to_owned();
    for (name, why) in [
        (json!(""), BLANK.to_owned()),
        (json!("  "), BLANK.to_owned()),
        (json!("ä".repeat(151)), long),
        (json!("a\0b"), "Null characters are not allowed.".to_owned()),
        (json!(["a"]), "Not a valid string.".to_owned()),
        (json!({ "a": 1 }), "Not a valid string.".to_owned()),
    ] {
        is_invalid(&root.post("/groups/", json!({ "name": name })).await, "groups", json!({ "name": why }));
    }
    let longest = "ä".repeat(150);
    for (name, shown) in [
        (json!(longest), longest.as_str()),
        (json!(" a b "), " a b "),
        (json!("a<b>&\"\\/\n\u{2028}😀"), "a<b>&\"\\/\n\u{2028}😀"),
        (json!(1), "1"),
        (json!(1.5), "1.5"),
        (json!(true), "True"),
    ] {
        let made = root.post("/groups/", json!({ "name": name })).await;
        assert_eq!(made.has(201).text_of("name"), shown);
        assert_eq!(name_of(&root, number(&made)).await, shown);
    }
}

#[tokio::test]
async fn names_are_unique_and_upper_case_is_not_lower_case() {
    let (_world, root) = at_work().await;
    let (editors, writers) = (group(&root, "editors").await, group(&root, "writers").await);
    group(&root, "EDITORS").await;
    let taken = json!({ "name": TAKEN });
    is_text(
        &root.post("/groups/", json!({ "name": "editors" })).await,
        400,
        r#"{"groups": {"name": "Group with this name already exists."}}"#,
    );
    is_invalid(
        &root.put(&format!("/groups/{writers}/"), json!({ "name": "editors" })).await,
        "groups",
        taken.clone(),
    );
    is_invalid(&root.put("/groups/77/", json!({ "name": "editors" })).await, "groups", taken);
    is_gone(&root.get("/groups/77/").await);
    root.put(&format!("/groups/{editors}/"), json!({ "name": "editors" })).await.has(200);
    assert_eq!(name_of(&root, writers).await, "writers");
}

#[tokio::test]
async fn a_name_is_free_again_when_the_group_is_renamed_or_deleted() {
    let (_world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    root.put(&format!("/groups/{editors}/"), json!({ "name": "writers" })).await.has(200);
    let again = group(&root, "editors").await;
    root.delete(&format!("/groups/{again}/"), json!({})).await.is_empty(204);
    let third = group(&root, "editors").await;
    assert!(third > again && again > editors);
}

#[tokio::test]
async fn a_refused_name_costs_no_number() {
    let (_world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    root.post("/groups/", json!({ "name": "editors" })).await.has(400);
    assert_eq!(group(&root, "writers").await, editors + 1);
}

#[tokio::test]
async fn a_number_that_no_group_had_becomes_a_new_ones() {
    let (_world, root) = at_work().await;
    let made = root.put("/groups/77/", json!({ "name": "editors", "id": 5, "groupId": 5 })).await;
    is_json(&made, 201, json!({ "name": "editors", "resourceUri": "/groups/77/" }));
    made.says("location", "https://accounts.test/groups/77/");
    assert_eq!(group(&root, "writers").await, 78);
    for id in [1_u64 << 32, (1 << 53) - 1] {
        is_gone(&root.put(&format!("/groups/{id}/"), json!({ "name": "poets" })).await);
    }
}

#[tokio::test]
async fn making_by_number_takes_the_right_to_make_and_the_right_to_change() {
    let (_world, root) = at_work().await;
    for codename in ["add_group", "change_group"] {
        let one = holder(&root, codename, &[codename]).await;
        is_refused(&one.put("/groups/77/", json!({ "name": "editors" })).await);
    }
    let both = holder(&root, "both", &["add_group", "change_group"]).await;
    both.put("/groups/77/", json!({ "name": "editors" })).await.has(201);
}

#[tokio::test]
async fn what_was_deleted_stays_so_and_its_number_is_nobodys() {
    let (world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    let path = format!("/groups/{editors}/");
    root.delete(&path, json!({})).await.is_empty(204);
    for _ in 0..2 {
        is_gone(&root.get(&path).await);
        is_gone(&root.put(&path, json!({ "name": "editors" })).await);
        is_gone(&root.delete(&path, json!({})).await);
        is_text(
            &root.get(&format!("/groups/set/{editors}/")).await,
            200,
            r#"{"notFound": ["1"], "objects": []}"#,
        );
        world.deliver().await;
    }
}

#[tokio::test]
async fn a_group_that_has_a_deleted_ones_name_inherits_neither_members_nor_rights() {
    let (world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    let right = stock("add_group");
    root.put(&format!("/groups/{editors}/permissions/{right}/"), json!({})).await.has(200);
    root.put(&format!("/users/{}/groups/{editors}/", ada.id), json!({})).await.has(200);
    ada.post("/groups/", json!({ "name": "first" })).await.has(201);
    root.delete(&format!("/groups/{editors}/"), json!({})).await.is_empty(204);
    let again = group(&root, "editors").await;
    for _ in 0..2 {
        assert!(column(&root.get(&format!("/users/{}/groups/", ada.id)).await, "name").is_empty());
        assert!(column(&root.get(&format!("/groups/{again}/permissions/")).await, "name").is_empty());
        root.put(&format!("/groups/{again}/permissions/{right}/"), json!({})).await.has(200);
        is_refused(&ada.post("/groups/", json!({ "name": "second" })).await);
        root.delete(&format!("/groups/{again}/permissions/{right}/"), json!({})).await.is_empty(204);
        world.deliver().await;
    }
    assert_eq!(root.get("/permissions/?limit=0").await.json()["meta"]["totalCount"], 24);
}

#[tokio::test]
async fn a_set_is_one_group_or_none() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    group(&root, "editors").await;
    let found = r#"{"objects": [{"name": "editors", "resourceUri": "/groups/1/"}]}"#;
    is_text(&root.get("/groups/set/1/").await, 200, found);
    is_text(&root.get("/groups/set/999/").await, 200, r#"{"notFound": ["999"], "objects": []}"#);
    is_refused(&ada.get("/groups/set/1/").await);
}

#[tokio::test]
async fn the_schema_is_the_originals() {
    let (world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let text = r#"{"allowedDetailHttpMethods": ["get", "put", "delete"], "allowedListHttpMethods": ["get", "post"], "defaultFormat": "application/json", "defaultLimit": 20, "fields": {"groupId": {"blank": false, "default": "No default provided.", "helpText": "Integer data. Ex: 2673", "nullable": true, "readonly": false, "type": "integer", "unique": false}, "name": {"blank": false, "default": "No default provided.", "helpText": "Unicode string data. Ex: \"Hello World\"", "nullable": false, "readonly": false, "type": "string", "unique": true}, "resourceUri": {"blank": false, "default": "No default provided.", "helpText": "Unicode string data. Ex: \"Hello World\"", "nullable": false, "readonly": true, "type": "string", "unique": false}}}"#;
    is_text(&ada.get("/groups/schema/").await, 200, text);
    is_refused(&world.anyone().get("/groups/schema/").await);
}

#[tokio::test]
async fn both_forms_of_a_path_are_one() {
    let (_world, root) = at_work().await;
    let made = root.post("/groups", json!({ "name": "editors" })).await;
    assert_eq!(number(made.has(201)), 1);
    assert_eq!(root.get("/groups/1").await.text(), root.get("/groups/1/").await.text());
    root.send(Request::new("DELETE", "/groups/1")).await.is_empty(204);
}
