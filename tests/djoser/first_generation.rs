//! The paths of djoser 1.x (contract §3), below `/auth/` and, as the seed prints them, at the root.

use crate::world::{GOOD, Link, World};
use serde_json::json;

/// Where 1.x is mounted; the token views are below `/auth/` alone.
const MOUNTS: [&str; 2] = ["/auth", ""];
const NEW: &str = "a new good battery";

#[tokio::test]
async fn an_account_from_sign_up_to_deletion() {
    for mount in MOUNTS {
        let world = World::new().await;
        let at = |path: &str| format!("{mount}{path}");
        let form = json!({ "username": "zoe", "email": "zoe@example.org", "password": GOOD });
        let made = world.anyone().post(&at("/users/create/"), form).await;
        let zoe = world.anyone().named("zoe", made.has(201).json()["id"].as_u64().unwrap());
        made.is(201, json!({ "email": zoe.email, "username": "zoe", "id": zoe.id }));

        let link = world.mail_to(&zoe.email).await.link();
        world.anyone().post(&at("/users/confirm/"), link.proof()).await.is_empty(204);
        let zoe = zoe.by_token().await;
        zoe.get(&at("/me/")).await.is(200, zoe.object());
        zoe.put(&at("/me/"), json!({})).await.is(200, zoe.object());
        zoe.get(&at("/users/me/")).await.is(200, zoe.object());

        let change = json!({ "new_password": NEW, "current_password": GOOD });
        zoe.post(&at("/password/"), change).await.is_empty(204);
        let proof = json!({ "current_password": NEW });
        zoe.post(&at("/users/delete/"), proof).await.is_empty(204);
        zoe.get(&at("/me/")).await.has(401);
    }
}

#[tokio::test]
async fn an_activation_link_is_taken_by_all_names_of_the_endpoint() {
    for path in ["/auth/users/confirm/", "/auth/users/activate/", "/users/confirm/", "/users/activate/"] {
        let world = World::new().await;
        let zoe = world.newcomer("zoe").await;
        let Link { uid, token, .. } = world.mail_to(&zoe.email).await.link();
        let bad = json!({ "token": ["Invalid token for given user."] });
        world.anyone().post(path, json!({ "uid": uid, "token": "x" })).await.is(400, bad);
        world.anyone().post(path, json!({ "uid": uid, "token": token })).await.is_empty(204);
        let stale = json!({ "detail": "Stale token for given user." });
        world.anyone().post(path, json!({ "uid": uid, "token": token })).await.is(403, stale);
    }
}

#[tokio::test]
async fn a_rename_waits_for_activation() {
    for path in ["/auth/users/change_username/", "/auth/username/", "/users/change_username/", "/username/"] {
        let world = World::new().await;
        let alice = world.user("alice").await;
        let required = ["This field is required."];
        let missing = json!({ "current_password": required, "new_username": required });
        alice.post(path, json!({})).await.is(400, missing);
        let taken = json!({ "new_username": ["A user with that username already exists."] });
        let form = |name: &str| json!({ "current_password": GOOD, "new_username": name });
        alice.post(path, form("alice")).await.is(400, taken);

        alice.post(path, form("alicia")).await.is_empty(204);
        let inactive = json!({ "detail": "User inactive or deleted." });
        alice.get("/auth/users/me/").await.is(401, inactive);
        let link = world.mail_to(&alice.email).await.link();
        world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
        alice.named("alicia", alice.id).by_token().await;
    }
}

#[tokio::test]
async fn without_activation_a_rename_takes_effect_at_once() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let alice = world.user("alice").await;
    let form = json!({ "current_password": GOOD, "new_username": "alicia" });
    alice.post("/auth/username/", form).await.is_empty(204);
    assert_eq!(alice.get("/auth/me/").await.text_of("username"), "alicia");
}

#[tokio::test]
async fn a_forgotten_password_is_reset() {
    for mount in MOUNTS {
        let world = World::new().await;
        let alice = world.user("alice").await;
        let ask = format!("{mount}/password/reset/");
        let confirm = format!("{mount}/password/reset/confirm/");
        world.anyone().post(&ask, json!({ "email": "ALICE@example.org" })).await.is_empty(204);
        let link = world.mail_to(&alice.email).await.link();
        let required = ["This field is required."];
        let missing = json!({ "uid": required, "token": required, "new_password": required });
        world.anyone().post(&confirm, json!({})).await.is(400, missing);
        let bad = json!({ "token": ["Invalid token for given user."] });
        let form = json!({ "uid": link.uid, "token": "x", "new_password": NEW });
        world.anyone().post(&confirm, form).await.is(400, bad);
        world.anyone().post(&confirm, link.proof_with("new_password", NEW)).await.is_empty(204);
        alice.by_token_with(NEW).await;
    }
}

#[tokio::test]
async fn an_unknown_address_is_told_under_its_key_here() {
    let world = World::with(&[("PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND", "true")]).await;
    let unknown = json!({ "email": ["User with given email does not exist."] });
    for mount in MOUNTS {
        let path = format!("{mount}/password/reset/");
        let reply = world.anyone().post(&path, json!({ "email": "nobody@example.org" })).await;
        reply.is(400, unknown.clone());
    }
}

#[tokio::test]
async fn activation_is_sent_again() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    world.anyone().post("/auth/users/resend/", json!({ "email": zoe.email })).await.is_empty(204);
    assert_eq!(world.subjects_to(&zoe.email).await.len(), 2);
}

#[tokio::test]
async fn tokens_are_made_and_destroyed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    world.anyone().post("/auth/token/create/", alice.login("wrong")).await.is(400, refused);
    let token = world.anyone().post("/auth/token/create/", alice.login(GOOD)).await.text_of("auth_token");
    let alice = alice.with("authorization", &format!("Token {token}"));
    alice.post("/auth/token/destroy/", json!({})).await.is_empty(204);
    alice.get("/auth/me/").await.is(401, json!({ "detail": "Invalid token." }));
}

#[tokio::test]
async fn deleting_is_no_get_and_wants_the_password() {
    for mount in MOUNTS {
        let world = World::new().await;
        let alice = world.user("alice").await;
        let path = format!("{mount}/users/delete/");
        for (form, why) in [
            (json!({}), "This field is required."),
            (json!({ "current_password": "wrong" }), "Invalid password."),
        ] {
            alice.post(&path, form).await.is(400, json!({ "current_password": [why] }));
        }
        alice.get(&path).await.is(405, json!({ "detail": "Method \"GET\" not allowed." }));
        let proof = json!({ "current_password": GOOD });
        alice.delete(&path, proof.clone()).await.has(405);
        alice.delete(&format!("{mount}/me/"), proof).await.has(405);
        alice.get("/auth/me/").await.is(200, alice.object());
    }
}

#[tokio::test]
async fn strangers_are_told_apart_by_the_kind_of_view() {
    let world = World::new().await;
    for (path, status) in [
        ("/auth/users/confirm/", 401),
        ("/auth/users/activate/", 405),
        ("/auth/users/create/", 405),
        ("/auth/password/reset/", 405),
        ("/users/confirm/", 401),
        ("/users/activate/", 405),
        ("/users/create/", 405),
        ("/password/reset/", 405),
    ] {
        world.anyone().get(path).await.has(status);
    }
}

#[tokio::test]
async fn at_the_root_there_are_no_tokens_no_jwts_and_no_resending() {
    let world = World::new().await;
    for path in ["/token/login/", "/token/create/", "/jwt/create/", "/users/resend/"] {
        world.anyone().post(path, json!({})).await.has(404);
    }
}

#[tokio::test]
async fn the_root_registers_too() {
    let world = World::new().await;
    let form = json!({ "username": "zoe", "email": "zoe@example.org", "password": GOOD });
    let made = world.anyone().post("/users/", form.clone()).await;
    let id = made.has(201).json()["id"].clone();
    made.is(201, json!({ "email": "zoe@example.org", "username": "zoe", "id": id }));
    let taken = json!({
        "email": ["user with this email address already exists."],
        "username": ["A user with that username already exists."],
    });
    world.anyone().post("/auth/users/", form).await.is(400, taken);
}
