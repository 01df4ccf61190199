//! `POST /auth/users/` (contract §2.1).

use crate::world::{GOOD, World};
use serde_json::{Value, json};

fn required(fields: &[&str]) -> Value {
    fields.iter().map(|field| ((*field).to_owned(), json!(["This field is required."]))).collect()
}

#[tokio::test]
async fn name_and_password_make_an_account_that_is_nobody_elses_business() {
    let world = World::new().await;
    let reply = world.anyone().post("/auth/users/", json!({ "username": "zoe", "password": GOOD })).await;
    let id = reply.json()["id"].as_u64().unwrap();
    reply.is(201, json!({ "email": "", "username": "zoe", "id": id }));
    assert!(id > 1 << 32 && id < 1 << 53, "ids are time-ordered and safe in JavaScript: {id}");
    assert_eq!(reply.header("location"), "");
    assert!(reply.headers().get("set-cookie").is_none());
}

#[tokio::test]
async fn what_is_missing_is_told() {
    let world = World::new().await;
    world.anyone().post("/auth/users/", json!({})).await.is(400, required(&["username", "password"]));

    let world = World::with(&[("USER_CREATE_PASSWORD_RETYPE", "true")]).await;
    let fields = required(&["username", "password", "re_password"]);
    world.anyone().post("/auth/users/", json!({})).await.is(400, fields);
}

#[tokio::test]
async fn whoever_is_signed_in_may_sign_somebody_up() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.sign_up("zoe").await;
    alice.get("/auth/users/me/").await.is(200, alice.object());
}

#[tokio::test]
async fn a_name_belongs_to_one_user_whatever_its_case_or_width() {
    let world = World::new().await;
    world.newcomer("strasse").await;
    let taken = json!({ "username": ["A user with that username already exists."] });
    for name in ["strasse", "STRASSE", "Straße", "ｓｔｒａｓｓｅ"] {
        // The password is weak as well, and not judged in the same answer.
        let form = json!({ "username": name, "password": "1234567" });
        world.anyone().post("/auth/users/", form).await.is(400, taken.clone());
    }
}

#[tokio::test]
async fn an_address_belongs_to_one_user_whatever_its_case_and_none_to_many() {
    let world = World::new().await;
    world.newcomer("ada").await;
    let taken = json!({ "email": ["user with this email address already exists."] });
    for address in ["ada@example.org", "ADA@Example.ORG"] {
        let form = json!({ "username": "zoe", "email": address, "password": GOOD });
        world.anyone().post("/auth/users/", form).await.is(400, taken.clone());
    }
    let both = json!({ "username": "ADA", "email": "ADA@example.org", "password": GOOD });
    world.anyone().post("/auth/users/", both).await.is(
        400,
        json!({
            "email": ["user with this email address already exists."],
            "username": ["A user with that username already exists."],
        }),
    );
    for name in ["one", "two"] {
        let form = json!({ "username": name, "email": "", "password": GOOD });
        world.anyone().post("/auth/users/", form).await.has(201);
    }
}

#[tokio::test]
async fn names_are_kept_in_their_compatible_form() {
    let world = World::new().await;
    let form = json!({ "username": "ﬁsh", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    assert_eq!(made.has(201).text_of("username"), "fish");
}

#[tokio::test]
async fn the_password_typed_twice_is_compared_after_it_is_judged() {
    let world = World::with(&[("USER_CREATE_PASSWORD_RETYPE", "true")]).await;
    let form = |password: &str, again: &str| json!({ "username": "zoe", "password": password, "re_password": again });
    let weak = json!({ "password": ["This password is too common."] });
    world.anyone().post("/auth/users/", form("password", "other")).await.is(400, weak);
    let differ = json!({ "non_field_errors": ["The two password fields didn't match."] });
    world.anyone().post("/auth/users/", form(GOOD, "other")).await.is(400, differ);
    world.anyone().post("/auth/users/", form(GOOD, &format!(" {GOOD} "))).await.has(201);
}

#[tokio::test]
async fn a_second_password_nobody_asked_for_is_ignored() {
    let world = World::new().await;
    let form = json!({ "username": "zoe", "password": GOOD, "re_password": "other" });
    world.anyone().post("/auth/users/", form).await.has(201);
}

#[tokio::test]
async fn nobody_makes_himself_more_than_a_user() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let form = json!({
        "username": "zoe", "password": GOOD, "id": 1, "pk": 1, "is_staff": true, "is_superuser": true,
        "is_active": false, "first_name": "Zoe", "groups": [1], "user_permissions": [1],
        "date_joined": "2000-01-01T00:00:00Z", "last_login": "2000-01-01T00:00:00Z",
    });
    let id = world.anyone().post("/auth/users/", form).await.has(201).json()["id"].as_u64().unwrap();
    assert_ne!(id, 1);
    let seen = world.superuser().await.get(&format!("/v1/users/{id}")).await;
    seen.is(
        200,
        json!({
            "username": "zoe", "pk": id, "last_login": null, "is_superuser": false, "first_name": "",
            "last_name": "", "email": "", "is_staff": false, "is_active": true,
            "date_joined": "2026-01-01T12:00:00Z",
        }),
    );
}

#[tokio::test]
async fn fields_that_a_deployment_requires_are_required_and_shown() {
    let world = World::with(&[("REQUIRED_FIELDS", "first_name,email")]).await;
    let form = json!({ "username": "zoe", "email": "z@example.org", "first_name": "Zoe", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    let id = made.json()["id"].as_u64().unwrap();
    let shown = json!({ "first_name": "Zoe", "email": "z@example.org", "username": "zoe", "id": id });
    made.is(201, shown);
}

#[tokio::test]
async fn with_activation_the_account_waits_for_its_mail() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    assert_eq!(world.subjects_to(&zoe.email).await, ["Account activation on accounts.test"]);
    let refused = json!({ "non_field_errors": ["Unable to log in with provided credentials."] });
    zoe.post("/auth/token/login/", zoe.login(GOOD)).await.is(400, refused);
    let refused = json!({ "detail": "No active account found with the given credentials" });
    zoe.post("/auth/jwt/create/", zoe.login(GOOD)).await.is(401, refused);
}

#[tokio::test]
async fn without_activation_the_account_is_good_at_once_and_a_mail_may_say_so() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    world.newcomer("zoe").await.by_token().await;
    assert!(world.mails().await.is_empty());

    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false"), ("SEND_CONFIRMATION_EMAIL", "true")]).await;
    let zoe = world.newcomer("zoe").await;
    let confirmed = "accounts.test - Your account has been successfully created and activated!";
    assert_eq!(world.subjects_to(&zoe.email).await, [confirmed]);
}

#[tokio::test]
async fn an_account_without_an_address_gets_no_mail_and_waits_for_an_administrator() {
    let world = World::new().await;
    let form = json!({ "username": "zoe", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    let zoe = world.anyone().named("zoe", made.has(201).json()["id"].as_u64().unwrap());
    assert!(world.mails().await.is_empty());
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", zoe.id), json!({ "is_active": true })).await.has(200);
    zoe.by_token().await;
}
