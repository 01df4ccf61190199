//! Which pages of other origins may read our answers.

use crate::world::{Actor, GOOD, Reply, Request, World};

const APP: &str = "https://app.example";

async fn preflight(actor: &Actor, path: &str) -> Reply {
    let request = Request::new("OPTIONS", path).header("access-control-request-method", "PATCH");
    actor.send(request.header("access-control-request-headers", "authorization,content-type")).await
}

#[track_caller]
fn lets_in(reply: &Reply, origin: &str) {
    assert_eq!(reply.header("access-control-allow-origin"), origin, "\n\n{reply}");
}

#[tokio::test]
async fn by_default_nobody_may() {
    let world = World::new().await;
    let alice = world.user("alice").await.with("origin", APP);
    lets_in(alice.get("/auth/users/me/").await.has(200), "");
    lets_in(&preflight(&alice, "/auth/users/me/").await, "");
}

#[tokio::test]
async fn origins_named_in_the_settings_may_and_others_may_not() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", "https://app.example, http://localhost:3000")]).await;
    let alice = world.user("alice").await;
    for origin in [APP, "http://localhost:3000"] {
        let reply = alice.with("origin", origin).get("/auth/users/me/").await;
        lets_in(reply.has(200), origin);
        reply.says("access-control-allow-credentials", "true");
        // A refusal is to be read too.
        let refused = world.anyone().with("origin", origin).get("/auth/users/me/").await;
        lets_in(refused.has(401), origin);
    }
    for origin in [
        "https://app.example.evil.example",
        "http://app.example",
        "https://APP.example",
        "https://sub.app.example",
        "null",
        "*",
    ] {
        lets_in(&alice.with("origin", origin).get("/auth/users/me/").await, "");
        lets_in(&preflight(&world.anyone().with("origin", origin), "/auth/users/").await, "");
    }
}

/// What a preflight that asks for these headers is allowed.
async fn allowed(page: &Actor, asked: &str) -> Vec<String> {
    let request =
        Request::new("OPTIONS", "/auth/jwt/create/").header("access-control-request-method", "POST");
    let reply = page.send(request.header("access-control-request-headers", asked)).await;
    let allowed = reply.is_empty(204).header("access-control-allow-headers");
    allowed.split(", ").map(str::to_owned).collect()
}

#[tokio::test]
async fn a_listed_origin_may_send_whatever_headers_it_asks_for() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP)]).await;
    let page = world.anyone().with("origin", APP);
    let usual = ["accept", "authorization", "content-type", "if-match", "x-csrftoken"];
    let asked = "baggage,content-type,sentry-trace, traceparent , X-Requested-With,x-csrftoken";
    let more = ["baggage", "sentry-trace", "traceparent", "x-requested-with"];
    assert_eq!(allowed(&page, asked).await, [&usual[..], &more].concat());
    // What is no header's name is not repeated.
    assert_eq!(allowed(&page, "a b,, \"x\",*:,").await, usual);
    assert_eq!(allowed(&page, "").await, usual);
    assert_eq!(allowed(&world.anyone().with("origin", "https://evil.example"), asked).await, [""]);
}

#[tokio::test]
async fn apps_and_extensions_are_origins_too() {
    const APPS: [&str; 5] = [
        "capacitor://localhost",
        "tauri://localhost",
        "ionic://localhost",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    ];
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", &APPS.join(","))]).await;
    let alice = world.user("alice").await;
    for origin in APPS {
        let page = alice.with("origin", origin);
        lets_in(&preflight(&page, "/auth/users/me/").await, origin);
        lets_in(page.get("/auth/users/me/").await.has(200), origin);
        // They are trusted with cookies as a page of ours is.
        let login =
            page.signed_out().with("origin", origin).post("/auth/session/login/", alice.login(GOOD)).await;
        lets_in(login.has(200), origin);
    }
    for origin in
        ["capacitor://evil", "capacitor://localhost.evil", "tauri://localhost:1", "ionic://LOCALHOST", "null"]
    {
        lets_in(&alice.with("origin", origin).get("/auth/users/me/").await, "");
    }
}

#[tokio::test]
async fn a_page_reads_what_it_needs_of_an_answers_headers() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP)]).await;
    let page = world.superuser().await.with("origin", APP);
    let made = page.post("/v1/groups", serde_json::json!({ "name": "editors" })).await;
    let exposed = "ETag, Location, Retry-After, WWW-Authenticate, X-CSRFToken";
    made.has(201).says("access-control-expose-headers", exposed);
    let refused = world.anyone().with("origin", APP).get("/auth/users/me/").await;
    refused.has(401).says("access-control-expose-headers", exposed);
}

#[tokio::test]
async fn a_preflight_needs_no_credentials_and_any_other_options_is_the_dialects() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", APP)]).await;
    let page = world.anyone().with("origin", APP);
    for path in ["/auth/users/me/", "/auth/jwt/create/", "/v1/users/7", "/auth/session/login/"] {
        let reply = preflight(&page, path).await;
        lets_in(reply.is_empty(204), APP);
        let methods = reply.header("access-control-allow-methods");
        assert!(["GET", "POST", "PUT", "PATCH", "DELETE"].iter().all(|m| methods.contains(m)), "{reply}");
        let headers = reply.header("access-control-allow-headers");
        assert!(
            ["authorization", "content-type", "x-csrftoken"].iter().all(|h| headers.contains(h)),
            "{reply}"
        );
    }
    page.send(Request::new("OPTIONS", "/auth/users/me/")).await.has(401);
    preflight(&world.anyone(), "/auth/users/me/").await.has(401);
}
