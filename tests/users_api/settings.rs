//! What the operator decides: who reads, which resources there are, and whether the dialect is spoken at all.

use super::{
    at_work, at_work_with, column, group, holder, is_gone, is_not_routed, is_refused, is_sorry, made, plain,
};
use crate::world::{GOOD, Request, World};
use serde_json::json;
use shared::accounts::{self, NewPassword, NewUser, Registration};
use shared::auth::policy::{Permit, all, to};
use shared::domain::password::Password;
use shared::domain::{Email, Username};

/// What only who may see users, groups, permissions and content types may read.
const LISTS: [&str; 4] = ["/users/", "/groups/", "/permissions/", "/contenttypes/"];

#[tokio::test]
async fn users_read_themselves_and_staff_everything_unless_more_is_allowed() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let staff = made(&root, "staff", json!({ "isStaff": true })).await;
    let (own, others) = (format!("/users/{}/", ada.id), format!("/users/{}/", root.id));
    ada.get(&own).await.has(200);
    ada.get(&format!("{own}groups/")).await.has(200);
    ada.get(&format!("{own}permissions/")).await.has(200);
    for path in LISTS.into_iter().chain([others.as_str()]) {
        is_refused(&ada.get(path).await);
        staff.get(path).await.has(200);
        root.get(path).await.has(200);
    }
}

#[tokio::test]
async fn who_may_see_or_change_a_kind_reads_it_and_nothing_else() {
    let (_world, root) = at_work().await;
    for (model, list) in ["user", "group", "permission", "contenttype"].into_iter().zip(LISTS) {
        for (verb, reads) in [("view", true), ("change", true), ("add", false), ("delete", false)] {
            let codename = format!("{verb}_{model}");
            let user = holder(&root, &codename, &[&codename]).await;
            for path in LISTS {
                let wanted = if reads && path == list { 200 } else { 401 };
                assert_eq!(user.get(path).await.status(), wanted, "{codename} {path}");
            }
        }
    }
}

#[tokio::test]
async fn as_in_the_original_everybody_who_is_signed_in_reads_everything() {
    let (world, root) = at_work_with(&[("USERS_API_READ", "session")]).await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    let about_root = format!("/users/{}/", root.id);
    let nested = [
        format!("{about_root}groups/"),
        format!("{about_root}permissions/"),
        format!("/groups/{editors}/permissions/"),
    ];
    let details = [
        about_root.clone(),
        format!("/groups/{editors}/"),
        "/permissions/1/".into(),
        "/contenttypes/1/".into(),
    ];
    for path in LISTS.map(str::to_owned).iter().chain(&nested).chain(&details) {
        ada.get(path).await.has(200);
        is_refused(&world.anyone().get(path).await);
    }
    assert_eq!(column(&ada.get("/users/").await, "username").len(), 2);
    is_gone(&ada.get("/users/999999/").await);
    is_gone(&ada.get("/groups/999/").await);
    is_sorry(&ada.get("/permissions/abc/").await);
    is_sorry(&ada.get("/users/999999/groups/").await);
    ada.get("/users/set/999/").await.has(200);
}

#[tokio::test]
async fn but_nobody_writes_the_more_for_it() {
    let (_world, root) = at_work_with(&[("USERS_API_READ", "session")]).await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    is_refused(&ada.post("/users/", json!({ "username": "bob", "password": GOOD })).await);
    is_refused(&ada.post("/groups/", json!({ "name": "writers" })).await);
    is_refused(&ada.put(&format!("/users/{}/", ada.id), json!({ "firstName": "x" })).await);
    is_refused(&ada.put(&format!("/groups/{editors}/"), json!({ "name": "writers" })).await);
    is_refused(&ada.delete(&format!("/groups/{editors}/"), json!({})).await);
    is_refused(&ada.put(&format!("/users/{}/groups/{editors}/", ada.id), json!({})).await);
    is_refused(&ada.delete("/permissions/1/", json!({})).await);
}

#[tokio::test]
async fn resources_that_are_not_served_are_not_there() {
    const PATHS: [(&str, &str); 9] = [
        ("users", "/users/1/"),
        ("users", "/users/schema/"),
        ("groups", "/groups/"),
        ("groups", "/users/1/groups/"),
        ("permissions", "/permissions/1/"),
        ("permissions", "/users/1/permissions/"),
        ("permissions", "/groups/1/permissions/1/"),
        ("contenttypes", "/contenttypes/"),
        ("contenttypes", "/contenttypes/set/1/"),
    ];
    for served in ["users", "groups", "permissions", "contenttypes", "users,groups"] {
        let world = World::with(&[("USERS_API_RESOURCES", served)]).await;
        for (resource, path) in PATHS {
            for method in ["GET", "OPTIONS", "DELETE"] {
                let reply = world.anyone().send(Request::new(method, path)).await;
                let is_served = served.split(',').any(|name| name == resource);
                assert_eq!(reply.status() != 404, is_served, "{served}: {reply}");
                if !is_served {
                    is_not_routed(&reply);
                }
            }
        }
    }
}

#[tokio::test]
async fn groups_are_kept_without_users_being_served() {
    let world = World::with(&[("USERS_API_RESOURCES", "groups")]).await;
    let root = world.superuser().await.in_browser().await;
    let editors = group(&root, "editors").await;
    let path = format!("/users/{}/groups/{editors}/", root.id);
    root.put(&path, json!({})).await.has(200);
    assert_eq!(column(&root.get(&format!("/users/{}/groups/", root.id)).await, "name"), ["editors"]);
    is_not_routed(&root.get(&format!("/users/{}/", root.id)).await);
    let registered = root
        .post("/users/", json!({ "username": "zoe", "email": "zoe@example.org", "password": GOOD }))
        .await;
    assert!(registered.has(201).json()["id"].is_u64(), "djoser has the path alone: {registered}");
}

#[tokio::test]
async fn a_dialect_that_is_off_is_not_there() {
    let (_world, root) = at_work_with(&[("DIALECTS", "djoser,native")]).await;
    for path in
        ["/groups/", "/groups/1/", "/permissions/1/", "/contenttypes/", "/users/schema/", "/users/1/groups/"]
    {
        for method in ["GET", "OPTIONS", "PUT"] {
            is_not_routed(&root.send(Request::new(method, path)).await);
        }
    }
    is_not_routed(&root.get(&format!("/users/{}/", root.id)).await);
}

#[tokio::test]
async fn alone_it_serves_whoever_signs_in_by_browser() {
    let world = World::with(&[("DIALECTS", "users-api")]).await;
    accounts::install_stock(&world.app).await.expect("an empty table takes the stock");
    let registration = Registration {
        username: Username::parse("root"),
        email: Email::parse("root@example.org"),
        fields: shared::domain::FieldValues::new(),
        locale: None,
        password: NewPassword { password: Password::new(GOOD), retyped: None },
    };
    let users = Permit::operator(to::Add, all());
    let made = accounts::create_user(&world.app, &users, NewUser::superuser(registration)).await;
    let id = made.expect("an empty table takes a superuser").id.get();
    let root = world.anyone().named("root", id).in_browser().await;
    let ada = plain(&root, "ada").await;
    ada.get(&format!("/users/{}/", ada.id)).await.has(200);
    assert_eq!(column(&root.get("/users/").await, "username").len(), 2);
    is_not_routed(&world.anyone().post("/auth/users/", json!({})).await);
}
