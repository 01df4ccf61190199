//! The headers that every answer carries.

use crate::world::{Reply, Request, World};
use serde_json::json;

#[track_caller]
fn is_hardened(reply: &Reply) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        reply.says(name, value);
    }
    assert!(reply.header("content-security-policy").contains("frame-ancestors 'none'"), "{reply}");
    assert!(reply.headers().get("server").is_none(), "{reply}");
}

#[tokio::test]
async fn every_answer_is_hardened_and_kept_by_no_cache() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let too_large = Request::post("/auth/users/").body("application/json", vec![b' '; 65_537]);
    for reply in [
        alice.get("/auth/users/me/").await,
        world.anyone().get("/auth/users/me/").await,
        world.anyone().get("/nothing/").await,
        world.anyone().get("/auth/jwt/create/").await,
        world.anyone().post("/auth/jwt/create/", json!({})).await,
        world.anyone().post("/auth/users/reset_password/", json!({ "email": "a@b.org" })).await,
        world.anyone().with("accept", "image/png").get("/auth/users/").await,
        world.anyone().send(too_large).await,
        world.anyone().get("/pages/activate/Nw/x").await,
        world.anyone().get("/").await,
    ] {
        is_hardened(&reply);
        reply.says("cache-control", "no-store");
    }
    let keys = world.anyone().get("/.well-known/jwks.json").await;
    is_hardened(keys.says("cache-control", "public, max-age=300"));
}

#[tokio::test]
async fn no_header_but_cookies_is_repeated() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", "https://app.example")]).await;
    let alice = world.user("alice").await.with("origin", "https://app.example");
    let reply = alice.get("/auth/users/me/").await;
    for name in reply.headers().keys().filter(|name| *name != "set-cookie") {
        assert_eq!(reply.headers().get_all(name).iter().count(), 1, "{reply}");
    }
    for part in ["Accept", "Cookie", "Origin"] {
        assert!(reply.header("vary").contains(part), "{reply}");
    }
}
