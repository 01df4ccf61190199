//! The pages behind the links in our mails: for people, without JavaScript (design §6).

use crate::world::{GOOD, Link, Reply, Request, World};
use serde_json::json;

const NEW: &str = "a new good battery";

/// Asks for a mail, and gives its link.
async fn link(world: &World, what: &str) -> Link {
    let ask = format!("/auth/users/{what}/");
    world.anyone().post(&ask, json!({ "email": "alice@example.org" })).await.is_empty(204);
    world.mail_to("alice@example.org").await.link()
}

/// Presses the button, as a browser without JavaScript does.
async fn press(world: &World, link: &Link, fields: &[(&str, &str)]) -> Reply {
    let browser = world.anyone().with("origin", "null").with("sec-fetch-site", "same-origin");
    browser.send(Request::post(link.path()).form(fields)).await
}

#[track_caller]
fn has_form(page: &Reply, has: bool) {
    assert_eq!(page.text().contains("<form method=\"post\">"), has, "\n\n{page}");
}

#[tokio::test]
async fn opening_a_link_changes_nothing_and_pressing_its_button_activates() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    for method in ["GET", "GET", "HEAD"] {
        world.anyone().send(Request::new(method, link.path())).await.has(200);
    }
    has_form(&world.anyone().get(link.path()).await, true);
    zoe.post("/auth/token/login/", zoe.login(GOOD)).await.has(400);

    has_form(press(&world, &link, &[]).await.has(200), false);
    zoe.by_token().await;
    has_form(press(&world, &link, &[]).await.has(200), false);
}

#[tokio::test]
async fn a_password_is_chosen_and_a_weak_one_asked_for_again() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world, "reset_password").await;
    has_form(&world.anyone().get(link.path()).await, true);

    let weak = press(&world, &link, &[("new_password", "password")]).await;
    has_form(weak.has(400), true);
    assert!(weak.text().contains("This password is too common."), "{weak}");
    assert!(!weak.text().contains("value=\"password\""), "{weak}");
    alice.by_token().await;

    has_form(press(&world, &link, &[("new_password", NEW)]).await.has(200), false);
    alice.by_token_with(NEW).await;
    let again = press(&world, &link, &[("new_password", "a third good battery")]).await;
    has_form(again.has(400), false);
    alice.by_token_with(NEW).await;
}

#[tokio::test]
async fn a_user_name_is_chosen_and_what_was_typed_is_kept_and_escaped() {
    let world = World::new().await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    let link = link(&world, "reset_username").await;
    let taken = press(&world, &link, &[("new_username", "BOB")]).await;
    has_form(taken.has(400), true);
    assert!(taken.text().contains("A user with that username already exists."), "{taken}");
    assert!(taken.text().contains("value=\"BOB\""), "{taken}");
    let markup = press(&world, &link, &[("new_username", "\"><script>alert(1)</script>")]).await;
    assert!(!markup.has(400).text().contains("<script>alert"), "{markup}");

    has_form(press(&world, &link, &[("new_username", "alicia")]).await.has(200), false);
    alice.named("alicia", alice.id).by_token().await;
}

#[tokio::test]
async fn what_settings_want_typed_twice_is_asked_for_twice() {
    let world =
        World::with(&[("PASSWORD_RESET_CONFIRM_RETYPE", "true"), ("USERNAME_RESET_CONFIRM_RETYPE", "true")])
            .await;
    world.user("alice").await;
    for (what, field) in [("reset_password", "new_password"), ("reset_username", "new_username")] {
        let link = link(&world, what).await;
        let again = format!("re_{field}");
        let page = world.anyone().get(link.path()).await;
        assert!(page.text().contains(&format!("name=\"{again}\"")), "{page}");
        let value = if field == "new_password" { NEW } else { "alicia" };
        has_form(press(&world, &link, &[(field, value), (&again, "other")]).await.has(400), true);
        has_form(press(&world, &link, &[(field, value), (&again, value)]).await.has(200), false);
    }
}

#[tokio::test]
async fn a_link_that_is_not_good_says_so_and_has_no_form() {
    let world = World::new().await;
    world.user("alice").await;
    let good = link(&world, "reset_password").await;
    for url in [
        good.url.replace(&good.token, "nonsense"),
        good.url.replace(&good.uid, "Nw"),
        good.url.replace("reset_password", "activate"),
        good.url.replace("reset_password", "reset_username"),
    ] {
        let bad = Link { url, ..good.clone() };
        let page = press(&world, &bad, &[("new_password", NEW), ("new_username", "alicia")]).await;
        assert!((400..500).contains(&page.status()), "{page}");
        has_form(&page, false);
    }
}

#[tokio::test]
async fn every_page_brings_a_policy_and_a_nonce_of_its_own() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    let mut nonces = Vec::new();
    for page in [
        world.anyone().get(link.path()).await,
        world.anyone().get(link.path()).await,
        press(&world, &link, &[]).await,
    ] {
        page.says("content-type", "text/html; charset=utf-8").says("cache-control", "no-store");
        page.says("referrer-policy", "no-referrer").says("x-frame-options", "DENY");
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{page}");
        let nonce = policy.split("script-src 'nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert!(page.text().contains(&format!("<script nonce=\"{nonce}\">")), "{page}");
        assert!(nonce.len() >= 16 && !nonces.contains(&nonce.to_owned()), "{nonce}");
        nonces.push(nonce.to_owned());
    }
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere_and_say_nothing_of_the_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world, "reset_password").await;
    let page = world.anyone().get(link.path()).await;
    assert!(!page.text().contains("http://") && !page.text().contains("https://"), "{page}");
    assert!(!page.text().contains("src=") && !page.text().contains(&alice.email), "{page}");
    assert!(!page.text().contains("alice"), "{page}");
}

/// A user who has asked for another address: the links to the new one and to the old one.
async fn moving(world: &World) -> (crate::world::Actor, Link, Link) {
    let alice = world.user("alice").await;
    let form = json!({ "email": "alice@example.com", "current_password": GOOD });
    alice.post("/v1/me/email", form).await.has(202);
    let confirm = world.mail_to("alice@example.com").await.link();
    let cancel = world.mail_to(&alice.email).await.link();
    assert!(confirm.url.starts_with("https://accounts.test/pages/confirm_email/"), "{confirm:?}");
    assert!(cancel.url.starts_with("https://accounts.test/pages/cancel_email/"), "{cancel:?}");
    (alice, confirm, cancel)
}

#[tokio::test]
async fn a_new_address_is_confirmed_by_pressing_the_button_once() {
    let world = World::new().await;
    let (alice, confirm, cancel) = moving(&world).await;
    for link in [&confirm, &cancel] {
        for method in ["GET", "GET", "HEAD"] {
            world.anyone().send(Request::new(method, link.path())).await.has(200);
        }
        has_form(&world.anyone().get(link.path()).await, true);
    }
    let waits = json!({ "email": "alice@example.org", "pending_email": "alice@example.com" });
    alice.get("/v1/me/email").await.is(200, waits);

    has_form(press(&world, &confirm, &[]).await.has(200), false);
    let stands = json!({ "email": "alice@example.com", "pending_email": null });
    alice.get("/v1/me/email").await.is(200, stands);
    for link in [&confirm, &cancel] {
        has_form(press(&world, link, &[]).await.has(400), false);
    }
}

#[tokio::test]
async fn a_new_address_is_called_off_from_the_old_one() {
    let world = World::new().await;
    let (alice, confirm, cancel) = moving(&world).await;
    has_form(press(&world, &cancel, &[]).await.has(200), false);
    let stands = json!({ "email": "alice@example.org", "pending_email": null });
    alice.get("/v1/me/email").await.is(200, stands);
    for link in [&confirm, &cancel] {
        has_form(press(&world, link, &[]).await.has(400), false);
    }
}

#[tokio::test]
async fn an_address_that_went_to_somebody_else_meanwhile_is_said_to_be_taken() {
    let world = World::new().await;
    let (_, confirm, _) = moving(&world).await;
    let form = json!({ "username": "bob", "email": "alice@example.com", "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    let taken = press(&world, &confirm, &[]).await;
    assert!(taken.has(400).text().contains("user with this email address already exists."), "{taken}");
    assert!(!taken.text().contains("alice"), "{taken}");
}
