//! `/auth/users/{name}/`, with `LATCHKEY_USER_ID_FIELD=username`.

use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};

/// A superuser, and what they have to say to delete somebody.
async fn at_work() -> (World, Actor, Value) {
    let world = World::with(&[
        ("USER_ID_FIELD", "username"),
        ("SEND_ACTIVATION_EMAIL", "false"),
        ("HIDE_USERS", "false"),
    ])
    .await;
    let root = world.superuser().await;
    (world, root, json!({ "current_password": GOOD }))
}

async fn add(root: &Actor, name: &str) {
    let form = json!({ "username": name, "password": GOOD, "email": format!("{name}@example.org") });
    root.post("/v1/users/create", form).await.has(201);
}

#[tokio::test]
async fn a_name_may_end_like_a_format_and_is_never_another() {
    let (_world, root, proof) = at_work().await;
    for name in ["boss", "boss.json", "boss.api", "a.b", "a", "boss.x.json"] {
        add(&root, name).await;
    }
    for name in ["boss", "boss.json", "boss.api", "a.b", "a", "boss.x.json"] {
        for slash in ["", "/"] {
            let path = format!("/auth/users/{name}{slash}");
            let shown = root.get(&path).await.has(200).json();
            assert_eq!(
                (&shown["username"], &shown["email"]),
                (&json!(name), &json!(format!("{name}@example.org")))
            );
            root.send(Request::new("HEAD", &path)).await.has(200);
        }
        let dotted = name.replace('.', "%2E");
        assert_eq!(root.get(&format!("/auth/users/{dotted}/")).await.text_of("username"), name);
    }
    root.patch("/auth/users/boss.json/", json!({ "email": "json@example.com" })).await.has(200);
    root.put("/auth/users/a.b/", json!({ "email": "ab@example.com" })).await.has(200);
    assert_eq!(root.get("/auth/users/boss/").await.text_of("email"), "boss@example.org");
    assert_eq!(root.get("/auth/users/a/").await.text_of("email"), "a@example.org");
    root.delete("/auth/users/boss.json/", proof.clone()).await.is_empty(204);
    root.get("/auth/users/boss/").await.has(200);
    root.get("/auth/users/boss.json/").await.has(404);
    // Nobody has the name: that it ends in a format makes it nobody else's.
    root.delete("/auth/users/boss.json/", proof.clone()).await.has(404);
    root.delete("/auth/users/a.json/", proof).await.has(404);
    root.get("/auth/users/a/").await.has(200);
}

#[tokio::test]
async fn other_paths_still_take_a_format() {
    let (_world, root, _) = at_work().await;
    root.get("/auth/users/me.json").await.has(200);
    root.get("/auth/users.json").await.has(200);
    root.get(&format!("/api/accounts/{}.json", root.id)).await.has(200);
}

#[tokio::test]
async fn who_sees_only_themselves_does_not_learn_which_names_there_are() {
    let world = World::with(&[("USER_ID_FIELD", "username"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let root = world.superuser().await;
    add(&root, "ada").await;
    add(&root, "bob").await;
    // No answer tells a number here, and no call needs one.
    let ada = world.anyone().named("ada", 0).by_token().await;
    let nobody = json!({ "detail": "No User matches the given query." });
    for path in ["/auth/users/bob/", "/auth/users/BOB/", "/auth/users/nobody/"] {
        for body in [json!({ "current_password": GOOD }), json!({ "current_password": "wrong" }), json!({})] {
            for method in ["PUT", "PATCH", "DELETE"] {
                ada.send(Request::new(method, path).json(&body)).await.is(404, nobody.clone());
                ada.send(Request::new(method, path).form(&[("email", "a@example.org")])).await.has(404);
            }
        }
        ada.get(path).await.is(404, nobody.clone());
    }
    ada.get("/auth/users/ADA/").await.has(200);
    world.staff("sam").await.get("/auth/users/bob/").await.has(200);
    ada.delete("/auth/users/ada/", json!({ "current_password": GOOD })).await.is_empty(204);
}
