//! Mails as SES gets them: MIME that every mail server hands on, from the sender that the settings name.

use crate::world::World;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cli::serve::inbox::Inbox;
use cli::serve::{aws, ses_door};
use mailer::Mailer;
use serde_json::json;
use shared::lambda::Occasion;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;

/// What went out, whole, and as its reader sees it.
struct Sent {
    raw: Vec<String>,
    inbox: Inbox,
}

/// Sends all that is owed in this world through an SES that keeps the letters as they come.
async fn sent(world: &World) -> Sent {
    let (inbox, raw) = (Inbox::in_memory(), Arc::<Mutex<Vec<String>>>::default());
    let kept = Arc::clone(&raw);
    let keeps = from_fn(move |request: Request, next: Next| {
        let kept = Arc::clone(&kept);
        async move {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, usize::MAX).await.expect("the SDK sends it whole");
            kept.lock().expect("nobody panics holding it").extend(letter(&body));
            next.run(Request::from_parts(parts, body.into())).await
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    let door = ses_door::routes(inbox.clone(), world.app.clock.clone()).layer(keeps);
    tokio::spawn(axum::serve(listener, door).into_future());
    let ses = aws::local(&format!("http://{address}{}", ses_door::PATH));
    let mailer = Mailer::new(world.app_of("mailer"), &ses).expect("the templates are good");
    // The schedule leaves to the stream what was owed a moment ago.
    world.later(Duration::from_secs(121));
    mailer.handle(Occasion::Schedule).await;
    let raw = raw.lock().expect("nobody panics holding it").clone();
    Sent { raw, inbox }
}

/// The mail in a request, unless it asks for something else.
fn letter(form: &Bytes) -> Option<String> {
    let (_, data) = form_urlencoded::parse(form).find(|(name, _)| name == "RawMessage.Data")?;
    let raw = STANDARD.decode(data.as_bytes()).expect("base64");
    Some(String::from_utf8(raw).expect("our mails are text"))
}

/// RFC 5322, 2.1.1: no line has more than 998 bytes before its CRLF; and there are no other ends of lines.
#[track_caller]
fn is_sound(letter: &str) {
    for line in letter.split("\r\n") {
        assert!(line.len() <= 998, "{} bytes: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        assert!(line.is_ascii(), "{line:?}");
    }
}

/// A folder whose templates are these, and the world whose mails are made of them.
async fn world_with_templates(name: &str, templates: &[(&str, String)]) -> World {
    let folder = std::env::temp_dir().join(format!("latchkey-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    for (file, text) in templates {
        std::fs::write(folder.join(file), text).expect("there is room");
    }
    World::with(&[("EMAIL_TEMPLATES", folder.to_str().expect("a path of text"))]).await
}

#[tokio::test]
async fn no_line_of_a_mail_is_longer_than_mail_servers_take() {
    let long = "long ".repeat(1_000);
    let unbroken = "x".repeat(5_000);
    for words in [
        long.clone(),
        unbroken.clone(),
        "\u{fc}".repeat(3_000),
        "a\rb".repeat(900),
        format!("{long}\r\n.\r\n"),
    ] {
        let html = format!("<p>{words}</p><a href=\"{{{{ url }}}}\">{{{{ username }}}}</a>");
        let text = format!("{words}\n{{{{ url }}}}\n");
        let templates = [
            ("activation.html", html),
            ("activation.txt", text),
            ("activation.subject.txt", format!("{words} {{{{ site_name }}}}")),
        ];
        let world = world_with_templates("long", &templates).await;
        world.anyone().sign_up("ada").await;
        let sent = sent(&world).await;
        assert_eq!(sent.raw.len(), 1);
        is_sound(&sent.raw[0]);
        let message = sent.inbox.messages().expect("the inbox can be read").remove(0);
        let seen = words.trim().replace(['\r', '\n'], "");
        let shown = |text: &str| text.replace(['\r', '\n'], "").contains(&seen);
        assert!(shown(&message.html) && shown(&message.text), "{message:?}");
        assert_eq!(message.links.len(), 1, "{message:?}");
    }
}

#[tokio::test]
async fn every_mail_of_ours_has_short_lines_whatever_stands_in_it() {
    let name = "n".repeat(150);
    let settings = [
        ("SITE_NAME", "s".repeat(2_000)),
        ("ACTIVATION_URL", format!("{}/{{uid}}/{{token}}", "p".repeat(2_000))),
    ];
    let settings: Vec<_> = settings.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let world = World::with(&settings).await;
    let email = format!("{}@example.org", "e".repeat(64));
    let form = json!({ "username": name, "email": email, "password": crate::world::GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    world.anyone().post("/auth/users/reset_password/", json!({ "email": email })).await.is_empty(204);
    let sent = sent(&world).await;
    assert_eq!(sent.raw.len(), 2);
    sent.raw.iter().for_each(|letter| is_sound(letter));
}

#[tokio::test]
async fn the_sender_is_named_as_people_read_it() {
    for (setting, shown) in [
        ("accounts@example.org", "accounts@example.org"),
        ("Example <accounts@example.org>", "Example <accounts@example.org>"),
        ("\"Example\" <accounts@example.org>", "Example <accounts@example.org>"),
        ("\"Doe, Jane\" <accounts@example.org>", "Doe, Jane <accounts@example.org>"),
        ("\"The \\\"Example\\\"\" <accounts@example.org>", "The \"Example\" <accounts@example.org>"),
        ("Zo\u{eb} <accounts@example.org>", "Zo\u{eb} <accounts@example.org>"),
    ] {
        let world = World::with(&[("DEFAULT_FROM_EMAIL", setting)]).await;
        world.anyone().sign_up("ada").await;
        let sent = sent(&world).await;
        let message = sent.inbox.messages().expect("the inbox can be read").remove(0);
        assert_eq!(message.from, shown, "{}", sent.raw[0]);
        is_sound(&sent.raw[0]);
    }
}

#[tokio::test]
async fn templates_name_fields_where_the_address_is_proven() {
    let fields = r#"[{"name":"nickname","type":"char","max_length":30,"blank":true},{"name":"notes","type":"text","blank":true,"private":true}]"#;
    let words = "{% if user %}{{ user.nickname }} {{ user.first_name }} of {{ user.email }}{{ user.notes is defined }}{% else %}Somebody{% endif %} {{ url }}";
    let folder = std::env::temp_dir().join(format!("latchkey-fields-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is room");
    for mail in ["activation", "password_reset"] {
        std::fs::write(folder.join(format!("{mail}.txt")), words).expect("there is room");
    }
    let folder = folder.to_str().expect("a path of text");
    let world = World::with(&[("EMAIL_TEMPLATES", folder), ("USER_FIELDS", fields)]).await;
    let ada = world.user("ada").await;
    let activation = world.mails().await.remove(0);
    assert!(activation.text.starts_with("Somebody http"), "{activation:#?}");
    ada.patch("/v1/me", json!({ "nickname": "Countess", "first_name": "Ada" })).await.has(200);
    ada.signed_out().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let mail = world.mail_to(&ada.email).await;
    assert!(mail.text.starts_with("Countess Ada of ada@example.orgFalse http"), "{mail:#?}");
}
