//! In which order a request is looked at (docs/contracts/seeds.md §1.1), and whose `POST /users/` is.

use super::{
    at_work, column, group, holder, is_gone, is_json, is_not_routed, is_refused, is_sorry, is_text, is_wrong,
    plain, stock,
};
use crate::world::{GOOD, Request, World};
use serde_json::json;

#[tokio::test]
async fn a_path_that_is_none_is_no_path_for_anybody_and_any_method() {
    let (world, root) = at_work().await;
    for path in [
        "/users/abc/",
        "/users/0/",
        "/users/01/",
        "/users/-1/",
        "/users/1.5/",
        "/users/set/1;2/",
        "/users/set/abc/",
        "/groups/abc/",
        "/groups/0/",
        "/groups/set/1;2/",
        "/users/1/groups/0/",
        "/users/1/permissions/abc/",
        "/users/abc/groups/",
        "/groups/01/permissions/",
        "/users/1/nosuch/",
        "/groups/1/users/",
    ] {
        for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
            is_not_routed(&world.anyone().send(Request::new(method, path)).await);
            is_not_routed(&root.send(Request::new(method, path)).await);
        }
    }
}

#[tokio::test]
async fn a_method_that_is_none_is_told_before_anybody_asks_who_is_there() {
    let world = World::new().await;
    let (collection, detail, read_only) = ("GET,POST", "GET,PUT,DELETE", "GET");
    for (path, allow, methods) in [
        ("/users/", collection, &["PUT", "PATCH", "DELETE", "TRACE", "FOO"][..]),
        ("/groups/", collection, &["PUT", "PATCH", "DELETE"]),
        ("/permissions/", collection, &["PUT", "PATCH", "DELETE"]),
        ("/contenttypes/", read_only, &["POST", "PUT", "PATCH", "DELETE"]),
        ("/users/7/", detail, &["POST", "PATCH"]),
        ("/groups/7/", detail, &["POST", "PATCH"]),
        ("/permissions/abc/", detail, &["POST", "PATCH"]),
        ("/contenttypes/7/", read_only, &["POST", "PUT", "DELETE"]),
        ("/users/7/groups/", collection, &["PUT", "DELETE"]),
        ("/users/7/groups/7/", detail, &["POST", "PATCH"]),
        ("/users/7/permissions/", collection, &["PUT", "DELETE"]),
        ("/users/7/permissions/7/", detail, &["POST"]),
        ("/groups/7/permissions/", collection, &["PUT", "DELETE"]),
        ("/groups/7/permissions/7/", detail, &["POST"]),
        ("/users/schema/", read_only, &["POST", "PUT"]),
        ("/users/set/7/", read_only, &["POST"]),
        ("/permissions/set/7;8/", read_only, &["DELETE"]),
    ] {
        for method in methods {
            let reply = world.anyone().send(Request::new(method, path)).await;
            is_text(&reply, 405, allow);
            reply.says("allow", allow).says("content-type", "text/html; charset=utf-8");
        }
        let options = world.anyone().send(Request::new("OPTIONS", path)).await;
        is_text(&options, 200, allow);
        options.says("allow", allow).says("content-type", "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn head_is_not_served_either() {
    let (world, root) = at_work().await;
    for caller in [&world.anyone(), &root] {
        let reply = caller.send(Request::new("HEAD", "/users/")).await;
        reply.is_empty(405).says("allow", "GET,POST");
    }
}

#[tokio::test]
async fn nobody_is_told_nothing() {
    let world = World::new().await;
    for path in ["/users/", "/users/7/", "/groups/", "/permissions/abc/", "/contenttypes/", "/users/schema/"]
    {
        let reply = world.anyone().get(path).await;
        is_refused(&reply);
        assert!(!reply.headers().contains_key("set-cookie"), "{reply}");
    }
    for path in ["/groups/", "/permissions/", "/users/7/groups/"] {
        is_refused(&world.anyone().send(Request::post(path).body("application/json", "{broken")).await);
    }
    is_refused(&world.anyone().put("/users/7/", json!({ "email": "bad" })).await);
    is_refused(&world.anyone().delete("/groups/7/", json!({})).await);
}

#[tokio::test]
async fn credentials_that_are_none_are_refused_in_the_same_way() {
    let (world, root) = at_work().await;
    for bad in
        ["Token", "Token nonsense", "Token a b", "Bearer nonsense", "Bearer", "JWT a.b.c", "Basic cm9vdDp4"]
    {
        is_refused(&world.anyone().with("authorization", bad).get("/users/").await);
        is_refused(&root.with("authorization", bad).get("/users/").await);
    }
}

#[tokio::test]
async fn a_page_that_does_not_prove_itself_changes_nothing() {
    let (_world, root) = at_work().await;
    let csrf = root.header("x-csrftoken").to_owned();
    let other = plain(&root, "ada").await.header("x-csrftoken").to_owned();
    let session = root.header("cookie").split("; ").next().expect("a session").to_owned();
    let forged = [
        root.without("x-csrftoken"),
        root.with("x-csrftoken", &other),
        root.with("x-csrftoken", "short"),
        root.with("cookie", &session),
        root.with("cookie", &format!("{session}; csrftoken={other}")).with("x-csrftoken", &other),
        root.with("origin", "https://evil.example"),
        root.with("sec-fetch-site", "cross-site"),
    ];
    for page in forged {
        is_refused(&page.post("/groups/", json!({ "name": "evil" })).await);
        is_refused(&page.send(Request::post("/groups/").body("application/json", "{broken")).await);
        is_refused(&page.put("/groups/7/", json!({ "name": "evil" })).await);
        is_refused(&page.delete("/groups/7/", json!({})).await);
        let refused = page.post("/users/", json!({ "username": "evil", "password": GOOD })).await;
        is_refused(&refused);
        assert!(!refused.headers().contains_key("set-cookie"), "a session that lives stays: {refused}");
        page.send(Request::post("/contenttypes/")).await.has(405);
        page.get("/groups/").await.has(200);
    }
    assert!(column(&root.get("/groups/").await, "name").is_empty());
    assert_eq!(column(&root.get("/users/").await, "username").len(), 2);
    root.with("x-csrftoken", &csrf).post("/groups/", json!({ "name": "good" })).await.has(201);
}

#[tokio::test]
async fn a_cookie_that_opens_nothing_is_taken_away() {
    let (_world, root) = at_work().await;
    root.post("/auth/session/logout/", json!({})).await.is_empty(204);
    for reply in [
        root.get("/users/").await,
        root.post("/users/", json!({ "username": "zoe", "password": GOOD })).await,
        root.put("/groups/7/", json!({})).await,
        root.signed_out().with("cookie", "sessionid=nonsense").get("/permissions/").await,
    ] {
        is_refused(&reply);
        for cookie in ["sessionid", "csrftoken"] {
            assert!(reply.set_cookie(cookie).starts_with("; Path=/; Max-Age=0"), "{reply}");
        }
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_told_before_whether_one_may() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    ada.post("/users/", json!({})).await.has(400);
    ada.post("/groups/", json!({})).await.has(400);
    ada.put(&format!("/users/{}/", root.id), json!({ "email": "bad" })).await.has(400);
    ada.put(&format!("/groups/{editors}/"), json!({})).await.has(400);
    ada.put("/groups/999/", json!({})).await.has(400);
    is_sorry(&ada.post("/permissions/", json!({})).await);
    ada.send(Request::post("/groups/").body("application/json", "{broken")).await.has(400);

    is_refused(&ada.post("/users/", json!({ "username": "bob", "password": GOOD })).await);
    is_refused(&ada.post("/groups/", json!({ "name": "writers" })).await);
    is_refused(&ada.put(&format!("/users/{}/", root.id), json!({})).await);
    is_refused(&ada.put(&format!("/groups/{editors}/"), json!({ "name": "writers" })).await);
    is_refused(&ada.put("/groups/999/", json!({ "name": "writers" })).await);
    is_refused(&ada.put("/permissions/1/", json!({})).await);
}

#[tokio::test]
async fn a_bad_date_is_told_before_everything_else_and_the_rest_at_once() {
    let (_world, root) = at_work().await;
    let why =
        "Datetime provided to 'date_joined' field doesn't appear to be a valid datetime string: 'nonsense'";
    is_wrong(&root.post("/users/", json!({ "dateJoined": "nonsense", "email": "bad" })).await, why);
    let all = json!({ "users": {
        "email": "Invalid email.",
        "password": "Required field missing.",
        "username": "Required field missing.",
    } });
    is_json(&root.post("/users/", json!({ "email": "bad" })).await, 400, all);
}

#[tokio::test]
async fn to_delete_what_is_not_there_is_404_whether_or_not_one_may() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    for path in ["/users/999999/", "/groups/999/", "/permissions/999/", "/permissions/abc/"] {
        is_gone(&ada.delete(path, json!({})).await);
        is_gone(&root.delete(path, json!({})).await);
    }
    for path in [format!("/users/{}/", root.id), format!("/groups/{editors}/"), "/permissions/1/".to_owned()]
    {
        is_refused(&ada.delete(&path, json!({})).await);
    }
}

#[tokio::test]
async fn in_nested_lists_the_owner_comes_first_then_the_right_then_the_thing() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let helper = holder(&root, "helper", &["change_user", "change_group"]).await;
    let editors = group(&root, "editors").await;
    let absent = [("users", "groups"), ("users", "permissions"), ("groups", "permissions")];
    for (owners, things) in absent {
        let path = format!("/{owners}/999999/{things}/1/");
        is_sorry(&ada.put(&path, json!({})).await);
        is_sorry(&ada.delete(&path, json!({})).await);
        let owner = if owners == "users" { ada.id } else { editors };
        let path = format!("/{owners}/{owner}/{things}/999/");
        is_refused(&ada.put(&path, json!({})).await);
        is_refused(&ada.delete(&path, json!({})).await);
        is_sorry(&helper.put(&path, json!({})).await);
        helper.delete(&path, json!({})).await.has(404).says("content-type", "text/html; charset=utf-8");
    }
}

#[tokio::test]
async fn nothing_is_made_in_a_nested_list() {
    let (world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    for path in ["/users/999999/groups/", "/users/999999/permissions/", "/groups/999/permissions/"] {
        let reply = ada.post(path, json!({ "name": "x" })).await;
        reply.is_empty(405);
        assert!(!reply.headers().contains_key("allow"), "{reply}");
        ada.send(Request::post(path).body("application/json", "[]")).await.has(400);
        is_refused(&world.anyone().post(path, json!({})).await);
    }
}

#[tokio::test]
async fn a_method_may_be_said_in_a_header() {
    let (world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    let path = format!("/groups/{editors}/");
    let body = json!({ "name": "writers" });
    for (method, said) in [("POST", "PUT"), ("GET", "put"), ("PATCH", "Put")] {
        let reply = root.with("x-http-method-override", said);
        let reply = reply.send(Request::new(method, &path).json(&body)).await;
        assert_eq!(reply.has(200).text_of("name"), "writers");
    }
    let deleting = root.with("x-http-method-override", "DELETE");
    is_refused(&deleting.without("x-csrftoken").get(&path).await);
    let reading = root.with("x-http-method-override", "GET").without("x-csrftoken");
    assert_eq!(reading.post(&path, json!({})).await.has(200).text_of("name"), "writers");
    for unknown in [&b"FOO"[..], b"PUT, PUT", b"", b"\xff"] {
        let request = Request::new("PUT", &path).json(&body).header("x-http-method-override", unknown);
        is_text(&root.send(request).await, 405, "GET,PUT,DELETE");
    }
    is_text(
        &world.anyone().with("x-http-method-override", "POST").put(&path, json!({})).await,
        405,
        "GET,PUT,DELETE",
    );
    deleting.get(&path).await.is_empty(204);
    is_gone(&root.get(&path).await);
}

#[tokio::test]
async fn a_method_is_one_in_small_letters_too() {
    let (_world, root) = at_work().await;
    root.send(Request::new("get", "/users/")).await.has(200);
}

#[tokio::test]
async fn an_accept_that_is_none_is_refused_before_anything_is_written() {
    let (_world, root) = at_work().await;
    let odd = root.with("accept", "json");
    is_wrong(&odd.post("/groups/", json!({ "name": "editors" })).await, "Invalid Accept header");
    is_wrong(&odd.get("/groups/").await, "Invalid Accept header");
    assert!(column(&root.get("/groups/").await, "name").is_empty());
    for accept in
        ["text/html", "application/xml", "*/*", "application/json; indent=4", "image/png;q=0.1, */*"]
    {
        root.with("accept", accept)
            .get("/groups/?format=xml&callback=f")
            .await
            .has(200)
            .says("content-type", "application/json");
    }
}

#[tokio::test]
async fn answers_vary_as_in_the_original() {
    let (world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    root.get("/groups/").await.has(200).says("vary", "Accept, Cookie");
    root.put(&format!("/groups/{editors}/"), json!({ "name": "a" }))
        .await
        .has(200)
        .says("vary", "Accept, Cookie");
    root.post("/groups/", json!({ "name": "b" })).await.has(201).says("vary", "Accept, Cookie");
    root.post("/groups/", json!({})).await.has(400).says("vary", "Cookie");
    is_refused(world.anyone().get("/groups/").await.says("vary", "Cookie"));
}

#[tokio::test]
async fn who_may_not_look_is_not_told_what_is_there() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    let paths = [
        format!("/users/{}/", root.id),
        format!("/groups/{editors}/"),
        format!("/users/{}/groups/", root.id),
        format!("/users/{}/permissions/{}/", root.id, stock("add_user")),
        format!("/groups/{editors}/permissions/"),
        "/permissions/1/".to_owned(),
        "/contenttypes/1/".to_owned(),
    ];
    let absent = ["/users/999999/", "/groups/999/", "/users/999999/groups/", "/groups/999/permissions/1/"];
    let loose = ["/permissions/999/", "/permissions/abc/", "/contenttypes/999/", "/permissions/set/1;999/"];
    for path in paths.iter().map(String::as_str).chain(absent).chain(loose) {
        is_refused(&ada.get(path).await);
    }
}

mod post_users {
    use super::super::{at_work, at_work_with, is_json, is_refused, plain};
    use crate::world::{GOOD, World};
    use serde_json::{Value, json};

    fn form(name: &str) -> Value {
        json!({ "username": name, "email": format!("{name}@example.org"), "password": GOOD })
    }

    #[tokio::test]
    async fn without_a_cookie_it_is_a_registration() {
        let (world, root) = at_work().await;
        let reply = world.anyone().post("/users/", form("zoe")).await;
        let id = reply.has(201).json()["id"].clone();
        reply.is(201, json!({ "email": "zoe@example.org", "username": "zoe", "id": id }));
        assert_eq!(root.get(&format!("/users/{id}/")).await.has(200).json()["isActive"], false);
        let csrf_alone = world.anyone().with("cookie", "csrftoken=x").post("/users/", form("yan")).await;
        assert!(csrf_alone.has(201).json()["id"].is_u64());
    }

    #[tokio::test]
    async fn with_a_cookie_it_is_an_administrators_whoever_he_is() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        is_refused(&ada.post("/users/", form("zoe")).await);
        let reply = root.post("/users/", form("zoe")).await;
        assert_eq!(reply.has(201).json()["isActive"], true);
        let wrong = json!({ "users": { "username": "Required field missing." } });
        is_json(&root.post("/users/", json!({ "password": GOOD })).await, 400, wrong);
    }

    #[tokio::test]
    async fn with_a_cookie_that_is_dead_nobody_is_registered() {
        let (world, root) = at_work().await;
        for cookie in ["sessionid=nonsense", "sessionid=", "a=b; sessionid=x; csrftoken=y"] {
            let reply = world.anyone().with("cookie", cookie).post("/users/", form("zoe")).await;
            is_refused(&reply);
            assert!(reply.set_cookie("sessionid").contains("Max-Age=0"), "{reply}");
        }
        root.post("/users/", form("zoe")).await.has(201);
    }

    #[tokio::test]
    async fn with_a_header_it_is_a_registration_cookie_or_not() {
        let (world, root) = at_work().await;
        let by_token = world.superuser().await;
        let reply = by_token.post("/users/", form("zoe")).await;
        assert!(reply.has(201).json()["id"].is_u64(), "{reply}");
        let both = by_token.with("cookie", root.header("cookie"));
        assert!(both.post("/users/", form("yan")).await.has(201).json()["id"].is_u64());
        let bad = root.with("authorization", "Token nonsense").post("/users/", form("xia")).await;
        bad.is(401, json!({ "detail": "Invalid token." }));
    }

    #[tokio::test]
    async fn with_one_dialect_off_the_other_has_the_path() {
        let (world, root) = at_work_with(&[("DIALECTS", "djoser,native")]).await;
        let reply = root.post("/users/", form("zoe")).await;
        assert!(reply.has(201).json()["id"].is_u64(), "{reply}");
        assert!(root.get("/users/").await.has(200).json().is_array());
        world.anyone().post("/users/", form("yan")).await.has(201);

        let world = World::with(&[("DIALECTS", "users-api")]).await;
        is_refused(&world.anyone().post("/users/", form("zoe")).await);
        is_refused(&world.anyone().with("authorization", "Token x").post("/users/", form("zoe")).await);
    }
}
