//! `/v1/me/export` and djoser's `/auth/users/me/export/`: all that is stored about oneself.

use crate::fields::FIRST;
use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Somebody of whom there is everything that there can be.
async fn ada(world: &World) -> Actor {
    let form =
        json!({ "username": "ada", "email": "ada@example.org", "phone": "+44 20 0001", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    let id = made.has(201).json()["id"].as_u64().expect("a user has a number");
    let ada = world.anyone().named("ada", id).by_token().await;
    let root = world.superuser().await;
    let group = root.post("/v1/groups", json!({ "name": "editors" })).await.json()["pk"].clone();
    root.patch(&format!("/v1/users/{id}/groups"), json!({ "add": [group] })).await.has(200);
    root.patch(&format!("/v1/users/{id}/permissions"), json!({ "add": [2] })).await.has(200);
    let fields = json!({ "nickname": "Countess", "age": 36, "plan": "pro", "notes": "owes us money" });
    root.patch(&format!("/v1/users/{id}"), fields).await.has(200);
    ada.signed_out().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let moved = json!({ "email": "countess@example.org", "current_password": GOOD });
    ada.post("/v1/me/email", moved).await.has(202);
    world.deliver().await;
    ada
}

async fn world() -> World {
    let settings = [("USER_FIELDS", FIRST), ("SEND_ACTIVATION_EMAIL", "false")];
    World::behind_proxy(&settings).await
}

#[tokio::test]
async fn it_has_everything_that_is_stored() {
    let world = world().await;
    let ada = ada(&world).await;
    let browser = ada.in_browser().await;
    let export = ada.get("/v1/me/export").await.has(200).json();
    let profile = json!({
        "id": ada.id, "username": "ada", "email": "ada@example.org", "first_name": "", "last_name": "",
        "phone": "+44 20 0001", "nickname": "Countess", "bio": "", "website": "", "age": 36, "balance": "0.00",
        "newsletter": false, "born": null, "seen": null, "plan": "pro", "preferences": {}, "ref": null, "slug": "",
    });
    assert_eq!(export["profile"], profile);
    let account = &export["account"];
    assert_eq!((&account["is_active"], &account["has_password"]), (&json!(true), &json!(true)));
    assert!(account["last_login"].is_string() && account["email_proven_at"].is_null(), "{export:#}");
    assert_eq!(export["groups"][0]["name"], "editors");
    assert_eq!(export["user_permissions"][0]["permission"], "admin.change_logentry");
    assert_eq!(export["pending_email"]["email"], "countess@example.org");
    assert_eq!(export["links"][0]["purpose"], "password_reset");
    assert!(export["links"][0]["last_sent_at"].is_string(), "{export:#}");
    let kinds = |export: &Value| {
        let sign_ins = export["sign_ins"].as_array().unwrap().clone();
        sign_ins.into_iter().map(|one| (one["kind"].clone(), one["current"].clone())).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&export), [(json!("token"), json!(true)), (json!("cookie"), json!(false))]);
    // What is over is there until it is swept.
    browser.post("/auth/session/logout", json!({})).await.is_empty(204);
    let export = ada.get("/auth/users/me/export/").await.has(200).json();
    let ended = &export["sign_ins"][1];
    assert!(ended["is_open"] == false && ended["ended_at"].is_string(), "{export:#}");
    let moved = json!({ "username": "countess", "current_password": GOOD });
    ada.post("/v1/me/username", moved).await.has(200);
    let export = ada.get("/v1/me/export").await.has(200).json();
    assert_eq!(export["former_emails"][0]["username"], "ada");
}

#[tokio::test]
async fn nothing_in_it_opens_anything_and_nothing_in_it_is_for_others() {
    let world = world().await;
    let ada = ada(&world).await;
    let text = ada.get("/v1/me/export").await.has(200).text().to_owned();
    assert!(!text.contains("argon2") && !text.contains("owes us money") && !text.contains("notes"), "{text}");
    let mut hidden = BTreeSet::new();
    for item in world.proxy().items().await {
        secrets(&item, &mut hidden);
    }
    assert!(hidden.len() > 3, "{hidden:?}");
    let shown: Vec<_> = hidden.iter().filter(|secret| text.contains(*secret)).collect();
    assert!(shown.is_empty(), "{shown:?} in {text}");
    for path in ["/v1/me/export", "/auth/users/me/export/"] {
        world.anyone().get(path).await.has(401);
        ada.post(path, json!({})).await.has(405);
    }
    let bob = world
        .anyone()
        .post("/auth/users/", json!({ "username": "bob", "phone": "2", "password": GOOD }))
        .await;
    let bob = world.anyone().named("bob", bob.has(201).json()["id"].as_u64().unwrap()).by_token().await;
    let other = bob.get("/v1/me/export").await.has(200).json();
    assert_eq!(
        (&other["groups"], &other["links"], &other["pending_email"]),
        (&json!([]), &json!([]), &json!(null))
    );
}

/// The nonces, hashes and ids of sign-ins in an item.
fn secrets(value: &Value, found: &mut BTreeSet<String>) {
    for (name, value) in value.as_object().into_iter().flatten() {
        let hides = ["nonce", "cancel", "sid", "password", "kept", "held"].contains(&name.as_str());
        match value["S"].as_str() {
            Some(text) if hides => drop(found.insert(text.to_owned())),
            Some(text) if name == "sk" && text.len() > 32 => drop(found.insert(text[2..].to_owned())),
            _ => secrets(value, found),
        }
    }
}
