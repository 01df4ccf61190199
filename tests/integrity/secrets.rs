//! What opens something is nowhere but with its owner: not in the table, not in the stream, not in the log.

use crate::world::{GOOD, World};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Dispatch, Event, Level, Metadata, Subscriber, subscriber};

/// A line of the log.
#[derive(Clone)]
struct Line {
    target: String,
    level: Level,
    text: String,
}

/// Everything that anybody says on this thread, down to TRACE.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<Line>>>);

struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{field}={value:?} ").expect("a text grows");
    }
}

impl Log {
    fn keep(&self, metadata: &Metadata<'_>, text: Text) {
        let line = Line { target: metadata.target().to_owned(), level: *metadata.level(), text: text.0 };
        self.0.lock().expect("nobody panics holding it").push(line);
    }

    fn lines(&self) -> Vec<Line> {
        self.0.lock().expect("nobody panics holding it").clone()
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut text = Text(String::new());
        span.record(&mut text);
        self.keep(span.metadata(), text);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut text = Text(String::new());
        values.record(&mut text);
        let line = Line { target: "span".to_owned(), level: Level::TRACE, text: text.0 };
        self.0.lock().expect("nobody panics holding it").push(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = Text(String::new());
        event.record(&mut text);
        self.keep(event.metadata(), text);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Whether the line comes from Latchkey itself, and not from a library, which production does not let speak below
/// WARN.
fn is_ours(line: &Line) -> bool {
    let crates =
        ["shared", "users", "sign_in", "tokens", "activation", "password_reset", "mailer", "janitor", "cli"];
    crates.iter().any(|name| line.target.split("::").next() == Some(name)) || line.level <= Level::INFO
}

/// What a user holds and nobody else may know, as it comes up.
#[derive(Default)]
struct Secrets(Vec<(&'static str, String)>);

impl Secrets {
    fn add(&mut self, name: &'static str, value: &str) {
        self.0.push((name, value.to_owned()));
    }

    /// A JWT: its signature is a secret alone.
    fn add_jwt(&mut self, name: &'static str, jwt: &str) {
        self.add(name, jwt.rsplit_once('.').expect("a JWT has parts").1);
    }

    /// A link's token: what stands behind the user's number is a secret alone.
    fn add_link(&mut self, name: &'static str, token: &str) {
        self.add(name, token.split_once('-').expect("a token has two parts").1);
    }

    #[track_caller]
    fn are_not_in(&self, place: &str, text: &str) {
        for (name, value) in &self.0 {
            let at = text.find(value.as_str());
            let around = at.map(|at| &text[at.saturating_sub(200)..(at + value.len() + 50).min(text.len())]);
            assert!(around.is_none(), "{name} is in {place}: …{}…", around.unwrap_or_default());
        }
    }
}

#[tokio::test]
async fn no_secret_is_in_the_table_the_stream_or_the_log() {
    let log = Log::default();
    let _listening = subscriber::set_default(log.clone());
    // With one listener alone, a line that another test's thread says first is never asked about again.
    let _second = Dispatch::new(Log::default());
    let world = World::behind_proxy(&[("ROTATE_REFRESH_TOKENS", "true"), ("THROTTLE", "on")]).await;
    let anyone = world.anyone();
    let (mut secrets, mut table) = (Secrets::default(), String::new());
    let passwords = [GOOD, "another good battery", "a third good battery"];
    passwords.iter().for_each(|password| secrets.add("a password", password));
    secrets.add("a wrong guess", "a guess that is nearly right");
    secrets.add("the secret key", "a secret key that is only used in tests");

    let ada = world.newcomer("lovelace").await;
    let activation = world.mail_to(&ada.email).await.link();
    secrets.add_link("the activation link", &activation.token);
    note(&world, &mut table).await;
    anyone.post("/auth/users/activation/", activation.proof()).await.is_empty(204);
    // A link that is opened where it leads nowhere is a path with a secret in it.
    anyone.get(&format!("/accounts/activate/{}?token={}", activation.token, activation.token)).await.has(404);
    anyone.post("/auth/jwt/create/", ada.login("a guess that is nearly right")).await.has(401);

    let (by_jwt, first) = ada.by_jwt().await;
    let refreshed = anyone.post("/auth/jwt/refresh/", json!({ "refresh": first })).await;
    let browser = anyone.post("/auth/session/login/", ada.login(GOOD)).await;
    let ada = ada.by_token().await;
    for (name, token) in [
        ("an access token", by_jwt.credential().to_owned()),
        ("a refresh token", first),
        ("a fresh access token", refreshed.has(200).text_of("access")),
        ("a rotated refresh token", refreshed.text_of("refresh")),
    ] {
        secrets.add_jwt(name, &token);
    }
    secrets.add("an opaque token", ada.credential());
    secrets.add("a session cookie", browser.has(200).cookie("sessionid"));
    secrets.add("a CSRF token", browser.cookie("csrftoken"));
    for user in [&by_jwt, &ada, &ada.with_cookies_of(&browser)] {
        user.get("/auth/users/me/").await.has(200);
    }
    note(&world, &mut table).await;

    let renamed = json!({ "current_password": GOOD, "new_username": "countess" });
    ada.post("/auth/users/set_username/", renamed).await.is_empty(204);
    let moved = json!({ "email": "countess@example.com", "current_password": GOOD });
    ada.post("/v1/me/email", moved).await.has(202);
    note(&world, &mut table).await;
    let confirm = world.mail_to("countess@example.com").await.link();
    let cancel = world.mail_to(&ada.email).await.link();
    secrets.add_link("a link that confirms an address", &confirm.token);
    secrets.add_link("a link that keeps an address", &cancel.token);
    note(&world, &mut table).await;
    anyone.post("/v1/email/confirm", json!({ "token": cancel.token })).await.has(400);
    anyone.post("/v1/email/cancel", json!({ "token": cancel.token })).await.is_empty(204);
    note(&world, &mut table).await;
    let changed = json!({ "current_password": GOOD, "new_password": passwords[1] });
    ada.post("/auth/users/set_password/", changed).await.is_empty(204);
    for (path, name) in
        [("/auth/users/reset_username/", "a user name link"), ("/auth/users/reset_password/", "a reset link")]
    {
        anyone.post(path, json!({ "email": ada.email })).await.is_empty(204);
        note(&world, &mut table).await;
        secrets.add_link(name, &world.mail_to(&ada.email).await.link().token);
    }
    let reset = world.mail_to(&ada.email).await.link().proof_with("new_password", passwords[2]);
    anyone.post("/auth/users/reset_password_confirm/", reset).await.is_empty(204);
    note(&world, &mut table).await;

    // What goes wrong is told in the log, too.
    let countess = ada.named("countess", ada.id);
    world.proxy().on_any(..).refuse("ValidationException");
    let form = json!({ "username": "bob", "email": "bob@example.org", "password": GOOD });
    anyone.post("/auth/users/", form).await.has(503);
    anyone.post("/auth/token/login/", countess.login(passwords[2])).await.has(503);
    world.proxy().heal();

    let countess = countess.by_token_with(passwords[2]).await;
    secrets.add("a late opaque token", countess.credential());
    note(&world, &mut table).await;
    countess.delete("/auth/users/me/", json!({ "current_password": passwords[2] })).await.is_empty(204);
    note(&world, &mut table).await;
    world.deliver().await;
    note(&world, &mut table).await;

    secrets.are_not_in("the table", &table);
    let stream = format!("{:?}", world.engine.stream_after(None).expect("the stream can be read"));
    secrets.are_not_in("the stream", &stream);
    let lines = log.lines();
    let said: String = lines.iter().map(|line| format!("{} {}\n", line.target, line.text)).collect();
    assert!(said.contains("DynamoDB is unavailable") && lines.iter().any(|line| line.level == Level::TRACE));
    secrets.are_not_in("the log", &said);
    let told = |target: &str| lines.iter().filter(|line| line.target == target).count();
    assert!(told("latchkey::request") > 15 && told("latchkey::security") > 15, "{said}");
    for line in lines.iter().filter(|line| is_ours(line)) {
        let personal = ["@", "countess", "lovelace", "203.0.113.9"];
        let found = personal.iter().find(|word| line.text.contains(**word));
        assert!(found.is_none(), "{} says {}: {}", line.target, found.unwrap_or(&""), line.text);
    }
}

async fn note(world: &World, table: &mut String) {
    let items = world.proxy().items().await;
    table.push_str(&Value::Array(items).to_string());
}

/// Where there is something in the table.
async fn keys(world: &World) -> BTreeSet<(String, String)> {
    let key = |item: &Value, name: &str| item[name]["S"].as_str().unwrap_or_default().to_owned();
    world.proxy().items().await.iter().map(|item| (key(item, "pk"), key(item, "sk"))).collect()
}

#[tokio::test]
async fn of_a_deleted_user_only_the_tombstone_is_left() {
    let phone = r#"[{"name": "phone", "type": "char", "max_length": 20, "unique": true, "null": true, "blank": true}]"#;
    let world = World::behind_proxy(&[("USER_FIELDS", phone)]).await;
    let root = world.superuser().await;
    let group = root.post("/v1/groups", json!({ "name": "editors" })).await.json()["pk"].clone();
    // The signing keys stay.
    root.by_jwt().await;
    let before = keys(&world).await;
    // No random text has a point in it.
    let ada = world.user("ada.lovelace").await;
    let _ = (ada.by_jwt().await, ada.in_browser().await);
    for path in ["/auth/users/reset_username/", "/auth/users/reset_password/"] {
        ada.signed_out().post(path, json!({ "email": ada.email })).await.is_empty(204);
    }
    ada.patch("/v1/me", json!({ "phone": "+44 20 0001", "first_name": "Augusta" })).await.has(200);
    let of_hers = |what: &str| format!("/v1/users/{}/{what}", ada.id);
    root.patch(&of_hers("groups"), json!({ "add": [group] })).await.has(200);
    root.patch(&of_hers("permissions"), json!({ "add": [2] })).await.has(200);
    let moved = json!({ "email": "ada.lovelace@example.com", "current_password": GOOD });
    ada.post("/v1/me/email", moved).await.has(202);
    world.deliver().await;
    assert!(keys(&world).await.len() > before.len() + 10);
    ada.delete("/auth/users/me/", json!({ "current_password": GOOD })).await.is_empty(204);
    world.deliver().await;
    // What was in flight then may still have written something of theirs: a sweep looks again.
    world.later(Duration::from_secs(61));
    world.clean().await;

    let tombstone = (format!("U#{}", ada.id), "P".to_owned());
    let left: Vec<_> = keys(&world).await.difference(&before).cloned().collect();
    assert_eq!(left, [tombstone]);
    let table = world.proxy().items().await;
    let stone = table.iter().find(|item| item["pk"]["S"] == format!("U#{}", ada.id)).expect("it is there");
    let mut attributes: Vec<_> = stone.as_object().expect("an item").keys().collect();
    attributes.sort();
    assert_eq!(attributes, ["deleted_at", "pk", "sk"]);
    let others: Vec<_> = table.iter().filter(|item| *item != stone).collect();
    let text = json!(others).to_string();
    for trace in [ada.id.to_string().as_str(), "ada.lovelace", "Augusta", "+44 20 0001"] {
        assert!(!text.contains(trace), "{trace} in {text}");
    }
    // Name and address are free, and the new owner has nothing of the old one's.
    let newcomer = world.user("ada.lovelace").await;
    assert_ne!(newcomer.id, ada.id);
    ada.get("/auth/users/me/").await.has(401);
}

#[tokio::test]
async fn a_mail_owed_to_somebody_who_left_is_not_sent() {
    let world = World::behind_proxy(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let ada = world.newcomer("ada").await.by_token().await;
    ada.signed_out().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    ada.delete("/auth/users/me/", json!({ "current_password": GOOD })).await.is_empty(204);
    assert_eq!(world.subjects_to(&ada.email).await, Vec::<String>::new());
    let owed = world.proxy().items().await.into_iter();
    let owed = owed.filter(|item| item["pk"]["S"].as_str().is_some_and(|pk| pk.starts_with("MAIL#")));
    assert_eq!(owed.count(), 0, "nor owed for ever");
}
