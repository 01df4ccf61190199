//! Who gets in, and what holds of every page.

use super::{at_console, root};
use crate::world::{Browser, GOOD, Request, World};

#[tokio::test]
async fn strangers_are_asked_to_sign_in_and_come_back_to_where_they_were_going() {
    let world = World::new().await;
    let (ada, root) = (world.user("ada").await, world.superuser().await);
    let path = format!("/console/users/{}", ada.id);
    let page = world.anyone().get(&path).await;
    page.has(303).says("location", &format!("/account/sign_in?next=%2Fconsole%2Fusers%2F{}", ada.id));
    let mut browser = Browser::at(&world.anyone(), &path).await;
    let page = browser.send(&[("username", &root.name), ("password", GOOD)]).await;
    assert!(page.has(200).text().contains("ada@example.org"), "{page}");
    // An API's credentials open no pages.
    root.by_token().await.get("/console/").await.has(303);
}

#[tokio::test]
async fn who_may_see_nothing_is_told_so() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let mut browser = at_console(&ada).await;
    browser.page.has(403);
    let users = browser.open("/console/users").await;
    assert!(users.has(403).text().contains("You may not do this"), "{users}");
    for end in ["", "/groups", "/permissions", "/sessions"] {
        // Not even oneself: for that there is one's account.
        browser.open(&format!("/console/users/{}{end}", ada.id)).await.has(403);
    }
}

#[tokio::test]
async fn a_page_loads_its_own_files_only_and_fits_a_slow_line() {
    let world = World::new().await;
    for n in 0..60 {
        world.user(&format!("user{n:02}")).await;
    }
    let mut browser = root(&world).await;
    let service =
        ["signing_keys", "owed", "settings", "health", "counts"].map(|end| format!("/console/{end}"));
    for path in ["/console/", "/console/users"].into_iter().chain(service.iter().map(String::as_str)) {
        let page = browser.open(path).await;
        page.has(200).says("cache-control", "no-store").says("x-frame-options", "DENY");
        let html = page.text();
        assert!(html.len() < 60_000, "{path}: {}", html.len());
        for forbidden in ["http:", " style=", "<style", " onclick=", "javascript:"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[tokio::test]
async fn the_console_can_be_switched_off_and_keeps_its_own_way_in() {
    let world = World::with(&[("CONSOLE_PAGES", "off")]).await;
    world.superuser().await;
    world.anyone().get("/console/").await.has(404);
    let world = World::with(&[("ACCOUNT_PAGES", "off")]).await;
    let browser = root(&world).await;
    assert!(browser.page.has(200).text().contains("Find users"), "{}", browser.page);
    let world = World::with(&[("ACCOUNT_PAGES", "off"), ("CONSOLE_PAGES", "off")]).await;
    world.anyone().get("/account/sign_in").await.has(404);
}

#[tokio::test]
async fn when_the_table_does_not_answer_the_console_says_so() {
    let world = World::behind_proxy(&[]).await;
    let mut browser = root(&world).await;
    world.proxy().on_any(..).refuse("ValidationException");
    browser.open("/console/users").await.has(503).says("retry-after", "1");
}

#[tokio::test]
async fn it_speaks_the_browsers_language() {
    let world = World::new().await;
    let root = world.superuser().await;
    let browser = at_console(&root).await;
    let cookie = format!("sessionid={}", browser.cookie("sessionid").unwrap());
    let request = Request::new("GET", "/console/users").header("cookie", cookie);
    let page = world.anyone().send(request.header("accept-language", "de")).await;
    assert!(page.has(200).says("content-language", "de").text().contains("Benutzer finden"), "{page}");
}
