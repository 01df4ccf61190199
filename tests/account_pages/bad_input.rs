//! Whatever a stranger can send to a form: an answer on a page, never a failure of ours.

use super::signed_in;
use crate::world::{Browser, GOOD, World};

/// The forms of strangers, and of who is signed in.
const STRANGERS: [&str; 4] =
    ["/account/sign_in", "/account/sign_up", "/account/forgotten", "/account/resend"];
const OWN: [&str; 6] = [
    "/account/",
    "/account/email",
    "/account/username",
    "/account/password",
    "/account/sessions/end",
    "/account/delete",
];

fn nonsense() -> Vec<String> {
    let long = "ä".repeat(1_000);
    let texts = [
        "",
        " ",
        "\0",
        "\u{feff}",
        "\u{202e}evil\u{2066}",
        "<script>alert(1)</script>",
        "\"'><&",
        "a@b",
        "%00",
        "{{7*7}}",
        "\r\nSet-Cookie: a=b",
        "🔑",
        "-1",
        "1e999",
        "null",
    ];
    texts.into_iter().map(str::to_owned).chain([long]).collect()
}

#[tokio::test]
async fn strangers_forms_take_anything() {
    let world = World::new().await;
    for path in STRANGERS {
        for text in nonsense() {
            let mut browser = Browser::at(&world.anyone(), path).await;
            let fields = ["username", "email", "password", "next", "kept"].map(|name| (name, text.as_str()));
            let page = browser.post(path, &fields).await;
            assert!([200, 400].contains(&page.status()), "{path} {text:?}\n\n{page}");
            assert!(!page.text().contains("<script>alert") && page.headers().get("a").is_none(), "{page}");
        }
    }
}

#[tokio::test]
async fn ones_own_forms_take_anything() {
    let world = World::new().await;
    let (mut browser, alice) = signed_in(&world, "alice").await;
    let before = alice.get("/v1/me").await.json();
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    for path in OWN {
        for text in nonsense() {
            let names = ["version", "email", "new_username", "new_password", "current_password", "id"];
            let mut fields: Vec<_> = names.iter().map(|name| (*name, text.as_str())).collect();
            fields.push(("csrfmiddlewaretoken", &token));
            let page = browser.post(path, &fields).await;
            assert!([400, 404, 409].contains(&page.status()), "{path} {text:?}\n\n{page}");
            assert!(!page.text().contains("<script>alert"), "{page}");
        }
    }
    assert_eq!(alice.get("/v1/me").await.json(), before);
    alice.by_token_with(GOOD).await;
}

#[tokio::test]
async fn a_name_that_is_taken_and_a_weak_password_are_said_as_programs_are_told() {
    let world = World::new().await;
    world.user("alice").await;
    for (fields, said) in [
        (
            [("username", "alice"), ("email", "new@example.org"), ("password", GOOD)],
            "This user name is taken.",
        ),
        (
            [("username", "new"), ("email", "alice@example.org"), ("password", GOOD)],
            "Another account has this email address.",
        ),
        (
            [("username", "new"), ("email", "new@example.org"), ("password", "password")],
            "This password is too common.",
        ),
        (
            [("username", "new"), ("email", "new@example.org"), ("password", "75849302")],
            "Digits alone are easy to guess.",
        ),
        (
            [("username", "new"), ("email", "new@example.org"), ("password", "a b")],
            "Use at least 8 characters.",
        ),
        (
            [("username", "wonderland"), ("email", "new@example.org"), ("password", "wonderland1")],
            "This is too close to your name.",
        ),
        ([("username", "a b"), ("email", "new@example.org"), ("password", GOOD)], "Use only letters, digits"),
        (
            [("username", "new"), ("email", "new@"), ("password", GOOD)],
            "This does not look like an email address.",
        ),
    ] {
        let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
        let page = browser.send(&fields).await;
        assert!(page.has(400).text().contains(said), "{said}\n\n{page}");
        assert!(
            page.text().contains(&format!("value=\"{}\"", fields[1].1)) && !page.text().contains(fields[2].1)
                || fields[2].1 == "password",
            "{page}"
        );
    }
}

#[tokio::test]
async fn sign_ups_are_counted_as_they_are_for_programs() {
    let world = World::with(&[("THROTTLE", "on"), ("LIMIT_REGISTRATIONS", "2/h")]).await;
    let mut last = 200;
    for name in ["ada", "bob", "eve"] {
        let mut browser = Browser::at(&world.anyone(), "/account/sign_up").await;
        let email = format!("{name}@example.org");
        let page = browser.send(&[("username", name), ("email", &email), ("password", GOOD)]).await;
        last = page.status();
        assert!(last == 200 || page.text().contains("That was too often."), "{page}");
    }
    assert_eq!(last, 429);
}
