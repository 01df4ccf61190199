//! What people do, one after the other.

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn an_account_from_sign_up_to_deletion() {
    let world = World::new().await;
    let anyone = world.anyone();

    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    let made = anyone.post("/auth/users/", form).await;
    let id = made.has(201).json()["id"].as_u64().unwrap();
    made.is(201, json!({ "email": "ada@example.org", "username": "ada", "id": id }));

    let ada = anyone.named("ada", id);
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    anyone.post("/auth/token/login/", ada.login(GOOD)).await.is(400, refused);

    let mail = world.mail_to("ada@example.org").await;
    assert_eq!(mail.subject, "Account activation on accounts.test");
    anyone.post("/auth/users/activation/", mail.link().proof()).await.is_empty(204);

    let (by_jwt, _) = ada.by_jwt().await;
    for signed_in in [by_jwt, ada.by_token().await, ada.in_browser().await] {
        signed_in.get("/auth/users/me/").await.is(200, ada.object());
    }

    let ada = ada.by_token().await;
    let moved = json!({ "email": "ada@example.com" });
    ada.patch("/auth/users/me/", moved)
        .await
        .is(200, json!({ "email": "ada@example.com", "id": id, "username": "ada" }));
    let link = world.mail_to("ada@example.com").await.link();
    anyone.post("/auth/users/activation/", link.proof()).await.is_empty(204);

    let ada = ada.by_token().await;
    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    ada.post("/auth/users/set_username/", renamed).await.is_empty(204);

    let changed = json!({ "current_password": GOOD, "new_password": "another good battery" });
    ada.post("/auth/users/set_password/", changed).await.is_empty(204);
    ada.get("/auth/users/me/").await.has(200);

    anyone.post("/auth/users/reset_password/", json!({ "email": "ada@example.com" })).await.is_empty(204);
    let reset = world.mail_to("ada@example.com").await;
    assert_eq!(reset.subject, "Password reset on accounts.test");
    let proof = reset.link().proof_with("new_password", "a third good battery");
    anyone.post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    ada.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));

    let countess = ada.named("countess", id).by_token_with("a third good battery").await;
    let leaving = json!({ "current_password": "a third good battery" });
    countess.delete("/auth/users/me/", leaving).await.is_empty(204);
    countess.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));
    world.newcomer("countess").await;
}
