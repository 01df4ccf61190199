//! One's own sign-in goes on while everything else of the account ends: whatever a read sees of a write, and however often
//! one clicks.

use super::races::at_once;
use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

const NEW: &str = "another good battery";

/// The same user by each of the three credentials, in a body that changes the password, and in one that ends all other
/// sign-ins.
async fn three(world: &World) -> [Actor; 3] {
    let ada = world.user("ada").await;
    [ada.by_jwt().await.0, ada.in_browser().await, ada]
}

fn password() -> serde_json::Value {
    json!({ "current_password": GOOD, "new_password": NEW })
}

/// The four ways to another password of one's own.
fn ways(id: u64) -> [(&'static str, String, Value); 4] {
    let wiki = json!({ "current-password": GOOD, "password": NEW });
    [
        ("POST", "/v1/me/password".to_owned(), password()),
        ("POST", "/auth/users/set_password/".to_owned(), password()),
        ("PATCH", format!("/api/accounts/{id}/"), json!({ "password": NEW })),
        ("PATCH", "/api/users/update_details".to_owned(), wiki),
    ]
}

#[tokio::test]
async fn a_read_that_sees_the_user_before_or_after_lets_ones_own_sign_in_through() {
    for (way, own) in (0..4).flat_map(|way| (0..3).map(move |own| (way, own))) {
        let world = World::behind_proxy(&[]).await;
        let all = three(&world).await;
        let ada = &all[own];
        let (method, path, body) = &ways(ada.id)[way];
        let before = world.proxy().items_of("U#").await;
        let changed = ada.send(Request::new(method, path).json(body)).await;
        assert!([200, 204].contains(&changed.status()), "{changed}");
        ada.get("/v1/me").await.has(200);
        // The user as they were, beside the sign-in as it is: half of what was written.
        world.proxy().on("BatchGetItem", 0..1).show(before);
        ada.get("/v1/me").await.has(200);
        world.proxy().heal();
        for other in (0..3).filter(|other| *other != own) {
            all[other].get("/v1/me").await.has(401);
        }
    }
}

#[tokio::test]
async fn the_write_that_ends_the_others_names_no_sign_in() {
    for (method, path, body) in
        [("POST", "/v1/me/password", password()), ("DELETE", "/v1/sessions?keep_current=true", json!({}))]
    {
        let world = World::behind_proxy(&[]).await;
        for ada in three(&world).await {
            world.proxy().forget();
            let reply = ada.send(Request::new(method, path).json(&body)).await;
            if reply.status() == 401 {
                continue;
            }
            reply.is_empty(204);
            let named = world.proxy().calls().into_iter().filter(|call| call.operation != "BatchGetItem");
            let named: Vec<_> = named.flat_map(|call| call.keys()).collect();
            assert!(!named.iter().any(|key| key.starts_with("S#")), "{named:?}");
            // No crash after it can lose the session.
            ada.get("/v1/me").await.has(200);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_beside_a_change_of_password_are_not_refused() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for round in 0..8 {
        let (old, new) =
            (format!("good battery number {round}"), format!("good battery number {}", round + 1));
        let old = if round == 0 { GOOD.to_owned() } else { old };
        let statuses = at_once(8, |number| {
            let ada = ada.clone();
            let body = json!({ "current_password": old, "new_password": new });
            async move {
                match number {
                    0 => ada.post("/v1/me/password", body).await.status(),
                    _ => ada.get("/v1/me").await.status(),
                }
            }
        });
        let statuses = statuses.await;
        assert_eq!(statuses[0], 204);
        assert!(statuses[1..].iter().all(|status| *status == 200), "{statuses:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_clicks_the_second_gets_what_is_true_then() {
    let world = World::new().await;
    let root = world.superuser().await;
    for round in 0..16 {
        let ada = world.user(&format!("ada{round}")).await;
        let (method, path, mut body) = ways(ada.id)[round % 4].clone();
        body["current_password"] = GOOD.into();
        let request = Request::new(method, &path).json(&body);
        let replies = at_once(2, |_| {
            let (ada, request) = (ada.clone(), request.clone());
            async move { ada.send(request).await }
        });
        let mut replies = replies.await;
        replies.sort_by_key(crate::world::Reply::status);
        assert!([200, 204].contains(&replies[0].status()), "{}", replies[0]);
        // It says a password that is not the account's any more.
        replies[1].has(400);
        let path = format!("/v1/users/{}/sessions", ada.id);
        let replies = at_once(2, |_| {
            let (root, path) = (root.clone(), path.clone());
            async move { root.delete(&path, json!({})).await }
        });
        assert!(replies.await.iter().all(|reply| reply.status() == 204));
        let ada = ada.by_token_with(NEW).await;
        let replies = at_once(2, |_| {
            let ada = ada.clone();
            async move { ada.delete("/v1/me", json!({ "current_password": NEW })).await }
        });
        let mut statuses: Vec<_> = replies.await.iter().map(crate::world::Reply::status).collect();
        statuses.sort_unstable();
        assert!([[204, 401], [204, 404]].contains(&[statuses[0], statuses[1]]), "{statuses:?}");
    }
}

#[tokio::test]
async fn a_sign_in_that_was_ended_stays_ended_when_its_put_comes_again() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    world.proxy().forget();
    let token = ada.by_token().await;
    let put = world.proxy().calls().into_iter().find(|call| call.operation == "PutItem").expect("a put");
    token.post("/auth/token/logout/", json!({})).await.is_empty(204);
    world.proxy().ask_anyhow("PutItem", &put.body).await;
    token.get("/auth/users/me/").await.has(401);
}

#[tokio::test]
async fn whichever_function_a_token_is_used_at_its_last_use_is_noted() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await.by_token().await;
    let proof = json!({ "uid": "1", "token": "1" });
    for (method, path, body) in [
        ("GET", "/v1/me", json!(null)),
        ("GET", "/v1/groups", json!(null)),
        ("GET", "/v1/permissions", json!(null)),
        ("GET", "/v1/sessions", json!(null)),
        ("GET", "/auth/session/", json!(null)),
        ("POST", "/auth/users/activation/", proof.clone()),
        ("POST", "/auth/users/set_password/", json!({})),
    ] {
        world.later(Duration::from_secs(3601));
        world.proxy().forget();
        ada.send(Request::new(method, path).json(&body)).await;
        let calls = world.proxy().calls();
        let noted = calls.iter().any(|call| call.operation == "UpdateItem");
        assert!(noted, "{method} {path}{}", world.proxy().listing());
    }
}
