//! `POST /v1/check` and `POST /v1/users/{pk}/check`

use super::cast::{at_work, group, holder, is_invalid, is_refused, stock};
use crate::world::Request;
use serde_json::{Map, Value, json};

const ASKED: [&str; 4] = ["auth.add_group", "sessions.view_session", "auth.view_session", "auth.delete_user"];

fn answer(may: [bool; 4]) -> Value {
    let each: Map<_, _> = ASKED.iter().map(|name| (*name).to_owned()).zip(may.map(Value::Bool)).collect();
    json!({ "allowed": may == [true; 4], "permissions": each })
}

#[tokio::test]
async fn it_tells_what_a_user_may_do_at_this_moment() {
    let (world, root) = at_work().await;
    let ada = holder(&world, "ada", &["view_session"]).await;
    let his = format!("/v1/users/{}/check", ada.id);
    let asked = json!({ "permissions": ASKED });
    ada.post("/v1/check", asked.clone()).await.is(200, answer([false, true, false, false]));
    ada.post(&his, asked.clone()).await.is(200, answer([false, true, false, false]));
    let editors = group(&root, "editors").await;
    root.patch(&format!("/v1/groups/{editors}/permissions"), json!({ "add": [stock("add_group")] }))
        .await
        .has(200);
    root.patch(&format!("/v1/users/{}/groups", ada.id), json!({ "add": [editors] })).await.has(200);
    ada.post("/v1/check", asked.clone()).await.is(200, answer([true, true, false, false]));
    let two = json!({ "permissions": ["auth.add_group", "sessions.view_session", "auth.add_group"] });
    let both =
        json!({ "allowed": true, "permissions": { "auth.add_group": true, "sessions.view_session": true } });
    ada.post("/v1/check", two).await.is(200, both);
    root.delete(&format!("/v1/groups/{editors}"), Value::Null).await.is_empty(204);
    root.post(&his, asked.clone()).await.is(200, answer([false, true, false, false]));
    root.patch(&format!("/v1/permissions/{}", stock("view_session")), json!({ "codename": "see" }))
        .await
        .has(200);
    ada.post("/v1/check", asked.clone()).await.is(200, answer([false; 4]));
    ada.post("/v1/check", json!({ "permissions": ["sessions.see"] })).await.has(200);

    // A superuser may even what there is no permission for; who is not active, nothing.
    root.post("/v1/check", asked.clone()).await.is(200, answer([true; 4]));
    root.patch(&format!("/v1/users/{}", ada.id), json!({ "is_active": false })).await.has(200);
    let seen = json!({ "allowed": false, "permissions": { "sessions.see": false } });
    root.post(&his, json!({ "permissions": ["sessions.see"] })).await.is(200, seen);
}

#[tokio::test]
async fn a_name_that_two_models_have_is_one_thing_to_ask_about() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    for content_type in [2, 3] {
        let new = json!({ "codename": "do.it", "name": "Can", "content_type": content_type });
        root.post("/v1/permissions", new).await.has(201);
    }
    root.patch(&format!("/v1/users/{}/permissions", ada.id), json!({ "add": [26] })).await.has(200);
    let may = json!({ "allowed": true, "permissions": { "auth.do.it": true } });
    ada.post("/v1/check", json!({ "permissions": ["auth.do.it"] })).await.is(200, may);
}

#[tokio::test]
async fn others_are_for_whoever_may_see_them() {
    let (world, _root) = at_work().await;
    let (ada, viewer) = (world.user("ada").await, holder(&world, "viewer", &["view_user"]).await);
    let asked = json!({ "permissions": ["auth.add_user"] });
    viewer.post(&format!("/v1/users/{}/check", ada.id), asked.clone()).await.has(200);
    for id in ["7", "abc", "9007199254740992"] {
        is_refused(&viewer.post(&format!("/v1/users/{id}/check"), asked.clone()).await, 404);
        is_refused(&ada.post(&format!("/v1/users/{id}/check"), asked.clone()).await, 403);
    }
    is_refused(&ada.post(&format!("/v1/users/{}/check", viewer.id), asked.clone()).await, 403);
    for path in ["/v1/check".to_owned(), format!("/v1/users/{}/check", ada.id)] {
        is_refused(&world.anyone().post(&path, asked.clone()).await, 401);
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_told() {
    let (world, _root) = at_work().await;
    let ada = world.user("ada").await;
    let name = "A permission is named app_label.codename, in at most 255 characters.";
    let (most, many) = (vec!["a.b"; 100], vec!["a.b"; 101]);
    ada.post("/v1/check", json!({ "permissions": most })).await.has(200);
    ada.post("/v1/check", json!({ "permissions": [format!("a.{}", "b".repeat(253))] })).await.has(200);
    for (sent, text) in [
        (json!([]), "1 to 100 permissions are checked at once."),
        (json!(many), "1 to 100 permissions are checked at once."),
        (json!("a.b"), "A list of permissions is required."),
        (json!(null), "A list of permissions is required."),
        (json!({ "a.b": true }), "A list of permissions is required."),
        (json!(["a.b", 1]), "Names of permissions are texts."),
        (json!(["add_user"]), name),
        (json!([".add_user"]), name),
        (json!(["auth."]), name),
        (json!([""]), name),
        (json!([format!("a.{}", "b".repeat(254))]), name),
    ] {
        is_invalid(&ada.post("/v1/check", json!({ "permissions": sent })).await, "permissions", text);
    }
    is_invalid(&ada.post("/v1/check", json!({})).await, "permissions", "A list of permissions is required.");
    let unknown = json!({ "permissions": ["a.b"], "user": 1 });
    is_invalid(
        &ada.post("/v1/check", unknown).await,
        "non_field_errors",
        "Unknown key \"user\". There are: permissions.",
    );
    let surrogate = Request::post("/v1/check").body("application/json", r#"{"permissions": ["a.\ud800"]}"#);
    is_invalid(&ada.send(surrogate).await, "permissions", name);
    let form = Request::post("/v1/check").form(&[("permissions", "a.b")]);
    is_invalid(&ada.send(form).await, "permissions", "A list of permissions is required.");
    assert_eq!(ada.get("/v1/check").await.has(405).text_of("code"), "method_not_allowed");
}
