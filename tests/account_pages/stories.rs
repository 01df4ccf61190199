//! From signing up to the end of an account.

use super::signed_in;
use crate::world::{Browser, GOOD, World};
use serde_json::{Value, json};

const NEW: &str = "another good battery";

#[tokio::test]
async fn an_account_from_sign_up_to_deletion() {
    let world = World::new().await;
    let mut browser = Browser::at(&world.anyone(), "/account/").await;
    assert!(browser.page.text().contains("href=\"/account/sign_up\""), "{}", browser.page);
    browser.open("/account/sign_up").await.has(200);
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", GOOD)];
    assert!(browser.send(&fields).await.has(200).text().contains("One more step"), "{}", browser.page);

    // The link in the mail is the next page.
    let link = world.mail_to("ada@example.org").await.link();
    browser.open(link.path()).await.has(200);
    assert!(browser.send(&[]).await.has(200).text().contains("Your account is active"), "{}", browser.page);
    browser.open("/account/").await;
    browser.send(&[("username", "ada"), ("password", GOOD)]).await.has(200);
    assert_eq!(browser.path.trim_end_matches('/'), "/account");

    let saved = browser.send(&[("first_name", "Ada"), ("last_name", "Lovelace")]).await;
    assert!(saved.has(200).text().contains("Your profile is saved."), "{saved}");
    assert!(saved.text().contains("value=\"Lovelace\""), "{saved}");

    browser.open("/account/username").await;
    let renamed = browser.send(&[("new_username", "countess"), ("current_password", GOOD)]).await;
    assert!(renamed.has(200).text().contains("Your user name is changed."), "{renamed}");
    assert_eq!(browser.path, "/account/security");

    browser.open("/account/password").await;
    let changed = browser.send(&[("current_password", GOOD), ("new_password", NEW)]).await;
    assert!(changed.has(200).text().contains("Your password is changed."), "{changed}");

    browser.open("/account/delete").await;
    let wrong = browser.send(&[("current_password", GOOD)]).await;
    assert!(wrong.has(400).text().contains("This is not your password."), "{wrong}");
    let gone = browser.send(&[("current_password", NEW)]).await;
    assert!(gone.has(200).text().contains("Your account is deleted."), "{gone}");
    assert_eq!((browser.path.as_str(), browser.cookie("sessionid")), ("/account/sign_in", None));
    browser.open("/account/").await;
    browser.send(&[("username", "countess"), ("password", NEW)]).await.has(400);
}

#[tokio::test]
async fn a_new_address_waits_for_its_link_and_can_be_called_off() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world, "alice").await;
    for withdraws in [true, false] {
        browser.open("/account/email").await;
        let asked = browser.send(&[("email", "alice@example.com"), ("current_password", GOOD)]).await;
        assert!(asked.has(200).text().contains("Check your new mailbox"), "{asked}");
        assert!(
            asked.text().contains("Waiting to be confirmed") && asked.text().contains("alice@example.com"),
            "{asked}"
        );
        if withdraws {
            let stays = browser.send_to("/account/email/withdraw", &[]).await;
            assert!(!stays.has(200).text().contains("alice@example.com"), "{stays}");
        }
    }
    let link = world.mail_to("alice@example.com").await.link();
    browser.open(link.path()).await;
    browser.send(&[]).await.has(200);
    assert!(browser.open("/account/security").await.text().contains("alice@example.com"), "{}", browser.page);
    browser.open("/account/email").await;
    let respelt = browser.send(&[("email", "Alice@example.com"), ("current_password", GOOD)]).await;
    assert!(respelt.has(200).text().contains("Your email address is changed."), "{respelt}");
}

#[tokio::test]
async fn who_forgot_the_password_gets_a_link_and_nobody_learns_who_has_an_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, "/account/forgotten").await;
    let known = browser.send(&[("email", "alice@example.org")]).await.clone();
    browser.open("/account/forgotten").await;
    let unknown = browser.send(&[("email", "nobody@example.org")]).await;
    assert_eq!((known.status(), known.text()), (unknown.status(), unknown.text()));
    let link = world.mail_to("alice@example.org").await.link();
    browser.open(link.path()).await.has(200);
    browser.send(&[("new_password", NEW)]).await.has(200);
    browser.open("/account/").await;
    browser.send(&[("username", "alice"), ("password", NEW)]).await.has(200);
    assert_eq!(browser.path.trim_end_matches('/'), "/account");
}

#[tokio::test]
async fn the_activation_mail_is_sent_again() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let first = world.mail_to(&zoe.email).await.link();
    let mut browser = Browser::at(&zoe, "/account/resend").await;
    world.later(std::time::Duration::from_secs(3600));
    browser.send(&[("email", &zoe.email)]).await.has(200);
    let second = world.mail_to(&zoe.email).await.link();
    assert_ne!(first, second);
    browser.open(second.path()).await;
    browser.send(&[]).await.has(200);
    zoe.by_token().await;
}

#[tokio::test]
async fn where_no_mail_activates_one_signs_in_at_once() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    let page = browser.send(&[("username", "ada"), ("password", GOOD)]).await;
    assert!(page.has(200).text().contains("Your account is ready."), "{page}");
    browser.send(&[("username", "ada"), ("password", GOOD)]).await.has(200);
    assert_eq!(browser.path.trim_end_matches('/'), "/account");
}

#[tokio::test]
async fn nobody_signs_up_where_that_is_closed() {
    let world = World::with(&[("REGISTRATION", "closed")]).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    browser.page.has(403);
    assert!(!browser.open("/account/sign_in").await.text().contains("/account/sign_up"), "{}", browser.page);
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", GOOD)];
    browser.post("/account/sign_up", &fields).await.has(403);
}

#[tokio::test]
async fn where_users_sign_in_by_address_they_have_no_names() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    assert!(!browser.page.text().contains("name=\"username\""), "{}", browser.page);
    browser.send(&[("email", "ada@example.org"), ("password", GOOD)]).await.has(200);
    let link = world.mail_to("ada@example.org").await.link();
    browser.open(link.path()).await;
    browser.send(&[]).await.has(200);
    browser.open("/account/security").await;
    browser.send(&[("email", "ada@example.org"), ("password", GOOD)]).await.has(200);
    assert!(!browser.page.text().contains("/account/username"), "{}", browser.page);
    browser.open("/account/username").await.has(404);
}

#[tokio::test]
async fn what_settings_want_typed_twice_is_asked_for_twice() {
    let settings = [("USER_CREATE_PASSWORD_RETYPE", "true"), ("SET_PASSWORD_RETYPE", "true")];
    let world = World::with(&settings).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    let fields =
        [("username", "ada"), ("email", "ada@example.org"), ("password", GOOD), ("re_password", NEW)];
    let page = browser.send(&fields).await;
    assert!(page.has(400).text().contains("The two are not the same."), "{page}");
    browser.send(&[("password", GOOD), ("re_password", GOOD)]).await.has(200);

    let (mut browser, _) = signed_in(&world, "alice").await;
    browser.open("/account/password").await;
    let fields = [("current_password", GOOD), ("new_password", NEW), ("re_new_password", GOOD)];
    assert!(
        browser.send(&fields).await.has(400).text().contains("The two are not the same."),
        "{}",
        browser.page
    );
    let fields = [("current_password", GOOD), ("new_password", NEW), ("re_new_password", NEW)];
    browser.send(&fields).await.has(200);
}

#[tokio::test]
async fn ids_in_sequence_are_given_to_who_signs_up_on_a_page() {
    let world = World::with(&[("USER_IDS", "sequence"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    browser.send(&[("username", "ada@example.com"), ("password", GOOD)]).await.has(200);
    let ada = world.anyone().named("ada@example.com", 1).by_token().await;
    assert_eq!(ada.get("/v1/me").await.json()["pk"], 1);
}

#[tokio::test]
async fn the_last_superuser_stays_and_another_may_go() {
    let world = World::new().await;
    let root = world.superuser().await;
    let mut browser = Browser::at(&root, "/account/delete").await;
    browser.send(&[("username", "root"), ("password", GOOD)]).await.has(200);
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(page.has(400).text().contains("It is the last superuser"), "{page}");
    let second = serde_json::json!({ "username": "second", "password": GOOD, "isSuperuser": true });
    root.in_browser().await.post("/users/", second).await.has(201);
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("Your account is deleted."), "{page}");
}

#[tokio::test]
async fn who_is_signed_in_takes_a_copy_of_their_data_along() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let root = world.superuser().await;
    let editors = root.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json()["pk"].clone();
    let add = |ids: Value| json!({ "add": ids });
    root.patch(&format!("/v1/users/{}/groups", alice.id), add(json!([editors]))).await.has(200);
    root.patch(&format!("/v1/users/{}/permissions", alice.id), add(json!([1]))).await.has(200);
    let page = browser.open("/account/data").await;
    assert!(page.has(200).text().contains("href=\"/account/data/export\""), "{page}");
    let file = browser.open("/account/data/export").await;
    file.has(200).says("content-type", "application/json").says("cache-control", "no-store");
    file.says("content-disposition", "attachment; filename=\"account.json\"");
    assert_eq!(file.json()["profile"]["username"], "alice");
    assert_eq!(file.json()["sign_ins"].as_array().map(Vec::len), Some(2), "the browser and a token\n{file}");
    assert_eq!(file.json()["groups"][0]["name"], "editors");
    assert_eq!(file.json()["user_permissions"][0]["permission"], "admin.add_logentry");
    assert!(!file.text().contains("argon2"), "{file}");
    let stranger = world.anyone().get("/account/data/export").await;
    stranger.has(303).says("location", "/account/sign_in?next=%2Faccount%2Fdata%2Fexport");
}
