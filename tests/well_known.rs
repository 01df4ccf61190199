//! Discovery and keys: what others need to believe our access tokens (design §5).

use crate::world::{GOOD, World};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};
use std::time::Duration;

const JWKS: &str = "/.well-known/jwks.json";

/// What a stock authorizer makes of a token: API Gateway's checks signature, `kid`, `iss`, `aud` and time, and
/// looks at no `token_type`.
fn authorize(keys: &Value, token: &str) -> Option<Value> {
    let keys: JwkSet = serde_json::from_value(keys.clone()).ok()?;
    let key = keys.find(&decode_header(token).ok()?.kid?)?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_issuer(&["https://accounts.test"]);
    validation.set_audience(&["latchkey"]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The tests' clock stands still in a year that is over.
    validation.validate_exp = false;
    let key = DecodingKey::from_jwk(key).ok()?;
    decode(token, &key, &validation).ok().map(|decoded| decoded.claims)
}

#[tokio::test]
async fn discovery_tells_issuer_and_keys_whatever_the_host() {
    let world = World::new().await;
    let reply = world.anyone().with("host", "evil.example").get("/.well-known/openid-configuration").await;
    let document = reply.has(200).json();
    assert_eq!(document["issuer"], "https://accounts.test");
    assert_eq!(document["jwks_uri"], "https://accounts.test/.well-known/jwks.json");
    assert_eq!(document["id_token_signing_alg_values_supported"], json!(["RS256"]));
    reply.says("access-control-allow-origin", "*");
}

#[tokio::test]
async fn the_keys_are_none_until_tokens_makes_one_and_neither_reading_nor_signing_in_does() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.forget_key().await;
    let body = json!({ "username": alice.name, "password": GOOD });
    for _ in 0..2 {
        world.anyone().get(JWKS).await.is(200, json!({ "keys": [] }));
        world.anyone().post("/auth/jwt/create/", body.clone()).await.has(503);
    }
    // Who wants no JWT gets in.
    world.anyone().post("/auth/token/login/", body).await.has(200);
    tokens::keep_keys(world.app_of("tokens")).await.expect("the table answers");
    world.later(Duration::from_secs(11));
    alice.by_jwt().await;
    let keys = world.anyone().get(JWKS).await.json();
    let [key] = keys["keys"].as_array().unwrap().as_slice() else { panic!("one key: {keys}") };
    let mut members: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
    members.sort_unstable();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"], "and nothing private");
    assert_eq!((&key["alg"], &key["kty"], &key["use"]), (&json!("RS256"), &json!("RSA"), &json!("sig")));
}

#[tokio::test]
async fn a_stock_authorizer_takes_access_tokens_and_no_refresh_token() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (by_jwt, refresh) = alice.by_jwt().await;
    let keys = world.anyone().get(JWKS).await.json();
    let claims = authorize(&keys, by_jwt.credential()).expect("the access token is good");
    let id = alice.id.to_string();
    for (claim, value) in [
        ("iss", json!("https://accounts.test")),
        ("aud", json!("latchkey")),
        ("sub", json!(id)),
        ("user_id", json!(id)),
        ("token_type", json!("access")),
    ] {
        assert_eq!(claims[claim], value, "{claims}");
    }
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 300);
    assert_eq!(claims["jti"].as_str().unwrap().len(), 32);
    assert!(claims["sid"].is_string());

    assert_eq!(authorize(&keys, &refresh), None);
    assert_eq!(decode_header(&refresh).unwrap().alg, Algorithm::HS256);
}

#[tokio::test]
async fn the_audience_is_a_setting() {
    let world = World::with(&[("AUDIENCE", "shop")]).await;
    let (by_jwt, _) = world.user("alice").await.by_jwt().await;
    let keys = world.anyone().get(JWKS).await.json();
    assert_eq!(authorize(&keys, by_jwt.credential()), None);
    by_jwt.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn documents_are_read_and_nothing_else() {
    let world = World::new().await;
    for path in [JWKS, "/.well-known/openid-configuration"] {
        world.anyone().post(path, json!({})).await.has(405).says("allow", "GET, HEAD, OPTIONS");
        world.anyone().with("authorization", "Token nonsense").get(path).await.has(200);
    }
}
