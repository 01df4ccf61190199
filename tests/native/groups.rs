//! `/v1/groups`

use super::cast::{at_work, column, group, holder, is_invalid, is_refused, next, pk};
use crate::world::Request;
use serde_json::{Value, json};
use shared::accounts;
use shared::auth::policy::{Permit, all, to};

#[tokio::test]
async fn a_group_is_made_shown_renamed_and_deleted() {
    let (_world, root) = at_work().await;
    let editors = json!({ "pk": 1, "name": "Éditeurs" });
    root.post("/v1/groups", json!({ "name": " Éditeurs " }))
        .await
        .is(201, editors.clone())
        .says("etag", "\"1\"");
    root.get("/v1/groups/1").await.is(200, editors.clone()).says("etag", "\"1\"");
    root.get("/v1/groups/1/").await.is(200, editors.clone());
    root.get("/v1/groups").await.is(200, json!({ "next": null, "results": [editors] }));
    let writers = json!({ "pk": 1, "name": "writers" });
    root.patch("/v1/groups/1", writers.clone()).await.is(200, writers.clone()).says("etag", "\"2\"");
    root.patch("/v1/groups/1", json!({})).await.is(200, writers.clone()).says("etag", "\"2\"");
    root.delete("/v1/groups/1", Value::Null).await.is_empty(204);
    is_refused(&root.get("/v1/groups/1").await, 404);
    root.get("/v1/groups").await.is(200, json!({ "next": null, "results": [] }));
}

#[tokio::test]
async fn each_method_takes_its_own_right_and_ids_are_told_to_nobody_else() {
    let (world, root) = at_work().await;
    let id = group(&root, "editors").await;
    let (path, absent) = (format!("/v1/groups/{id}"), "/v1/groups/999");
    for (name, right, statuses) in [
        ("none", None, [403, 403, 403, 403]),
        ("viewer", Some("view_group"), [200, 403, 403, 403]),
        ("clerk", Some("change_group"), [200, 403, 200, 403]),
        ("maker", Some("add_group"), [403, 201, 403, 403]),
        ("ender", Some("delete_group"), [403, 403, 403, 204]),
    ] {
        let user = holder(&world, name, right.as_slice()).await;
        for (path, exists) in [(absent, false), (path.as_str(), true)] {
            let requests = [
                Request::new("GET", path),
                Request::post("/v1/groups").json(&json!({ "name": format!("{name} {exists}") })),
                Request::new("PATCH", path).json(&json!({ "name": name })),
                Request::new("DELETE", path),
            ];
            for (request, status) in requests.into_iter().zip(statuses) {
                let reply = user.send(request).await;
                match status {
                    403 => is_refused(&reply, 403),
                    201 => _ = reply.has(201),
                    _ if !exists => is_refused(&reply, 404),
                    status => _ = reply.has(status),
                }
            }
        }
    }
    for path in ["/v1/groups", absent, "/v1/groups/abc"] {
        let reply = world.anyone().get(path).await;
        is_refused(&reply, 401);
        reply.says("www-authenticate", "Bearer realm=\"api\"");
    }
    let staff = world.staff("sam").await;
    staff.get("/v1/groups").await.has(200);
    is_refused(&staff.post("/v1/groups", json!({ "name": "a" })).await, 403);
}

#[tokio::test]
async fn what_is_wrong_is_told_and_changes_nothing() {
    let (_world, root) = at_work().await;
    let (one, _) = (group(&root, "editors").await, group(&root, "writers").await);
    let path = format!("/v1/groups/{one}");
    let long = "x".repeat(151);
    let too_long = "Ensure this field has no more than 150 characters.";
    for (body, key, text) in [
        (json!({ "name": "" }), "name", "This field may not be blank."),
        (json!({ "name": null }), "name", "This field may not be null."),
        (json!({ "name": ["a"] }), "name", "Not a valid string."),
        (json!({ "name": long }), "name", too_long),
        (json!({ "name": "writers" }), "name", "This name is taken."),
        (json!([]), "non_field_errors", "Invalid data. Expected a dictionary, but got list."),
        (json!(null), "non_field_errors", "No data provided"),
    ] {
        is_invalid(&root.post("/v1/groups", body.clone()).await, key, text);
        is_invalid(&root.patch(&path, body).await, key, text);
    }
    is_invalid(&root.post("/v1/groups", json!({})).await, "name", "This field is required.");
    let unknown = json!({ "name": "a", "permissions": [1] });
    is_invalid(
        &root.post("/v1/groups", unknown.clone()).await,
        "non_field_errors",
        "Unknown key \"permissions\". There are: name.",
    );
    is_invalid(
        &root.patch(&path, unknown).await,
        "non_field_errors",
        "Unknown key \"permissions\". There are: pk, name.",
    );
    is_invalid(
        &root.patch(&path, json!({ "pk": 9, "name": "a" })).await,
        "pk",
        "This field cannot be changed.",
    );
    for (content_type, body, status, code) in [
        ("application/json", "{", 400, "parse_error"),
        ("text/plain", "name=a", 415, "unsupported_media_type"),
    ] {
        for request in [Request::post("/v1/groups"), Request::new("PATCH", &path)] {
            let reply = root.send(request.body(content_type, body)).await;
            assert_eq!(reply.has(status).text_of("code"), code, "{reply}");
        }
    }
    let put = root.put(&path, json!({ "name": "a" })).await;
    assert_eq!(put.has(405).text_of("code"), "method_not_allowed");
    for id in ["0", "01", "-1", "1.0", "abc", "9007199254740992", "99999999999999999999"] {
        for method in ["GET", "PATCH", "DELETE"] {
            is_refused(&root.send(Request::new(method, &format!("/v1/groups/{id}"))).await, 404);
        }
    }
    let left = root.get("/v1/groups").await;
    assert_eq!(column(&left, "name"), ["editors", "writers"]);
    root.get(&path).await.says("etag", "\"1\"");
}

#[tokio::test]
async fn an_edit_of_what_was_seen_is_no_edit_of_anything_newer() {
    let (_world, root) = at_work().await;
    let path = format!("/v1/groups/{}", group(&root, "editors").await);
    for stale in ["\"2\"", "W/\"1\"", "1", "\"abc\"", ""] {
        let stale = root.with("if-match", stale);
        is_refused(&stale.patch(&path, json!({ "name": "a" })).await, 412);
        is_refused(&stale.delete(&path, Value::Null).await, 412);
    }
    root.get(&path).await.is(200, json!({ "pk": 1, "name": "editors" })).says("etag", "\"1\"");
    let seen = root.with("if-match", "\"0\", \"1\"");
    seen.patch(&path, json!({ "name": "a" })).await.has(200).says("etag", "\"2\"");
    is_refused(&seen.patch(&path, json!({ "name": "b" })).await, 412);
    root.with("if-match", "*").patch(&path, json!({ "name": "b" })).await.has(200).says("etag", "\"3\"");
    root.with("if-match", "\"3\"").delete(&path, Value::Null).await.is_empty(204);
    is_refused(&root.with("if-match", "*").delete(&path, Value::Null).await, 404);
}

#[tokio::test]
async fn pages_lead_through_the_whole_list_and_cursors_work_where_they_were_given() {
    let (world, root) = at_work().await;
    let groups = Permit::operator(to::Add, all());
    for number in 0..105 {
        let made = accounts::create_group(&world.app, &groups, None, &format!("group {number}")).await;
        made.expect("a new name");
    }
    let first = root.get("/v1/groups?limit=100").await;
    let second = root.get(&next(&first)).await;
    assert_eq!(second.json()["next"], Value::Null);
    let pks: Vec<_> = column(&first, "pk").into_iter().chain(column(&second, "pk")).collect();
    assert_eq!(pks, (1..=105).map(|pk| json!(pk)).collect::<Vec<_>>());
    assert_eq!(column(&root.get("/v1/groups").await, "pk").len(), 50);

    let onward = next(&root.get("/v1/groups?limit=2").await);
    assert_eq!(column(&root.get(&onward).await, "pk"), [3, 4]);
    let cursor = onward.split_once("cursor=").expect("a cursor").1;
    let staff = world.staff("sam").await;
    let invalid = "Invalid cursor. It belongs to another list, or is more than 15 minutes old.";
    is_invalid(&staff.get(&onward).await, "cursor", invalid);
    is_invalid(&root.get(&format!("/v1/permissions?cursor={cursor}")).await, "cursor", invalid);
    is_invalid(&root.get(&format!("/v1/groups?cursor={}x", &cursor[1..])).await, "cursor", invalid);
    is_invalid(&root.get("/v1/groups?cursor=").await, "cursor", invalid);
    for limit in ["0", "101", "-1", "x", ""] {
        let reply = root.get(&format!("/v1/groups?limit={limit}")).await;
        is_invalid(&reply, "limit", "A whole number from 1 to 100 is required.");
    }
    is_invalid(&root.get("/v1/groups?name=a").await, "name", "Unknown parameter. There are: limit, cursor.");
    world.later(std::time::Duration::from_secs(901));
    is_invalid(&root.get(&onward).await, "cursor", invalid);
}

#[tokio::test]
async fn a_deleted_group_gives_nothing_any_more_and_its_pk_is_never_used_again() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    let id = group(&root, "editors").await;
    root.patch(&format!("/v1/users/{}/groups", ada.id), json!({ "add": [id] })).await.has(200);
    root.delete(&format!("/v1/groups/{id}"), Value::Null).await.is_empty(204);
    assert!(column(&ada.get(&format!("/v1/users/{}/groups", ada.id)).await, "pk").is_empty());
    is_refused(&root.get(&format!("/v1/groups/{id}/users")).await, 404);
    let again = root.post("/v1/groups", json!({ "name": "editors" })).await;
    assert_ne!(pk(again.has(201)), id);
}
