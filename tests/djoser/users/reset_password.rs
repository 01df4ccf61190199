//! `POST /auth/users/reset_password/` and `/auth/users/reset_password_confirm/` (contract §2.4).

use crate::world::{GOOD, Link, World};
use serde_json::{Value, json};
use std::time::Duration;

const ASK: &str = "/auth/users/reset_password/";
const CONFIRM: &str = "/auth/users/reset_password_confirm/";
const NEW: &str = "a new good battery";

fn email(address: &str) -> Value {
    json!({ "email": address })
}

/// Alice's link.
async fn link(world: &World) -> Link {
    world.anyone().post(ASK, email("alice@example.org")).await.is_empty(204);
    world.mail_to("alice@example.org").await.link()
}

#[tokio::test]
async fn an_address_is_asked_for() {
    let world = World::new().await;
    for (form, why) in [
        (json!({}), "This field is required."),
        (email(""), "This field may not be blank."),
        (email("nobody"), "Enter a valid email address."),
        (json!({ "email": null }), "This field may not be null."),
    ] {
        world.anyone().post(ASK, form).await.is(400, json!({ "email": [why] }));
    }
}

#[tokio::test]
async fn the_mail_goes_to_the_address_on_record_whatever_the_case_it_was_asked_in() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.anyone().post(ASK, email("ALICE@EXAMPLE.ORG")).await.is_empty(204);
    let mail = world.mail_to(&alice.email).await;
    assert_eq!(mail.subject, "Password reset on accounts.test");
    let link = mail.link();
    assert!(mail.text.contains(&link.url) && mail.text.contains("alice"), "{mail:#?}");
    assert!(mail.html.contains(&link.token), "{mail:#?}");
    assert_eq!(link.path(), format!("/pages/reset_password/{}/{}", link.uid, link.token));
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", alice.id), json!({ "is_active": false })).await.has(200);
    let before = world.mails().await.len();
    for address in [alice.email.as_str(), "nobody@example.org"] {
        world.anyone().post(ASK, email(address)).await.is_empty(204);
    }
    assert_eq!(world.mails().await.len(), before);
}

#[tokio::test]
async fn either_setting_tells_that_nobody_has_the_address() {
    for setting in ["PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND", "USERNAME_RESET_SHOW_EMAIL_NOT_FOUND"] {
        let world = World::with(&[(setting, "true")]).await;
        let alice = world.user("alice").await;
        let unknown = json!(["User with given email does not exist."]);
        world.anyone().post(ASK, email("nobody@example.org")).await.is(400, unknown);
        world.anyone().post(ASK, email(&alice.email)).await.is_empty(204);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_confirmation_is_told_password_first() {
    let world = World::with(&[("PASSWORD_RESET_CONFIRM_RETYPE", "true")]).await;
    world.user("alice").await;
    let link = link(&world).await;
    let required = ["This field is required."];
    let missing = json!({
        "uid": required, "token": required, "new_password": required, "re_new_password": required,
    });
    world.anyone().post(CONFIRM, json!({})).await.is(400, missing);
    let form = |uid: &str, token: &str, password: &str, again: &str| json!({ "uid": uid, "token": token, "new_password": password, "re_new_password": again });
    let weak = json!({ "new_password": ["This password is too common."] });
    let differ = json!({ "non_field_errors": ["The two password fields didn't match."] });
    let nobody = json!({ "uid": ["Invalid user id or user doesn't exist."] });
    let bad = json!({ "token": ["Invalid token for given user."] });
    for (form, body) in [
        (form("x", "x", "password", "other"), weak),
        (form("x", "x", NEW, "other"), differ),
        (form("x", "x", NEW, NEW), nobody),
        (form(&link.uid, "x", NEW, NEW), bad),
    ] {
        world.anyone().post(CONFIRM, form).await.is(400, body);
    }
    world.anyone().post(CONFIRM, form(&link.uid, &link.token, NEW, NEW)).await.is_empty(204);
}

#[tokio::test]
async fn a_reset_ends_everything_that_was_signed_in() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let ((by_jwt, refresh), in_browser) = (alice.by_jwt().await, alice.in_browser().await);
    let proof = link(&world).await.proof_with("new_password", NEW);
    // The link holds although its owner signed in meanwhile.
    world.later(Duration::from_secs(60));
    let again = alice.by_token().await;
    world.anyone().post(CONFIRM, proof).await.is_empty(204);
    for actor in [&alice, &again, &by_jwt, &in_browser] {
        actor.get("/auth/users/me/").await.has(401);
    }
    world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(401);
    alice.signed_out().post("/auth/token/login/", alice.login(GOOD)).await.has(400);
    alice.by_token_with(NEW).await;
}

#[tokio::test]
async fn a_link_works_once() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world).await;
    world.anyone().post(CONFIRM, link.proof_with("new_password", NEW)).await.is_empty(204);
    let bad = json!({ "token": ["Invalid token for given user."] });
    let again = link.proof_with("new_password", "a third good battery");
    world.anyone().post(CONFIRM, again).await.is(400, bad);
    alice.by_token_with(NEW).await;
}

#[tokio::test]
async fn only_the_newest_link_works() {
    let world = World::new().await;
    world.user("alice").await;
    let (first, second) = (link(&world).await, link(&world).await);
    let bad = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post(CONFIRM, first.proof_with("new_password", NEW)).await.is(400, bad);
    world.anyone().post(CONFIRM, second.proof_with("new_password", NEW)).await.is_empty(204);
}

#[tokio::test]
async fn a_link_is_good_for_two_days_or_as_long_as_the_setting_says() {
    for (settings, seconds) in [(&[][..], 172_800), (&[("PASSWORD_RESET_TIMEOUT", "60")][..], 60)] {
        let world = World::with(settings).await;
        world.user("alice").await;
        let late = link(&world).await;
        world.later(Duration::from_secs(seconds));
        let bad = json!({ "token": ["Invalid token for given user."] });
        world.anyone().post(CONFIRM, late.proof_with("new_password", NEW)).await.is(400, bad);
        let in_time = link(&world).await;
        world.later(Duration::from_secs(seconds - 1));
        world.anyone().post(CONFIRM, in_time.proof_with("new_password", NEW)).await.is_empty(204);
    }
}

#[tokio::test]
async fn whoever_holds_the_mailbox_owns_an_account_that_was_never_activated() {
    let world = World::new().await;
    let squatter = world.newcomer("alice").await;
    let activation = world.mail_to(&squatter.email).await.link();
    let reset = link(&world).await;
    world.anyone().post(CONFIRM, reset.proof_with("new_password", NEW)).await.is_empty(204);
    let owner = squatter.by_token_with(NEW).await;
    owner.get("/auth/users/me/").await.is(200, owner.object());
    squatter.post("/auth/token/login/", squatter.login(GOOD)).await.has(400);
    let reply = world.anyone().post("/auth/users/activation/", activation.proof()).await;
    assert!([400, 403].contains(&reply.status()), "{reply}");
}

#[tokio::test]
async fn a_disabled_user_confirms_nothing() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world).await;
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", alice.id), json!({ "is_active": false })).await.has(200);
    let bad = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post(CONFIRM, link.proof_with("new_password", NEW)).await.is(400, bad);
}

#[tokio::test]
async fn a_mail_may_tell_of_the_new_password() {
    let world = World::with(&[("PASSWORD_CHANGED_EMAIL_CONFIRMATION", "true")]).await;
    world.user("alice").await;
    let proof = link(&world).await.proof_with("new_password", NEW);
    world.anyone().post(CONFIRM, proof).await.is_empty(204);
    let mail = world.mail_to("alice@example.org").await;
    assert_eq!(mail.subject, "accounts.test - Your password has been successfully changed!");
}
