//! `/v1/me/email`, `POST /v1/email/confirm` and `POST /v1/email/cancel`: another address of one's own.

use crate::world::{Actor, GOOD, Link, Mail, World};
use serde_json::{Value, json};
use std::time::Duration;

const ME: &str = "/v1/me/email";
const NEW: &str = "ada@example.com";
const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

const CONFIRM: &str = "Confirm your new email address on accounts.test";
const ASKED_FOR: &str = "accounts.test - A new email address was asked for";
const CHANGED: &str = "accounts.test - Your email address has been changed!";

async fn ask(ada: &Actor, email: &str) {
    let form = json!({ "email": email, "current_password": GOOD });
    ada.post(ME, form).await.is(202, json!({ "email": ada.email, "pending_email": email }));
}

/// A user who has asked for another address, its link, and the one that calls the change off.
async fn asked(world: &World) -> (Actor, Link, Link) {
    let ada = world.user("ada").await;
    ask(&ada, NEW).await;
    let links = (world.mail_to(NEW).await.link(), world.mail_to(&ada.email).await.link());
    (ada, links.0, links.1)
}

fn token(link: &Link) -> Value {
    json!({ "token": link.token })
}

fn bad() -> Value {
    json!({ "token": ["Invalid token for given user."], "code": "invalid" })
}

fn stands(email: &str, pending: Option<&str>) -> Value {
    json!({ "email": email, "pending_email": pending })
}

async fn opens_nothing(world: &World, link: &Link) {
    for door in ["/v1/email/confirm", "/v1/email/cancel"] {
        world.anyone().post(door, token(link)).await.is(400, bad());
    }
}

#[tokio::test]
async fn the_old_address_works_until_the_new_one_is_confirmed() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.get(ME).await.is(200, stands(&ada.email, None));
    ask(&ada, NEW).await;
    ada.get(ME).await.is(200, stands(&ada.email, Some(NEW)));
    ada.get("/auth/users/me/").await.is(200, ada.object());
    assert_eq!(world.subjects_to(NEW).await, [CONFIRM]);

    // Where nobody gets in yet with the new one, the old one still does.
    world.anyone().post("/auth/users/reset_password/", json!({ "email": NEW })).await.is_empty(204);
    assert_eq!(world.subjects_to(NEW).await, [CONFIRM]);
    world.anyone().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let reset = world.mail_to(&ada.email).await.link();

    world.later(SECOND);
    let link = world.mail_to(NEW).await.link();
    world.anyone().post("/v1/email/confirm", token(&link)).await.is_empty(204);
    ada.get(ME).await.is(200, stands(NEW, None));
    let told = world.mail_to(&ada.email).await;
    assert_eq!((&*told.subject, told.links.len()), (CHANGED, 1));
    // All links of the old address are dead, and sessions go on.
    let proof = reset.proof_with("new_password", "another good battery");
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.has(400);
    opens_nothing(&world, &link).await;
    world.user("next").await.patch("/auth/users/me/", json!({ "email": ada.email })).await.has(200);
}

#[tokio::test]
async fn the_old_address_is_told_at_once_and_calls_the_change_off() {
    let world = World::new().await;
    let (ada, confirm, cancel) = asked(&world).await;
    let Mail { subject, text, html, .. } = world.mail_to(&ada.email).await;
    assert_eq!(subject, ASKED_FOR);
    // The new address is not the old mailbox's business.
    for part in [&text, &html] {
        assert!(part.contains("ada") && !part.contains(NEW) && !part.contains("203.0.113"), "{part}");
    }
    world.anyone().post("/v1/email/cancel", token(&cancel)).await.is_empty(204);
    ada.get(ME).await.is(200, stands(&ada.email, None));
    opens_nothing(&world, &confirm).await;
    opens_nothing(&world, &cancel).await;
    assert_eq!(world.subjects_to(&ada.email).await.len(), 2, "their activation, and the notice");
    // Nothing else has changed: a new change can be asked for, and confirmed.
    world.later(SECOND);
    ask(&ada, NEW).await;
    let link = world.mail_to(NEW).await.link();
    world.anyone().post("/v1/email/confirm", token(&link)).await.is_empty(204);
    ada.get(ME).await.is(200, stands(NEW, None));
}

#[tokio::test]
async fn its_owner_withdraws_it_however_often() {
    let world = World::new().await;
    let (ada, confirm, cancel) = asked(&world).await;
    for _ in 0..2 {
        ada.delete(ME, json!(null)).await.is_empty(204);
    }
    ada.get(ME).await.is(200, stands(&ada.email, None));
    opens_nothing(&world, &confirm).await;
    opens_nothing(&world, &cancel).await;
    let (by_jwt, _) = ada.by_jwt().await;
    by_jwt.get(ME).await.is(200, stands(&ada.email, None));
}

#[tokio::test]
async fn a_change_that_is_withdrawn_in_time_is_not_even_mailed() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ask(&ada, NEW).await;
    ada.delete(ME, json!(null)).await.is_empty(204);
    assert!(world.subjects_to(NEW).await.is_empty());
    assert_eq!(world.subjects_to(&ada.email).await.len(), 1);
}

#[tokio::test]
async fn the_newest_request_replaces_those_before() {
    let world = World::new().await;
    let (ada, first, cancel_first) = asked(&world).await;
    world.later(SECOND);
    ask(&ada, "countess@example.com").await;
    // Before the mail is out, the older link is dead already.
    world.anyone().post("/v1/email/confirm", token(&first)).await.is(400, bad());
    let (second, cancel) =
        (world.mail_to("countess@example.com").await.link(), world.mail_to(&ada.email).await.link());
    opens_nothing(&world, &first).await;
    // Asking again does not outrun the notice: its link still stops whatever waits.
    assert_eq!(cancel, cancel_first);
    world.anyone().post("/v1/email/confirm", token(&second)).await.is_empty(204);
    ada.get(ME).await.is(200, stands("countess@example.com", None));
    opens_nothing(&world, &cancel).await;
}

#[tokio::test]
async fn who_is_asked_twice_before_the_mails_are_out_gets_one_link() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for email in [NEW, "countess@example.com", NEW] {
        ask(&ada, email).await;
        world.later(SECOND);
    }
    assert_eq!(world.subjects_to(NEW).await, [CONFIRM]);
    assert!(world.subjects_to("countess@example.com").await.is_empty());
    let link = world.mail_to(NEW).await.link();
    world.anyone().post("/v1/email/confirm", token(&link)).await.is_empty(204);
}

#[tokio::test]
async fn a_bad_request_says_why_and_changes_nothing() {
    let world = World::new().await;
    let (ada, _) = (world.user("ada").await, world.user("bob").await);
    let required = ["This field is required."];
    let missing = json!({ "email": required, "current_password": required, "code": "invalid" });
    ada.post(ME, json!({})).await.is(400, missing);
    for (email, why) in [
        (json!(""), "This field may not be blank."),
        (json!(null), "This field may not be null."),
        (json!("nobody"), "Enter a valid email address."),
        (json!(["x@example.org"]), "Enter a valid email address."),
        (json!("BOB@example.org"), "user with this email address already exists."),
        (json!("ada@example.org"), "user with this email address already exists."),
    ] {
        let reply = ada.post(ME, json!({ "email": email, "current_password": GOOD })).await;
        reply.is(400, json!({ "email": [why], "code": "invalid" }));
    }
    let wrong = json!({ "current_password": ["Invalid password."], "code": "invalid" });
    for email in [NEW, "bob@example.org"] {
        ada.post(ME, json!({ "email": email, "current_password": "wrong" })).await.is(400, wrong.clone());
    }
    for body in [json!([]), json!("x"), json!(null)] {
        ada.post(ME, body.clone()).await.has(400);
        world.anyone().post("/v1/email/confirm", body).await.has(400);
    }
    ada.get(ME).await.is(200, stands(&ada.email, None));
    let absent =
        json!({ "detail": "Authentication credentials were not provided.", "code": "not_authenticated" });
    for method in ["GET", "POST", "DELETE"] {
        let reply = world.anyone().send(crate::world::Request::new(method, ME)).await;
        reply.is(401, absent.clone());
    }
    assert_eq!(world.mails().await.len(), 2, "the two activations");
}

#[tokio::test]
async fn a_bad_token_is_a_bad_token_whatever_is_wrong_with_it() {
    let world = World::new().await;
    let (ada, confirm, _) = asked(&world).await;
    let secret = confirm.token.split_once('-').expect("a token has two parts").1;
    let bob = world.user("bob").await;
    for forged in ["x", "7-0", &format!("{}-{secret}", bob.id), &format!("{}0", confirm.token), &confirm.uid]
    {
        for door in ["/v1/email/confirm", "/v1/email/cancel"] {
            world.anyone().post(door, json!({ "token": forged })).await.is(400, bad());
        }
    }
    for (token, why) in [("", "This field may not be blank."), ("\u{0}", "Null characters are not allowed.")]
    {
        let reply = world.anyone().post("/v1/email/confirm", json!({ "token": token })).await;
        reply.is(400, json!({ "token": [why], "code": "invalid" }));
    }
    let missing = json!({ "token": ["This field is required."], "code": "invalid" });
    world.anyone().post("/v1/email/cancel", json!({})).await.is(400, missing);
    ada.get(ME).await.is(200, stands(&ada.email, Some(NEW)));
}

#[tokio::test]
async fn both_links_work_for_72_hours_and_then_the_address_waits_no_more() {
    for door in ["/v1/email/confirm", "/v1/email/cancel"] {
        for (wait, status) in [(72 * HOUR - SECOND, 204), (72 * HOUR, 400)] {
            let world = World::new().await;
            let (ada, confirm, cancel) = asked(&world).await;
            world.later(wait);
            let link = if door == "/v1/email/confirm" { confirm } else { cancel };
            let pending = (status == 204).then_some(NEW);
            ada.get(ME).await.is(200, stands(&ada.email, pending));
            world.anyone().post(door, token(&link)).await.has(status);
        }
    }
}

#[tokio::test]
async fn the_setting_for_activation_says_how_long() {
    let world = World::with(&[("ACTIVATION_TIMEOUT", "60")]).await;
    let (ada, confirm, _) = asked(&world).await;
    assert!(world.mail_to(NEW).await.text.contains("within 1 minute"));
    world.later(Duration::from_secs(60));
    opens_nothing(&world, &confirm).await;
    ada.get(ME).await.is(200, stands(&ada.email, None));
}

#[tokio::test]
async fn what_ends_links_ends_the_change() {
    let set_password = json!({ "current_password": GOOD, "new_password": "another good battery" });
    let root_says = |field: &str, value: Value| json!({ field: value });
    for (what, form) in [
        ("a password", set_password),
        ("an address", root_says("email", json!("other@example.org"))),
        ("disabling", root_says("is_active", json!(false))),
        ("deletion", json!({ "current_password": GOOD })),
    ] {
        let world = World::new().await;
        let (ada, confirm, cancel) = asked(&world).await;
        let root = world.superuser().await;
        let path = format!("/v1/users/{}", ada.id);
        match what {
            "a password" => ada.post("/auth/users/set_password/", form).await.is_empty(204),
            "deletion" => ada.delete("/auth/users/me/", form).await.is_empty(204),
            _ => root.patch(&path, form).await.has(200),
        };
        if what == "disabling" {
            opens_nothing(&world, &confirm).await;
            root.patch(&path, json!({ "is_active": true })).await.has(200);
        }
        opens_nothing(&world, &confirm).await;
        opens_nothing(&world, &cancel).await;
        match what {
            "an address" => ada.get(ME).await.is(200, stands("other@example.org", None)),
            "deletion" => ada.get(ME).await.has(401),
            _ => ada.get(ME).await.is(200, stands(&ada.email, None)),
        };
    }
}

#[tokio::test]
async fn an_edit_of_something_else_leaves_it_waiting() {
    let world = World::new().await;
    let (ada, confirm, _) = asked(&world).await;
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", ada.id), json!({ "first_name": "Ada", "is_staff": true }))
        .await
        .has(200);
    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    ada.post("/auth/users/set_username/", renamed).await.is_empty(204);
    ada.get(ME).await.is(200, stands(&ada.email, Some(NEW)));
    world.anyone().post("/v1/email/confirm", token(&confirm)).await.is_empty(204);
    ada.get(ME).await.is(200, stands(NEW, None));
}

#[tokio::test]
async fn who_waits_for_an_address_keeps_nobody_from_it() {
    let world = World::new().await;
    let (ada, confirm, _) = asked(&world).await;
    let form = json!({ "username": "zoe", "email": "ADA@example.com", "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    let taken = json!({ "email": ["user with this email address already exists."], "code": "invalid" });
    for _ in 0..2 {
        world.anyone().post("/v1/email/confirm", token(&confirm)).await.is(400, taken.clone());
    }
    ada.get(ME).await.is(200, stands(&ada.email, Some(NEW)));
}

#[tokio::test]
async fn another_spelling_of_ones_own_address_is_stored_and_nothing_else_happens() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let before = world.mails().await.len();
    let form = json!({ "email": "Ada@example.org", "current_password": GOOD });
    ada.post(ME, form).await.is(202, stands("Ada@example.org", None));
    ada.get(ME).await.is(200, stands("Ada@example.org", None));
    assert_eq!(world.mails().await.len(), before);
    let form = json!({ "username": "zoe", "email": ada.email, "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(400);
}

#[tokio::test]
async fn who_has_no_address_gets_only_the_link() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let form = json!({ "username": "ada", "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    let id = made.has(201).json()["id"].as_u64().expect("a number");
    let ada = world.anyone().named("ada", id).by_token().await;
    ada.post(ME, json!({ "email": NEW, "current_password": GOOD })).await.is(202, stands("", Some(NEW)));
    assert_eq!(world.mails().await.len(), 1);
    let link = world.mail_to(NEW).await.link();
    world.anyone().post("/v1/email/confirm", token(&link)).await.is_empty(204);
    ada.get(ME).await.is(200, stands(NEW, None));
    assert_eq!(world.mails().await.len(), 1, "there is no old address to tell");
}

#[tokio::test]
async fn who_signs_in_by_address_does_so_with_the_new_one_once_it_is_confirmed() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    let (ada, confirm, _) = asked(&world).await;
    assert!(world.mail_to(&ada.email).await.text.contains("You sign in as: ada@example.org"));
    let login = |email: &str| json!({ "email": email, "password": GOOD });
    world.anyone().post("/auth/token/login/", login(NEW)).await.has(400);
    ada.by_token().await;
    world.anyone().post("/v1/email/confirm", token(&confirm)).await.is_empty(204);
    world.anyone().post("/auth/token/login/", login(NEW)).await.has(200);
    world.anyone().post("/auth/token/login/", login(&ada.email)).await.has(400);
}

#[tokio::test]
async fn who_waits_for_activation_again_is_active_once_the_new_address_is_confirmed() {
    let world = World::new().await;
    let (ada, confirm, _) = asked(&world).await;
    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    ada.post("/auth/users/change_username/", renamed).await.is_empty(204);
    ada.get(ME).await.has(401);
    world.anyone().post("/v1/email/confirm", token(&confirm)).await.is_empty(204);
    let countess = ada.named("countess", ada.id).by_token().await;
    countess.get(ME).await.is(200, stands(NEW, None));
}

#[tokio::test]
async fn links_lead_to_the_front_end_that_settings_name() {
    let world = World::with(&[
        ("EMAIL_CHANGE_CONFIRM_URL", "#/email/{uid}/{token}"),
        ("EMAIL_CHANGE_CANCEL_URL", "/keep?uid={uid}&token={token}"),
        ("EMAIL_FRONTEND_DOMAIN", "app.example"),
    ])
    .await;
    let (_, confirm, cancel) = asked(&world).await;
    let Link { uid, token, url } = confirm;
    assert_eq!(url, format!("https://app.example/#/email/{uid}/{token}"));
    let Link { uid, token, url } = cancel;
    assert_eq!(url, format!("https://app.example/keep?uid={uid}&token={token}"));
}

#[tokio::test]
async fn five_changes_a_day_are_enough_and_the_old_address_is_told_of_each() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    for number in 0..5 {
        ask(&ada, &format!("ada{number}@example.com")).await;
        world.later(SECOND);
        world.deliver().await;
    }
    let elsewhere = ada.from("198.51.100.1");
    let reply = elsewhere.post(ME, json!({ "email": NEW, "current_password": GOOD })).await;
    let text = reply.has(429).json()["code"].clone();
    assert_eq!((text, reply.header("retry-after").is_empty()), (json!("throttled"), false));
    let told = world.subjects_to(&ada.email).await.into_iter().filter(|subject| subject == ASKED_FOR);
    assert_eq!(told.count(), 5);
    world.later(24 * HOUR);
    ask(&ada, NEW).await;
    assert_eq!(world.subjects_to(NEW).await, [CONFIRM]);
}

#[tokio::test]
async fn a_strangers_mailbox_is_not_flooded() {
    let world = World::with(&[("THROTTLE", "on"), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let mut users = Vec::new();
    for number in 0..8 {
        let form = json!({ "username": format!("u{number}"), "email": "", "password": GOOD });
        let made = world.anyone().post("/auth/users/", form).await;
        let id = made.has(201).json()["id"].as_u64().expect("a number");
        users.push(world.anyone().named(&format!("u{number}"), id).by_token().await);
    }
    for turn in 0..3 {
        for (number, user) in users.iter().enumerate() {
            let email = format!("stranger+{turn}{number}@example.com");
            user.post(ME, json!({ "email": email, "current_password": GOOD })).await.has(202);
            world.deliver().await;
        }
    }
    // Each account's first, and two more until ten are full.
    assert_eq!(world.mails().await.len(), 10);
    // All that is nothing to the mailbox's own address.
    let ask = json!({ "email": "stranger@example.com", "current_password": GOOD });
    users[0].post(ME, ask).await.has(202);
    assert_eq!(world.subjects_to("stranger@example.com").await, [CONFIRM]);
}

#[tokio::test]
async fn guessing_the_password_here_is_slowed_down() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let guess = json!({ "email": NEW, "current_password": "wrong" });
    for _ in 0..5 {
        ada.post(ME, guess.clone()).await.has(400);
    }
    ada.post(ME, json!({ "email": NEW, "current_password": GOOD })).await.has(429);
    assert_eq!(world.mails().await.len(), 1);
}

#[tokio::test]
async fn a_browser_needs_its_csrf_token() {
    let world = World::new().await;
    let browser = world.user("ada").await.in_browser().await;
    ask(&browser, NEW).await;
    let forged = browser.without("x-csrftoken");
    let reply = forged.post(ME, json!({ "email": "x@example.com", "current_password": GOOD })).await;
    assert_eq!(reply.has(403).json()["code"], json!("csrf_failed"));
    forged.delete(ME, json!(null)).await.has(403);
    browser.get(ME).await.is(200, stands(&browser.email, Some(NEW)));
}
