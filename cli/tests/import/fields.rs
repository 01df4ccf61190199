//! Users of a model of one's own: the fields that `LATCHKEY_USER_FIELDS` declares go where their users go.

use super::{PASSWORD, SETTINGS, lines, names, refuses_after_a_report, text, write};
use crate::{Folder, GOOD, Serve};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FIELDS: &str = r#"[{"name":"phone","type":"char","max_length":20,"unique":true,"null":true,"blank":true},
    {"name":"badge","type":"slug","unique":true,"ignore_case":true,"blank":true},
    {"name":"age","type":"integer","min_value":0,"null":true,"blank":true},
    {"name":"balance","type":"decimal","max_digits":8,"decimal_places":2,"default":0},
    {"name":"seen","type":"datetime","null":true,"blank":true},
    {"name":"plan","type":"choice","choices":[["free","Free"],["pro","Pro"]],"default":"free","read_only":true},
    {"name":"preferences","type":"json","default":{},"blank":true},
    {"name":"nickname","type":"char","max_length":30},
    {"name":"notes","type":"text","blank":true,"private":true}]"#;

const DECLARED: (&str, &str) = ("LATCHKEY_USER_FIELDS", FIELDS);

/// `hunter2` by Django.
const HASH: &str = "pbkdf2_sha256$1000$saltsaltsalt$sWL6nKqk2l/lras1LBJAL5VKXy/eS0lorHQFrTK1Tlw=";

fn start(folder: &Folder) -> Serve {
    Serve::start(&folder.data(), &[SETTINGS[0], DECLARED])
}

fn command(serve: &Serve, arguments: &[&str]) -> Command {
    let mut command = serve.command(arguments);
    command.env(DECLARED.0, DECLARED.1);
    command
}

fn run(serve: &Serve, arguments: &[&str]) -> Output {
    command(serve, arguments).output().expect("it runs")
}

fn import(serve: &Serve, arguments: &[&str]) -> (Option<i32>, Value) {
    let output = run(serve, &[&["import", "--json", "--user-model", "accounts.user"], arguments].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{said}")))
}

fn user(id: u64, name: &str, more: Value) -> Value {
    let mut user = super::django_user(id, name, &more);
    user["model"] = json!("accounts.User");
    user["fields"]["password"] = json!(HASH);
    user
}

fn ada() -> Value {
    json!({ "phone": "+44 20 0001", "badge": "Ab-1", "age": 36, "balance": "12.50", "seen": "2024-05-01T10:00:00.123Z",
        "plan": "pro", "preferences": { "b": [1.0, null], "a": "é" }, "nickname": " Countess ", "notes": "vip" })
}

/// An export without the superuser whom each table begins with.
fn without_root(path: &Path) -> String {
    let export = fs::read_to_string(path).expect("the export");
    let others = export.lines().filter(|line| !line.contains("\"is_superuser\":true"));
    others.map(|line| format!("{line}\n")).collect()
}

#[test]
fn they_come_along_and_go_again() {
    let folder = Folder::new();
    let serve = start(&folder);
    let dump = lines(&[
        user(1, "ada", ada()),
        // What an empty text or null stands for here is no loss.
        user(
            2,
            "bob",
            json!({ "phone": null, "badge": "b", "nickname": "", "age": null, "legacy": 1, "older": "x" }),
        ),
        user(3, "eve", json!({ "age": -1, "plan": "gold", "phone": "2", "legacy": 2 })),
    ]);
    let path = write(&folder, "dump.jsonl", dump);
    let path = text(&path);
    let (code, report) = import(&serve, &[path]);
    assert_eq!((code, &report["taken"]["users"]), (Some(0), &json!(3)), "{report}");
    assert_eq!(report["undeclared_fields"], json!({ "legacy": 2, "older": 1 }));
    assert_eq!(names(&report, "incomplete"), ["eve", "eve"], "{report}");
    let told = report["incomplete"].to_string();
    for words in ["dump.jsonl", "\"line\":3", "field `age` is left out: ", "field `plan` is left out: "] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let token = serve.sign_in("ada", PASSWORD).expect("she is here");
    let (_, me) = serve.get("/auth/users/me/", &token);
    let mut seen = ada();
    seen.as_object_mut().expect("an object").remove("notes");
    seen["seen"] = json!("2024-05-01T10:00:00.123000Z");
    for (name, value) in seen.as_object().expect("an object") {
        assert_eq!(&me[name], value, "{name}: {me}");
    }
    // They are claimed, and nobody is taken twice.
    let form = json!({ "username": "mal", "password": GOOD, "nickname": "m", "phone": "+44 20 0001" });
    let (status, body) = serve.post("/auth/users/", &form);
    assert!(status == 400 && body.contains("user with this phone already exists."), "{body}");
    let (_, again) = import(&serve, &[path]);
    assert_eq!((&again["here"]["users"], &again["changed"]["count"]), (&json!(3), &json!(0)), "{again}");
    assert_eq!(run(&serve, &["check"]).status.code(), Some(0));

    // Out, in and out again is the same to the byte.
    let out = folder.0.join("out.jsonl");
    assert_eq!(run(&serve, &["export", text(&out)]).status.code(), Some(0));
    let first = without_root(&out);
    fs::write(&out, &first).expect("the folder can be written");
    let other_folder = Folder::new();
    let other = start(&other_folder);
    let (code, report) = import(&other, &[text(&out), "--from", "latchkey"]);
    assert_eq!((code, &report["taken"]["users"]), (Some(0), &json!(3)), "{report}");
    let back = other_folder.0.join("out.jsonl");
    assert_eq!(run(&other, &["export", text(&back)]).status.code(), Some(0));
    assert_eq!(without_root(&back), first);

    // A fixture has them as Django wrote them.
    let fixture = folder.0.join("fixture.json");
    let exported =
        run(&serve, &["export", text(&fixture), "--format", "django", "--user-model", "accounts.user"]);
    assert_eq!(exported.status.code(), Some(0));
    let fixture: Value = serde_json::from_slice(&fs::read(&fixture).expect("the fixture")).expect("JSON");
    let users: Vec<_> =
        fixture.as_array().expect("a list").iter().filter(|one| one["model"] == "accounts.user").collect();
    let mut sent = ada();
    sent["seen"] = json!("2024-05-01T10:00:00.123000Z");
    for (name, value) in sent.as_object().expect("an object") {
        assert_eq!(&users[0]["fields"][name], value, "{name}");
    }
    assert!(users[2]["fields"].get("plan").is_none(), "the model says what is not said");
}

#[test]
fn what_is_declared_later_is_filled_in_by_the_same_dump() {
    let folder = Folder::new();
    let serve = start(&folder);
    let dump = lines(&[
        user(1, "ada", ada()),
        user(2, "bob", json!({ "phone": "1", "legacy": true })),
        user(3, "eve", json!({ "phone": "3", "age": 7, "nickname": "" })),
    ]);
    let path = write(&folder, "dump.jsonl", dump);
    let path = text(&path);
    let undeclared = serve.import(&["--user-model", "accounts.user", path]);
    assert_eq!(undeclared["undeclared_fields"]["phone"], 3, "{undeclared}");
    // What eve says of herself meanwhile stays, also that there is nothing to say.
    let eve = serve.sign_in("eve", PASSWORD).expect("she is here");
    let header = format!("authorization: Token {eve}\r\n");
    let said = serve.try_to_ask("PATCH", "/v1/me", &json!({ "phone": "1", "age": null }), &header);
    assert_eq!(said.expect("an answer").0, 200);

    let told = |report: &Value| (names(report, "filled"), names(report, "incomplete"));
    let (_, dry) = import(&serve, &[path, "--dry-run"]);
    let (code, report) = import(&serve, &[path]);
    assert_eq!(told(&report), (vec!["ada".to_owned()], vec!["bob".to_owned()]), "{report}");
    assert_eq!((code, told(&dry)), (Some(0), told(&report)), "{dry}");
    assert_eq!((&report["here"]["users"], &report["changed"]["count"]), (&json!(3), &json!(0)), "{report}");
    let what = &report["filled"]["lines"][0]["what"];
    assert_eq!(what, "age, badge, balance, nickname, notes, phone, plan, preferences, seen");
    assert_eq!(report["undeclared_fields"], json!({ "legacy": 1 }));

    let token = serve.sign_in("ada", PASSWORD).expect("she is here");
    let (_, me) = serve.get("/auth/users/me/", &token);
    assert_eq!(
        (&me["phone"], &me["balance"], &me["plan"]),
        (&json!("+44 20 0001"), &json!("12.50"), &json!("pro"))
    );
    let (_, me) = serve.get("/auth/users/me/", &eve);
    assert_eq!((&me["phone"], &me["age"]), (&json!("1"), &Value::Null));
    let form = json!({ "username": "mal", "password": GOOD, "nickname": "m", "phone": "+44 20 0001" });
    assert_eq!(serve.post("/auth/users/", &form).0, 400, "it is claimed");
    let (_, again) = import(&serve, &[path]);
    assert_eq!(names(&again, "filled"), [""; 0], "{again}");
    assert_eq!(run(&serve, &["check"]).status.code(), Some(0));
}

#[test]
fn whoever_has_the_value_is_skipped_stopped_at_or_gone_round() {
    let folder = Folder::new();
    let serve = start(&folder);
    let dump = lines(&[
        user(1, "ada", json!({ "phone": "1", "badge": "STRASSE" })),
        user(2, "bob", json!({ "phone": "1" })),
        user(3, "eve", json!({ "badge": "strasse" })),
    ]);
    let path = write(&folder, "dump.jsonl", dump);
    let path = text(&path);
    let stopped = run(&serve, &["import", "--user-model", "accounts.user", path]);
    refuses_after_a_report(&stopped, &["dump.jsonl:2 (bob)", "--on-conflict skip"]);
    let (_, dry) = import(&serve, &[path, "--dry-run", "--on-conflict", "skip"]);
    assert_eq!(names(&dry, "skipped"), ["bob", "eve"], "{dry}");
    let (_, skipped) = import(&serve, &[path, "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["bob", "eve"], "{skipped}");
    assert_eq!(skipped["skipped"]["lines"][0]["what"], "its `phone` is somebody else's here");
    let (code, renamed) = import(&serve, &[path, "--on-conflict", "rename"]);
    assert_eq!((code, names(&renamed, "renamed")), (Some(0), vec!["bob".to_owned(), "eve".to_owned()]));
    assert_eq!(renamed["renamed"]["lines"][0]["what"], "no `phone`");
    let (_, again) = import(&serve, &[path]);
    assert_eq!(again["here"]["users"], 3, "{again}");
    assert_eq!(run(&serve, &["check"]).status.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn claims_on_values_are_checked_and_mended() {
    use shared::store::{Change, Key, Store, keys};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| start(&folder));
    let users = [("ada", "1"), ("bob", "2"), ("eve", "3")].into_iter().zip(1..);
    let users: Vec<_> = users.map(|((name, phone), id)| user(id, name, json!({ "phone": phone }))).collect();
    let path = write(&folder, "dump.jsonl", lines(&users));
    assert_eq!(import(&serve, &[text(&path)]).0, Some(0));
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let [one, two, three] = ["1", "2", "3"].map(keys::value);
    // Nobody holds ada's, and bob's is eve's, who does not have it.
    store.erase(Key::Field("phone", &one)).await.expect("the table answers");
    let stolen = Change::of(Key::Field("phone", &two)).set("user", 3_u64);
    store.update(stolen).await.expect("the table answers").expect("it is there");
    let report = run(&serve, &["check", "--json"]);
    assert_eq!(report.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&report.stdout).expect("JSON");
    let unclaimed = &report["problems"]["names, addresses and unique values without a claim"];
    assert_eq!(*unclaimed, json!(["the phone of user 1", "the phone of user 2"]), "{report}");
    assert_eq!(run(&serve, &["check", "--repair"]).status.code(), Some(0));
    assert_eq!(run(&serve, &["check"]).status.code(), Some(0));

    // Two have the same: the one whose claim it is keeps it.
    let eve = Key::User(3.into());
    let user: shared::domain::User =
        store.fetch(&[eve]).await.expect("it answers").take(eve).expect("a user").expect("eve");
    let mut doubled = user.clone();
    doubled.profile.fields.insert("phone".to_owned(), shared::domain::FieldValue::Text("1".to_owned()));
    doubled.held.insert("phone".to_owned(), one.clone());
    doubled.version += 1;
    let double = store.transaction::<()>().edit(eve, user.version, &user, &doubled, ());
    double.commit().await.expect("it answers").expect("it is as it was");
    store.erase(Key::Field("phone", &three)).await.expect("the table answers");
    assert_eq!(run(&serve, &["check", "--repair"]).status.code(), Some(0));
    assert_eq!(run(&serve, &["check"]).status.code(), Some(0));
    let export = String::from_utf8(run(&serve, &["export", "-"]).stdout).expect("text");
    let phone_of = |name: &str| {
        let line =
            export.lines().find(|line| line.contains(&format!("\"username\":\"{name}\""))).expect("a user");
        serde_json::from_str::<Value>(line).expect("JSON")["fields"]["phone"].clone()
    };
    assert_eq!((phone_of("ada"), phone_of("bob"), phone_of("eve")), (json!("1"), json!("2"), Value::Null));
}
