//! Groups and permissions under load, in great number, and when things break.

use super::races::{CALLERS, at_once};
use crate::world::{Actor, Reply, Request, World};
use janitor::Janitor;
use serde_json::{Value, json};
use shared::accounts;
use shared::auth::policy::{Permit, all, to};
use shared::domain::{Model, Right, User, UserId, Verb};
use shared::lambda::Occasion;
use shared::store::Key;
use std::time::Duration;

const CHANGE_USER: u64 = Right(Verb::Change, Model::User).id().get();

/// A user who holds this permission themselves.
async fn holder(world: &World, name: &str, right: u64) -> Actor {
    let user = world.user(name).await;
    let granted =
        world.superuser().await.put(&format!("/users/{}/permissions/{right}/", user.id), json!({})).await;
    granted.has(200);
    user
}

async fn group(world: &World, name: &str) -> u64 {
    let made = world.superuser().await.post("/groups/", json!({ "name": name })).await;
    made.has(201);
    let uri = made.text_of("resourceUri");
    uri.trim_start_matches("/groups/").trim_end_matches('/').parse().expect("an id")
}

async fn loaded(world: &World, id: u64) -> User {
    let id = UserId::from(id);
    world
        .app
        .store
        .fetch(&[Key::User(id)])
        .await
        .and_then(|mut found| found.user(id))
        .expect("a table")
        .expect("a user")
}

/// The items that name any of this in their key.
async fn items_of(world: &World, prefix: &str) -> Vec<Value> {
    let items = world.proxy().items().await;
    items
        .into_iter()
        .filter(|item| item["pk"]["S"].as_str().is_some_and(|pk| pk.starts_with(prefix)))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_superusers_who_demote_each_other_leave_one() {
    let world = World::new().await;
    let (root, other) = (world.superuser().await, world.user("ada").await);
    root.put(&format!("/users/{}/", other.id), json!({ "isSuperuser": true, "isStaff": true }))
        .await
        .has(200);
    for round in 0..12 {
        let (demote, disable) = (json!({ "isSuperuser": false }), json!({ "isActive": false }));
        let body = if round % 2 == 0 { demote } else { disable };
        let replies = at_once(2, |number| {
            let (by, whom) = if number == 0 { (root.clone(), other.id) } else { (other.clone(), root.id) };
            let body = body.clone();
            async move { by.put(&format!("/users/{whom}/"), body).await }
        });
        let won: Vec<_> = replies.await.iter().map(Reply::status).collect();
        assert_eq!(won.iter().filter(|status| **status == 200).count(), 1, "{won:?}");
        let (left, gone) = if won[0] == 200 { (&root, &other) } else { (&other, &root) };
        let back = json!({ "isSuperuser": true, "isActive": true });
        left.put(&format!("/users/{}/", gone.id), back).await.has(200);
    }
}

#[tokio::test]
async fn a_superuser_who_proves_his_address_anew_counts_again() {
    for proof in ["/auth/users/activation/", "/auth/users/reset_password_confirm/"] {
        let world = World::new().await;
        let (root, ada) = (world.superuser().await, world.user("ada").await);
        root.put(&format!("/users/{}/", ada.id), json!({ "isSuperuser": true })).await.has(200);
        ada.patch("/auth/users/me/", json!({ "email": "countess@example.org" })).await.has(200);
        let resign = json!({ "isSuperuser": false });
        root.put(&format!("/users/{}/", root.id), resign.clone()).await.has(401);

        if proof.contains("reset") {
            let form = json!({ "email": "countess@example.org" });
            world.anyone().post("/auth/users/reset_password/", form).await.has(204);
        }
        let link = world.mail_to("countess@example.org").await.link();
        world.anyone().post(proof, link.proof_with("new_password", "another-good-one-1")).await.has(204);
        root.put(&format!("/users/{}/", root.id), resign).await.has(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_superusers_who_delete_themselves_one_remains() {
    let world = World::new().await;
    let mut superusers = vec![world.superuser().await];
    for number in 0..7 {
        let user = world.user(&format!("ada{number}")).await;
        let promoted =
            superusers[0].put(&format!("/users/{}/", user.id), json!({ "isSuperuser": true })).await;
        promoted.has(200);
        superusers.push(user);
    }
    let replies = at_once(superusers.len(), |number| {
        let actor = superusers[number].clone();
        async move { actor.delete(&format!("/users/{}/", actor.id), Value::Null).await }
    });
    let replies = replies.await;
    let deleted = replies.iter().filter(|reply| reply.status() == 204).count();
    assert_eq!(deleted, superusers.len() - 1);
    assert!(replies.iter().any(|reply| reply.status() == 401));
}

#[tokio::test]
async fn who_sends_slowly_may_what_he_may_when_all_is_there() {
    let world = World::new().await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let promoted = world.user("mallory").await;
    let group = group(&world, "editors").await;
    root.put(&format!("/users/{}/", promoted.id), json!({ "isSuperuser": true })).await.has(200);
    let (himself, other) = (promoted.id, ada.id);
    for (path, undone) in [
        (format!("/users/{other}/permissions/{CHANGE_USER}/"), json!({ "isSuperuser": false })),
        (format!("/users/{himself}/permissions/{CHANGE_USER}/"), json!({ "isSuperuser": false })),
        (format!("/users/{himself}/groups/{group}/"), json!({ "isActive": false })),
        (format!("/groups/{group}/permissions/{CHANGE_USER}/"), json!({ "isSuperuser": false })),
    ] {
        let meanwhile = async {
            root.put(&format!("/users/{himself}/"), undone).await.has(200);
        };
        promoted.send_slowly(Request::new("PUT", &path).json(&json!({})), meanwhile).await.has(401);
        let again = json!({ "isSuperuser": true, "isActive": true });
        root.put(&format!("/users/{himself}/"), again).await.has(200);
    }
    let holder = holder(&world, "hal", CHANGE_USER).await;
    let revoked = async {
        root.delete(&format!("/users/{}/permissions/{CHANGE_USER}/", holder.id), json!({})).await.has(204);
    };
    let edit = Request::new("PUT", &format!("/users/{other}/")).json(&json!({ "firstName": "x" }));
    holder.send_slowly(edit, revoked).await.has(401);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_is_not_written_back_by_who_may_not_touch_it() {
    let world = World::new().await;
    let (root, sam) = (world.superuser().await, world.staff("sam").await);
    let mighty = holder(&world, "vera", CHANGE_USER).await;
    let path = format!("/v1/users/{}", mighty.id);
    sam.patch(&path, json!({ "email": "other@example.org" })).await.has(403);
    for round in 0..12 {
        let old = root.get(&path).await.text_of("email");
        let new = format!("vera{round}@example.org");
        at_once(7, |number| {
            let (by, email) = if number == 3 { (&root, &new) } else { (&sam, &old) };
            let (by, path, form) = (by.clone(), path.clone(), json!({ "email": email }));
            async move {
                // An edit that is overtaken may have to be asked for again.
                while by.patch(&path, form.clone()).await.status() == 503 {}
            }
        })
        .await;
        assert_eq!(root.get(&path).await.text_of("email"), new);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_has_just_become_staff_is_not_deleted_by_who_may_not() {
    const DELETE_USER: u64 = Right(Verb::Delete, Model::User).id().get();
    let world = World::new().await;
    let (root, holder) = (world.superuser().await, holder(&world, "hal", DELETE_USER).await);
    for round in 0..12 {
        let user = world.user(&format!("ada{round}")).await;
        let path = format!("/users/{}/", user.id);
        let replies = at_once(3, |number| {
            let (by, path) = (if number == 1 { root.clone() } else { holder.clone() }, path.clone());
            async move {
                match number {
                    1 => by.put(&path, json!({ "isStaff": true })).await,
                    _ => by.delete(&path, json!({})).await,
                }
            }
        });
        let promoted = replies.await[1].status() == 200;
        assert!(!promoted || root.get(&path).await.status() == 200, "a member of the staff was deleted");
    }
}

#[tokio::test]
async fn only_a_superuser_deletes_what_the_service_itself_goes_by() {
    const DELETE_PERMISSION: u64 = Right(Verb::Delete, Model::Permission).id().get();
    let world = World::new().await;
    let (root, holder) = (world.superuser().await, holder(&world, "hal", DELETE_PERMISSION).await);
    let own = json!({ "codename": "publish", "name": "Can publish", "contentTypeUri": "/contenttypes/4/" });
    let own = root.post("/permissions/", own).await.has(201).text_of("resourceUri");
    holder.delete("/permissions/12/", json!({})).await.has(401);
    holder.delete(&own, json!({})).await.has(204);
    root.delete("/permissions/12/", json!({})).await.has(204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_gets_a_groups_name_and_an_id() {
    let world = World::new().await;
    let root = world.superuser().await;
    let replies = at_once(CALLERS, |_| {
        let root = root.clone();
        async move { root.post("/groups/", json!({ "name": "editors" })).await }
    });
    let replies = replies.await;
    assert_eq!(replies.iter().filter(|reply| reply.status() == 201).count(), 1);
    let loser = replies.iter().find(|reply| reply.status() != 201).expect("the others");
    assert_eq!(
        loser.has(400).json(),
        json!({ "groups": { "name": "Group with this name already exists." } })
    );

    let at_free_id = at_once(CALLERS, |number| {
        let root = root.clone();
        async move { root.put("/groups/900/", json!({ "name": format!("group {number}") })).await }
    });
    let made = at_free_id.await.iter().filter(|reply| reply.status() == 201).count();
    assert_eq!(made, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_join_and_leave_at_once_end_where_the_last_one_left_them() {
    let world = World::behind_proxy(&[]).await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let group = group(&world, "editors").await;
    let path = format!("/users/{}/groups/{group}/", ada.id);
    let replies = at_once(CALLERS, |number| {
        let (root, path) = (root.clone(), path.clone());
        async move {
            match number % 2 {
                0 => root.put(&path, json!({})).await,
                _ => root.delete(&path, Value::Null).await,
            }
        }
    });
    assert!(replies.await.iter().all(|reply| [200, 204, 404].contains(&reply.status())));
    let member = root.get(&path).await.status() == 200;
    let rows = items_of(&world, &format!("G#{group}#")).await;
    assert_eq!(rows.len(), usize::from(member), "the way back is there exactly while he is in the group");
}

#[tokio::test]
async fn what_is_taken_away_holds_on_the_next_request() {
    let world = World::new().await;
    let (root, ada, bob) = (world.superuser().await, world.user("ada").await, world.user("bob").await);
    let group = group(&world, "administrators").await;
    root.put(&format!("/groups/{group}/permissions/{CHANGE_USER}/"), json!({})).await.has(200);
    let (member, target) = (format!("/users/{}/groups/{group}/", ada.id), format!("/users/{}/", bob.id));
    let acts = async |status: u16| {
        ada.put(&target, json!({ "firstName": "Bob" })).await.has(status);
    };
    acts(401).await;
    root.put(&member, json!({})).await.has(200);
    acts(200).await;
    root.delete(&member, Value::Null).await.has(204);
    acts(401).await;
    root.put(&member, json!({})).await.has(200);
    root.delete(&format!("/groups/{group}/permissions/{CHANGE_USER}/"), Value::Null).await.has(204);
    acts(401).await;
    root.put(&format!("/groups/{group}/permissions/{CHANGE_USER}/"), json!({})).await.has(200);
    acts(200).await;
    root.delete(&format!("/groups/{group}/"), Value::Null).await.has(204);
    acts(401).await;
    root.put(&format!("/users/{}/permissions/{CHANGE_USER}/", ada.id), json!({})).await.has(200);
    acts(200).await;
    root.delete(&format!("/permissions/{CHANGE_USER}/"), Value::Null).await.has(204);
    acts(401).await;
}

#[tokio::test]
async fn whoever_sets_anothers_password_may_do_all_that_he_may() {
    let world = World::new().await;
    let (ada, bob) = (holder(&world, "ada", CHANGE_USER).await, holder(&world, "bob", CHANGE_USER).await);
    let cid = holder(&world, "cid", CHANGE_USER + 1).await;
    let (staff, plain) = (world.staff("sam").await, world.user("dora").await);
    let password = json!({ "password": "another good battery" });
    ada.put(&format!("/users/{}/", plain.id), password.clone()).await.has(200);
    ada.put(&format!("/users/{}/", bob.id), password.clone()).await.has(200);
    ada.put(&format!("/users/{}/", cid.id), password.clone()).await.has(401);
    staff.patch(&format!("/v1/users/{}", cid.id), password.clone()).await.has(403);
    staff.patch(&format!("/auth/users/{}/", cid.id), json!({ "email": "x@example.org" })).await.has(403);
    staff.patch(&format!("/v1/users/{}", plain.id), password).await.has(200);
}

#[tokio::test]
async fn a_deleted_groups_leftovers_are_swept_even_when_the_sweep_is_interrupted() {
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let editors = group(&world, "editors").await;
    let mut members = Vec::new();
    for number in 0..5 {
        let user = world.user(&format!("ada{number}")).await;
        root.put(&format!("/users/{}/groups/{editors}/", user.id), json!({})).await.has(200);
        members.push(user);
    }
    root.delete(&format!("/groups/{editors}/"), Value::Null).await.has(204);
    let groups = root.get(&format!("/users/{}/groups/", members[0].id)).await;
    assert_eq!(groups.json()["meta"]["totalCount"], 0, "gone at once for whoever looks");

    world.proxy().on("DeleteItem", 3..).break_before();
    world.deliver().await;
    assert!(!items_of(&world, &format!("G#{editors}#")).await.is_empty(), "interrupted");
    world.proxy().heal();
    world.later(Duration::from_secs(60));
    Janitor::new(world.app_of("janitor")).handle(Occasion::Schedule).await;
    assert!(items_of(&world, &format!("G#{editors}#")).await.is_empty());
    for user in &members {
        let rights = accounts::rights_of(&world.app, &loaded(&world, user.id).await).await.expect("a table");
        assert!(rights.groups.is_empty(), "{rights:?}");
    }
    assert!(items_of(&world, "WORK#").await.is_empty());
    assert_eq!(items_of(&world, &format!("G#{editors}")).await.len(), 1, "only the id remains");
    root.put(&format!("/groups/{editors}/"), json!({ "name": "again" })).await.has(404);

    let again = group(&world, "editors").await;
    assert_ne!(again, editors);
    let members = root.get(&format!("/users/{}/groups/", members[0].id)).await;
    assert_eq!(members.json()["meta"]["totalCount"], 0, "a name that is used again inherits nothing");
}

#[tokio::test]
async fn whoever_joins_while_the_group_is_deleted_is_swept_too() {
    let world = World::behind_proxy(&[]).await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    let editors = group(&world, "editors").await;
    root.delete(&format!("/groups/{editors}/"), Value::Null).await.has(204);
    world.deliver().await;
    // A request that had seen the group before, and writes only now.
    let seen = shared::domain::Group {
        id: editors.into(),
        name: "editors".to_owned(),
        permissions: Default::default(),
        version: 1,
    };
    accounts::join(&world.app, &Permit::operator(to::Entitle, loaded(&world, ada.id).await), &seen)
        .await
        .expect("it is written");
    assert!(!items_of(&world, &format!("G#{editors}#")).await.is_empty());
    world.later(Duration::from_secs(60));
    Janitor::new(world.app_of("janitor")).handle(Occasion::Schedule).await;
    assert!(items_of(&world, &format!("G#{editors}#")).await.is_empty());
    assert!(items_of(&world, "WORK#").await.is_empty());
}

#[tokio::test]
async fn a_deleted_permission_is_swept_from_users_and_groups() {
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let ada = holder(&world, "ada", CHANGE_USER).await;
    let editors = group(&world, "editors").await;
    root.put(&format!("/groups/{editors}/permissions/{CHANGE_USER}/"), json!({})).await.has(200);
    root.delete(&format!("/permissions/{CHANGE_USER}/"), Value::Null).await.has(204);
    world.deliver().await;
    world.later(Duration::from_secs(60));
    Janitor::new(world.app_of("janitor")).handle(Occasion::Schedule).await;
    let rights = accounts::rights_of(&world.app, &loaded(&world, ada.id).await).await.expect("a table");
    assert!(rights.permissions.is_empty());
    let group = items_of(&world, &format!("G#{editors}")).await;
    assert!(group.iter().all(|item| item.get("permissions").is_none()), "{group:?}");
    assert!(items_of(&world, "WORK#").await.is_empty());
}

#[tokio::test]
async fn nothing_is_left_of_a_deleted_member() {
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let ada = holder(&world, "ada", CHANGE_USER).await;
    let editors = group(&world, "editors").await;
    root.put(&format!("/users/{}/groups/{editors}/", ada.id), json!({})).await.has(200);
    root.delete(&format!("/users/{}/", ada.id), Value::Null).await.has(204);
    world.deliver().await;
    assert!(items_of(&world, &format!("G#{editors}#")).await.is_empty());
    assert!(items_of(&world, &format!("P#{CHANGE_USER}#")).await.is_empty());
    assert_eq!(items_of(&world, &format!("U#{}", ada.id)).await.len(), 1, "the tombstone");
}

/// As many groups as [`Right`]s of a user can be spread over, and they are in all of them.
async fn member_of(world: &World, user: &Actor, groups: u64, permission: u64) {
    world.superuser().await;
    let user = Permit::operator(to::Entitle, loaded(world, user.id).await);
    let all_groups = Permit::operator(to::Add, all());
    for number in 0..groups {
        let made = accounts::create_group(&world.app, &all_groups, None, &format!("group {number}")).await;
        let group = made.expect("a new name");
        accounts::join(&world.app, &user, &group).await.expect("room");
        if number + 1 == groups {
            let group = Permit::operator(to::Change, group);
            let widened = accounts::widen(&world.app, &group, permission.into());
            widened.await.expect("room");
        }
    }
}

#[tokio::test]
async fn every_group_counts_however_many_there_are_and_whatever_dynamodb_leaves_unread() {
    let world = World::behind_proxy(&[]).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    member_of(&world, &ada, 250, CHANGE_USER).await;
    world.proxy().on("BatchGetItem", 1..5).leave_unprocessed();
    ada.put(&format!("/users/{}/", bob.id), json!({ "firstName": "Bob" })).await.has(200);
    let groups = ada.get(&format!("/users/{}/groups/?limit=0", ada.id)).await;
    assert_eq!(groups.has(200).json()["meta"]["totalCount"], 250);
    assert_eq!(groups.json()["objects"].as_array().map(Vec::len), Some(250));
}

#[tokio::test]
async fn no_answer_is_built_on_a_part_of_what_somebody_may_do() {
    let world = World::behind_proxy(&[]).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    member_of(&world, &ada, 3, CHANGE_USER).await;
    world.proxy().on("BatchGetItem", ..).at("G#").leave_unprocessed();
    ada.put(&format!("/users/{}/", bob.id), json!({ "firstName": "Bob" })).await.has(503);
}
