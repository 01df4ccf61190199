//! Which pages of other origins may read our answers.

use crate::world::{Actor, Reply, Request, World};

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
