//! `/v1/permissions`

use super::cast::{at_work, column, holder, is_invalid, is_refused, next, pk, stock};
use serde_json::{Value, json};

fn about_users(codename: &str) -> Value {
    json!({ "codename": codename, "name": "Can", "content_type": 4 })
}

#[tokio::test]
async fn a_permission_is_made_shown_changed_and_deleted() {
    let (_world, root) = at_work().await;
    let mut permission = json!({
        "pk": 25, "codename": "ban_user", "name": "Can ban", "content_type": 4, "permission": "auth.ban_user",
    });
    let new = json!({ "codename": "ban_user", "name": "Can ban", "content_type": 4 });
    root.post("/v1/permissions", new).await.is(201, permission.clone()).says("etag", "\"1\"");
    root.get("/v1/permissions/25").await.is(200, permission.clone()).says("etag", "\"1\"");
    root.patch("/v1/permissions/25", permission.clone())
        .await
        .is(200, permission.clone())
        .says("etag", "\"2\"");
    permission["name"] = json!("Can ban users");
    let renamed = json!({ "name": "Can ban users" });
    root.patch("/v1/permissions/25", renamed).await.is(200, permission.clone()).says("etag", "\"3\"");
    (permission["content_type"], permission["permission"]) = (json!(1), json!("admin.ban_user"));
    root.patch("/v1/permissions/25", json!({ "content_type": 1 })).await.is(200, permission.clone());
    is_refused(
        &root.with("if-match", "\"1\"").patch("/v1/permissions/25", json!({ "name": "x" })).await,
        412,
    );
    is_refused(&root.with("if-match", "\"1\"").delete("/v1/permissions/25", Value::Null).await, 412);
    root.get("/v1/permissions/25").await.is(200, permission);
    root.delete("/v1/permissions/25", Value::Null).await.is_empty(204);
    is_refused(&root.get("/v1/permissions/25").await, 404);
}

#[tokio::test]
async fn they_are_listed_by_app_model_and_codename() {
    let (_world, root) = at_work().await;
    let first = root.get("/v1/permissions?limit=9").await;
    let wanted = [
        "admin.add_logentry",
        "admin.change_logentry",
        "admin.delete_logentry",
        "admin.view_logentry",
        "auth.add_group",
        "auth.change_group",
        "auth.delete_group",
        "auth.view_group",
        "auth.add_permission",
    ];
    assert_eq!(column(&first, "permission"), wanted);
    let second = root.get(&next(&first)).await;
    assert_eq!(column(&second, "permission")[0], "auth.change_permission");
    assert_eq!(column(&root.get("/v1/permissions").await, "pk").len(), 24);
}

#[tokio::test]
async fn each_method_takes_its_own_right_and_what_it_allows_a_superuser() {
    let (world, root) = at_work().await;
    let id = pk(root.post("/v1/permissions", about_users("ban_user")).await.has(201));
    let path = format!("/v1/permissions/{id}");
    let harmless = json!({ "name": "Darf", "codename": "ban_user", "content_type": 4 });
    for (name, right, statuses) in [
        ("none", None, [403, 403, 403, 403]),
        ("viewer", Some("view_permission"), [200, 403, 403, 403]),
        ("clerk", Some("change_permission"), [200, 403, 200, 403]),
        ("maker", Some("add_permission"), [403, 201, 403, 403]),
    ] {
        let user = holder(&world, name, right.as_slice()).await;
        let replies = [
            user.get(&path).await,
            user.post("/v1/permissions", about_users(name)).await,
            user.patch(&path, harmless.clone()).await,
            user.delete(&path, Value::Null).await,
        ];
        for (reply, status) in replies.iter().zip(statuses) {
            reply.has(status);
        }
        if name == "clerk" {
            is_refused(&user.patch(&path, json!({ "codename": "bun_user" })).await, 403);
            is_refused(&user.patch(&path, json!({ "content_type": 1 })).await, 403);
        }
        let absent = user.get("/v1/permissions/999").await;
        is_refused(&absent, if statuses[0] == 200 { 404 } else { 403 });
    }
    is_refused(&world.anyone().get(&path).await, 401);
    let ender = holder(&world, "ender", &["delete_permission"]).await;
    ender.delete(&path, Value::Null).await.is_empty(204);
}

#[tokio::test]
async fn what_is_wrong_is_told_and_changes_nothing() {
    let (_world, root) = at_work().await;
    let taken = format!("/v1/permissions/{}", stock("add_user"));
    let before = root.get("/v1/permissions").await.text().to_owned();
    for (body, key, text) in [
        (json!({ "codename": "change_user" }), "codename", "This name is taken."),
        (json!({ "codename": "" }), "codename", "This field may not be blank."),
        (
            json!({ "codename": "x".repeat(101) }),
            "codename",
            "Ensure this field has no more than 100 characters.",
        ),
        (json!({ "name": "x".repeat(256) }), "name", "Ensure this field has no more than 255 characters."),
        (json!({ "content_type": 99 }), "content_type", "Object does not exist."),
        (json!({ "content_type": null }), "content_type", "An id is required."),
        (json!({ "content_type": "auth.user" }), "content_type", "An id is required."),
        (json!({ "content_type": 9_007_199_254_740_992_u64 }), "content_type", "An id is required."),
        (
            json!({ "kind": 1 }),
            "non_field_errors",
            "Unknown key \"kind\". There are: pk, codename, name, content_type, permission.",
        ),
        (json!({ "permission": "auth.fly" }), "permission", "This field cannot be changed."),
        (json!({ "pk": 1 }), "pk", "This field cannot be changed."),
    ] {
        is_invalid(&root.patch(&taken, body.clone()).await, key, text);
        if !["permission", "pk", "non_field_errors"].contains(&key) {
            let mut whole = about_users("fly");
            whole.as_object_mut().expect("fields").extend(body.as_object().expect("fields").clone());
            is_invalid(&root.post("/v1/permissions", whole).await, key, text);
        }
    }
    let missing = json!({ "codename": ["This field is required."], "name": ["This field is required."], "code": "invalid" });
    root.post("/v1/permissions", json!({})).await.is(400, missing);
    let missing = json!({ "codename": "fly", "name": "Can fly" });
    is_invalid(&root.post("/v1/permissions", missing).await, "content_type", "This field is required.");
    is_invalid(
        &root.get("/v1/permissions?content_type=4").await,
        "content_type",
        "Unknown parameter. There are: limit, cursor.",
    );
    assert_eq!(root.get("/v1/permissions").await.text(), before);
}
