//! What holds of every page: what it may load, what it takes, where its forms may come from.

use crate::world::{Browser, GOOD, Request, World};

#[tokio::test]
async fn a_page_loads_its_own_files_only_and_is_framed_by_nobody() {
    let world = World::new().await;
    let page = world.anyone().get("/account/sign_in").await;
    page.has(200).says("content-type", "text/html; charset=utf-8").says("cache-control", "no-store");
    page.says("x-frame-options", "DENY")
        .says("referrer-policy", "same-origin")
        .says("content-language", "en");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains("nonce") && !policy.contains("http"), "{policy}");
    let html = page.text();
    for forbidden in ["http:", "https:", " style=", "<style", " onclick=", "javascript:"] {
        assert!(!html.contains(forbidden), "{forbidden}\n\n{page}");
    }
    let named = html.split('"').filter(|text| text.starts_with("/assets/"));
    let named: std::collections::BTreeSet<_> = named.collect();
    assert_eq!(named.len(), 3, "{named:?}");
    for path in named {
        let file = world.anyone().get(path).await;
        file.has(200).says("cache-control", "public, max-age=31536000, immutable");
        file.says("x-content-type-options", "nosniff");
        assert!(!file.text().contains("http://") || path.ends_with(".svg"), "{path}");
    }
}

#[tokio::test]
async fn a_page_of_another_version_gets_our_files_for_a_while() {
    let world = World::new().await;
    for (name, kind) in [
        ("latchkey.0123456789abcdef.css", "text/css; charset=utf-8"),
        ("latchkey.0123456789abcdef.js", "text/javascript; charset=utf-8"),
    ] {
        let file = world.anyone().get(&format!("/assets/{name}")).await;
        file.has(200).says("cache-control", "public, max-age=60").says("content-type", kind);
    }
    for name in
        ["latchkey.css", "latchkey.0123456789abcdeg.css", "latchkey.0123456789abcdef.exe", "..%2f..", "a"]
    {
        world.anyone().get(&format!("/assets/{name}")).await.has(404);
    }
}

#[tokio::test]
async fn a_form_comes_from_our_own_page_and_of_its_own_session() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let mut browser = Browser::at(&alice, "/account/sign_in").await;
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    let cookies = format!(
        "sessionid={}; csrftoken={}",
        browser.cookie("sessionid").unwrap(),
        browser.cookie("csrftoken").unwrap()
    );
    let token = browser.cookie("csrftoken").unwrap().to_owned();
    let others = bob.in_browser().await;
    let others = others.header("x-csrftoken");
    let sign_out =
        |fields: &[(&str, &str)]| Request::post("/account/sign_out").form(fields).header("cookie", &cookies);
    let sent = |request: Request| async { world.anyone().send(request).await };

    // Who cannot prove it ends nothing.
    for fields in [
        vec![],
        vec![("csrfmiddlewaretoken", "")],
        vec![("csrfmiddlewaretoken", others)],
        vec![("csrfmiddlewaretoken", "é\n")],
    ] {
        sent(sign_out(&fields)).await.has(403);
        assert!(browser.open("/account/").await.has(200).text().contains("alice"), "{fields:?}");
    }
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let request = sign_out(&[("csrfmiddlewaretoken", &token)]).header(name, value);
        let page = sent(request).await;
        assert!(page.has(403).text().contains("This form cannot be accepted"), "{page}");
        browser.open("/account/").await.has(200);
    }
    sent(sign_out(&[("csrfmiddlewaretoken", &token)]).header("origin", "https://accounts.test"))
        .await
        .has(303);
    assert!(browser.open("/account/").await.text().contains("Sign in"));
}

#[tokio::test]
async fn what_is_no_form_is_refused_on_a_page() {
    let world = World::new().await;
    let big = format!("username={}", "a".repeat(70_000));
    for (kind, body, status) in [
        ("application/json", "{\"username\": \"alice\"}", 415),
        ("application/json", "{", 400),
        ("text/plain", "username=alice", 415),
        ("multipart/form-data", "x", 400),
        (
            "multipart/form-data; boundary=B",
            "--B\r\nContent-Disposition: form-data; name=username\r\n\r\nbroken",
            400,
        ),
        ("application/x-www-form-urlencoded", big.as_str(), 413),
        ("application/x-www-form-urlencoded", "username=%00&password=%00", 400),
        ("application/x-www-form-urlencoded", "%ff=%ff&&&==&username=%f0%9f%94%91", 400),
        ("application/x-www-form-urlencoded", "", 400),
    ] {
        let page = world.anyone().send(Request::post("/account/sign_in").body(kind, body.to_owned())).await;
        page.has(status).says("content-type", "text/html; charset=utf-8");
        assert!(page.text().starts_with("<!doctype html>"), "{page}");
    }
    for method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
        let page = world.anyone().send(Request::new(method, "/account/sign_in")).await;
        page.has(405).says("allow", "GET, POST, HEAD, OPTIONS");
    }
}

#[tokio::test]
async fn pages_can_be_switched_off() {
    let world = World::with(&[("ACCOUNT_PAGES", "off"), ("CONSOLE_PAGES", "off")]).await;
    for path in ["/account", "/account/", "/account/sign_in"] {
        world.anyone().get(path).await.has(404);
    }
    // What pages behind mails look like stays.
    world.anyone().get("/assets/latchkey.0123456789abcdef.css").await.has(200);
}

#[tokio::test]
async fn a_message_is_said_once_and_no_link_can_say_it() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, "/account/sign_in").await;
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    assert!(browser.send_to("/account/sign_out", &[]).await.text().contains("You are signed out."));
    assert!(!browser.open("/account/sign_in").await.text().contains("You are signed out."));
    for name in ["flash-nothing", "sign-in-title", "<b>", ""] {
        let request =
            Request::new("GET", "/account/sign_in").header("cookie", format!("latchkey_flash={name}"));
        let page = world.anyone().send(request).await;
        assert!(!page.has(200).text().contains("class=\"notice\""), "{page}");
    }
}

#[tokio::test]
async fn when_the_table_does_not_answer_a_page_says_so() {
    let world = World::behind_proxy(&[]).await;
    let alice = world.user("alice").await;
    let mut browser = Browser::at(&alice, "/account/sign_in").await;
    browser.send(&[("username", "alice"), ("password", GOOD)]).await.has(200);
    world.proxy().on_any(..).refuse("ValidationException");
    let page = browser.open("/account/").await;
    page.has(503).says("retry-after", "1");
    assert!(page.text().contains("Something went wrong on our side"), "{page}");
}
