//! Accounts that administrators make without a password: who they are for is invited to choose one.

use crate::world::{Actor, GOOD, Reply, Request, World};
use serde_json::{Value, json};

const SUBJECT: &str = "Your account on accounts.test";

fn grace() -> Value {
    json!({ "username": "grace", "email": "grace@example.org" })
}

/// A world in which an administrator has invited Grace; she, not signed in; and the administrator.
async fn invited() -> (World, Actor, Actor) {
    let world = World::new().await;
    let sam = world.staff("sam").await;
    let made = sam.post("/v1/users", grace()).await;
    assert_eq!(made.has(201).json()["is_active"], true, "{made}");
    let grace = world.anyone().named("grace", made.json()["pk"].as_u64().expect("a number"));
    (world, grace, sam)
}

async fn choose(world: &World, link: &Value, password: &str) -> Reply {
    let form = json!({ "token": link["token"], "new_password": password });
    world.anyone().post("/v1/password_reset/confirm", form).await
}

#[tokio::test]
async fn who_is_invited_chooses_the_password_and_signs_in() {
    let (world, grace, _) = invited().await;
    let mail = world.mail_to("grace@example.org").await;
    assert_eq!(mail.subject, SUBJECT);
    let link = mail.link();
    let page = world.anyone().get(link.path()).await;
    assert!(page.has(200).text().contains("Somebody made an account for you"), "{page}");
    let press = |password: &'static str| {
        let browser = world.anyone().with("origin", "null").with("sec-fetch-site", "same-origin");
        let request = Request::post(link.path()).form(&[("new_password", password)]);
        async move { browser.send(request).await }
    };
    let weak = press("password").await;
    assert!(weak.has(400).text().contains("Somebody made an account for you"), "{weak}");
    let done = press(GOOD).await;
    assert!(done.has(200).text().contains("The account is yours"), "{done}");
    grace.by_token().await.get("/v1/me").await.has(200);
    // The link served once.
    press("another good battery").await.has(400);
    world.anyone().get(link.path()).await.has(404);
}

#[tokio::test]
async fn before_that_no_door_opens() {
    let (world, grace, _) = invited().await;
    let anyone = world.anyone();
    for password in [GOOD, "!", "None", "password"] {
        for (path, status) in
            [("/auth/token/login/", 400), ("/auth/jwt/create/", 401), ("/auth/session/login/", 400)]
        {
            anyone.post(path, grace.login(password)).await.has(status);
        }
        anyone.post("/v1/auth/obtain", grace.login(password)).await.has(401);
        let login = json!({ "login": "grace@example.org", "password": password });
        anyone.post("/v1/sessions", login).await.has(401);
        assert_eq!(anyone.post("/auth/login", grace.login(password)).await.json()["success"], false);
    }
}

#[tokio::test]
async fn no_other_mail_goes_to_an_account_without_a_password() {
    let (world, grace, _) = invited().await;
    let link = world.mail_to(&grace.email).await.link();
    let (anyone, form) = (world.anyone(), json!({ "email": grace.email }));
    for path in [
        "/auth/users/reset_password/",
        "/auth/password/reset/",
        "/password/reset/",
        "/auth/users/reset_username/",
        "/auth/users/resend_activation/",
        "/auth/users/resend/",
        "/v1/password_reset",
        "/v1/activation/resend",
    ] {
        let status = anyone.post(path, form.clone()).await.status();
        assert!([204, 400].contains(&status), "{path}: {status}");
    }
    anyone.post("/api/passwords/reset_password", form).await.has(404);
    for page in ["reset_password", "reset_username", "activate"] {
        let renew = Request::post(&format!("/pages/{page}/Mg/1-x")).form(&[("email", &grace.email)]);
        let browser = anyone.with("origin", "null").with("sec-fetch-site", "same-origin");
        browser.send(renew).await.has(200);
    }
    assert_eq!(world.subjects_to(&grace.email).await, [SUBJECT]);
    // And none of it killed the link.
    choose(&world, &link.proof(), GOOD).await.is_empty(204);
}

#[tokio::test]
async fn an_administrator_invites_again_until_there_is_a_password() {
    let (world, grace, sam) = invited().await;
    let first = world.mail_to(&grace.email).await.link().proof();
    let send = format!("/v1/users/{}/send_reset", grace.id);
    world.later(std::time::Duration::from_secs(60));
    sam.post(&send, json!({})).await.is_empty(204);
    let again = world.mail_to(&grace.email).await;
    assert_eq!(again.subject, SUBJECT);
    choose(&world, &first, GOOD).await.has(400);
    choose(&world, &again.link().proof(), GOOD).await.is_empty(204);
    sam.post(&send, json!({})).await.is_empty(204);
    assert_eq!(world.mail_to(&grace.email).await.subject, "Password reset on accounts.test");
}

#[tokio::test]
async fn djosers_uid_and_token_choose_it_too() {
    let (world, grace, _) = invited().await;
    let proof = world.mail_to(&grace.email).await.link().proof_with("new_password", GOOD);
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    grace.by_token().await;
}

#[tokio::test]
async fn an_invitation_needs_an_address_and_somebody_who_may() {
    let world = World::new().await;
    let (sam, ada) = (world.staff("sam").await, world.user("ada").await);
    let required = |field: &str| json!({ field: ["This field is required."], "code": "invalid" });
    sam.post("/v1/users", json!({ "username": "grace" })).await.is(400, required("email"));
    sam.post("/v1/users", json!({ "username": "grace", "email": "" })).await.has(400);
    sam.post("/v1/users", json!({ "username": "ADA", "email": "Ada@example.org" })).await.has(400);
    let promoted = json!({ "username": "grace", "email": "grace@example.org", "is_staff": true });
    sam.post("/v1/users", promoted.clone()).await.has(403);
    for other in [world.anyone(), ada] {
        other.post("/v1/users", grace()).await.is(400, required("password"));
    }
    // Where a contract wants a password, it is wanted.
    let wanted = json!({ "password": ["This field is required."] });
    sam.post("/v1/users/create", grace()).await.is(400, wanted);
    sam.post("/v1/users", json!({ "username": "grace", "email": "grace@example.org", "password": null }))
        .await
        .has(400);
    assert_eq!(world.subjects_to("grace@example.org").await, [""; 0]);
    let root = world.superuser().await;
    assert_eq!(root.post("/v1/users", promoted).await.has(201).json()["is_staff"], true);
    assert_eq!(world.subjects_to("grace@example.org").await, [SUBJECT]);
}

#[tokio::test]
async fn who_may_not_sign_in_is_invited_only_once_they_may() {
    let world = World::new().await;
    let sam = world.staff("sam").await;
    let off = json!({ "username": "grace", "email": "grace@example.org", "is_active": false });
    let pk = sam.post("/v1/users", off).await.has(201).json()["pk"].clone();
    let send = format!("/v1/users/{pk}/send_reset");
    sam.post(&send, json!({})).await.has(400);
    sam.post(&format!("/v1/users/{pk}/enable"), json!({})).await.has(200);
    assert_eq!(world.subjects_to("grace@example.org").await, [""; 0]);
    sam.post(&send, json!({})).await.is_empty(204);
    assert_eq!(world.subjects_to("grace@example.org").await, [SUBJECT]);
}

#[tokio::test]
async fn another_address_is_invited_instead_and_the_link_to_the_old_one_dies() {
    let (world, grace, sam) = invited().await;
    let old = world.mail_to(&grace.email).await.link().proof();
    let moved = json!({ "email": "hopper@example.org" });
    sam.patch(&format!("/auth/users/{}/", grace.id), moved).await.has(200);
    assert_eq!(world.subjects_to("hopper@example.org").await, [SUBJECT]);
    choose(&world, &old, GOOD).await.has(400);
    let link = world.mail_to("hopper@example.org").await.link();
    choose(&world, &link.proof(), GOOD).await.is_empty(204);
    grace.by_token().await;
}
