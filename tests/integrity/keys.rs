//! Signing keys: they overlap, so that no cache is surprised and no living token refused.

use crate::world::{GOOD, World};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use shared::auth::policy::{Permit, Service, to};
use shared::store::Key;
use shared::store::items::SigningKeys;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// Alice's access token, and the key that signed it.
async fn sign_in(world: &World) -> (String, String) {
    let body = json!({ "username": "alice", "password": GOOD });
    let access = world.anyone().post("/auth/jwt/create/", body).await.has(200).text_of("access");
    let header = URL_SAFE_NO_PAD.decode(access.split('.').next().unwrap_or_default()).expect("base64url");
    let header: Value = serde_json::from_slice(&header).expect("JSON");
    (header["kid"].as_str().expect("a kid").to_owned(), access)
}

/// The ids of the keys that the world shows, as it is a minute later at most.
async fn published(world: &World) -> Vec<String> {
    world.later(Duration::from_secs(61));
    let set = world.anyone().get("/.well-known/jwks.json").await.json();
    let keys = set["keys"].as_array().expect("a list").iter();
    keys.map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect()
}

#[tokio::test]
async fn a_new_key_is_published_long_before_it_signs_and_the_old_one_stays_as_long() {
    let world = World::new().await;
    world.user("alice").await;
    let (old, _) = sign_in(&world).await;
    let service = Permit::operator(to::Operate, Service);
    world.app.keyring.rotate(&world.app, &service).await.expect("the table answers");
    assert_eq!(published(&world).await.len(), 2);
    assert_eq!(sign_in(&world).await.0, old);

    world.later(3 * HOUR - Duration::from_secs(70));
    let (last_of_old, access) = sign_in(&world).await;
    world.later(Duration::from_secs(70));
    let (new, _) = sign_in(&world).await;
    assert_eq!(last_of_old, old);
    assert_ne!(new, old);
    // What the old key signed last is as good as ever.
    let alice = world.anyone().with("authorization", &format!("Bearer {access}"));
    alice.get("/auth/users/me/").await.has(200);

    world.later(3 * HOUR);
    world.app.keyring.keep(&world.app).await.expect("the table answers");
    assert_eq!(published(&world).await.len(), 2, "a token of the old key may still be cached as good");
    world.later(HOUR);
    world.app.keyring.keep(&world.app).await.expect("the table answers");
    assert_eq!(published(&world).await, [new]);
}

#[tokio::test]
async fn the_schedule_makes_the_first_key_and_replaces_it_when_it_is_due() {
    let world = World::with(&[("SIGNING_KEY_DAYS", "1")]).await;
    world.forget_key().await;
    let keep = || async { world.app.keyring.keep(&world.app).await.expect("the table answers") };
    keep().await;
    keep().await;
    assert_eq!(published(&world).await.len(), 1);
    world.later(25 * HOUR);
    keep().await;
    keep().await;
    assert_eq!(published(&world).await.len(), 2);
}

#[tokio::test]
async fn a_secret_key_that_was_replaced_still_opens_what_it_closed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (_, access) = sign_in(&world).await;
    alice.signed_out().post("/auth/users/reset_password/", json!({ "email": alice.email })).await.has(204);
    let link = world.mail_to(&alice.email).await.link();

    let mut config = world.app.config.clone();
    config.secret_key_fallbacks.0.push(config.secret_key.0.clone());
    config.secret_key.0 = "another secret key, after the first one got old".to_owned();
    let later = world.app_with("password_reset", config);
    assert!(later.keyring.verify_access(&later, &access).await.expect("the table answers").is_ok());
    let opened = shared::mail::links::open(
        &later,
        shared::store::Purpose::PasswordReset,
        Some(&link.uid),
        &link.token,
    );
    assert!(opened.await.is_ok());
    let later = world.app_with("sign_in", later.config.clone());
    assert!(later.keyring.signing_key(&later).await.is_ok());
}

#[tokio::test]
async fn the_schedule_lets_an_old_secret_key_be_forgotten() {
    let world = World::new().await;
    world.user("alice").await;
    let (kid, _) = sign_in(&world).await;
    let mut config = world.app.config.clone();
    config.secret_key_fallbacks.0.push(config.secret_key.0.clone());
    config.secret_key.0 = "another secret key, after the first one got old".to_owned();
    let both = world.app_with("tokens", config.clone());
    both.keyring.keep(&both).await.expect("the table answers");

    config.secret_key_fallbacks.0.clear();
    let new_only = world.app_with("sign_in", config);
    let key = new_only.keyring.signing_key(&new_only).await.expect("the key opens");
    assert_eq!(key.public().kid(), kid);
}

#[tokio::test]
async fn a_secret_key_that_was_replaced_at_once_gets_its_signing_key_with_the_deployment() {
    let world = World::new().await;
    world.user("alice").await;
    let (old, _) = sign_in(&world).await;
    let mut config = world.app.config.clone();
    config.secret_key.0 = "another secret key, and the first one is forgotten".to_owned();
    let later = world.app_with("sign_in", config.clone());
    assert!(later.keyring.signing_key(&later).await.is_err(), "no sign-in makes one");
    let tokens = world.app_with("tokens", config);
    tokens::keep_keys(tokens.clone()).await.expect("the table answers");
    tokens::keep_keys(tokens).await.expect("the table answers");
    world.later(Duration::from_secs(11));
    let key = later.keyring.signing_key(&later).await.expect("it signs at once");
    assert_ne!(key.public().kid(), old);
    let mut both = vec![old, key.public().kid().to_owned()];
    both.sort_unstable();
    let mut published = published(&world).await;
    published.sort_unstable();
    assert_eq!(published, both, "one was made, and what the old one signed is believed");
}

#[tokio::test]
async fn a_table_of_another_edition_is_not_touched() {
    let world = World::new().await;
    world.user("alice").await;
    let (newest, _) = sign_in(&world).await;
    // Every function looks at its start.
    for function in [
        "users",
        "groups",
        "permissions",
        "activation",
        "password_reset",
        "sign_in",
        "tokens",
        "mailer",
        "janitor",
    ] {
        let app = world.app_of(function);
        assert_eq!(app.keyring.warm_up(&app).await.expect("the table answers"), Ok(()), "{function}");
    }
    let tokens = world.app_of("tokens");
    for edition in [1, 3] {
        let keys = SigningKeys { newest: newest.clone(), edition };
        let written = tokens.store.transaction::<()>().put(Key::SigningKeys, &keys).commit().await;
        assert_eq!(written.expect("the table answers"), Ok(()));
        let later = world.app_of("tokens");
        let refused = later.keyring.warm_up(&later).await.expect("the table answers");
        let why = refused.expect_err("it must not go on");
        assert!(why.contains(&format!("has edition {edition}")), "{why}");
    }
}
