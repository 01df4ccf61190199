//! Who may sign up: `LATCHKEY_REGISTRATION` and `LATCHKEY_REGISTRATION_DOMAINS`.

use crate::world::{GOOD, World};
use serde_json::json;
use shared::config::Config;

#[tokio::test]
async fn where_sign_up_is_closed_every_dialect_says_so_and_administrators_make_users() {
    let world = World::with(&[("REGISTRATION", "closed")]).await;
    let form = json!({ "username": "ada", "email": "ada@example.org", "password": GOOD });
    let refused = json!({ "detail": "You do not have permission to perform this action." });
    for path in ["/auth/users/", "/auth/users/create/", "/users/", "/users/create/", "/api/accounts/"] {
        world.anyone().post(path, form.clone()).await.is(403, refused.clone());
        world.anyone().post(path, json!({})).await.has(403);
    }
    assert_eq!(
        world.anyone().post("/v1/users", form.clone()).await.has(403).json()["code"],
        "permission_denied"
    );
    world.anyone().post("/auth/signup", form.clone()).await.is(403, refused);
    let root = world.superuser().await;
    root.post("/v1/users", form).await.has(201);
    let document = world.anyone().get("/openapi.json").await.has(200).json();
    assert!(
        document["paths"]["/auth/users/"].get("post").is_none()
            && document["paths"].get("/auth/users/create/").is_none()
    );
}

#[tokio::test]
async fn only_addresses_of_the_domains_are_taken_now_and_later() {
    let world = World::with(&[("REGISTRATION_DOMAINS", "Example.org,bücher.example")]).await;
    let foreign = json!({ "email": ["Addresses of this domain cannot be used here."] });
    let sign_up = |name: &str, email: &str| json!({ "username": name, "email": email, "password": GOOD });
    for email in ["ada@example.com", "ada@sub.example.org", "ada@notexample.org"] {
        world.anyone().post("/auth/users/", sign_up("ada", email)).await.is(400, foreign.clone());
    }
    for (name, email) in [("bob", "bob@EXAMPLE.org"), ("carol", "carol@xn--bcher-kva.example")] {
        world.anyone().post("/auth/users/", sign_up(name, email)).await.has(201);
    }
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "ada@example.com" })).await.is(400, foreign.clone());
    let asked = json!({ "email": "ada@example.com", "current_password": GOOD });
    assert_eq!(ada.post("/v1/me/email", asked).await.has(400).json()["email"], foreign["email"]);
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", ada.id), json!({ "email": "ada@example.com" })).await.has(200);
}

#[test]
fn domains_want_activation() {
    let settings = [
        ("SECRET_KEY", "a secret key that is only used in tests"),
        ("REGISTRATION_DOMAINS", "example.org"),
        ("SEND_ACTIVATION_EMAIL", "false"),
    ];
    let pairs = settings.map(|(name, value)| (format!("LATCHKEY_{name}"), value.to_owned()));
    let mistakes = Config::parse(pairs).unwrap_err();
    assert!(
        mistakes[0].starts_with("LATCHKEY_REGISTRATION_DOMAINS wants LATCHKEY_SEND_ACTIVATION_EMAIL"),
        "{mistakes:?}"
    );
}
