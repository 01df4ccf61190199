//! Where the links in our mails lead (contract §4, design: from settings alone).

use crate::world::{GOOD, World};
use serde_json::json;

#[tokio::test]
async fn links_lead_to_our_own_pages_when_nothing_is_set() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let activation = world.mail_to(&alice.email).await.link();
    assert!(activation.url.starts_with("https://accounts.test/pages/activate/"), "{activation:?}");
    for (path, page) in [("reset_password", "reset_password"), ("reset_username", "reset_username")] {
        let ask = format!("/auth/users/{path}/");
        world.anyone().post(&ask, json!({ "email": alice.email })).await.is_empty(204);
        let link = world.mail_to(&alice.email).await.link();
        assert!(link.url.starts_with(&format!("https://accounts.test/pages/{page}/")), "{link:?}");
    }
}

#[tokio::test]
async fn links_lead_to_the_front_end_that_settings_name() {
    let world = World::with(&[
        ("ACTIVATION_URL", "#/activate/{uid}/{token}"),
        ("PASSWORD_RESET_CONFIRM_URL", "/reset?uid={uid}&token={token}"),
        ("EMAIL_FRONTEND_DOMAIN", "app.example:3000"),
        ("EMAIL_FRONTEND_PROTOCOL", "http"),
        ("EMAIL_FRONTEND_SITE_NAME", "Front & Co"),
    ])
    .await;
    let alice = world.newcomer("alice").await;
    let mail = world.mail_to(&alice.email).await;
    assert_eq!(mail.subject, "Account activation on Front & Co");
    let link = mail.link();
    assert_eq!(link.url, format!("http://app.example:3000/#/activate/{}/{}", link.uid, link.token));
    assert!(mail.html.contains("Front &amp; Co"), "{mail:#?}");
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);

    world.anyone().post("/auth/users/reset_password/", json!({ "email": alice.email })).await.is_empty(204);
    let link = world.mail_to(&alice.email).await.link();
    let url = format!("http://app.example:3000/reset?uid={}&token={}", link.uid, link.token);
    assert_eq!(link.url, url);
    let proof = link.proof_with("new_password", "a new good battery");
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
}

#[tokio::test]
async fn nothing_in_a_request_moves_a_link() {
    let world = World::new().await;
    let mut stranger = world.anyone();
    for (name, value) in [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "http"),
        ("x-forwarded-server", "evil.example"),
        ("x-original-url", "https://evil.example/"),
        ("forwarded", "host=evil.example;proto=http"),
        ("referer", "https://evil.example/"),
    ] {
        stranger = stranger.with(name, value);
    }
    let form = json!({ "username": "zoe", "email": "zoe@example.org", "password": GOOD });
    stranger.post("/auth/users/", form).await.has(201);
    stranger.post("/auth/users/resend_activation/", json!({ "email": "zoe@example.org" })).await.has(204);
    stranger.post("/auth/users/reset_password/", json!({ "email": "zoe@example.org" })).await.has(204);
    let mails = world.mails().await;
    assert_eq!(mails.len(), 3);
    for mail in mails {
        assert!(!format!("{mail:?}").contains("evil"), "{mail:#?}");
        assert!(mail.link().url.starts_with("https://accounts.test/pages/"), "{mail:#?}");
    }
    let index = stranger.get("/auth/").await;
    index.is(200, json!({ "users": "https://accounts.test/auth/users/" }));
}

#[tokio::test]
async fn markup_in_a_name_is_no_markup_in_a_mail() {
    let world = World::with(&[("EMAIL_FRONTEND_SITE_NAME", "<b>Site</b>")]).await;
    let alice = world.user("alice").await;
    let mail = world.mail_to(&alice.email).await;
    assert!(!mail.html.contains("<b>Site"), "{mail:#?}");
    assert!(mail.text.contains("<b>Site</b>"), "{mail:#?}");
}

#[tokio::test]
async fn uid_is_the_number_in_base64_and_the_token_needs_no_encoding() {
    use base64::Engine;
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    let uid = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(zoe.id.to_string());
    assert_eq!(link.uid, uid);
    assert!(link.token.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c)), "{link:?}");
}
