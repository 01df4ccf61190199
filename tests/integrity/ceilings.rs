//! How often a request waits for the table, one call after the other (the ceilings of the table's design). Calls that
//! run at the same time are one wave. For requests that succeed, without limits against abuse.

use crate::world::{Actor, Browser, Call, GOOD, Request, World};
use serde_json::json;
use shared::accounts;
use shared::auth::policy::{Permit, all, to};
use shared::domain::{Model, Right, Verb};
use shared::store::Key;
use std::time::Duration;

const NEW: &str = "another good battery";

/// The request that just succeeded took at most so many waves; the next one is counted from here.
#[track_caller]
fn took(world: &World, waves: usize) {
    let (counted, listing) = (world.proxy().waves(), world.proxy().listing());
    assert!(counted <= waves, "{counted} waves instead of {waves}:{listing}");
    world.proxy().forget();
}

/// A user in a world whose signing keys are known, and whose calls so far are forgotten.
async fn at_work(settings: &[(&str, &str)]) -> (World, Actor) {
    let world = World::behind_proxy(settings).await;
    let ada = world.user("ada").await;
    ada.by_jwt().await;
    world.proxy().forget();
    (world, ada)
}

async fn link_for(world: &World, path: &str) -> crate::world::Link {
    world.anyone().post(path, json!({ "email": "ada@example.org" })).await.is_empty(204);
    let link = world.mail_to("ada@example.org").await.link();
    world.proxy().forget();
    link
}

#[tokio::test]
async fn an_authorized_read_of_oneself_is_one_wave() {
    let (world, ada) = at_work(&[]).await;
    for signed_in in [ada.clone(), ada.by_jwt().await.0, ada.in_browser().await] {
        world.proxy().forget();
        signed_in.get("/auth/users/me/").await.has(200);
        took(&world, 1);
    }
}

#[tokio::test]
async fn signing_in_is_three_waves() {
    let (world, ada) = at_work(&[]).await;
    for path in ["/auth/jwt/create/", "/auth/token/login/", "/auth/session/login/"] {
        ada.signed_out().post(path, ada.login(GOOD)).await.has(200);
        took(&world, 3);
    }
}

#[tokio::test]
async fn refreshing_is_one_wave_and_two_with_rotation() {
    for (rotates, waves) in [("false", 1), ("true", 2)] {
        let (world, ada) = at_work(&[("ROTATE_REFRESH_TOKENS", rotates)]).await;
        let (_, refresh) = ada.by_jwt().await;
        world.proxy().forget();
        world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(200);
        took(&world, waves);
    }
}

#[tokio::test]
async fn the_native_api_waits_no_longer() {
    let (world, ada) = at_work(&[]).await;
    let root = world.superuser().await;
    world.proxy().forget();
    let signed_in = json!({ "login": "ada", "password": GOOD });
    let signed_in = ada.signed_out().post("/v1/sessions", signed_in).await.has(201).json();
    took(&world, 3);
    world.anyone().post("/v1/sessions/refresh", json!({ "refresh": signed_in["refresh"] })).await.has(200);
    took(&world, 2);
    ada.get("/v1/me").await.has(200);
    took(&world, 1);
    ada.get("/v1/sessions").await.has(200);
    took(&world, 2);
    for (query, waves) in [
        ("", 3),
        ("?ordering=-pk&is_active=true", 3),
        ("?ordering=username", 3),
        ("?username__startswith=a&is_active=true", 3),
        ("?email__startswith=a", 3),
    ] {
        root.get(&format!("/v1/users{query}")).await.has(200);
        took(&world, waves);
    }
}

#[tokio::test]
async fn registration_is_one_transaction() {
    let world = World::behind_proxy(&[]).await;
    world.newcomer("ada").await;
    let operations: Vec<_> = world.proxy().calls().into_iter().map(|call| call.operation).collect();
    assert_eq!(operations, ["TransactWriteItems"], "{}", world.proxy().listing());
}

#[tokio::test]
async fn activation_is_three_waves() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.newcomer("ada").await;
    let proof = world.mail_to(&ada.email).await.link().proof();
    world.proxy().forget();
    ada.post("/auth/users/activation/", proof).await.is_empty(204);
    // The last makes the client known.
    took(&world, 3);
}

#[tokio::test]
async fn confirming_a_reset_is_three_waves() {
    let (world, ada) = at_work(&[]).await;
    for (action, field, new) in [("username", "new_username", "countess"), ("password", "new_password", NEW)]
    {
        let link = link_for(&world, &format!("/auth/users/reset_{action}/")).await;
        let confirm = format!("/auth/users/reset_{action}_confirm/");
        ada.signed_out().post(&confirm, link.proof_with(field, new)).await.is_empty(204);
        took(&world, 3);
    }
}

#[tokio::test]
async fn the_page_behind_a_reset_link_opens_it_once() {
    let (world, ada) = at_work(&[]).await;
    for (action, field, new) in [("username", "new_username", "countess"), ("password", "new_password", NEW)]
    {
        let link = link_for(&world, &format!("/auth/users/reset_{action}/")).await;
        let mut browser = Browser::at(&ada.signed_out(), link.path()).await;
        browser.page.has(200);
        took(&world, 1);
        browser.send(&[(field, new)]).await.has(200);
        took(&world, 3);
    }
}

#[tokio::test]
async fn what_a_user_is_owed_reads_them_once_for_its_page() {
    let (world, ada) = at_work(&[]).await;
    let mut browser = Browser::at(&world.superuser().await, "/console/").await;
    browser.send(&[("username", "root"), ("password", GOOD)]).await.has(200);
    world.proxy().forget();
    browser.open(&format!("/console/users/{}/owed", ada.id)).await.has(200);
    let calls = world.proxy().calls();
    let user = format!("U#{} ", ada.id);
    let reads = calls.iter().flat_map(Call::keys).filter(|key| key.starts_with(&user)).count();
    assert_eq!(reads, 1, "{}", world.proxy().listing());
    took(&world, 2);
}

#[tokio::test]
async fn asking_for_a_mail_is_one_wave() {
    let (world, _) = at_work(&[]).await;
    for path in
        ["/auth/users/reset_password/", "/auth/users/reset_username/", "/auth/users/resend_activation/"]
    {
        world.anyone().post(path, json!({ "email": "ada@example.org" })).await.is_empty(204);
        took(&world, 1);
    }
}

#[tokio::test]
async fn an_administrators_read_is_two_waves() {
    let (world, ada) = at_work(&[]).await;
    let root = world.superuser().await;
    for path in [format!("/auth/users/{}/", ada.id), format!("/v1/users/{}", ada.id)] {
        world.proxy().forget();
        root.get(&path).await.has(200);
        took(&world, 2);
    }
}

/// A user who may change users, by a group, and is in 99 more.
async fn in_a_hundred_groups(world: &World) -> Actor {
    world.superuser().await;
    let ada = world.user("administrator").await;
    let of = async |id: u64| {
        let id = id.into();
        let found = world.app.store.fetch(&[Key::User(id)]).await;
        found.and_then(|mut found| found.user(id)).expect("a table").expect("a user")
    };
    let (all_groups, user) =
        (Permit::operator(to::Add, all()), Permit::operator(to::Entitle, of(ada.id).await));
    for number in 0..100 {
        let made = accounts::create_group(&world.app, &all_groups, None, &format!("group {number}")).await;
        let group = made.expect("a new name");
        accounts::join(&world.app, &user, &group).await.expect("room");
        if number == 99 {
            let right = Right(Verb::Change, Model::User).id();
            let group = Permit::operator(to::Change, group);
            accounts::widen(&world.app, &group, right).await.expect("room");
        }
    }
    ada
}

#[tokio::test]
async fn what_somebody_may_do_takes_two_waves_with_a_hundred_groups() {
    let (world, ada) = at_work(&[]).await;
    let administrator = in_a_hundred_groups(&world).await;
    world.proxy().forget();
    administrator.get(&format!("/users/{}/", ada.id)).await.has(200);
    took(&world, 2);
}

#[tokio::test]
async fn giving_and_taking_is_one_transaction_that_names_nothing_others_share() {
    let (world, ada) = at_work(&[]).await;
    let administrator = in_a_hundred_groups(&world).await;
    let (group, permission) = (7, Right(Verb::Change, Model::User).id().get());
    for path in
        [format!("/users/{}/groups/{group}/", ada.id), format!("/users/{}/permissions/{permission}/", ada.id)]
    {
        for (method, status) in [("PUT", 200), ("DELETE", 204)] {
            world.proxy().forget();
            administrator.send(Request::new(method, &path).json(&json!({}))).await.has(status);
            let calls = world.proxy().calls();
            let writes: Vec<_> = calls.iter().filter(|call| call.operation != "BatchGetItem").collect();
            assert_eq!(writes.len(), 1, "{}", world.proxy().listing());
            let (user, rights) = (format!("U#{} ", ada.id), format!("R#{} ", ada.id));
            let holder = format!(" U#{}", ada.id);
            let own =
                |key: &String| key.starts_with(&user) || key.starts_with(&rights) || key.ends_with(&holder);
            assert!(writes[0].keys().iter().all(own), "{}", world.proxy().listing());
            took(&world, 3);
        }
    }
}

#[tokio::test]
async fn a_page_costs_the_same_however_long_the_list_is() {
    let (world, _) = at_work(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let root = world.superuser().await;
    for more in [0, 40] {
        for number in 0..more {
            world.newcomer(&format!("user{number}")).await;
        }
        // Of users the index has only the keys.
        for (path, waves) in [
            ("/users/?limit=1", 4),
            ("/users/?limit=1&offset=1", 4),
            ("/permissions/", 3),
            ("/contenttypes/?limit=2", 3),
        ] {
            world.proxy().forget();
            root.get(path).await.has(200);
            took(&world, waves);
        }
    }
}

#[tokio::test]
async fn a_native_page_is_two_waves_and_one_more_where_permissions_decide() {
    let (world, _) = at_work(&[]).await;
    let root = world.superuser().await;
    let administrator = in_a_hundred_groups(&world).await;
    root.patch("/v1/groups/100/permissions", json!({ "add": [12] })).await.has(200);
    for path in ["/v1/groups?limit=100", "/v1/permissions?limit=2", "/v1/content_types"] {
        world.proxy().forget();
        root.get(path).await.has(200);
        took(&world, 2);
    }
    world.proxy().forget();
    administrator.get("/v1/groups").await.has(200);
    took(&world, 3);
    // Who is in a group is looked up one by one, all at once.
    world.proxy().forget();
    administrator.get("/v1/groups/100/users").await.has(200);
    took(&world, 4);
}

#[tokio::test]
async fn checking_a_hundred_permissions_is_two_waves() {
    let (world, _) = at_work(&[]).await;
    let administrator = in_a_hundred_groups(&world).await;
    let mut asked: Vec<_> = (0..99).map(|number| format!("blog.do{number}")).collect();
    asked.push("auth.change_user".to_owned());
    world.proxy().forget();
    let reply = administrator.post("/v1/check", json!({ "permissions": asked })).await;
    assert_eq!(reply.has(200).json()["permissions"]["auth.change_user"], true);
    took(&world, 2);
}

#[tokio::test]
async fn joining_many_groups_is_one_transaction_for_98_of_them() {
    let (world, ada) = at_work(&[]).await;
    let administrator = in_a_hundred_groups(&world).await;
    let path = format!("/v1/users/{}/groups", ada.id);
    // Their own groups first, then what they may do, the write, and the groups as they are then.
    for (add, transactions) in
        [((1..=98).collect::<Vec<u64>>(), 1), ((1..=99).collect(), 1), ((1..=100).collect(), 1)]
    {
        world.proxy().forget();
        administrator.patch(&path, json!({ "add": add })).await.has(200);
        let calls = world.proxy().calls();
        let writes: Vec<_> = calls.iter().filter(|call| call.operation == "TransactWriteItems").collect();
        assert_eq!(writes.len(), transactions, "{}", world.proxy().listing());
        took(&world, 5);
    }
    let all: Vec<u64> = (1..=100).collect();
    for (body, transactions) in [(json!({ "remove": all }), 2), (json!({ "add": all }), 2)] {
        world.proxy().forget();
        administrator.patch(&path, body).await.has(200);
        let calls = world.proxy().calls();
        let writes: Vec<_> = calls.iter().filter(|call| call.operation == "TransactWriteItems").collect();
        assert_eq!(writes.len(), transactions, "{}", world.proxy().listing());
        assert!(writes.iter().all(|call| call.size() <= 100));
        took(&world, 6);
    }
}

#[tokio::test]
async fn a_list_costs_the_same_however_many_users_there_are() {
    let (world, _) = at_work(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let root = world.superuser().await;
    for more in [0, 30] {
        for number in 0..more {
            world.newcomer(&format!("user{number}")).await;
        }
        world.proxy().forget();
        let reply = root.get("/auth/users/").await;
        assert_eq!(reply.has(200).json().as_array().map(Vec::len), Some(2 + more));
        took(&world, 3);
    }
}

#[tokio::test]
async fn a_browser_session_is_written_at_most_once_a_minute() {
    let (world, ada) = at_work(&[]).await;
    let ada = ada.in_browser().await;
    world.proxy().forget();
    let mut writes = Vec::new();
    for _ in 0..6 {
        world.later(Duration::from_secs(20));
        ada.get("/auth/users/me/").await.has(200);
        let calls = world.proxy().calls();
        writes.push(calls.iter().filter(|call| call.operation != "BatchGetItem").count());
        world.proxy().forget();
    }
    assert_eq!(writes, [0, 0, 1, 0, 0, 1]);
}

#[tokio::test]
async fn changing_oneself_waits_for_the_table_twice() {
    let (world, ada) = at_work(&[]).await;
    ada.patch("/auth/users/me/", json!({ "first_name": "Ada" })).await.has(200);
    took(&world, 2);
    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    ada.post("/auth/users/set_username/", renamed).await.is_empty(204);
    took(&world, 2);
    let changed = json!({ "current_password": GOOD, "new_password": NEW });
    ada.post("/auth/users/set_password/", changed).await.is_empty(204);
    // One more lets the caller's own token live on.
    took(&world, 3);
    ada.delete("/auth/users/me/", json!({ "current_password": NEW })).await.is_empty(204);
    took(&world, 2);
}

#[tokio::test]
async fn another_address_of_ones_own_and_each_of_its_links_take_three_waves() {
    let (world, ada) = at_work(&[]).await;
    for door in ["/v1/email/cancel", "/v1/email/confirm"] {
        world.later(Duration::from_secs(1));
        world.proxy().forget();
        let form = json!({ "email": "ada@example.com", "current_password": GOOD });
        ada.post("/v1/me/email", form).await.has(202);
        took(&world, 3);
        ada.get("/v1/me/email").await.has(200);
        took(&world, 1);
        let to = if door == "/v1/email/cancel" { "ada@example.org" } else { "ada@example.com" };
        let token = json!({ "token": world.mail_to(to).await.link().token });
        world.proxy().forget();
        world.anyone().post(door, token).await.is_empty(204);
        took(&world, 3);
    }
    ada.delete("/v1/me/email", json!(null)).await.is_empty(204);
    took(&world, 1);
}
