//! `POST /auth/users/reset_username/` and `/auth/users/reset_username_confirm/` (contract §2.4).

use crate::world::{GOOD, Link, World};
use serde_json::json;

const ASK: &str = "/auth/users/reset_username/";
const CONFIRM: &str = "/auth/users/reset_username_confirm/";

async fn link(world: &World) -> Link {
    world.anyone().post(ASK, json!({ "email": "alice@example.org" })).await.is_empty(204);
    let mail = world.mail_to("alice@example.org").await;
    assert_eq!(mail.subject, "Username reset on accounts.test");
    mail.link()
}

#[tokio::test]
async fn a_forgotten_name_is_replaced_by_mail() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world).await;
    let proof = link.proof_with("new_username", "alicia");
    world.anyone().post(CONFIRM, proof.clone()).await.is_empty(204);
    alice.named("alicia", alice.id).by_token().await;

    let used = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post(CONFIRM, link.proof_with("new_username", "other")).await.is(400, used);
}

#[tokio::test]
async fn what_is_wrong_is_told_in_this_order_and_taken_names_only_for_a_good_link() {
    let world = World::with(&[("USERNAME_RESET_CONFIRM_RETYPE", "true")]).await;
    let (_, _) = (world.user("alice").await, world.user("bob").await);
    let link = link(&world).await;
    let required = ["This field is required."];
    let nobody = json!({ "uid": ["Invalid user id or user doesn't exist."] });
    let bad = json!({ "token": ["Invalid token for given user."] });
    let taken = json!({ "new_username": ["A user with that username already exists."] });
    let differ = json!({ "non_field_errors": ["The two username fields didn't match."] });
    for (form, body) in [
        (json!({}), json!({ "new_username": required, "re_new_username": required })),
        (
            json!({ "uid": "x", "token": "x", "new_username": "BOB", "re_new_username": "BOB" }),
            nobody.clone(),
        ),
        (json!({ "uid": "x", "token": "x", "new_username": "a", "re_new_username": "b" }), differ),
        (json!({ "new_username": "a", "re_new_username": "a" }), nobody),
        (json!({ "uid": link.uid, "token": "x", "new_username": "bob", "re_new_username": "bob" }), bad),
        (
            json!({
                "uid": link.uid, "token": link.token, "new_username": "BOB", "re_new_username": "BOB",
            }),
            taken,
        ),
    ] {
        world.anyone().post(CONFIRM, form).await.is(400, body);
    }
}

#[tokio::test]
async fn nobody_learns_who_has_an_account_unless_a_setting_says_so() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let before = world.mails().await.len();
    for address in ["nobody@example.org", zoe.email.as_str()] {
        world.anyone().post(ASK, json!({ "email": address })).await.is_empty(204);
    }
    assert_eq!(world.mails().await.len(), before, "an inactive user gets no mail");

    let world = World::with(&[("USERNAME_RESET_SHOW_EMAIL_NOT_FOUND", "true")]).await;
    let unknown = json!(["User with given email does not exist."]);
    world.anyone().post(ASK, json!({ "email": "nobody@example.org" })).await.is(400, unknown);
}

#[tokio::test]
async fn a_mail_may_tell_of_the_new_name() {
    let world = World::with(&[("USERNAME_CHANGED_EMAIL_CONFIRMATION", "true")]).await;
    let alice = world.user("alice").await;
    let link = link(&world).await;
    world.anyone().post(CONFIRM, link.proof_with("new_username", "alicia")).await.is_empty(204);
    let mail = world.mail_to(&alice.email).await;
    assert_eq!(mail.subject, "accounts.test - Your username has been successfully changed!");
    alice.named("alicia", alice.id).by_token_with(GOOD).await;
}
