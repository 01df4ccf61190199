//! Whoever is here already: in somebody's way, or found again by a later dump.

use super::{SETTINGS, django_user, lines, names, refuses_after_a_report, text, write};
use crate::{Folder, GOOD, Serve};
use serde_json::{Value, json};
use std::fs;

#[test]
fn whoever_is_in_the_way_is_skipped_stopped_at_or_gone_round() {
    let folder = Folder::new();
    let root = [
        ("LATCHKEY_SUPERUSER_USERNAME", "Ada"),
        ("LATCHKEY_SUPERUSER_EMAIL", "ada@example.org"),
        ("LATCHKEY_SUPERUSER_PASSWORD", GOOD),
        ("LATCHKEY_THROTTLE", "off"),
    ];
    let serve = Serve::start(&folder.data(), &root);
    let dump = lines(&[
        django_user(1, "first", &json!({})),
        django_user(2, "ada", &json!({})),
        django_user(3, "twice", &json!({})),
        django_user(4, "TWICE", &json!({ "email": "" })),
        django_user(5, "last", &json!({ "email": "first@EXAMPLE.org" })),
    ]);
    let path = write(&folder, "dump.jsonl", dump);
    let path = text(&path);

    let stopped = serve.run(&["import", path]);
    refuses_after_a_report(&stopped, &["dump.jsonl:2 (ada)", "--on-conflict skip", "--on-conflict rename"]);
    let skipped = serve.import(&[path, "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["ada", "TWICE", "last"], "{skipped}");
    assert_eq!(
        skipped["skipped"]["lines"][0]["what"],
        "its user name and its address are somebody else's here"
    );
    let renamed = serve.import(&[path, "--on-conflict", "rename"]);
    assert_eq!(names(&renamed, "renamed"), ["ada-2", "TWICE-4", "last"], "{renamed}");
    assert_eq!(renamed["here"]["users"], 2);
    let again = serve.import(&[path]);
    assert_eq!((&again["here"]["users"], &again["skipped"]["count"]), (&json!(5), &json!(0)), "{again}");

    // Somebody else's id is not theirs, and a name that another keeps is not either.
    let other = lines(&[django_user(1, "other", &json!({ "date_joined": "2022-02-02T02:02:02Z" }))]);
    let other = write(&folder, "other.jsonl", other);
    let renamed = serve.import(&[text(&other), "--on-conflict", "rename"]);
    assert!(
        renamed["renamed"]["lines"][0]["what"].as_str().expect("text").ends_with("instead of 1"),
        "{renamed}"
    );
    let again = serve.import(&[text(&other)]);
    assert_eq!(again["here"]["users"], 1, "{again}");
}

#[test]
fn a_later_dump_adds_who_is_new_and_changes_nobody() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let user = |email: &str, last: &str| {
        django_user(
            1,
            "ada",
            &json!({ "email": email, "last_name": last, "is_superuser": true, "is_staff": true,
            "password": "pbkdf2_sha256$1000$saltsaltsalt$xotb+MLvHMM2gXHwn9wsof4dOhuD64XejK70i4xyCIE=" }),
        )
    };
    let first = write(
        &folder,
        "1.jsonl",
        lines(&[user("ada@example.org", "Byron"), django_user(2, "gone", &json!({}))]),
    );
    serve.import(&[text(&first)]);
    let token = serve.sign_in("ada", "  two blanks ").expect("she is here");
    let header = format!("authorization: Token {token}\r\n");
    let patch = json!({ "last_name": "Lovelace" });
    assert_eq!(serve.try_to_ask("PATCH", "/v1/me", &patch, &header).expect("an answer").0, 200);
    assert_eq!(serve.try_to_ask("DELETE", "/users/2/", &Value::Null, &header).expect("an answer").0, 204);

    let second = lines(&[
        user("ada@example.com", "Byron"),
        django_user(2, "gone", &json!({})),
        django_user(3, "new", &json!({})),
    ]);
    let second = write(&folder, "2.jsonl", second);
    let report = serve.import(&[text(&second)]);
    assert_eq!(report["taken"]["users"], 1, "{report}");
    assert_eq!(report["changed"]["lines"][0]["what"], "email", "{report}");
    assert_eq!(report["skipped"]["lines"][0]["what"], "was deleted here, and stays so", "{report}");
    let (_, me) = serve.get("/v1/me", &token);
    assert_eq!((&me["last_name"], &me["email"]), (&json!("Lovelace"), &json!("ada@example.org")));
}

/// The language of each account in an export, by the user's name.
fn languages(serve: &Serve, folder: &Folder) -> Value {
    let out = folder.0.join("out.jsonl");
    assert_eq!(serve.run(&["export", text(&out)]).status.code(), Some(0));
    let export = fs::read_to_string(&out).expect("the export");
    let records = export.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let users = records.filter(|record| record["kind"] == "user" && record["is_superuser"] == false);
    users
        .map(|user| (user["username"].as_str().expect("a name").to_owned(), user["locale"].clone()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_that_is_said_later_is_filled_in_and_one_that_changed_is_told() {
    use shared::store::{Change, Key, Store};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    let dump = |[ada, eve, bob]: [Value; 3]| {
        let user = |id, name, locale: Value| django_user(id, name, &json!({ "locale": locale }));
        let all = lines(&[user(1, "ada", ada), user(2, "eve", eve), user(3, "bob", bob)]);
        write(&folder, "dump.jsonl", all)
    };
    let first = dump([json!(""), json!("fr"), json!("nl")]);
    assert_eq!(serve.import(&[text(&first)])["taken"]["users"], 3);
    // Bob wants none here.
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let emptied = Change::of(Key::User(3.into())).remove("locale");
    assert!(store.update(emptied).await.expect("the table answers").is_ok());

    let second = dump([json!("pt_BR"), json!("de"), json!("nl-BE")]);
    let dry = serve.import(&[text(&second), "--dry-run"]);
    let report = serve.import(&[text(&second)]);
    assert_eq!(
        (names(&report, "filled"), names(&dry, "filled")),
        (vec!["ada".to_owned()], vec!["ada".to_owned()])
    );
    assert_eq!(report["filled"]["lines"][0]["what"], "locale", "{report}");
    assert_eq!(names(&report, "changed"), ["ada", "eve", "bob"], "{report}");
    let here = json!({ "ada": "pt-BR", "eve": "fr", "bob": null });
    assert_eq!(languages(&serve, &folder), here);
    assert_eq!(names(&serve.import(&[text(&second)]), "filled"), [""; 0]);
    // What was filled in may be emptied as well.
    let emptied = Change::of(Key::User(1.into())).remove("locale");
    assert!(store.update(emptied).await.expect("the table answers").is_ok());
    assert_eq!(names(&serve.import(&[text(&second)]), "filled"), [""; 0]);

    // In our own form it is no field.
    let import = |name: &str, locale: Value| {
        let user = json!({ "kind": "user", "origin": { "id": name }, "username": name, "locale": locale });
        let path = write(&folder, "own.jsonl", lines(&[user]));
        serve.import(&[text(&path), "--from", "latchkey"])
    };
    let own = |locale: Value| import("zoe", locale);
    own(Value::Null);
    let told = |report: &Value, kind: &str| report[kind]["lines"][0]["what"].clone();
    let filled = own(json!("nl"));
    assert_eq!((told(&filled, "filled"), told(&filled, "changed")), (json!("locale"), json!("locale")));
    let changed = own(json!("sv"));
    assert_eq!((told(&changed, "filled"), told(&changed, "changed")), (Value::Null, json!("locale")));
    assert_eq!(languages(&serve, &folder)["zoe"], "nl");
    // What was taken back before it was exported was said, too.
    import("mia", json!(""));
    assert_eq!(told(&import("mia", json!("nl")), "filled"), Value::Null);
    assert_eq!(languages(&serve, &folder)["mia"], "");
}

#[test]
fn what_changed_in_another_latchkey_is_told_with_an_origin_or_without() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let import = |users: &[Value]| {
        let path = write(&folder, "own.jsonl", lines(users));
        serve.import(&[text(&path), "--from", "latchkey"])
    };
    let joined = json!("2024-05-01T10:00:00.123456Z");
    // Bob was moved once before; of Eve nobody says since when she is there.
    let was = "0".repeat(78);
    let [ada, bob, eve] = [
        json!({ "kind": "user", "id": 5, "username": "ada", "date_joined": joined }),
        json!({ "kind": "user", "id": 6, "username": "bob", "date_joined": joined,
            "origin": { "id": "b1", "was": was } }),
        json!({ "kind": "user", "id": 7, "username": "eve" }),
    ];
    let all = [ada, bob, eve];
    assert_eq!(import(&all)["taken"]["users"], 3);
    let again = import(&all);
    assert_eq!((&again["here"]["users"], &again["changed"]["count"]), (&json!(3), &json!(0)), "{again}");

    let mut changed = all.clone();
    changed[0]["username"] = json!("countess");
    changed[1]["last_name"] = json!("Builder");
    changed[2]["is_staff"] = json!(true);
    let report = import(&changed);
    assert_eq!((&report["taken"]["users"], &report["here"]["users"]), (&json!(0), &json!(3)), "{report}");
    let told: Vec<_> =
        report["changed"]["lines"].as_array().expect("lines").iter().map(|it| &it["what"]).collect();
    assert_eq!(told, ["username", "last_name", "is_staff"], "{report}");

    // Under an id that somebody has here, somebody else is somebody else.
    let mallory = json!({ "kind": "user", "id": 7, "username": "mallory" });
    let path = write(&folder, "own.jsonl", lines(&[mallory]));
    let skipped = serve.import(&[text(&path), "--from", "latchkey", "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["mallory"], "{skipped}");

    // An export says of them what it said before.
    let out = folder.0.join("out.jsonl");
    assert_eq!(serve.run(&["export", text(&out)]).status.code(), Some(0));
    let export = fs::read_to_string(&out).expect("the export");
    let user = |name: &str| {
        export.lines().find(|line| line.contains(&format!("\"username\":\"{name}\""))).expect("a user")
    };
    assert!(!user("ada").contains("\"origin\"") && !export.contains("came_as"), "{export}");
    assert!(user("bob").contains(&format!("\"was\":\"{was}\"")), "{export}");
}
