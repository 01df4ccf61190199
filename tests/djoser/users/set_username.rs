//! `POST /auth/users/set_username/` (contract §2.4).

use crate::world::{GOOD, World};
use serde_json::{Value, json};

const PATH: &str = "/auth/users/set_username/";
const TAKEN: &str = "A user with that username already exists.";

fn rename(name: &str) -> Value {
    json!({ "current_password": GOOD, "new_username": name })
}

#[tokio::test]
async fn a_rename_takes_effect_at_once_and_keeps_who_is_signed_in() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.post(PATH, rename("alicia")).await.is_empty(204);
    alice
        .get("/auth/users/me/")
        .await
        .is(200, json!({ "email": alice.email, "id": alice.id, "username": "alicia" }));
    let old = alice.signed_out().post("/auth/token/login/", alice.login(GOOD)).await;
    old.has(400);
    alice.named("alicia", alice.id).by_token().await;
    world.newcomer("bob").await;
    let free = json!({ "username": "ALICE", "password": GOOD });
    world.anyone().post("/auth/users/", free).await.has(201);
}

#[tokio::test]
async fn what_is_wrong_is_told_together() {
    let required = ["This field is required."];
    let world = World::new().await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    let charset =
        "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";
    let long = "Ensure this field has no more than 150 characters.";
    for (form, body) in [
        (json!({}), json!({ "current_password": required, "new_username": required })),
        (rename("alice"), json!({ "new_username": [TAKEN] })),
        (rename("bob"), json!({ "new_username": [TAKEN] })),
        (rename("BOB"), json!({ "new_username": [TAKEN] })),
        (rename("a b"), json!({ "new_username": [charset] })),
        (rename(&"a".repeat(151)), json!({ "new_username": [long] })),
        (rename(" "), json!({ "new_username": ["This field may not be blank."] })),
        (
            json!({ "current_password": "wrong", "new_username": "alicia" }),
            json!({ "current_password": ["Invalid password."] }),
        ),
        (
            json!({ "current_password": "wrong", "new_username": "bob" }),
            json!({ "current_password": ["Invalid password."], "new_username": [TAKEN] }),
        ),
    ] {
        alice.post(PATH, form).await.is(400, body);
    }
    world.anyone().post(PATH, rename("x")).await.has(401);
    alice.get("/auth/users/me/").await.is(200, alice.object());
}

#[tokio::test]
async fn a_rename_may_differ_in_case_alone() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.post(PATH, rename("Alice")).await.is_empty(204);
    alice
        .named("Alice", alice.id)
        .by_token()
        .await
        .get("/auth/users/me/")
        .await
        .is(200, json!({ "email": alice.email, "id": alice.id, "username": "Alice" }));
    let taken = json!({ "username": ["A user with that username already exists."] });
    let form = json!({ "username": "aLICE", "password": GOOD });
    world.anyone().post("/auth/users/", form).await.is(400, taken);
}

#[tokio::test]
async fn the_new_name_is_kept_as_typed() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.post(PATH, rename("ﬁsh")).await.is_empty(204);
    assert_eq!(alice.get("/auth/users/me/").await.text_of("username"), "ﬁsh");
}

#[tokio::test]
async fn the_new_name_may_be_asked_for_twice() {
    let required = ["This field is required."];
    let world = World::with(&[("SET_USERNAME_RETYPE", "true")]).await;
    let alice = world.user("alice").await;
    let missing =
        json!({ "current_password": required, "new_username": required, "re_new_username": required });
    alice.post(PATH, json!({})).await.is(400, missing);
    let form =
        |again: &str| json!({ "current_password": GOOD, "new_username": "al", "re_new_username": again });
    let differ = json!({ "non_field_errors": ["The two username fields didn't match."] });
    alice.post(PATH, form("la")).await.is(400, differ);
    alice.post(PATH, form("al")).await.is_empty(204);
}

#[tokio::test]
async fn a_mail_may_tell_of_the_change() {
    let world = World::with(&[("USERNAME_CHANGED_EMAIL_CONFIRMATION", "true")]).await;
    let alice = world.user("alice").await;
    alice.post(PATH, rename("alicia")).await.is_empty(204);
    let mail = world.mail_to(&alice.email).await;
    assert_eq!(mail.subject, "accounts.test - Your username has been successfully changed!");
}
