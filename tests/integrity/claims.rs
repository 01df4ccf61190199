//! What rides in access tokens is what other services go by: nobody forges it, in any dialect.

use crate::native::cast::{group, pk, stock};
use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};

/// A world in which this rides in tokens; a superuser; and a clerk who holds every right about users, groups, permissions
/// and content types.
async fn at_work(claims: &str) -> (World, Actor, Actor) {
    let world = World::with(&[("TOKEN_CLAIMS", claims)]).await;
    let (root, clerk) = (world.superuser().await, world.user("clerk").await);
    let models = ["user", "group", "permission", "contenttype"];
    let rights =
        models.map(|model| ["add", "change", "delete", "view"].map(|verb| stock(&format!("{verb}_{model}"))));
    root.patch(&format!("/v1/users/{}/permissions", clerk.id), json!({ "add": rights.concat() }))
        .await
        .has(200);
    (world, root, clerk)
}

fn users_of(group: u64) -> String {
    format!("/v1/groups/{group}/users")
}

fn add(id: u64) -> Value {
    json!({ "add": [id] })
}

#[tokio::test]
async fn groups_that_ride_in_tokens_get_their_names_from_superusers_only() {
    for claims in ["groups", "permissions", "groups,permissions"] {
        let (_world, root, clerk) = at_work(claims).await;
        let (admins, interns) = (group(&root, "admins").await, group(&root, "interns").await);
        // Being in a group gives no say in its name.
        root.patch(&users_of(interns), add(clerk.id)).await.has(200);
        clerk.post("/v1/groups", json!({ "name": "new" })).await.has(403);
        clerk.post("/groups/", json!({ "name": "new" })).await.is_empty(401);
        clerk.put("/groups/77/", json!({ "name": "new" })).await.is_empty(401);
        for id in [admins, interns] {
            clerk.patch(&format!("/v1/groups/{id}"), json!({ "name": "old" })).await.has(403);
            clerk.put(&format!("/groups/{id}/"), json!({ "name": "old" })).await.is_empty(401);
            clerk.delete(&format!("/v1/groups/{id}"), json!({})).await.has(403);
            clerk.delete(&format!("/groups/{id}/"), json!({})).await.is_empty(401);
        }
        // The name that it has is no new one.
        clerk.patch(&format!("/v1/groups/{admins}"), json!({ "name": "admins" })).await.has(200);
        clerk.put(&format!("/groups/{admins}/"), json!({ "name": "admins" })).await.has(200);
        root.patch(&format!("/v1/groups/{admins}"), json!({ "name": "chiefs" })).await.has(200);
        root.put("/groups/77/", json!({ "name": "new" })).await.has(201);
        root.delete(&format!("/groups/{interns}/"), json!({})).await.is_empty(204);
    }
}

#[tokio::test]
async fn who_is_not_in_a_group_that_rides_in_tokens_adds_nobody_to_it() {
    for claims in ["groups", "permissions"] {
        let (world, root, clerk) = at_work(claims).await;
        let (admins, interns) = (group(&root, "admins").await, group(&root, "interns").await);
        root.patch(&users_of(interns), add(clerk.id)).await.has(200);
        let bob = world.user("bob").await;
        for user in [&clerk, &bob] {
            clerk.patch(&format!("/v1/users/{}/groups", user.id), add(admins)).await.has(403);
            clerk
                .patch(&format!("/v1/users/{}/groups", user.id), json!({ "add": [admins, interns] }))
                .await
                .has(403);
            clerk.patch(&users_of(admins), add(user.id)).await.has(403);
            clerk.put(&format!("/users/{}/groups/{admins}/", user.id), json!({})).await.is_empty(401);
        }
        clerk.patch(&format!("/v1/users/{}/groups", bob.id), add(interns)).await.has(200);
        clerk.put(&format!("/users/{}/groups/{interns}/", bob.id), json!({})).await.has(200);
        clerk.patch(&users_of(interns), json!({ "add": [bob.id], "remove": [clerk.id] })).await.has(200);
        // Who has left adds nobody any more; who is in is no news, and taking out adds nobody.
        clerk.patch(&users_of(interns), add(clerk.id)).await.has(403);
        clerk.patch(&users_of(interns), add(bob.id)).await.has(200);
        clerk.patch(&users_of(interns), json!({ "remove": [bob.id] })).await.has(200);
        root.patch(&users_of(admins), add(bob.id)).await.has(200);
    }
}

#[tokio::test]
async fn nobody_takes_over_an_account_whose_groups_ride_in_tokens() {
    let (world, root, clerk) = at_work("groups").await;
    let staff = world.staff("sam").await;
    let (admins, bob, eve) = (group(&root, "admins").await, world.user("bob").await, world.user("eve").await);
    root.patch(&users_of(admins), add(bob.id)).await.has(200);
    let (password, email) =
        (json!({ "password": "a new good battery" }), json!({ "email": "x@example.com" }));
    for (user, form) in [(&bob, &password), (&bob, &email)] {
        clerk.put(&format!("/users/{}/", user.id), form.clone()).await.is_empty(401);
        staff.patch(&format!("/v1/users/{}", user.id), form.clone()).await.has(403);
        staff.patch(&format!("/api/accounts/{}/", user.id), form.clone()).await.has(403);
    }
    staff.patch(&format!("/auth/users/{}/", bob.id), email).await.has(403);
    bob.post("/auth/jwt/create/", bob.login(GOOD)).await.has(200);
    staff.patch(&format!("/v1/users/{}", eve.id), password.clone()).await.has(200);
    root.patch(&users_of(admins), add(staff.id)).await.has(200);
    staff.patch(&format!("/v1/users/{}", bob.id), password).await.has(200);
}

#[tokio::test]
async fn permissions_that_ride_in_tokens_are_made_and_deleted_by_superusers_only() {
    let (_world, root, clerk) = at_work("permissions").await;
    let content_type = json!({ "app_label": "blog", "model": "post" });
    clerk.post("/v1/content_types", content_type.clone()).await.has(403);
    let made = root.post("/v1/content_types", content_type).await;
    let post = pk(made.has(201));
    let form = json!({ "codename": "publish", "name": "Can publish", "content_type": post });
    clerk.post("/v1/permissions", form.clone()).await.has(403);
    let uri = format!("/contenttypes/{post}/");
    let sent = json!({ "codename": "publish", "name": "Can publish", "contentTypeUri": uri });
    clerk.post("/permissions/", sent.clone()).await.is_empty(401);
    clerk.put("/permissions/777/", sent).await.is_empty(401);
    let publish = pk(root.post("/v1/permissions", form).await.has(201));
    clerk.patch(&format!("/v1/permissions/{publish}"), json!({ "codename": "other" })).await.has(403);
    clerk.patch(&format!("/v1/permissions/{publish}"), json!({ "name": "May publish" })).await.has(200);
    clerk.delete(&format!("/v1/permissions/{publish}"), json!({})).await.has(403);
    clerk.delete(&format!("/permissions/{publish}/"), json!({})).await.is_empty(401);
    clerk.delete(&format!("/v1/content_types/{post}"), json!({})).await.has(403);
    root.delete(&format!("/v1/permissions/{publish}"), json!({})).await.is_empty(204);
    root.delete(&format!("/v1/content_types/{post}"), json!({})).await.is_empty(204);
}

#[tokio::test]
async fn what_rides_in_no_token_is_named_by_whoever_may() {
    let (_world, root, clerk) = at_work("is_staff,username,email").await;
    let admins = group(&root, "admins").await;
    clerk.patch(&format!("/v1/groups/{admins}"), json!({ "name": "chiefs" })).await.has(200);
    clerk.patch(&users_of(admins), add(clerk.id)).await.has(200);
    clerk.post("/groups/", json!({ "name": "new" })).await.has(201);
    clerk.delete(&format!("/v1/groups/{admins}"), json!({})).await.is_empty(204);
}
