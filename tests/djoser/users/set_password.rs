//! `POST /auth/users/set_password/` (contract §2.4).

use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};

const PATH: &str = "/auth/users/set_password/";
const NEW: &str = "a new good battery";

fn change() -> Value {
    json!({ "new_password": NEW, "current_password": GOOD })
}

#[tokio::test]
async fn what_is_missing_or_wrong_is_told_in_the_order_of_the_fields() {
    let required = ["This field is required."];
    let world = World::new().await;
    let alice = world.user("alice").await;
    let missing = json!({ "new_password": required, "current_password": required });
    alice.post(PATH, json!({})).await.is(400, missing);
    let wrong = json!({ "current_password": ["Invalid password."] });
    for new in ["password", NEW] {
        let form = json!({ "new_password": new, "current_password": "wrong" });
        alice.post(PATH, form).await.is(400, wrong.clone());
    }
    let form = json!({ "new_password": "", "current_password": "wrong" });
    let both = json!({
        "new_password": ["This field may not be blank."], "current_password": ["Invalid password."],
    });
    alice.post(PATH, form).await.is(400, both);
    world.anyone().post(PATH, change()).await.has(401);
    alice.by_token().await;
}

#[tokio::test]
async fn the_new_password_may_be_asked_for_twice() {
    let required = ["This field is required."];
    let world = World::with(&[("SET_PASSWORD_RETYPE", "true")]).await;
    let alice = world.user("alice").await;
    let missing =
        json!({ "new_password": required, "re_new_password": required, "current_password": required });
    alice.post(PATH, json!({})).await.is(400, missing);
    let form =
        |again: &str| json!({ "new_password": NEW, "re_new_password": again, "current_password": GOOD });
    let differ = json!({ "non_field_errors": ["The two password fields didn't match."] });
    alice.post(PATH, form("other")).await.is(400, differ);
    alice.post(PATH, form(NEW)).await.is_empty(204);
}

/// Alice, newly signed in by each kind of credential.
async fn everywhere(alice: &Actor) -> [Actor; 3] {
    [alice.by_token().await, alice.by_jwt().await.0, alice.in_browser().await]
}

#[tokio::test]
async fn whatever_else_is_signed_in_ends_and_the_callers_own_goes_on() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let mut password = GOOD.to_owned();
    for (turn, name) in ["token", "jwt", "browser"].into_iter().enumerate() {
        let signed_in = async |password: &str| -> [Actor; 3] {
            let out = alice.signed_out();
            let login = out.login(password);
            let token = out.by_token_with(password).await;
            let access = out.post("/auth/jwt/create/", login.clone()).await.text_of("access");
            let cookies = out.post("/auth/session/login/", login).await;
            [token, out.with("authorization", &format!("JWT {access}")), out.with_cookies_of(&cookies)]
        };
        let (mine, others) = (signed_in(&password).await, signed_in(&password).await);
        let new = format!("good battery number {turn}");
        let form = json!({ "new_password": new, "current_password": password });
        let reply = mine[turn].post(PATH, form).await;
        reply.is_empty(204);
        for (other, actor) in mine.iter().enumerate() {
            let status = actor.get("/auth/users/me/").await.status();
            assert_eq!(status == 200, other == turn, "by {name}, {other}: {status}");
        }
        for other in &others {
            other.get("/auth/users/me/").await.has(401);
        }
        password = new;
    }
    let old = alice.signed_out().post("/auth/token/login/", alice.login(GOOD)).await;
    old.is(400, json!({ "non_field_errors": ["Unable to log in with provided credentials."] }));
}

#[tokio::test]
async fn the_callers_own_ends_too_where_the_setting_wants_it() {
    let world = World::with(&[("LOGOUT_ON_PASSWORD_CHANGE", "true")]).await;
    let alice = world.user("alice").await;
    let before = everywhere(&alice).await;
    alice.post(PATH, change()).await.is_empty(204);
    alice.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));
    for actor in before {
        actor.get("/auth/users/me/").await.has(401);
    }
    alice.by_token_with(NEW).await;
}

#[tokio::test]
async fn a_refresh_token_from_before_is_worth_nothing_after() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (_, refresh) = alice.by_jwt().await;
    alice.post(PATH, change()).await.is_empty(204);
    let reply = world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await;
    assert_eq!(reply.has(401).text_of("code"), "token_not_valid");
}

#[tokio::test]
async fn a_change_kills_links_that_were_on_their_way() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    world.anyone().post("/auth/users/reset_password/", json!({ "email": alice.email })).await.is_empty(204);
    let link = world.mail_to(&alice.email).await.link();
    alice.post(PATH, change()).await.is_empty(204);
    let proof = link.proof_with("new_password", "a third good battery");
    let bad = json!({ "token": ["Invalid token for given user."] });
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is(400, bad);
}

#[tokio::test]
async fn a_mail_tells_of_the_change_and_undoes_it() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.post(PATH, change()).await.is_empty(204);
    let mail = world.mail_to(&alice.email).await;
    assert_eq!(mail.subject, "accounts.test - Your password has been successfully changed!");
    assert!(mail.link().url.contains("/pages/undo/"), "{mail:#?}");
}
