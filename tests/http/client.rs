//! Where a request comes from, as the limits count it, behind a CDN or a back end of one's own.

use crate::world::{Actor, World};
use serde_json::json;

const SECRET: &str = "a secret that the CDN shares with us";
const PROXY: &str = "192.0.2.80";

/// Behind a proxy that knows this secret, if any.
async fn behind(secret: &str) -> World {
    World::with(&[("THROTTLE", "on"), ("TRUSTED_PROXY_SECRET", secret)]).await
}

/// Asks for a mail as often as one address may in an hour, as each of these in turn, and tells whether once more is too often.
async fn are_one(clients: &[Actor]) -> bool {
    for n in 0..20 {
        let client = &clients[n % clients.len()];
        client
            .post("/auth/users/reset_password/", json!({ "email": format!("n{n}@example.org") }))
            .await
            .has(204);
    }
    let last = clients[0].post("/auth/users/reset_password/", json!({ "email": "n@example.org" })).await;
    last.status() == 429
}

/// Two requests from the proxy with these values of a header.
fn with(world: &World, secret: &str, name: &str, values: [&str; 2]) -> [Actor; 2] {
    let proxy = world.anyone().from(PROXY).with("x-latchkey-proxy-secret", secret);
    values.map(|value| proxy.with(name, value))
}

#[tokio::test]
async fn the_trusted_proxys_word_counts() {
    for (name, values) in [
        ("cloudfront-viewer-address", ["198.51.100.1:4000", "198.51.100.2:4000"]),
        ("cloudfront-viewer-address", ["2001:db8:0:1::1:4000", "2001:db8:0:2::1:4000"]),
        ("x-forwarded-for", ["198.51.100.1", "198.51.100.2"]),
        ("x-forwarded-for", ["10.0.0.1, 198.51.100.1", "10.0.0.1,198.51.100.2"]),
        ("x-forwarded-for", ["2001:db8:0:1::1", "2001:db8:0:2::1"]),
    ] {
        let world = behind(SECRET).await;
        assert!(!are_one(&with(&world, SECRET, name, values)).await, "{name}: {values:?}");
    }
}

#[tokio::test]
async fn what_anybody_may_have_written_does_not() {
    for (name, values) in [
        // Ports and networks of one client, and what it sent ahead of the proxy's own entry.
        ("cloudfront-viewer-address", ["198.51.100.1:4000", "198.51.100.1:4001"]),
        ("cloudfront-viewer-address", ["2001:db8:0:1::1:4000", "2001:db8:0:1::2:4000"]),
        ("x-forwarded-for", ["1.1.1.1, 198.51.100.1", "2.2.2.2, 198.51.100.1"]),
        ("x-forwarded-for", ["1.1.1.1, nonsense", "2.2.2.2, nonsense"]),
        ("forwarded", ["for=198.51.100.1", "for=198.51.100.2"]),
        ("x-real-ip", ["198.51.100.1", "198.51.100.2"]),
    ] {
        let world = behind(SECRET).await;
        assert!(are_one(&with(&world, SECRET, name, values)).await, "{name}: {values:?}");
    }
}

#[tokio::test]
async fn without_the_right_secret_no_header_counts() {
    for (set, sent) in [
        (SECRET, "another secret of some other CDN's"),
        (SECRET, ""),
        (SECRET, "a secret that the CDN shares with u"),
        (SECRET, "a secret that the CDN shares with us,a secret that the CDN shares with us"),
        ("", ""),
        ("", SECRET),
    ] {
        for (name, values) in [
            ("cloudfront-viewer-address", ["198.51.100.1:4000", "198.51.100.2:4000"]),
            ("x-forwarded-for", ["198.51.100.1", "198.51.100.2"]),
        ] {
            let world = behind(set).await;
            assert!(are_one(&with(&world, sent, name, values)).await, "{set:?} {sent:?} {name}");
        }
    }
}

#[tokio::test]
async fn the_cdns_word_comes_before_what_was_forwarded() {
    let world = behind(SECRET).await;
    let [one, other] =
        with(&world, SECRET, "cloudfront-viewer-address", ["198.51.100.1:1", "198.51.100.2:1"]);
    let same = |client: Actor| client.with("x-forwarded-for", "203.0.113.1");
    assert!(!are_one(&[same(one), same(other)]).await);
}
