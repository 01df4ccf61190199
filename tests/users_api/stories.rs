//! An administrator's day.

use super::{at_work, group, is_gone, is_refused, is_sorry, made, number, plain, stock};
use crate::world::GOOD;
use serde_json::json;

#[tokio::test]
async fn an_editor_is_made_works_and_is_an_editor_no_more() {
    let (_world, root) = at_work().await;

    let ada = made(&root, "ada", json!({ "firstName": "Ada", "lastName": "Lovelace" })).await;
    let editors = group(&root, "editors").await;
    is_refused(&ada.post("/groups/", json!({ "name": "writers" })).await);

    let right = format!("/groups/{editors}/permissions/{}/", stock("add_group"));
    root.put(&right, json!({})).await.has(200);
    is_refused(&ada.post("/groups/", json!({ "name": "writers" })).await);
    let membership = format!("/users/{}/groups/{editors}/", ada.id);
    root.put(&membership, json!({})).await.has(200);
    ada.post("/groups/", json!({ "name": "writers" })).await.has(201);

    root.delete(&membership, json!({})).await.is_empty(204);
    is_refused(&ada.post("/groups/", json!({ "name": "artists" })).await);
    root.put(&membership, json!({})).await.has(200);
    root.delete(&right, json!({})).await.is_empty(204);
    is_refused(&ada.post("/groups/", json!({ "name": "artists" })).await);
    root.put(&right, json!({})).await.has(200);
    ada.post("/groups/", json!({ "name": "artists" })).await.has(201);

    root.delete(&format!("/groups/{editors}/"), json!({})).await.is_empty(204);
    is_refused(&ada.post("/groups/", json!({ "name": "poets" })).await);
    is_gone(&root.get(&format!("/groups/{editors}/")).await);
    is_sorry(&root.put(&membership, json!({})).await);
}

#[tokio::test]
async fn the_registrar_makes_people_without_being_more_than_a_registrar() {
    let (_world, root) = at_work().await;
    let registrar = plain(&root, "registrar").await;
    let path = format!("/users/{}/permissions/{}/", registrar.id, stock("add_user"));
    root.put(&path, json!({})).await.has(200);

    let form = json!({ "username": "bob", "password": GOOD });
    let bob = number(registrar.post("/users/", form).await.has(201));
    let path = format!("/users/{bob}/");
    is_refused(&registrar.get(&path).await);
    is_refused(&registrar.put(&path, json!({ "firstName": "Bob" })).await);
    is_refused(&registrar.delete(&path, json!({})).await);
    registrar.named("bob", bob).in_browser().await.get(&path).await.has(200);

    root.delete(&format!("/users/{}/", registrar.id), json!({})).await.is_empty(204);
    is_refused(&registrar.get(&format!("/users/{}/", registrar.id)).await);
}

#[tokio::test]
async fn every_credential_opens_this_dialect_too() {
    let (world, root) = at_work().await;
    let by_token = world.superuser().await;
    let (by_jwt, _) = by_token.by_jwt().await;
    let path = format!("/users/{}/", root.id);
    for signed_in in [&root, &by_token, &by_jwt] {
        assert_eq!(signed_in.get(&path).await.has(200).text_of("username"), "root");
        let renamed = signed_in.put(&path, json!({ "firstName": "Root" })).await;
        assert_eq!(renamed.has(200).text_of("firstName"), "Root");
    }
}

#[tokio::test]
async fn a_user_who_was_disabled_does_nothing_until_he_is_enabled() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let path = format!("/users/{}/", ada.id);
    ada.get(&path).await.has(200);
    root.put(&path, json!({ "isActive": false })).await.has(200);
    is_refused(&ada.get(&path).await);
    ada.post("/auth/session/login/", ada.login(GOOD)).await.has(400);
    root.put(&path, json!({ "isActive": true })).await.has(200);
    ada.get(&path).await.has(200);
}
