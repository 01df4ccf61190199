//! `LATCHKEY_USERNAME_FIELD=email` (contract §6).

use crate::world::{GOOD, Request, World};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const BY_EMAIL: [(&str, &str); 1] = [("USERNAME_FIELD", "email")];

#[tokio::test]
async fn an_address_is_all_that_a_user_needs() {
    let world = World::with(&BY_EMAIL).await;
    let form = json!({ "email": "zoe@example.org", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form.clone()).await;
    let id = made.has(201).json()["id"].as_u64().unwrap();
    made.is(201, json!({ "email": "zoe@example.org", "id": id }));
    let link = world.mail_to("zoe@example.org").await.link();
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);

    let zoe = world.anyone().named("zoe", id);
    let object = json!({ "id": id, "email": "zoe@example.org" });
    for signed_in in [zoe.by_token().await, zoe.by_jwt().await.0, zoe.in_browser().await] {
        signed_in.get("/auth/users/me/").await.is(200, object.clone());
    }
    let taken = json!({ "email": ["user with this email address already exists."] });
    world.anyone().post("/auth/users/", form).await.is(400, taken);
    let required = ["This field is required."];
    let missing = json!({ "email": required, "password": required });
    world.anyone().post("/auth/users/", json!({})).await.is(400, missing);
}

#[tokio::test]
async fn a_user_name_signs_nobody_in() {
    let world = World::with(&BY_EMAIL).await;
    world.user("alice").await;
    let form = json!({ "username": "alice", "password": GOOD });
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    world.anyone().post("/auth/token/login/", form.clone()).await.is(400, refused);
    let required = json!({ "email": ["This field is required."] });
    world.anyone().post("/auth/jwt/create/", form).await.is(400, required);
}

#[tokio::test]
async fn the_profile_cannot_change_the_address() {
    let world = World::with(&BY_EMAIL).await;
    let alice = world.user("alice").await;
    let object = json!({ "id": alice.id, "email": alice.email });
    let form = json!({ "email": "other@example.org" });
    alice.put("/auth/users/me/", form.clone()).await.is(200, object.clone());
    alice.patch("/auth/users/me/", form).await.is(200, object);
}

#[tokio::test]
async fn the_address_is_set_by_its_own_path_once_the_new_one_is_confirmed() {
    let path = "/auth/users/set_email/";
    let world = World::with(&BY_EMAIL).await;
    let alice = world.user("alice").await;
    let required = ["This field is required."];
    let missing = json!({ "current_password": required, "new_email": required });
    alice.post(path, json!({})).await.is(400, missing);
    let form = |email: &str| json!({ "current_password": GOOD, "new_email": email });
    let wrong = json!({ "new_email": ["Enter a valid email address."] });
    alice.post(path, form("nobody")).await.is(400, wrong);
    alice.post(path, form("al@example.com")).await.is_empty(204);
    // Until then the old address signs in, and nobody as the new one.
    alice.get("/auth/users/me/").await.is(200, json!({ "id": alice.id, "email": "alice@example.org" }));
    alice.by_token().await;
    let login = json!({ "email": "al@example.com", "password": GOOD });
    world.anyone().post("/auth/token/login/", login.clone()).await.has(400);
    let told = world.mail_to("alice@example.org").await;
    assert_eq!(told.subject, "accounts.test - A new email address was asked for");
    let token = json!({ "token": world.mail_to("al@example.com").await.link().token });
    world.anyone().post("/v1/email/confirm", token).await.is_empty(204);
    alice.get("/auth/users/me/").await.is(200, json!({ "id": alice.id, "email": "al@example.com" }));
    world.anyone().post("/auth/token/login/", login).await.has(200);
}

/// Whichever setting makes an address a login: the new one signs nobody in before its mailbox said yes.
#[tokio::test]
async fn where_only_the_login_is_an_address_an_unproven_one_signs_nobody_in() {
    let world = World::with(&[("LOGIN_FIELD", "email")]).await;
    let root = world.superuser().await;
    let staff = world.staff("sam").await;
    let page = json!({ "email": "root@new.example" });
    for (actor, method, path, body) in [
        (&staff, "PATCH", format!("/v1/users/{}", staff.id), json!({ "email": "sam@new.example" })),
        (&root, "PUT", format!("/users/{}/", root.id), page),
    ] {
        actor.send(Request::new(method, &path).json(&body)).await;
        let login = json!({ "email": body["email"], "password": GOOD });
        for path in ["/auth/jwt/create/", "/auth/token/login/"] {
            assert!(world.anyone().post(path, login.clone()).await.status() >= 400, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn without_activation_the_address_is_set_at_once_and_proves_nothing() {
    let world =
        World::with(&[BY_EMAIL[0], ("SEND_ACTIVATION_EMAIL", "false"), ("TOKEN_CLAIMS", "email")]).await;
    let alice = world.user("alice").await;
    let form = json!({ "current_password": GOOD, "new_email": "ceo@example.com" });
    alice.post("/auth/users/set_email/", form).await.is_empty(204);
    let login = json!({ "email": "ceo@example.com", "password": GOOD });
    let access = world.anyone().post("/auth/jwt/create/", login).await.has(200).text_of("access");
    let claims = access.split('.').nth(1).expect("a token has claims");
    let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64url");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    assert_eq!(claims.get("email"), None, "{claims}");
}

#[tokio::test]
async fn a_taken_address_and_ones_own_are_refused() {
    let world = World::with(&BY_EMAIL).await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    let taken = json!({ "new_email": ["user with this email address already exists."] });
    for address in ["bob@example.org", "BOB@example.org", "alice@example.org"] {
        let form = json!({ "current_password": GOOD, "new_email": address });
        alice.post("/auth/users/set_email/", form).await.is(400, taken.clone());
    }
}

#[tokio::test]
async fn a_forgotten_address_is_replaced_by_mail() {
    let world = World::with(&BY_EMAIL).await;
    let alice = world.user("alice").await;
    let ask = json!({ "email": alice.email });
    world.anyone().post("/auth/users/reset_email/", ask).await.is_empty(204);
    let link = world.mail_to(&alice.email).await.link();
    let required = json!({ "new_email": ["This field is required."] });
    world.anyone().post("/auth/users/reset_email_confirm/", link.proof()).await.is(400, required);
    let proof = link.proof_with("new_email", "al@example.com");
    world.anyone().post("/auth/users/reset_email_confirm/", proof.clone()).await.is_empty(204);
    world.anyone().post("/auth/users/reset_email_confirm/", proof).await.has(400);
    let token = json!({ "token": world.mail_to("al@example.com").await.link().token });
    world.anyone().post("/v1/email/confirm", token).await.is_empty(204);
    let login = json!({ "email": "al@example.com", "password": GOOD });
    world.anyone().post("/auth/token/login/", login).await.has(200);
}

#[tokio::test]
async fn the_words_of_retyping_follow_the_field() {
    let world = World::with(&[BY_EMAIL[0], ("SET_USERNAME_RETYPE", "true")]).await;
    let alice = world.user("alice").await;
    let form = json!({
        "current_password": GOOD, "new_email": "al@example.com", "re_new_email": "la@example.com",
    });
    let differ = json!({ "non_field_errors": ["The two email fields didn't match."] });
    alice.post("/auth/users/set_email/", form).await.is(400, differ);
}

#[tokio::test]
async fn the_paths_of_the_other_field_are_users_without_a_number() {
    for (settings, path) in [
        (&BY_EMAIL[..], "/auth/users/set_username/"),
        (&BY_EMAIL[..], "/auth/users/reset_username/"),
        (&[][..], "/auth/users/set_email/"),
        (&[][..], "/auth/users/reset_email_confirm/"),
    ] {
        let world = World::with(settings).await;
        let alice = world.user("alice").await;
        let refused = json!({ "detail": "Method \"POST\" not allowed." });
        let reply = alice.post(path, json!({})).await;
        reply.is(405, refused).says("allow", "GET, PUT, PATCH, DELETE, HEAD, OPTIONS");
        world.anyone().post(path, json!({})).await.has(401);
        alice.get(path).await.is(404, json!({ "detail": "Not found." }));
    }
}

#[tokio::test]
async fn the_paths_of_the_first_generation_follow_too() {
    for mount in ["/auth", ""] {
        let world = World::with(&BY_EMAIL).await;
        let alice = world.user("alice").await;
        let form = json!({ "current_password": GOOD, "new_email": "al@example.com" });
        alice.post(&format!("{mount}/email/"), form).await.is_empty(204);
        alice.post(&format!("{mount}/username/"), json!({})).await.has(404);
    }
}

/// Administrators vouch for addresses, but not for their own: it is what they sign in by.
#[tokio::test]
async fn administrators_wait_for_another_address_of_their_own_in_every_dialect() {
    for dialect in ["/v1/users/", "/users/", "/api/accounts/", "/auth/users/"] {
        let world = World::with(&BY_EMAIL).await;
        let (ada, bob, root) = (world.staff("ada").await, world.user("bob").await, world.superuser().await);
        root.put(&format!("/users/{}/", ada.id), json!({ "isSuperuser": true })).await.has(200);
        // That the account is active says nothing of the new address.
        let form = json!({ "email": "ceo@example.com", "is_active": true, "isActive": true });
        let reply = match dialect {
            "/v1/users/" => ada.patch(&format!("{dialect}{}", ada.id), form).await,
            "/users/" => ada.put(&format!("{dialect}{}/", ada.id), form).await,
            _ => ada.patch(&format!("{dialect}{}/", ada.id), form).await,
        };
        let login = json!({ "email": "ceo@example.com", "password": GOOD });
        world.anyone().post("/auth/token/login/", login.clone()).await.has(400);
        // Djoser's profile does not take the address that signs in (contract §6).
        if dialect != "/auth/users/" {
            reply.has(200);
            let link = world.mail_to("ceo@example.com").await.link();
            world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
            world.anyone().post("/auth/token/login/", login).await.has(200);
        }
        // For others they answer.
        let theirs = format!("/v1/users/{}", bob.id);
        root.patch(&theirs, json!({ "email": "bo@example.com" })).await.has(200);
        let login = json!({ "email": "bo@example.com", "password": GOOD });
        world.anyone().post("/auth/token/login/", login).await.has(200);
    }
}
