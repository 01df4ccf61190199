//! Settings that change the wire and belong to no one endpoint (contract §5).

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn the_id_may_be_the_user_name() {
    let world = World::with(&[("USER_ID_FIELD", "username"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let form = json!({ "username": "Alice", "email": "alice@example.org", "password": GOOD });
    let object = json!({ "email": "alice@example.org", "username": "Alice" });
    world.anyone().post("/auth/users/", form).await.is(201, object.clone());
    let alice = world.anyone().named("Alice", 0).by_token().await;
    alice.get("/auth/users/me/").await.is(200, object.clone());
    alice.get("/auth/users/").await.is(200, json!([object]));
    alice.get("/auth/users/Alice/").await.is(200, object);
    let nobody = json!({ "detail": "No User matches the given query." });
    alice.get("/auth/users/nobody/").await.is(404, nobody);
}

#[tokio::test]
async fn without_a_token_model_there_are_jwts_alone() {
    let world = World::with(&[("TOKEN_MODEL", "none"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let alice = world.newcomer("alice").await;
    for path in ["/auth/token/login/", "/auth/token/create/"] {
        world.anyone().post(path, alice.login(GOOD)).await.is(404, json!({ "detail": "Not found." }));
    }
    for path in ["/auth/token/logout/", "/auth/token/destroy/"] {
        let (jwt, _) = alice.by_jwt().await;
        jwt.get("/auth/users/me/").await.is(200, alice.object());
        jwt.post(path, json!({})).await.is_empty(204);
        jwt.get("/auth/users/me/").await.has(401);
        jwt.post(path, json!({})).await.has(401);
        world.anyone().post(path, json!({})).await.has(401);
    }
}

#[tokio::test]
async fn django_settings_name_host_and_site_and_the_front_ends_own_come_first() {
    let django = [("DOMAIN", "shop.example"), ("SITE_NAME", "Shop"), ("ACTIVATION_URL", "a/{uid}/{token}")];
    let own = [("EMAIL_FRONTEND_DOMAIN", "app.example"), ("EMAIL_FRONTEND_SITE_NAME", "App")];
    for (settings, host, site) in
        [(django.to_vec(), "shop.example", "Shop"), ([&django[..], &own].concat(), "app.example", "App")]
    {
        let world = World::with(&settings).await;
        let zoe = world.newcomer("zoe").await;
        let mail = world.mail_to(&zoe.email).await;
        assert_eq!(mail.subject, format!("Account activation on {site}"));
        assert!(mail.link().url.starts_with(&format!("https://{host}/a/")), "{mail:#?}");
    }
}

#[tokio::test]
async fn the_index_names_what_there_is() {
    let world = World::new().await;
    let users = json!({ "users": "https://accounts.test/auth/users/" });
    for path in ["/auth/", "/auth"] {
        world.anyone().get(path).await.is(200, users.clone());
    }
    world.anyone().post("/auth/", json!({})).await.has(405).says("allow", "GET, HEAD, OPTIONS");
    world.anyone().get("/").await.has(200);
}
