//! `LATCHKEY_TOKEN_CLAIMS`: what rides in access tokens.

use crate::users_api::group;
use crate::world::{Actor, GOOD, World};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// What an access token says.
fn said(actor: &Actor) -> Value {
    let part = actor.credential().split('.').nth(1).expect("a token has three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

#[tokio::test]
async fn what_the_settings_name_rides_along_and_nothing_else() {
    let plain = World::new().await;
    let keys = |claims: &Value| claims.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let ours = keys(&said(&plain.user("ada").await.by_jwt().await.0));
    for name in ["groups", "permissions", "is_staff", "username", "email", "omitted_claims"] {
        assert!(!ours.contains(&name.to_owned()), "{ours:?}");
    }
    let world = World::with(&[("TOKEN_CLAIMS", "groups, permissions,is_staff,username,email")]).await;
    let (root, ada) = (world.superuser().await.in_browser().await, world.user("ada").await);
    let editors = group(&root, "editors").await;
    root.put(&format!("/groups/{editors}/permissions/13/"), json!({})).await.has(200);
    root.put(&format!("/users/{}/permissions/9/", ada.id), json!({})).await.has(200);
    root.put(&format!("/users/{}/groups/{editors}/", ada.id), json!({})).await.has(200);
    let (signed_in, refresh) = ada.by_jwt().await;
    let claims = said(&signed_in);
    let extra = |claims: &Value| {
        json!([
            claims["groups"],
            claims["permissions"],
            claims["is_staff"],
            claims["username"],
            claims["email"]
        ])
    };
    let wanted = json!([["editors"], ["auth.add_group", "auth.add_user"], false, "ada", "ada@example.org"]);
    assert_eq!(extra(&claims), wanted);
    signed_in.get("/v1/me").await.has(200);
    // A refreshed token says what holds then.
    let again = world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await;
    let again = ada.with("authorization", &format!("Bearer {}", again.has(200).text_of("access")));
    assert_eq!(extra(&said(&again)), wanted);
    root.delete(&format!("/users/{}/groups/{editors}/", ada.id), json!({})).await.is_empty(204);
    let again = world.anyone().post("/v1/sessions/refresh", json!({ "refresh": refresh })).await;
    let again = ada.with("authorization", &format!("Bearer {}", again.has(200).text_of("access")));
    assert_eq!(said(&again)["groups"], json!([]));
    assert_eq!(said(&again)["permissions"], json!(["auth.add_group"]));
    let roots = root.post("/auth/jwt/create", json!({ "username": "root", "password": GOOD })).await;
    let roots =
        root.signed_out().with("authorization", &format!("Bearer {}", roots.has(200).text_of("access")));
    assert_eq!(said(&roots)["permissions"], json!(["*"]));
}

#[tokio::test]
async fn what_is_too_much_stays_away_and_is_named() {
    let world = World::with(&[("TOKEN_CLAIMS", "groups,username")]).await;
    let (root, ada) = (world.superuser().await.in_browser().await, world.user("ada").await);
    for number in 0..30 {
        let group = group(&root, &format!("{number:0150}")).await;
        root.put(&format!("/users/{}/groups/{group}/", ada.id), json!({})).await.has(200);
    }
    let claims = said(&ada.by_jwt().await.0);
    assert_eq!((&claims["omitted_claims"], &claims["username"]), (&json!(["groups"]), &json!("ada")));
    assert!(claims.get("groups").is_none());
}
