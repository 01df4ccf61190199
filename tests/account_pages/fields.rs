//! The profile's form follows the one list of users' fields.

use super::signed_in;
use crate::world::{Browser, GOOD, World};

const DECLARED: &str = r#"[
    {"name": "phone", "type": "char", "max_length": 20, "unique": true, "required": false, "label": "phone number", "help_text": "With the country."},
    {"name": "level", "type": "choice", "choices": [["a", "Beginner"], ["b", "Master"]], "required": false, "default": "a"},
    {"name": "news", "type": "boolean", "default": false},
    {"name": "born", "type": "date", "null": true, "required": false},
    {"name": "age", "type": "integer", "min_value": 18, "max_value": 99, "null": true, "required": false},
    {"name": "about", "type": "text", "required": false, "blank": true},
    {"name": "home", "type": "url", "required": false, "blank": true},
    {"name": "tier", "type": "char", "max_length": 9, "read_only": true, "default": "gold", "required": false},
    {"name": "note", "type": "char", "max_length": 9, "private": true, "default": "secret", "required": false}
]"#;

#[tokio::test]
async fn every_field_that_is_ones_own_is_written_and_what_others_say_is_shown() {
    let world = World::with(&[("USER_FIELDS", DECLARED)]).await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    browser.open("/account/").await;
    let page = browser.page.text().to_owned();
    for part in [
        "Phone number",
        "With the country.",
        "<option value=\"b\">Master",
        "type=\"checkbox\"",
        "type=\"date\"",
        "<textarea",
        "type=\"url\"",
        "gold",
    ] {
        assert!(page.contains(part), "{part}\n\n{page}");
    }
    assert!(!page.contains("name=\"tier\"") && !page.contains("note") && !page.contains("secret"), "{page}");

    let fields = [
        ("phone", "+49 30 1234"),
        ("level", "b"),
        ("news", "on"),
        ("born", "1990-05-17"),
        ("age", "36"),
        ("about", "Two\nlines"),
        ("home", "https://example.org/"),
    ];
    browser.send(&fields).await.has(200);
    assert!(browser.page.text().contains("Your profile is saved."), "{}", browser.page);
    let me = alice.get("/v1/me").await.json();
    let said = ["phone", "level", "news", "born", "age", "home"].map(|name| me[name].to_string());
    assert_eq!(
        said,
        ["\"+49 30 1234\"", "\"b\"", "true", "\"1990-05-17\"", "36", "\"https://example.org/\""],
        "{me}"
    );

    // Sent back as it is shown, nothing changes; a box that is not ticked is a no, and what is emptied is nothing.
    browser.send(&[]).await.has(200);
    assert_eq!(alice.get("/v1/me").await.json(), me);
    let emptied = [
        ("phone", "+49 30 1234"),
        ("level", "a"),
        ("born", ""),
        ("age", ""),
        ("about", ""),
        ("home", ""),
        ("csrfmiddlewaretoken", ""),
        ("version", ""),
    ];
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    let version = browser
        .page
        .text()
        .split("name=\"version\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a version")
        .to_owned();
    let emptied = emptied.map(|(name, value)| match name {
        "csrfmiddlewaretoken" => (name, token.as_str()),
        "version" => (name, version.as_str()),
        _ => (name, value),
    });
    browser.post("/account/", &emptied).await.has(200);
    let me = alice.get("/v1/me").await.json();
    assert_eq!(
        (&me["news"], &me["born"], &me["age"], &me["about"]),
        (&false.into(), &serde_json::Value::Null, &serde_json::Value::Null, &"".into()),
        "{me}"
    );
}

#[tokio::test]
async fn what_cannot_be_stands_beside_its_field_and_what_was_typed_stays() {
    let world = World::with(&[("USER_FIELDS", DECLARED)]).await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let before = alice.get("/v1/me").await.json();
    let bad = [
        ("first_name", "\u{202e}<b>Ada"),
        ("phone", "a telephone number that is far too long"),
        ("level", "c"),
        ("born", "yesterday"),
        ("age", "7"),
        ("home", "javascript:alert(1)"),
        ("about", "</textarea><script>alert(1)</script>"),
    ];
    browser.open("/account/").await;
    let page = browser.send(&bad).await;
    let html = page.has(400).text();
    for said in [
        "Use at most 20 characters.",
        "Please choose one of these.",
        "This should be a date",
        "This should be at least 18.",
        "This should be the address of a page",
    ] {
        assert!(html.contains(said), "{said}\n\n{page}");
    }
    assert!(
        html.contains("value=\"\u{202e}&#60;b&#62;Ada\"") && html.contains("&#60;/textarea&#62;"),
        "{page}"
    );
    assert!(!html.contains("<script>alert") && !html.contains("<b>Ada"), "{page}");
    assert_eq!(alice.get("/v1/me").await.json(), before);
    // Its faults put right, all of it is saved, names with marks included.
    let good = [("phone", "1"), ("level", "a"), ("born", "1990-05-17"), ("age", "18"), ("home", "")];
    let page = browser.send(&good).await;
    assert!(page.has(200).text().contains("&#60;b&#62;Ada"), "{page}");
    assert_eq!(alice.get("/v1/me").await.json()["first_name"], "\u{202e}<b>Ada");
}

#[tokio::test]
async fn a_value_that_somebody_has_is_said_to_be_taken() {
    let world = World::with(&[("USER_FIELDS", DECLARED)]).await;
    let (mut one, _) = signed_in(&world, "alice").await;
    let (mut other, _) = signed_in(&world, "bob").await;
    one.open("/account/").await;
    one.send(&[("phone", "1234")]).await.has(200);
    other.open("/account/").await;
    let taken = other.send(&[("phone", "1234"), ("first_name", "Bob")]).await;
    assert!(taken.has(400).text().contains("Somebody else has this already."), "{taken}");
    assert!(taken.text().contains("value=\"Bob\""), "{taken}");
}

#[tokio::test]
async fn of_two_windows_the_second_overwrites_nothing() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    browser.open("/account/").await;
    alice
        .send(crate::world::Request::new("PATCH", "/v1/me").json(&serde_json::json!({"first_name": "Ada"})))
        .await
        .has(200);
    let stale = browser.send(&[("first_name", "Alice"), ("last_name", "Liddell")]).await;
    assert!(stale.has(409).text().contains("This was changed since you opened it."), "{stale}");
    assert!(stale.text().contains("value=\"Liddell\""), "{stale}");
    assert_eq!(alice.get("/v1/me").await.json()["first_name"], "Ada");
    // Who sends it again wants it.
    browser.send(&[]).await.has(200);
    assert_eq!(alice.get("/v1/me").await.json()["last_name"], "Liddell");
}

#[tokio::test]
async fn signing_up_asks_for_what_is_required_and_for_no_more() {
    let declared = r#"[{"name": "company", "type": "char", "max_length": 20}, {"name": "motto", "type": "char", "max_length": 20, "required": false, "blank": true}]"#;
    let world = World::with(&[("USER_FIELDS", declared)]).await;
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    assert!(!browser.page.text().contains("name=\"motto\""), "{}", browser.page);
    let fields = [("username", "ada"), ("email", "ada@example.org"), ("password", GOOD), ("company", " ")];
    let page = browser.send(&fields).await;
    assert!(
        page.has(400).text().contains("Please fill this in.")
            && page.text().contains("value=\"ada@example.org\""),
        "{page}"
    );
    browser.send(&[("password", GOOD), ("company", "Analytical Engines")]).await.has(200);
    world.mail_to("ada@example.org").await.link();
}

#[tokio::test]
async fn a_unique_value_moves_with_its_owner_and_is_nobody_elses() {
    let phone = r#"[{"name": "phone", "type": "char", "max_length": 20, "unique": true, "required": true}]"#;
    let world = World::with(&[("USER_FIELDS", phone), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let sign_up = |name: &'static str, password: &'static str| {
        [("username", name), ("email", "x@example.org"), ("password", password), ("phone", "+49 30 1")]
    };
    let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
    browser.send(&sign_up("alice", GOOD)).await;
    let mut alice = Browser::at(&world.anyone().named("alice", 0).by_token().await, "/account/sign_in").await;
    alice.send(&[("username", "alice"), ("password", GOOD)]).await;
    let mut other = Browser::at(&world.anyone(), "/account/sign_up").await;
    other.send(&sign_up("bob", "short")).await.has(400);
    alice.open("/account/").await;
    alice.send(&[("phone", "+49 30 2")]).await.has(200);
    other.send(&sign_up("bob", GOOD)).await;
}
