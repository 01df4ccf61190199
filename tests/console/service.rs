//! How the service itself runs: signing keys, what is owed, settings, health, counts.

use super::{at_console, root};
use crate::world::{Browser, GOOD, World};
use serde_json::{Value, json};
use shared::domain::UserId;
use shared::mail;
use shared::store::Key;
use shared::store::items::{MailKind, OwedMail, Recipient};
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3600);

/// What only superusers see.
const THEIRS: [&str; 3] = ["/console/signing_keys", "/console/owed", "/console/settings"];
/// What all administrators see.
const EVERYBODYS: [&str; 2] = ["/console/health", "/console/counts"];

/// A mail that did not go, and was put off for an hour.
async fn stuck(world: &World, to: Recipient, last_error: &str) -> OwedMail {
    let owed = mail::owe(&world.app, MailKind::PasswordReset, to);
    let due = world.app.now().after(HOUR);
    let owed = OwedMail { due, attempts: 3, last_error: Some(last_error.to_owned()), ..owed };
    let written = world.app.store.create(Key::Mail(&owed.id), &owed).await;
    written.expect("the table answers").expect("the id is new");
    owed
}

/// The page as a file of this kind.
async fn file(browser: &mut Browser, path: &str, kind: &str) -> String {
    browser.open(&format!("{path}?as={kind}")).await.has(200).text().to_owned()
}

#[tokio::test]
async fn who_may_not_operate_the_service_sees_nothing_of_it() {
    let world = World::new().await;
    let (ada, sam) = (world.user("ada").await, world.staff("sam").await);
    let mut ada = at_console(&ada).await;
    let mut sam = at_console(&sam).await;
    let overview = sam.page.has(200).text().to_owned();
    for path in THEIRS {
        assert!(!overview.contains(&format!("href=\"{path}\"")), "{overview}");
        sam.open(path).await.has(403);
        sam.open(&format!("{path}?as=csv")).await.has(403);
    }
    let owed = stuck(&world, Recipient::Address("bob@example.org".to_owned()), "Throttling").await;
    sam.act("/console/owed", &[("retry", &owed.id.0)]).await.has(403);
    for path in EVERYBODYS {
        assert!(overview.contains(&format!("href=\"{path}\"")), "{overview}");
        sam.open(path).await.has(200);
    }
    for path in THEIRS.iter().chain(&EVERYBODYS) {
        ada.open(path).await.has(403);
        world.anyone().get(path).await.has(303);
    }
    let overview = root(&world).await.page.text().to_owned();
    for path in THEIRS.iter().chain(&EVERYBODYS) {
        assert_eq!(overview.matches(&format!("href=\"{path}\"")).count(), 2, "in ways and areas: {path}");
    }
}

#[tokio::test]
async fn what_is_owed_is_shown_with_why_it_is_stuck_and_tried_again() {
    let world = World::new().await;
    let mut browser = root(&world).await;
    world.deliver().await;
    let page = browser.open("/console/owed").await;
    assert!(page.has(200).text().contains("Nothing is owed."), "{page}");
    let owed = stuck(&world, Recipient::Address("=1+1@example.org".to_owned()), "MessageRejected").await;
    world.later(Duration::from_secs(16 * 60));
    let page = browser.open("/console/owed").await.has(200).text().to_owned();
    for shown in ["password_reset", "=1+1@example.org", "MessageRejected", "Tries: 3", "Late", "/v1/owed"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let csv = file(&mut browser, "/console/owed", "csv").await;
    assert!(csv.contains(",'=1+1@example.org,") && csv.starts_with("id,kind,what,"), "{csv}");
    let json = file(&mut browser, "/console/owed", "json").await;
    let list: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(list, world.superuser().await.get("/v1/owed").await.json()["results"]);
    for text in [&page, &csv, &json] {
        assert!(!owed.nonce.is_empty() && !text.contains(&owed.nonce), "{text}");
    }
    let none = browser.open("/console/owed?kind=cleaning&late=true").await.has(200).text();
    assert!(none.contains("Nothing is owed.") && none.contains("kind=cleaning&#38;late=true"), "{none}");
    browser.open("/console/owed?kind=mail&late=true").await;
    let retry = [("retry", owed.id.0.as_str())];
    let page = browser.send(&retry).await;
    assert!(page.has(200).text().contains("It is tried again within minutes."), "{page}");
    assert!(page.text().contains("value=\"mail\" selected") && !page.text().contains("name=\"retry\""));
    // Sent twice it comes to the same; when the mail has gone, there is nothing left to do.
    let again = browser.act("/console/owed", &retry).await;
    assert!(again.has(200).text().contains("It is tried again within minutes."), "{again}");
    world.deliver().await;
    for id in [owed.id.0.as_str(), "", "7", "\u{202e}", &"0".repeat(3000)] {
        let gone = browser.act("/console/owed", &[("retry", id)]).await;
        assert!(gone.has(200).text().contains("It is no longer owed."), "{id}: {gone}");
    }
}

/// Links that undo are pruned when they are over.
#[tokio::test]
async fn cleaning_that_waits_is_tried_again_too() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let mut browser = root(&world).await;
    let form = json!({ "username": "bobby", "current_password": GOOD });
    bob.post("/v1/me/username", form).await.has(200);
    ada.delete("/v1/me", json!({ "current_password": GOOD })).await.is_empty(204);
    world.later(Duration::from_secs(1));
    let page = browser.open("/console/owed?kind=cleaning").await.has(200).text().to_owned();
    assert!(page.contains("undo_links") && page.contains("deleted_user"), "{page}");
    // Nothing leads to whom there is no page of.
    let way = |id| format!("href=\"/console/users/{id}\"");
    assert!(page.contains(&way(bob.id)) && !page.contains(&way(ada.id)), "{page}");
    let page = browser.send(&[("retry", &owed_to(&world, bob.id).await)]).await;
    assert!(page.has(200).text().contains("It is tried again within minutes."), "{page}");
    assert!(!page.text().contains("name=\"retry\""), "{page}");
}

/// The id of the cleaning that is owed for this user.
async fn owed_to(world: &World, user: u64) -> String {
    let owed = world.superuser().await.get(&format!("/v1/owed?kind=cleaning&user={user}")).await;
    owed.has(200).json()["results"][0]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_users_page_has_what_is_owed_to_them_and_nobody_elses() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    world.deliver().await;
    stuck(&world, Recipient::User(UserId::from(ada.id)), "ToAda").await;
    let asked = stuck(&world, Recipient::Address("ADA@Example.org".to_owned()), "ToHerAddress").await;
    stuck(&world, Recipient::User(UserId::from(bob.id)), "ToBob").await;
    let mut browser = root(&world).await;
    let path = format!("/console/users/{}/owed", ada.id);
    assert!(browser.open(&format!("/console/users/{}", ada.id)).await.text().contains(&path));
    let page = browser.open(&path).await.has(200).text().to_owned();
    assert!(page.contains("ToAda") && page.contains("ToHerAddress") && !page.contains("ToBob"), "{page}");
    assert!(page.contains(&format!("/v1/owed?user={}", ada.id)), "{page}");
    assert!(!file(&mut browser, &path, "csv").await.contains("ToBob"));
    browser.open(&path).await;
    let page = browser.send(&[("retry", &asked.id.0)]).await.has(200).text().to_owned();
    assert!(page.contains("It is tried again within minutes.") && page.contains("ToHerAddress"), "{page}");
    assert_eq!(browser.path, path);
    for nobody in ["7", "0", "x", "9007199254740993"] {
        browser.open(&format!("/console/users/{nobody}/owed")).await.has(404);
    }
    let mut sam = at_console(&world.staff("sam").await).await;
    assert!(!sam.open(&format!("/console/users/{}", ada.id)).await.has(200).text().contains(&path));
    sam.open(&path).await.has(403);
}

#[tokio::test]
async fn settings_are_shown_as_they_are_in_force_without_secrets() {
    let settings = [("SITE_NAME", "=HYPERLINK(1)<b>"), ("TRUSTED_PROXY_SECRET", "what the proxy says")];
    let world = World::with(&settings).await;
    let mut browser = root(&world).await;
    let page = browser.open("/console/settings").await.has(200).text().to_owned();
    assert!(page.contains("LATCHKEY_SITE_NAME") && page.contains("=HYPERLINK(1)&#60;b&#62;"), "{page}");
    assert!(page.len() < 60_000, "{}", page.len());
    let csv = file(&mut browser, "/console/settings", "csv").await;
    assert!(csv.contains("LATCHKEY_SITE_NAME,'=HYPERLINK(1)<b>,"), "{csv}");
    let json = file(&mut browser, "/console/settings", "json").await;
    let list: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(list, world.superuser().await.get("/v1/settings").await.json()["results"]);
    for text in [page, csv, json] {
        assert!(text.contains("LATCHKEY_SECRET_KEY") && !text.contains("secret key that is only"), "{text}");
        assert!(!text.contains("what the proxy says"), "{text}");
    }
}

#[tokio::test]
async fn signing_keys_are_shown_and_the_call_that_rotates_them() {
    let world = World::new().await;
    let superuser = world.superuser().await;
    let mut browser = root(&world).await;
    let made = superuser.get("/v1/signing_keys").await.json()["results"][0].clone();
    let kid = made["kid"].as_str().expect("an id");
    let page = browser.open("/console/signing_keys").await.has(200).text().to_owned();
    assert!(page.contains(kid) && page.contains(">Signs<") && !page.contains("Signs later"), "{page}");
    assert!(page.contains("-X POST \\\n  &#39;https://accounts.test/v1/signing_keys&#39;"), "{page}");
    // The console makes none itself.
    browser.act("/console/signing_keys", &[]).await.has(405);
    let next = superuser.post("/v1/signing_keys", json!({})).await.has(200).json();
    let page = browser.open("/console/signing_keys").await.has(200).text().to_owned();
    assert!(page.contains(next["kid"].as_str().expect("an id")) && page.contains("Signs later"), "{page}");
    let json = file(&mut browser, "/console/signing_keys", "json").await;
    let list: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(list, superuser.get("/v1/signing_keys").await.json()["results"]);
    assert!(!file(&mut browser, "/console/signing_keys", "csv").await.contains("wrapped"));
}

#[tokio::test]
async fn health_tells_what_is_wrong_and_leads_to_it() {
    let world = World::with(&[("SIGNING_KEY_DAYS", "1")]).await;
    let mut browser = root(&world).await;
    world.deliver().await;
    let page = browser.open("/console/health").await;
    assert!(page.has(200).text().contains("All is well."), "{page}");
    stuck(&world, Recipient::Address("ada@example.org".to_owned()), "Throttling").await;
    world.later(Duration::from_secs(16 * 60));
    let page = browser.open("/console/health").await.has(200).text().to_owned();
    assert!(page.contains("Something is wrong.") && page.contains("Late: 1"), "{page}");
    assert!(page.contains("/console/owed?kind=mail&#38;late=true"), "{page}");
    // Who may not see what is owed is not led there.
    let mut sam = at_console(&world.staff("sam").await).await;
    let page = sam.open("/console/health").await.has(200).text().to_owned();
    assert!(page.contains("Late: 1") && !page.contains("/console/owed"), "{page}");
    world.forget_key().await;
    let page = browser.open("/console/health").await.has(200).text().to_owned();
    assert!(page.contains("There is none: nobody can sign in."), "{page}");
}

#[tokio::test]
async fn everything_is_counted() {
    let world = World::new().await;
    world.user("ada").await;
    let mut browser = root(&world).await;
    let page = browser.open("/console/counts").await.has(200).text().to_owned();
    let users = page.split("<dt>Users</dt>").nth(1).expect("users are counted");
    assert!(users.trim_start().starts_with("<dd>2</dd>"), "{page}");
}

#[tokio::test]
async fn one_session_of_a_user_is_ended_and_no_other() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let (phone, laptop) = (ada.by_jwt().await.0, ada.by_jwt().await.0);
    let bobs = bob.by_jwt().await.0;
    let sessions = laptop.get("/v1/sessions").await.has(200).json()["results"].clone();
    let sessions = sessions.as_array().expect("a list");
    let on_phone = sessions.iter().find(|one| one["current"] == false).expect("the phone's");
    let id = on_phone["id"].as_str().expect("an id");
    let path = format!("/console/users/{}/sessions", ada.id);
    let mut browser = root(&world).await;
    // A session is named with whose it is.
    browser.act(&format!("/console/users/{}/sessions", bob.id), &[("end", id)]).await.has(200);
    phone.get("/v1/me").await.has(200);
    browser.open(&path).await.has(200);
    for _ in 0..2 {
        let page = browser.act(&path, &[("end", id)]).await;
        assert!(page.has(200).text().contains("That device is signed out."), "{page}");
        assert!(!page.text().contains(id), "{page}");
        phone.get("/v1/me").await.has(401);
    }
    laptop.get("/v1/me").await.has(200);
    bobs.get("/v1/me").await.has(200);
    for bad in ["", "\u{202e}", &"x".repeat(3000)] {
        browser.act(&path, &[("end", bad)]).await.has(200);
    }
    browser.act("/console/users/7/sessions", &[("end", id)]).await.has(404);
    // Nobody is offered to end the session that they came by, and staff end none of a superuser's.
    let superuser = world.superuser().await;
    let own = format!("/console/users/{}/sessions", superuser.id);
    let page = browser.open(&own).await.has(200).text().to_owned();
    assert_eq!(page.matches("This device").count(), 1, "{page}");
    let by_jwt = superuser.by_jwt().await.0;
    let theirs = by_jwt.get("/v1/sessions").await.has(200).json()["results"][0]["id"].clone();
    let mut sam = at_console(&world.staff("sam").await).await;
    let page = sam.open(&own).await.has(200).text().to_owned();
    assert!(!page.contains("name=\"end\""), "{page}");
    sam.act(&own, &[("end", theirs.as_str().expect("an id"))]).await.has(403);
    by_jwt.get("/v1/me").await.has(200);
}
