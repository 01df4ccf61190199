//! `/v1/owed`, `/v1/settings`, `/v1/health`, `/v1/counts`: how the service itself runs.

use super::cast::{at_work, column, group, is_invalid, is_refused, next};
use crate::world::{GOOD, World};
use serde_json::{Value, json};
use shared::config::SETTINGS;
use std::time::Duration;

const OWED: &str = "/v1/owed";
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn what_is_owed_is_listed_by_kind_and_lateness() {
    let world = World::new().await;
    let root = world.superuser().await;
    world.deliver().await;
    let bob = world.user("bob").await;
    let zoe = world.newcomer("zoe").await;
    world.later(SECOND);
    world.anyone().post("/v1/password_reset", json!({ "email": "no@body.org" })).await.has(204);
    world.later(SECOND);
    bob.delete("/v1/me", json!({ "current_password": GOOD })).await.is_empty(204);

    let all = root.get(OWED).await;
    assert_eq!(column(&all, "what"), ["activation", "password_reset", "deleted_user"], "oldest first");
    assert_eq!(column(&all, "user"), [json!(zoe.id), Value::Null, json!(bob.id)]);
    assert_eq!(column(&all, "address"), [Value::Null, json!("no@body.org"), Value::Null]);
    assert_eq!(column(&all, "kind"), ["mail", "mail", "cleaning"]);
    assert!(!all.text().contains("nonce"));
    let mails = root.get(&format!("{OWED}?kind=mail")).await;
    assert_eq!(column(&mails, "what"), ["activation", "password_reset"]);
    let cleaning = root.get(&format!("{OWED}?kind=cleaning")).await.has(200).json()["results"].clone();
    let expected = json!({
        "id": cleaning[0]["id"], "kind": "cleaning", "what": "deleted_user", "user": bob.id, "group": null,
        "permission": null, "address": null, "owed_at": cleaning[0]["owed_at"], "due": cleaning[0]["owed_at"],
        "late": false, "attempts": null, "last_error": null,
    });
    assert_eq!(cleaning, json!([expected]));
    for (user, theirs) in [(zoe.id, "activation"), (bob.id, "deleted_user")] {
        assert_eq!(column(&root.get(&format!("{OWED}?user={user}")).await, "what"), [theirs]);
    }
    // What is sent to the address that somebody has is theirs, too.
    world.anyone().post("/v1/password_reset", json!({ "email": "ZOE@Example.org" })).await.has(204);
    let zoes = root.get(&format!("{OWED}?user={}&kind=mail", zoe.id)).await;
    assert_eq!(column(&zoes, "what"), ["activation", "password_reset"]);
    assert!(column(&root.get(&format!("{OWED}?user=7")).await, "id").is_empty());
    assert!(column(&root.get(&format!("{OWED}?late=true")).await, "id").is_empty());
    world.later(16 * MINUTE);
    let late = root.get(&format!("{OWED}?late=true")).await;
    assert_eq!(column(&late, "id"), column(&root.get(OWED).await, "id"));
    assert!(column(&late, "late").iter().all(|late| *late == true));
    let first = root.get(&format!("{OWED}?late=true&limit=1")).await;
    let second = root.get(&next(&first)).await;
    assert_eq!([column(&first, "id"), column(&second, "id")].concat()[..], column(&late, "id")[..2]);
    world.clean().await;
    assert!(column(&root.get(&format!("{OWED}?kind=cleaning")).await, "id").is_empty());
}

#[tokio::test]
async fn bad_questions_about_what_is_owed_get_clear_answers() {
    let (world, root) = at_work().await;
    is_invalid(&root.get(&format!("{OWED}?kind=letters")).await, "kind", "Must be mail or cleaning.");
    is_invalid(&root.get(&format!("{OWED}?late=yes")).await, "late", "Must be true or false.");
    for user in ["me", "0", "9007199254740993", "-1", ""] {
        let answer = root.get(&format!("{OWED}?user={user}")).await;
        is_invalid(&answer, "user", "Must be the pk of a user.");
    }
    let long = "0".repeat(3000);
    let free = format!("{:016}-{:032}", 1, 2);
    for id in ["7", "a-b", "%00", "0000000000000001-xyz", &long, &free] {
        is_refused(&root.post(&format!("{OWED}/{id}/retry"), Value::Null).await, 404);
    }
    let (ada, staff) = (world.user("ada").await, world.staff("sam").await);
    for path in [OWED, "/v1/settings"] {
        is_refused(&world.anyone().get(path).await, 401);
        is_refused(&ada.get(path).await, 403);
        is_refused(&staff.get(path).await, 403);
    }
    for path in ["/v1/health", "/v1/counts"] {
        is_refused(&world.anyone().get(path).await, 401);
        is_refused(&ada.get(path).await, 403);
        staff.get(path).await.has(200);
    }
    is_refused(&staff.post(&format!("{OWED}/{free}/retry"), Value::Null).await, 403);
}

#[tokio::test]
async fn settings_are_shown_as_they_are_in_force_and_secrets_never() {
    let world =
        World::with(&[("SITE_NAME", " Ada & Co "), ("TRUSTED_PROXY_SECRET", "what the proxy says")]).await;
    let shown = world.superuser().await.get("/v1/settings").await;
    let names: Vec<_> = SETTINGS.iter().map(|setting| json!(setting.variable())).collect();
    assert_eq!(column(&shown, "name"), names);
    assert!(!shown.text().contains("secret key that is only") && !shown.text().contains("what the proxy"));
    let results = shown.json()["results"].clone();
    let of = |name: &str| {
        let all = results.as_array().expect("a list");
        let one = all.iter().find(|one| one["name"] == name).expect("a setting");
        json!([one["value"], one["secret"], one["is_default"]])
    };
    assert_eq!(of("LATCHKEY_SITE_NAME"), json!(["Ada & Co", false, false]));
    assert_eq!(of("LATCHKEY_THROTTLE"), json!(["off", false, false]));
    assert_eq!(of("LATCHKEY_HIDE_USERS"), json!(["true", false, true]));
    assert_eq!(of("LATCHKEY_SECRET_KEY"), json!([null, true, false]));
    assert_eq!(of("LATCHKEY_TRUSTED_PROXY_SECRET"), json!([null, true, false]));
    assert_eq!(of("LATCHKEY_SECRET_KEY_FALLBACKS"), json!([null, true, true]));
}

#[tokio::test]
async fn health_tells_what_is_wrong() {
    let world = World::with(&[("SIGNING_KEY_DAYS", "1")]).await;
    let root = world.superuser().await;
    world.deliver().await;
    world.forget_key().await;
    let health = async || root.get("/v1/health").await.has(200).json();
    let none = json!({ "healthy": true, "late": 0, "oldest_owed_at": null });
    let mut wanted = json!({
        "healthy": false, "table": { "healthy": true },
        "signing_key": { "healthy": false, "state": "missing" }, "mail": none, "cleaning": none,
    });
    assert_eq!(health().await, wanted);
    root.post("/v1/signing_keys", Value::Null).await.has(200);
    wanted["healthy"] = json!(true);
    wanted["signing_key"] = json!({ "healthy": true, "state": "fresh" });
    assert_eq!(health().await, wanted);

    world.newcomer("ada").await;
    assert_eq!(health().await, wanted, "a mail may take a moment");
    world.later(16 * MINUTE);
    let late = health().await;
    let told = json!([late["healthy"], late["mail"]["healthy"], late["mail"]["late"]]);
    assert_eq!(told, json!([false, false, 1]));
    assert!(late["mail"]["oldest_owed_at"].as_str().is_some_and(|at| at.starts_with("2026-01-01T12:0")));
    world.later(48 * 60 * MINUTE);
    assert_eq!(health().await["signing_key"], json!({ "healthy": false, "state": "overdue" }));
}

#[tokio::test]
async fn everything_is_counted() {
    let (world, root) = at_work().await;
    world.user("ada").await;
    group(&root, "editors").await;
    let exactly = |total: u64| json!({ "total": total, "exact": true });
    let counts = json!({
        "users": exactly(2), "groups": exactly(1), "permissions": exactly(24), "content_types": exactly(6),
    });
    root.get("/v1/counts").await.is(200, counts);
}

/// Links that undo are pruned when they are over. Looked at before, they go on.
#[tokio::test]
async fn cleaning_that_waits_is_tried_again_too() {
    let (world, root) = at_work().await;
    let bob = world.user("bob").await;
    let form = json!({ "username": "bobby", "current_password": GOOD });
    bob.post("/v1/me/username", form).await.has(200);
    let undo = world.mail_to(&bob.email).await.link();
    world.later(SECOND);
    let owed = root.get(&format!("{OWED}?kind=cleaning")).await.has(200).json()["results"][0].clone();
    assert_eq!(owed["what"], "undo_links");
    let retry = format!("{OWED}/{}/retry", owed["id"].as_str().expect("an id"));
    let tried = root.post(&retry, Value::Null).await.has(202).json();
    assert!(tried["due"].as_str() < owed["due"].as_str(), "{tried}");
    root.post(&retry, Value::Null).await.is(202, tried);
    world.later(16 * MINUTE);
    world.clean().await;
    world.anyone().post("/v1/undo", json!({ "token": undo.token })).await.is_empty(204);
}
