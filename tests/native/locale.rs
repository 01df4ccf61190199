//! `/v1/me/locale` and `/v1/users/{pk}/locale`: in which language a user is spoken to.

use super::cast::{at_work, is_invalid, is_refused};
use crate::world::{GOOD, Request};
use serde_json::{Value, json};

const OWN: &str = "/v1/me/locale";
const WRONG: &str = "Must be a language tag (BCP 47), such as de or pt-BR.";

#[tokio::test]
async fn users_and_administrators_say_in_which_language_they_are_spoken_to() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    let theirs = format!("/v1/users/{}/locale", ada.id);
    ada.get(OWN).await.is(200, json!({ "locale": null }));
    ada.put(OWN, json!({ "locale": "pt_BR" })).await.is(200, json!({ "locale": "pt-BR" }));
    root.get(&theirs).await.is(200, json!({ "locale": "pt-BR" }));
    root.put(&theirs, json!({ "locale": "fr" })).await.is(200, json!({ "locale": "fr" }));
    root.post(&format!("/v1/users/{}/send_reset", ada.id), Value::Null).await.is_empty(204);
    assert_eq!(world.mail_to(&ada.email).await.subject, "Nouveau mot de passe sur accounts.test");
    let seen = ada.get(OWN).await.header("etag").to_owned();
    ada.put(OWN, json!({ "locale": null })).await.is(200, json!({ "locale": null }));
    let late = Request::new("PUT", OWN).json(&json!({ "locale": "ja" })).header("if-match", &seen);
    is_refused(&ada.send(late).await, 412);
    // The contract's user shows none.
    assert_eq!(ada.get("/v1/me").await.has(200).json().get("locale"), None);
    let (bob, staff) = (world.user("bob").await, world.staff("sam").await);
    is_refused(&bob.get(&theirs).await, 403);
    is_refused(&bob.put(&theirs, json!({ "locale": "de" })).await, 403);
    is_refused(&staff.put(&format!("/v1/users/{}/locale", root.id), json!({ "locale": "de" })).await, 403);
    is_refused(&staff.get("/v1/users/7/locale").await, 404);
    is_refused(&world.anyone().get(OWN).await, 401);
}

#[tokio::test]
async fn what_is_no_language_changes_nothing() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    ada.put(OWN, json!({ "locale": "de" })).await.has(200);
    for path in [OWN.to_owned(), format!("/v1/users/{}/locale", ada.id)] {
        let whoever = if path == OWN { &ada } else { &root };
        for wrong in ["german", "d", "de AT", "de-\u{202e}AT", &"de-a".repeat(20)] {
            is_invalid(&whoever.put(&path, json!({ "locale": wrong })).await, "locale", WRONG);
        }
        is_invalid(
            &whoever.put(&path, json!({ "locale": "" })).await,
            "locale",
            "This field may not be blank.",
        );
        is_invalid(&whoever.put(&path, json!({ "locale": [] })).await, "locale", "Not a valid string.");
        is_invalid(&whoever.put(&path, json!({})).await, "locale", "This field is required.");
        whoever.put(&path, json!({ "language": "de" })).await.has(400);
    }
    ada.get(OWN).await.is(200, json!({ "locale": "de" }));
}

#[tokio::test]
async fn who_is_made_is_spoken_to_in_their_language_from_the_first_mail_on() {
    let (world, root) = at_work().await;
    let new =
        |name: &str| json!({ "username": name, "email": format!("{name}@example.org"), "locale": "ja" });
    root.post("/v1/users", new("hana")).await.has(201);
    assert_eq!(world.mail_to("hana@example.org").await.subject, "accounts.test のアカウント");
    let mut wrong = new("eve");
    wrong["locale"] = json!("japanese");
    is_invalid(&root.post("/v1/users", wrong.clone()).await, "locale", WRONG);
    wrong["password"] = json!(GOOD);
    is_invalid(&root.post("/v1/users", wrong.clone()).await, "locale", WRONG);
    is_invalid(&world.anyone().post("/v1/users", wrong.clone()).await, "locale", WRONG);
    // The contract's body has no such key, and what it does not know it passes over.
    root.post("/v1/users/create", wrong).await.has(201);
}
