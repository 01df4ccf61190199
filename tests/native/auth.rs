//! `/v1/auth/…` and `GET /v1/` (contract §4.2).

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn tokens_are_obtained_refreshed_and_verified() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let pair = ada.signed_out().post("/v1/auth/obtain/", ada.login(GOOD)).await;
    let (access, refresh) = (pair.has(200).text_of("access"), pair.text_of("refresh"));
    let signed_in = ada.signed_out().with("authorization", &format!("Bearer {access}"));
    signed_in.get(&format!("/v1/users/{}", ada.id)).await.has(200);
    let anyone = world.anyone();
    anyone.post("/v1/auth/refresh", json!({ "refresh": refresh })).await.has(200).text_of("access");
    for token in [&access, &refresh] {
        anyone.post("/v1/auth/verify", json!({ "token": token })).await.is(200, json!({}));
    }
    let wrong = json!({ "detail": "Token has wrong type", "code": "token_not_valid" });
    anyone.post("/v1/auth/refresh", json!({ "refresh": access })).await.is(401, wrong);
    let unknown = json!({ "detail": "No active account found with the given credentials" });
    anyone.post("/v1/auth/obtain", ada.login("wrong")).await.is(401, unknown);
    let required =
        json!({ "username": ["This field is required."], "password": ["This field is required."] });
    anyone.post("/v1/auth/obtain", json!({})).await.is(400, required);
}

#[tokio::test]
async fn the_index_says_where_things_are() {
    let world = World::new().await;
    let index = world.anyone().get("/v1/").await.has(200).json();
    assert_eq!(index["users"], "https://accounts.test/v1/users/list");
}
