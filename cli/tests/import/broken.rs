//! Files that are broken, and an import that is.

use super::{SETTINGS, django_user, lines, names, refuses_after_a_report, text, write};
use crate::{Folder, Serve, refuses};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

#[test]
fn a_broken_file_is_refused_before_anything_is_written() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let whole = json!([django_user(1, "ada", &json!({})), django_user(2, "bob", &json!({}))]).to_string();
    let other_model = whole
        .replace("auth.user", "accounts.User")
        .replace("\"password\"", "\"last_login\":null,\"password\"");
    for (name, content, words) in [
        (
            "cut.json",
            &whole.as_bytes()[..whole.len() - 40],
            &["cut.json", "line 1", "cut short", "nothing was taken"][..],
        ),
        ("gzip.json", b"\x1f\x8b\x08\x00", &["is compressed", "gunzip -c"]),
        ("empty.json", b"", &["is empty"]),
        ("text.json", b"hello", &["is no JSON", "json and jsonl are read"]),
        (
            "other.json",
            other_model.as_bytes(),
            &["no `auth.user`", "2 of `accounts.user`", "--user-model accounts.user"],
        ),
    ] {
        let path = write(&folder, name, content);
        refuses_after_a_report(&serve.run(&["import", text(&path)]), words);
    }
    // Of other sources it says what is read of those.
    let key = ["--firebase-key", "AAECAwQF"];
    for (source, content, more, words) in [
        (
            "cognito",
            "{\"Users\": [{\"Username\": \"ada\"}]\n",
            &[][..],
            &["line 2", "cut short", "nothing was taken"][..],
        ),
        ("cognito", "Users:\n- Username: ada\n", &[], &["is no JSON", "list-users --output json"]),
        ("firebase", "f1,ada@example.org\n", &key, &["is no JSON", "--format=json"]),
        ("firebase", "{\"Users\": []}", &key, &["no array `users`", "--format=json"]),
        ("keycloak", "hello", &[], &["is no JSON", "a realm's export"]),
        ("auth0", "hello", &[], &["is no JSON", "an object a line"]),
        ("auth0", "{\n\"user_id\": \"a\"}", &[], &["line 1 is cut short", "an object a line"]),
        ("supabase", "[{\"id\": \"1\"}]", &[], &["is JSON", "\\copy auth.users"]),
        ("supabase", "id,email", &[], &["line 1 is cut short", "\\copy auth.users"]),
        ("latchkey", "- kind: user\n", &[], &["is no JSON", "`latchkey export`"]),
    ] {
        let path = write(&folder, "other.export", content);
        let output = serve.run(&[&["import", "--from", source, text(&path)], more].concat());
        refuses_after_a_report(&output, words);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("Django"), "{source}: {said}");
    }
    refuses(&serve.run(&["import", "nowhere.json"]), &["`nowhere.json` cannot be read"]);
    let path = folder.0.join("other.json");
    let taken = serve.import(&[text(&path), "--user-model", "accounts.user"]);
    assert_eq!(taken["taken"]["users"], 2, "nothing of them was taken before: {taken}");
}

#[test]
fn a_bad_line_is_named_and_leaves_the_others() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let costly = format!("pbkdf2_sha256$4000001$salt${}=", "A".repeat(43));
    let mut content = lines(&[django_user(1, "ada", &json!({}))]).into_bytes();
    content
        .extend_from_slice(b"{\"model\": \"auth.user\", \"pk\": 2, \"fields\": {\"username\": \"\xff\"}}\n");
    content.extend_from_slice(lines(&[django_user(3, &"x".repeat(2 << 20), &json!({}))]).as_bytes());
    content.extend_from_slice(
        lines(&[
            django_user(4, "dated", &json!({ "date_joined": "yesterday" })),
            django_user(5, "hashed", &json!({ "password": "pbkdf2_sha256$1000$salt$short" })),
            django_user(6, "fielded", &json!({ "phone": "1", "plan": "gold" })),
            django_user(7, "costly", &json!({ "password": costly })),
        ])
        .as_bytes(),
    );
    let path = write(&folder, "dump.jsonl", content);
    let output = serve.run(&["import", "--json", text(&path)]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let at: Vec<_> =
        report["refused"]["lines"].as_array().expect("lines").iter().map(|line| &line["line"]).collect();
    assert_eq!(at, [2, 3, 4], "{report}");
    assert_eq!(report["taken"]["users"], 4);
    assert_eq!(names(&report, "incomplete"), ["hashed", "costly"]);
    assert_eq!(report["undeclared_fields"], json!({ "phone": 1, "plan": 1 }));
    let strict = serve.run(&["import", "--json", "--strict", text(&path)]);
    let report: Value = serde_json::from_slice(&strict.stdout).expect("JSON");
    assert_eq!(report["refused"]["count"], 6, "{report}");
}

#[test]
fn a_line_of_100_mb_is_named_and_never_held() {
    const MIB: usize = 1 << 20;
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let mut importing = serve.command(&["import", "--json", "-"]);
    importing.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut importing = importing.spawn().expect("it starts");
    let mut input = importing.stdin.take().expect("a pipe");
    let status = format!("/proc/{}/status", importing.id());
    let feeding = thread::spawn(move || {
        let mut feed = |bytes: &[u8]| input.write_all(bytes).expect("it reads");
        feed(lines(&[django_user(1, "ada", &json!({}))]).as_bytes());
        feed(br#"{"model": "auth.user", "pk": 2, "fields": {"username": ""#);
        (0..100).for_each(|_| feed(&[b'x'; MIB]));
        feed(b"\"}}\n");
        feed(lines(&[django_user(3, "eve", &json!({}))]).as_bytes());
    });
    // The most that it ever had, as often as can be asked.
    let (mut most, mut asked) = (0, 0);
    while importing.try_wait().expect("a process").is_none() {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<usize>().ok());
        most = most.max(kib.unwrap_or_default() << 10);
        asked += usize::from(kib.is_some());
        thread::sleep(Duration::from_millis(2));
    }
    feeding.join().expect("all was read");
    let output = importing.wait_with_output().expect("it ended");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), &report["taken"]["users"]), (Some(1), &json!(2)), "{report}");
    let refused = &report["refused"]["lines"];
    assert_eq!((refused.as_array().map(Vec::len), &refused[0]["line"]), (Some(1), &json!(2)), "{report}");
    assert!(
        refused[0]["what"].as_str().is_some_and(|what| what.contains("longer than 1024 KiB")),
        "{report}"
    );
    assert!(asked > 10 && most < 90 * MIB, "{most} bytes, asked {asked} times");
}

#[test]
fn an_import_that_is_killed_again_and_again_is_finished_at_last() {
    const USERS: u64 = 4000;
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let hash = "pbkdf2_sha256$1000$saltsaltsalt$xotb+MLvHMM2gXHwn9wsof4dOhuD64XejK70i4xyCIE=";
    let boss = json!({ "password": hash, "is_superuser": true, "is_staff": true });
    let mut all = vec![django_user(1, "boss", &boss)];
    all.extend((2..=USERS).map(|id| django_user(id, &format!("user{id}"), &json!({}))));
    let path = write(&folder, "dump.json", Value::Array(all).to_string());
    let mut killed = 0;
    for round in 0..10 {
        let mut child = serve
            .command(&["import", text(&path)])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        thread::sleep(Duration::from_millis(300 + 100 * round));
        killed += u32::from(child.try_wait().expect("a process").is_none());
        drop(child.kill());
        drop(child.wait());
    }
    assert!(killed > 0, "every import was faster than the kill");
    let report = serve.import(&[text(&path)]);
    let sum = |what: &str| report[what]["users"].as_u64().unwrap_or_default();
    assert_eq!(sum("taken") + sum("here"), USERS, "{report}");
    let token = serve.sign_in("boss", "  two blanks ").expect("a superuser");
    let (_, users) = serve.get("/users/?limit=1", &token);
    assert_eq!(users["meta"]["totalCount"], USERS + 1, "the first superuser is there, too");
    let checked = serve.run(&["check"]);
    assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stdout));
    for id in [2, USERS / 2, USERS] {
        let (_, user) = serve.get(&format!("/users/{id}/"), &token);
        assert_eq!(user["username"], format!("user{id}"));
    }
}
