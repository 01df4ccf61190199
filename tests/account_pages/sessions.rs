//! Where one is signed in.

use super::signed_in;
use crate::world::{Browser, GOOD, Request, World};

#[tokio::test]
async fn other_devices_are_listed_and_signed_out_one_by_one_or_all_at_once() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let (app, _) = alice.by_jwt().await;
    let mut other = Browser::at(&alice, "/account/").await;
    other.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);

    let page = browser.open("/account/sessions").await;
    assert_eq!(page.has(200).text().matches("This device").count(), 1, "{page}");
    assert_eq!(page.text().matches("Firefox on Linux").count(), 3, "{page}");
    assert!(page.text().contains("2026-01-01 12:00 UTC"), "{page}");
    // One's own has no button: that is what signing out is for.
    assert_eq!(page.text().matches("action=\"/account/sessions/end\"").count(), 3, "{page}");

    let app_id = app.get("/v1/sessions").await.json();
    let app_id = app_id["results"]
        .as_array()
        .expect("a page")
        .iter()
        .find(|one| one["current"] == true)
        .expect("its own")["id"]
        .clone();
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    let fields = [("csrfmiddlewaretoken", token.as_str()), ("id", app_id.as_str().expect("an id"))];
    let ended = browser.post("/account/sessions/end", &fields).await;
    assert!(ended.has(200).text().contains("That device is signed out."), "{ended}");
    app.get("/v1/me").await.has(401);
    for id in ["nonsense", "", &"7".repeat(5000)] {
        let fields = [("csrfmiddlewaretoken", token.as_str()), ("id", id)];
        browser.post("/account/sessions/end", &fields).await.has(404);
    }

    browser.open("/account/sessions").await;
    let ended = browser.send_to("/account/sessions/end_others", &[]).await;
    assert!(ended.has(200).text().contains("You are signed out everywhere else."), "{ended}");
    assert!(other.open("/account/").await.text().contains("Sign in"));
    alice.get("/v1/me").await.has(401);
}

#[tokio::test]
async fn a_session_that_is_used_goes_on_beyond_its_idle_day() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world, "alice").await;
    for _ in 0..4 {
        world.later(std::time::Duration::from_secs(86_400 / 2));
        let page = browser.open("/account/sessions").await;
        assert!(page.has(200).text().contains("This device"), "{page}");
    }
}

#[tokio::test]
async fn somebody_elses_session_is_not_there() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world, "alice").await;
    let bob = world.user("bob").await;
    let id = bob.get("/v1/sessions").await.json()["results"][0]["id"].as_str().expect("an id").to_owned();
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    browser.post("/account/sessions/end", &[("csrfmiddlewaretoken", &token), ("id", &id)]).await.has(404);
    bob.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn a_session_that_is_over_in_mid_form_loses_nothing_but_passwords() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    browser.open("/account/").await;
    world.later(std::time::Duration::from_secs(2 * 86_400));
    let page = browser.send(&[("first_name", "\"><b>Ada & Co"), ("last_name", "Lovelace")]).await;
    assert!(page.has(401).text().contains("what you typed is still there"), "{page}");
    browser.send(&[("username", "alice"), ("password", "wrong horse battery")]).await.has(400);
    let page = browser.send(&[("username", "alice"), ("password", GOOD)]).await;
    assert!(
        page.has(200).text().contains("Continue where you left off?") && !page.text().contains("<b>Ada"),
        "{page}"
    );
    let saved = browser.send(&[]).await;
    assert!(saved.has(200).text().contains("Your profile is saved."), "{saved}");
    let again = alice.by_token().await;
    assert_eq!(again.get("/v1/me").await.json()["first_name"], "\"><b>Ada & Co");

    // What has a password asks for it once more.
    browser.open("/account/username").await;
    world.later(std::time::Duration::from_secs(2 * 86_400));
    let page = browser.send(&[("new_username", "countess"), ("current_password", GOOD)]).await;
    assert!(!page.has(401).text().contains(GOOD), "{page}");
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    let asked = browser.send(&[]).await;
    assert!(asked.has(400).text().contains("value=\"countess\""), "{asked}");
    browser.send(&[("current_password", GOOD)]).await.has(200);
    assert!(browser.page.text().contains("Your user name is changed."), "{}", browser.page);
}

#[tokio::test]
async fn a_form_of_an_earlier_session_is_offered_to_be_sent_again() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let old = browser.cookie("csrftoken").expect("a token").to_owned();
    browser.forget();
    browser.open("/account/").await;
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    let page = browser
        .post("/account/", &[("csrfmiddlewaretoken", &old), ("first_name", "Ada"), ("version", "0")])
        .await;
    assert!(page.has(403).text().contains("Continue where you left off?"), "{page}");
    // It is stale by now, which the next page says, and keeps what was typed.
    browser.send(&[]).await.has(409);
    browser.send(&[]).await.has(200);
    assert_eq!(alice.get("/v1/me").await.json()["first_name"], "Ada");

    // Who does not say where it comes from gets no such offer.
    let cookies = format!(
        "sessionid={}; csrftoken={}",
        browser.cookie("sessionid").unwrap(),
        browser.cookie("csrftoken").unwrap()
    );
    let request = Request::post("/account/").form(&[("first_name", "Eve")]).header("cookie", cookies);
    let page = world.anyone().send(request).await;
    assert!(page.has(403).text().contains("This form cannot be accepted"), "{page}");
    assert_eq!(alice.get("/v1/me").await.json()["first_name"], "Ada");
}

#[tokio::test]
async fn nothing_of_an_account_is_shown_or_changed_without_its_session() {
    let world = World::new().await;
    let (_, alice) = signed_in(&world, "alice").await;
    for path in ["", "security", "email", "username", "password", "sessions", "data", "delete"] {
        let path = format!("/account/{path}");
        // An API's credentials open no pages.
        for actor in [world.anyone(), alice.clone(), world.anyone().with("cookie", "sessionid=nonsense")] {
            let page = actor.get(&path).await;
            page.has(303);
            assert!(page.header("location").starts_with("/account/sign_in?next=%2Faccount"), "{page}");
        }
    }
    for path in [
        "",
        "email",
        "email/withdraw",
        "username",
        "password",
        "sessions/end",
        "sessions/end_others",
        "delete",
    ] {
        let page =
            alice.send(Request::post(&format!("/account/{path}")).form(&[("current_password", GOOD)])).await;
        page.has(401);
    }
    alice.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn a_place_that_is_none_is_the_beginning_of_the_list() {
    let world = World::new().await;
    let (mut browser, _) = signed_in(&world, "alice").await;
    for after in ["x", "", "%00", "%FF", "S", "T$x", "00000000000000000000000000000000"] {
        let page = browser.open(&format!("/account/sessions?after={after}")).await;
        assert!(page.has(200).text().contains("This device"), "{after} {page}");
    }
}

#[tokio::test]
async fn the_list_is_work_as_everywhere() {
    let world = World::with(&[("THROTTLE", "on"), ("LIMIT_WORK", "2/d")]).await;
    let (mut browser, _) = signed_in(&world, "alice").await;
    for status in [200, 200, 429] {
        browser.open("/account/sessions").await.has(status);
    }
}
