//! `GET /auth/users/` (contract §2.1).

use crate::world::{Actor, World};
use serde_json::{Value, json};

/// What a list of these users shows, in the order of their numbers.
fn objects(users: &[&Actor]) -> Value {
    let mut users = users.to_vec();
    users.sort_by_key(|user| user.id);
    users.into_iter().map(Actor::object).collect()
}

#[tokio::test]
async fn users_see_themselves_and_staff_sees_everybody() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    let alice = world.user("alice").await;
    let newcomer = world.newcomer("zoe").await;
    let root = world.superuser().await;

    alice.get("/auth/users/").await.is(200, json!([alice.object()]));
    staff.get("/auth/users/").await.is(200, objects(&[&staff, &alice, &newcomer, &root]));
    world.anyone().get("/auth/users/").await.has(401);
}

#[tokio::test]
async fn where_users_are_not_hidden_everybody_sees_everybody() {
    let world = World::with(&[("HIDE_USERS", "false")]).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    alice.get("/auth/users/").await.is(200, objects(&[&alice, &bob]));
}

#[tokio::test]
async fn pages_are_numbered_where_the_setting_wants_pages() {
    let world = World::with(&[("PAGE_SIZE", "2"), ("HIDE_USERS", "false")]).await;
    let (alice, bob, zoe) = (world.user("alice").await, world.user("bob").await, world.user("zoe").await);
    let Value::Array(all) = objects(&[&alice, &bob, &zoe]) else { unreachable!("a list") };
    let page = |next: Value, previous: Value, results: &[Value]| json!({ "count": 3, "next": next, "previous": previous, "results": results });
    let second = "https://accounts.test/auth/users/?page=2";
    alice.get("/auth/users/").await.is(200, page(json!(second), Value::Null, &all[..2]));
    let first = "https://accounts.test/auth/users/";
    alice.get("/auth/users/?page=2").await.is(200, page(Value::Null, json!(first), &all[2..]));
    for number in ["3", "0", "-1", "x"] {
        let reply = alice.get(&format!("/auth/users/?page={number}")).await;
        reply.is(404, json!({ "detail": "Invalid page." }));
    }
}

#[tokio::test]
async fn who_was_deleted_is_listed_no_more_and_a_new_name_is() {
    let world = World::with(&[("HIDE_USERS", "false")]).await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let renamed = json!({ "current_password": crate::world::GOOD, "new_username": "alicia" });
    alice.post("/auth/users/set_username/", renamed).await.is_empty(204);
    let proof = json!({ "current_password": crate::world::GOOD });
    bob.delete("/auth/users/me/", proof).await.is_empty(204);
    let alicia = json!({ "email": alice.email, "id": alice.id, "username": "alicia" });
    alice.get("/auth/users/").await.is(200, json!([alicia]));
}
