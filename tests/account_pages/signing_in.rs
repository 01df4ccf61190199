//! Signing in and out, and on to where one was going.

use crate::world::{Browser, GOOD, Request, World};

async fn signed_in(world: &World, path: &str) -> Browser {
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, path).await;
    browser.send(&[("username", "alice"), ("password", GOOD)]).await;
    browser
}

#[tokio::test]
async fn a_stranger_signs_in_and_comes_to_where_they_were_going() {
    let world = World::new().await;
    let browser = signed_in(&world, "/account/").await;
    assert_eq!(browser.path, "/account");
    assert!(browser.page.has(200).text().contains("alice@example.org"), "{}", browser.page);
    // Who is signed in is not asked again.
    let mut browser = browser;
    browser.open("/account/sign_in").await.has(200);
    assert_eq!(browser.path.trim_end_matches('/'), "/account");
    // A device is remembered, as by the API.
    assert!(browser.cookie("latchkey_device").is_some());
}

#[tokio::test]
async fn what_was_typed_stays_but_for_the_password() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, "/account/sign_in?next=/account/%3Fa").await;
    let page = browser.send(&[("username", "ali\"><b>ce"), ("password", "wrong horse battery")]).await;
    assert!(page.has(400).text().contains("value=\"ali&#34;&#62;&#60;b&#62;ce\""), "{page}");
    assert!(
        !page.text().contains("wrong horse") && page.text().contains("The name or the password is wrong."),
        "{page}"
    );
    assert!(page.text().contains("name=\"next\" value=\"/account/?a\""), "{page}");
    let page = browser.send(&[("username", ""), ("password", " ")]).await;
    assert_eq!(page.has(400).text().matches("Please fill this in.").count(), 2, "{page}");
    assert!(
        page.text().contains("aria-invalid=\"true\" aria-describedby")
            || page.text().contains("aria-describedby=\"username-faults\""),
        "{page}"
    );
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    assert_eq!(browser.path, "/account/?a");
}

#[tokio::test]
async fn nobody_is_sent_to_a_place_that_is_not_listed() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", "https://app.example.org")]).await;
    let alice = world.user("alice").await;
    for bad in [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "https://app.example.org.evil.example/",
        "javascript:alert(1)",
    ] {
        let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", bad).finish();
        let mut browser = Browser::at(&alice, &format!("/account/sign_in?{query}")).await;
        let fields = [("username", "alice"), ("password", GOOD), ("next", bad)];
        browser.send(&fields).await.has(200);
        assert_eq!(browser.path.trim_end_matches('/'), "/account", "{bad}");
        browser.open(&format!("/account/sign_in?{query}")).await.has(200);
        assert_eq!(browser.path.trim_end_matches('/'), "/account", "{bad}");
    }
    let mut browser = Browser::at(&alice, "/account/sign_in?next=https://app.example.org/start").await;
    let page = browser.page.header("content-security-policy").to_owned();
    assert!(page.contains("form-action 'self' https://app.example.org;"), "{page}");
    let page = browser.send(&[("username", "alice"), ("password", GOOD)]).await;
    page.has(303).says("location", "https://app.example.org/start");
}

#[tokio::test]
async fn a_browser_that_keeps_no_cookies_is_told() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut browser = Browser::without_cookies(&alice, "/account/").await;
    let page = browser.send(&[("username", "alice"), ("password", GOOD)]).await;
    assert!(page.has(200).text().contains("Your browser keeps no cookies"), "{page}");
}

#[tokio::test]
async fn the_same_limits_hold_as_for_programs() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let alice = world.user("alice").await.from("198.51.100.7");
    let mut browser = Browser::at(&alice, "/account/sign_in").await;
    let mut last = 400;
    for _ in 0..8 {
        last = browser.send(&[("username", "alice"), ("password", "wrong horse battery")]).await.status();
    }
    assert_eq!(last, 429);
    assert!(browser.page.text().contains("That was too often."), "{}", browser.page);
    assert!(browser.page.text().contains("value=\"alice\""), "{}", browser.page);
    alice.signed_out().post("/auth/session/login/", alice.login(GOOD)).await.has(429);
}

#[tokio::test]
async fn where_users_sign_in_by_address_the_page_asks_for_it() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, "/account/").await;
    let page = browser.send(&[("email", "alice@example.org"), ("password", GOOD)]).await;
    assert!(page.has(200).text().contains("alice@example.org"), "{page}");
}

#[tokio::test]
async fn another_site_cannot_sign_its_visitors_in() {
    let world = World::new().await;
    world.user("mallory").await;
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let form = Request::post("/account/sign_in")
            .form(&[("username", "mallory"), ("password", GOOD)])
            .header(name, value);
        let page = world.anyone().send(form).await;
        assert!(page.has(403).headers().get("set-cookie").is_none(), "{page}");
    }
}
