//! `latchkey import` as a process, beside a running `latchkey serve`: with dumps of a real Django, with files that are
//! broken, and with `kill -9` in the middle.

mod fields;

use super::{Folder, Serve, latchkey, refuses, wait_for};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

const SETTINGS: [(&str, &str); 1] = [("LATCHKEY_THROTTLE", "off")];

/// What all passwords of the dump begin with; what follows is the user's name.
const PASSWORD: &str = "hunter2";

const HASHERS: [&str; 6] = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "argon2"];

impl Serve {
    /// A command on this one's table.
    pub(super) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    pub(super) fn command(&self, arguments: &[&str]) -> std::process::Command {
        let announced = self.announced.lines();
        let dynamodb = announced.filter_map(|line| line.strip_prefix("DynamoDB")).next().expect("an address");
        let settings = [
            ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.trim()),
            ("AWS_REGION", "local"),
            ("AWS_ACCESS_KEY_ID", "local"),
            ("AWS_SECRET_ACCESS_KEY", "local"),
            ("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"),
        ];
        latchkey(arguments, &settings)
    }

    /// An import that must end well, and its report.
    #[track_caller]
    fn import(&self, arguments: &[&str]) -> Value {
        let output = self.run(&[&["import", "--json"], arguments].concat());
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}{}", String::from_utf8_lossy(&output.stdout));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    pub(super) fn get(&self, path: &str, token: &str) -> (u16, Value) {
        let answer = self.try_to_ask("GET", path, &Value::Null, &format!("authorization: Token {token}\r\n"));
        let (status, body) = answer.expect("an answer");
        (status, serde_json::from_str(&body).unwrap_or_default())
    }
}

fn fixture(name: &str) -> String {
    format!("{}/tests/import/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn names(report: &Value, kind: &str) -> Vec<String> {
    let lines = report[kind]["lines"].as_array().expect("lines");
    lines.iter().map(|line| line["name"].as_str().expect("a name").to_owned()).collect()
}

fn write(folder: &Folder, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.0.join(name);
    fs::write(&path, content).expect("the folder can be written");
    path
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a Unicode path")
}

/// An object of `dumpdata`.
fn django_user(id: u64, name: &str, more: &Value) -> Value {
    let mut fields = json!({
        "username": name,
        "email": format!("{name}@example.org"),
        "password": "!",
        "is_active": true,
        "date_joined": format!("2021-01-01T00:00:00.{:06}Z", id % 1_000_000),
    });
    if let (Some(fields), Some(more)) = (fields.as_object_mut(), more.as_object()) {
        fields.extend(more.clone());
    }
    json!({ "model": "auth.user", "pk": id, "fields": fields })
}

fn lines(objects: &[Value]) -> String {
    objects.iter().fold(String::new(), |mut all, object| {
        let _ = writeln!(all, "{object}");
        all
    })
}

#[test]
fn everybody_of_a_django_signs_in_as_before_and_is_taken_once() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let report = serve.import(&[&fixture("users.json")]);
    let taken = &report["taken"];
    assert_eq!((&taken["users"], &taken["tokens"], &taken["groups"]), (&json!(11), &json!(7), &json!(2)));
    assert_eq!(names(&report, "superusers"), ["boss"]);
    assert_eq!(names(&report, "staff"), ["pbkdf2_sha256"]);
    assert_eq!(names(&report, "incomplete"), ["md5"]);

    for name in HASHERS {
        let password = format!("{PASSWORD}-{name}");
        let native = json!({ "login": format!("{name}@example.ORG"), "password": password });
        assert_eq!(serve.post("/v1/sessions", &native).0, 201, "{name}");
        let djoser = json!({ "username": name, "password": password });
        assert_eq!(serve.post("/auth/jwt/create/", &djoser).0, 200, "{name}, whose hash is another by now");
        let wiki = serve.post("/auth/login", &djoser);
        assert!(wiki.0 == 200 && wiki.1.contains("token"), "{name}: {wiki:?}");
        let wrong = json!({ "username": name, "password": "hunter2-" });
        assert_eq!(serve.post("/auth/jwt/create/", &wrong).0, 401, "{name}");
    }
    for (name, password) in [("unusable", "!"), ("inactive", "hunter2-inactive"), ("md5", "hunter2-md5")] {
        assert_eq!(serve.sign_in(name, password), None, "{name}");
    }
    assert!(serve.sign_in("blanks", "  two blanks ").is_some());
    assert!(serve.sign_in("blanks", "  two blanks ").is_some(), "its hash is ours by now");

    // The tokens of before are good, and what was granted is.
    let (status, me) =
        serve.get("/auth/users/me/", "05".chars().rev().collect::<String>().repeat(20).as_str());
    assert_eq!((status, &me["id"], &me["email"]), (200, &json!(5), &json!("scrypt@Example.org")));
    let boss = serve.sign_in("boss", "hunter2-boss").expect("a superuser");
    let (_, groups) = serve.get("/users/5/groups/", &boss);
    assert_eq!(groups["objects"][0]["name"], "readers");
    let (_, permissions) = serve.get("/users/5/permissions/", &boss);
    assert_eq!(permissions["objects"][0]["codename"], "delete_user");

    let again = serve.import(&[&fixture("users.json")]);
    assert_eq!((&again["taken"]["users"], &again["taken"]["tokens"]), (&json!(0), &json!(0)));
    assert_eq!((&again["here"]["users"], &again["here"]["tokens"]), (&json!(11), &json!(7)));
    assert_eq!(again["changed"]["count"], 0, "nothing changed there: {again}");
}

#[test]
fn natural_keys_do_as_well_and_standard_input_too() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let mut child = serve
        .command(&["import", "-", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let dump = fs::read(fixture("users-natural.jsonl")).expect("the fixture");
    child.stdin.take().expect("a pipe").write_all(&dump).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let boss = serve.sign_in("boss", "hunter2-boss").expect("a superuser");
    let (_, groups) = serve.get("/groups/", &boss);
    assert_eq!(groups["meta"]["totalCount"], 2);
    assert_eq!(
        serve.get("/auth/users/me/", &"1".chars().chain("0".chars()).collect::<String>().repeat(20)).0,
        200
    );
    let again = serve.import(&[&fixture("users-natural.jsonl")]);
    assert_eq!((&again["here"]["users"], &again["here"]["tokens"]), (&json!(11), &json!(7)), "{again}");
}

#[test]
fn a_dry_run_writes_nothing_and_tells_the_same() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let report = serve.import(&[&fixture("users.json"), "--dry-run"]);
    assert_eq!((&report["taken"]["users"], &report["taken"]["tokens"]), (&json!(11), &json!(7)));
    assert_eq!(serve.sign_in("boss", "hunter2-boss"), None);
}

#[test]
fn whoever_is_in_the_way_is_skipped_stopped_at_or_gone_round() {
    let folder = Folder::new();
    let root = [
        ("LATCHKEY_SUPERUSER_USERNAME", "Ada"),
        ("LATCHKEY_SUPERUSER_EMAIL", "ada@example.org"),
        ("LATCHKEY_SUPERUSER_PASSWORD", super::GOOD),
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
        ("text.json", b"hello", &["is no JSON"]),
        (
            "other.json",
            other_model.as_bytes(),
            &["no `auth.user`", "2 of `accounts.user`", "--user-model accounts.user"],
        ),
    ] {
        let path = write(&folder, name, content);
        refuses_after_a_report(&serve.run(&["import", text(&path)]), words);
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
    let mut content = lines(&[django_user(1, "ada", &json!({}))]).into_bytes();
    content
        .extend_from_slice(b"{\"model\": \"auth.user\", \"pk\": 2, \"fields\": {\"username\": \"\xff\"}}\n");
    content.extend_from_slice(lines(&[django_user(3, &"x".repeat(2 << 20), &json!({}))]).as_bytes());
    content.extend_from_slice(
        lines(&[
            django_user(4, "dated", &json!({ "date_joined": "yesterday" })),
            django_user(5, "hashed", &json!({ "password": "pbkdf2_sha256$1000$salt$short" })),
            django_user(6, "fielded", &json!({ "phone": "1", "plan": "gold" })),
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
    assert_eq!(report["taken"]["users"], 3);
    assert_eq!(names(&report, "incomplete"), ["hashed"]);
    assert_eq!(report["undeclared_fields"], json!({ "phone": 1, "plan": 1 }));
    let strict = serve.run(&["import", "--json", "--strict", text(&path)]);
    let report: Value = serde_json::from_slice(&strict.stdout).expect("JSON");
    assert_eq!(report["refused"]["count"], 5, "{report}");
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

/// As [`refuses`], but for what may stand on standard output.
#[track_caller]
fn refuses_after_a_report(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// The password of the hashes below, by the originals (`shared/src/auth/password/vectors.py`).
const ORIGINALS: &str = "zażółć gęślą";

#[test]
fn users_come_from_elsewhere_too() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let bcrypt = "$2b$10$3CsfKKXEcJSsf4NMRvAp0uKP3RyS.7VmiA3i9LuT4UwBCwBpCNSgK";
    let auth0 =
        lines(&[json!({ "_id": { "$oid": "5f" }, "email": "auth0@example.org", "email_verified": true,
        "passwordHash": bcrypt, "given_name": "Ada", "nickname": "ada" })]);
    let supabase = format!(
        "instance_id,id,email,encrypted_password,email_confirmed_at,last_sign_in_at,raw_user_meta_data,created_at,phone,\
         banned_until,deleted_at\n,0b1c,supabase@example.org,{bcrypt},2024-05-01 10:00:00.123456+00,,\"{{\"\"plan\"\": 1}}\",\
         2024-05-01 10:00:00+00,,,\n"
    );
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==";
    let firebase = json!({ "users": [{ "localId": "f1", "email": "firebase@example.org", "emailVerified": true,
        "passwordHash": "PYDsqMw24vDOvCz2P2T5IM8ySWHNLSrrKWOuPmXDqdOI4TyBafi6WDHM_HJzSOrfvHYm1H041yAKDB6aO4IbRg==",
        "salt": "MDEyMzQ1Njc4OQ==", "displayName": "Ada Lovelace", "createdAt": "1714557600000" }] });
    let secret = json!({ "salt": "MDEyMzQ1Njc4OWFiY2RlZg==", "value":
        "JoowmHLklPDfSvWE04Q12K2z6eD05QiHZ23iB6y5Ewx+6WDpC7vhERMtm5w4P3T1uim6nMzOfEQhgYdXtE/xgQ==" });
    let data = json!({ "hashIterations": 210_000, "algorithm": "pbkdf2-sha512", "additionalParameters": {} });
    let keycloak = json!({ "realm": "demo", "groups": [{ "name": "admins" }], "users": [{ "id": "k1", "username": "keycloak",
        "email": "keycloak@example.org", "emailVerified": true, "enabled": true, "groups": ["/admins"],
        "createdTimestamp": 1_714_557_600_000_i64, "credentials": [{ "type": "password",
            "secretData": secret.to_string(), "credentialData": data.to_string() }] }] });
    let cognito = json!({ "Users": [{ "Username": "cognito", "Enabled": true, "UserStatus": "CONFIRMED",
        "UserCreateDate": "2024-05-01T10:00:00+00:00", "Attributes": [{ "Name": "sub", "Value": "c1" },
            { "Name": "email", "Value": "cognito@example.org" }, { "Name": "email_verified", "Value": "true" },
            { "Name": "locale", "Value": "pt_BR" }, { "Name": "custom:plan", "Value": "gold" }] }] });
    for (source, content, more) in [
        ("auth0", auth0, &[][..]),
        ("supabase", supabase, &[]),
        ("firebase", firebase.to_string(), &["--firebase-key", key, "--firebase-memory", "12"]),
        ("keycloak", keycloak.to_string(), &[]),
        ("cognito", cognito.to_string(), &[]),
    ] {
        let path = write(&folder, source, content);
        let arguments = [&[text(&path), "--from", source], more].concat();
        let report = serve.import(&arguments);
        assert_eq!(report["taken"]["users"], 1, "{source}: {report}");
        assert!(report["undeclared_fields"]["locale"].is_null(), "{source}: {report}");
        assert_eq!(serve.import(&arguments)["here"]["users"], 1, "{source}");
        let login = json!({ "login": format!("{source}@example.org"), "password": ORIGINALS });
        let status = serve.post("/v1/sessions", &login).0;
        assert_eq!(status, if source == "cognito" { 401 } else { 201 }, "{source}");
    }
    assert_eq!(serve.post("/auth/users/reset_password/", &json!({ "email": "cognito@example.org" })).0, 204);
    wait_for(|| serve.links().contains_key("cognito@example.org"));
    let exported = folder.0.join("exported.jsonl");
    assert!(serve.run(&["export", text(&exported)]).status.success());
    let exported = fs::read_to_string(&exported).expect("the export");
    let cognito = exported.lines().find(|line| line.contains("cognito@example.org")).expect("an account");
    assert!(cognito.contains("\"locale\":\"pt-BR\""), "{cognito}");
    refuses(
        &serve.run(&["import", text(&folder.0.join("firebase")), "--from", "firebase"]),
        &["--firebase-key"],
    );
}

#[test]
fn what_is_exported_and_imported_again_is_the_same_to_the_byte() {
    let folder = Folder::new();
    let (one, other) = (folder.0.join("one.jsonl"), folder.0.join("other.jsonl"));
    let root = |password| {
        [
            ("LATCHKEY_SUPERUSER_USERNAME", "root"),
            ("LATCHKEY_SUPERUSER_EMAIL", "root@example.org"),
            ("LATCHKEY_SUPERUSER_PASSWORD", password),
            ("LATCHKEY_THROTTLE", "off"),
        ]
    };
    let serve = Serve::start(&folder.data(), &root(super::GOOD));
    serve.import(&[&fixture("users.json")]);
    serve.sign_in("scrypt", "hunter2-scrypt").expect("a token of our own, too");
    let exported = |serve: &Serve, arguments: &[&str]| {
        let output = serve.run(&[&["export"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    exported(&serve, &[text(&one)]);
    let everything = fs::read_to_string(&one).expect("the export");
    assert_eq!(everything.matches("\"kind\":\"token\"").count(), 8);

    // Nobody can read it but its owner, and without secrets there are none in it.
    #[cfg(unix)]
    assert_eq!(
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&one).expect("a file").permissions()) & 0o777,
        0o600
    );
    let bare = folder.0.join("bare.jsonl");
    exported(&serve, &[text(&bare), "--without-secrets"]);
    let bare = fs::read_to_string(&bare).expect("the export");
    assert!(!bare.contains("argon2$") && !bare.contains("$2b$") && !bare.contains("\"sha256\":"), "{bare}");
    for (place, why) in [
        ("/dev/full/accounts", "Not a directory"),
        ("/dev/full", "No space left on device"),
        (text(&folder.0), "Is a directory"),
    ] {
        let cannot = format!("`{place}` cannot be written: {why}");
        refuses(&serve.run(&["export", place]), &[&cannot]);
    }

    // An empty table has a superuser of its own; this one is not in the way.
    let data = folder.0.join("elsewhere");
    let elsewhere = Serve::start(&data, &root(super::GOOD));
    let (_, me) = elsewhere.get("/v1/me", &elsewhere.sign_in("root", super::GOOD).expect("the superuser"));
    let own = me["pk"].as_u64().expect("an id").to_string();
    let others: String = everything
        .lines()
        .filter(|line| !line.contains("\"root\""))
        .map(|line| format!("{line}\n"))
        .collect();
    let others = write(&folder, "others.jsonl", others);
    elsewhere.import(&[text(&others), "--from", "latchkey"]);
    exported(&elsewhere, &[text(&other)]);
    let again: String = fs::read_to_string(&other)
        .expect("the export")
        .lines()
        .filter(|line| {
            !line.contains(&format!("\"id\":{own},")) && !line.contains(&format!("\"user\":\"{own}\""))
        })
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(again, fs::read_to_string(&others).expect("the lines"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_together_is_found_and_mended() {
    use shared::domain::{GroupId, UserId};
    use shared::store::{Holding, Key, Store};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    serve.import(&[&fixture("users.json")]);
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let group = Holding::Group(GroupId::from(2));
    for key in [
        Key::Username("scrypt"),
        Key::Holder(group, UserId::from(5)),
        Key::GroupName("editors"),
        Key::User(UserId::from(7)),
        Key::Sequence(shared::store::Catalogue::Groups),
    ] {
        store.erase(key).await.expect("the table answers");
    }
    store.take_from_set(Key::Superusers, "ids", 10).await.expect("the table answers");

    let found = serve.run(&["check", "--json"]);
    assert_eq!(found.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&found.stdout).expect("JSON");
    let problems = report["problems"].as_object().expect("problems");
    let of = |kind: &str| problems.get(kind).cloned().unwrap_or_default();
    assert_eq!(
        of("names, addresses and unique values without a claim"),
        json!(["the user name of user 5"]),
        "{report}"
    );
    assert_eq!(
        of("holders whom a group or permission does not know"),
        json!(["user 5 in group 2"]),
        "{report}"
    );
    assert_eq!(
        of("groups, permissions and content types without claim or row"),
        json!(["group 1"]),
        "{report}"
    );
    assert_eq!(of("superusers who are not counted"), json!(["user 10"]), "{report}");
    assert_eq!(of("ids that would be given out again"), json!(["group: 2 is taken"]), "{report}");
    assert_eq!(of("claims that are nobody's").as_array().map(Vec::len), Some(2), "{report}");
    assert!(
        of("leftovers of users who are not there").as_array().is_some_and(|left| left.len() >= 2),
        "{report}"
    );
    assert_eq!(serve.sign_in("scrypt", "hunter2-scrypt"), None, "their name is nobody's");

    let mended = serve.run(&["check", "--repair"]);
    assert_eq!(mended.status.code(), Some(0), "{}", String::from_utf8_lossy(&mended.stderr));
    // What the user had who is gone shows up when the rest of theirs is.
    for _ in 0..2 {
        serve.run(&["check", "--repair"]);
    }
    let again = serve.run(&["check"]);
    assert_eq!(again.status.code(), Some(0), "{}", String::from_utf8_lossy(&again.stdout));
    assert!(serve.sign_in("scrypt", "hunter2-scrypt").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_deleted_leaves_nothing_but_the_id() {
    use shared::store::Store;
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    serve.import(&[&fixture("users.json")]);
    serve.sign_in("scrypt", "hunter2-scrypt").expect("they are here");
    assert_eq!(serve.run(&["user", "delete", "scrypt", "--noinput"]).status.code(), Some(0));
    assert_eq!(serve.get("/auth/users/me/", &"50".repeat(20)).0, 401, "their old token is dead");

    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    let sha256 = shared::auth::token::sha256_hex(&"50".repeat(20));
    let mut left = Vec::new();
    for _ in 0..super::LOOKS {
        let (items, _) = store.scan((0, 1), None).await.expect("the table answers");
        let texts = items.iter().map(|item| format!("{item:?}"));
        // The tombstone has the id, and so has the cleaning that is owed.
        let theirs = ["\"U#5\"", "\"S#5\"", "\"L#5\"", "\"O#5\"", "\"R#5\"", "scrypt@", &sha256];
        left = texts
            .filter(|text| theirs.iter().any(|its| text.contains(its)) && !text.contains("deleted_at"))
            .collect();
        if left.is_empty() {
            return;
        }
        tokio::time::sleep(super::PAUSE).await;
    }
    panic!("{left:#?}");
}

/// A token of `dumpdata`.
fn django_token(key: &str, user: Value) -> Value {
    json!({ "model": "authtoken.token", "pk": key, "fields": { "user": user, "created": "2021-01-01T00:00:00Z" } })
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_their_users_and_stay_ended() {
    use shared::auth::token::sha256_hex;
    use shared::store::{Key, Store};
    let folder = Folder::new();
    let serve = tokio::task::block_in_place(|| Serve::start(&folder.data(), &SETTINGS));
    let (own, other, third) = ("1a".repeat(20), "2b".repeat(20), "3c".repeat(20));
    let name_of = |token: &str| serve.get("/v1/me", token).1["username"].clone();
    let first = lines(&[django_user(5, "ada", &json!({})), django_token(&own, json!(5))]);
    let first = write(&folder, "first.jsonl", first);
    serve.import(&[text(&first)]);
    // Another server's user of the same id is somebody else, and so is whose token it is.
    let eve = django_user(5, "eve", &json!({ "date_joined": "2022-02-02T02:02:02Z" }));
    let uuid = "0b1c2d3e-0000-4000-8000-000000000001";
    let mut zoe = django_user(6, "zoe", &json!({}));
    zoe["pk"] = json!(uuid);
    let second = lines(&[eve, zoe, django_token(&other, json!(5)), django_token(&third, json!(uuid))]);
    let second = write(&folder, "second.jsonl", second);
    let skipped = serve.import(&[text(&second), "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["eve", "token of 5"], "{skipped}");
    assert_eq!((serve.get("/v1/me", &other).0, name_of(&third)), (401, json!("zoe")));
    serve.import(&[text(&second), "--on-conflict", "rename"]);
    assert_eq!((name_of(&own), name_of(&other)), (json!("ada"), json!("eve")));
    // Once ended, a token is not brought back.
    let header = format!("authorization: Token {own}\r\n");
    assert_eq!(
        serve.try_to_ask("POST", "/auth/token/logout/", &json!({}), &header).expect("an answer").0,
        204
    );
    let again = serve.import(&[text(&first)]);
    assert_eq!((&again["here"]["tokens"], serve.get("/v1/me", &own).0), (&json!(1), 401), "{again}");
    // Of it stays what tells that it ended; whose it was is swept, and that of the others is not.
    let (_, table) = super::scan(&serve, "host: HERE\r\n");
    let (_, table) = table.split_once("\r\n\r\n").expect("a body");
    let table: Value = serde_json::from_str(table).expect("JSON");
    let of = |token: &str| -> Vec<(String, bool)> {
        let named = |item: &&Value| item.to_string().contains(&sha256_hex(token));
        let mut items: Vec<_> = table["Items"].as_array().expect("items").iter().filter(named).collect();
        items.sort_by_key(|item| item["pk"]["S"].to_string());
        items
            .iter()
            .map(|item| {
                (item["sk"]["S"].as_str().expect("text")[..1].to_owned(), item["ttl"]["N"].is_string())
            })
            .collect()
    };
    let (mark, owner) = (("T".to_owned(), false), |is_swept| ("-".to_owned(), is_swept));
    assert_eq!(of(&own), [mark.clone(), owner(true)]);
    assert_eq!(of(&other), [mark, owner(false)]);
    // Nor one that was made here, though nothing is left of it.
    assert_eq!(serve.post("/auth/users/", &super::sign_up("bob")).0, 201);
    assert_eq!(serve.run(&["user", "enable", "bob"]).status.code(), Some(0));
    let mine = serve.sign_in("bob", super::GOOD).expect("he is here");
    let id = serve.get("/v1/me", &mine).1["pk"].as_u64().expect("an id");
    let out = folder.0.join("out.jsonl");
    assert_eq!(serve.run(&["export", text(&out)]).status.code(), Some(0));
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let store = Store::new(&cli::serve::aws::local(dynamodb.trim()), "latchkey");
    store.erase(Key::Token(id.into(), &sha256_hex(&mine))).await.expect("the table answers");
    let again = serve.import(&[text(&out), "--from", "latchkey"]);
    assert_eq!((again["skipped"]["count"].clone(), serve.get("/v1/me", &mine).0), (json!(1), 401), "{again}");
    assert_eq!(serve.run(&["check"]).status.code(), Some(0));
}

#[test]
fn tokens_that_name_their_users_are_theirs_too() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    let name_of = |token: &str| serve.get("/v1/me", token).1["username"].clone();
    let [ada, eve, bob, zoe] = ["1a", "2b", "3c", "4d"].map(|digits| digits.repeat(20));
    serve.import(&[text(&write(&folder, "first.jsonl", lines(&[django_user(1, "eve", &json!({}))])))]);
    // `--natural-foreign` alone: users have their keys, and tokens have names.
    let second = [
        django_user(5, "ada", &json!({})),
        django_user(
            6,
            "EVE",
            &json!({ "date_joined": "2022-02-02T02:02:02Z", "email": "other@example.org" }),
        ),
        // Tokens mean the name, never the address.
        django_user(7, "bob", &json!({ "email": "zoe" })),
        django_user(8, "zoe", &json!({})),
    ];
    let tokens = [(&ada, "ada"), (&eve, "EVE"), (&bob, "bob"), (&zoe, "zoe")];
    let tokens = tokens.map(|(key, name)| django_token(key, json!([name])));
    let second = write(&folder, "second.jsonl", lines(&[&second[..], &tokens].concat()));
    let skipped = serve.import(&[text(&second), "--on-conflict", "skip"]);
    assert_eq!(names(&skipped, "skipped"), ["EVE", "token of EVE"], "{skipped}");
    assert_eq!((name_of(&ada), name_of(&bob), name_of(&zoe)), (json!("ada"), json!("bob"), json!("zoe")));
    assert_eq!(serve.get("/v1/me", &eve).0, 401, "whoever is called so here is somebody else");
    let renamed = serve.import(&[text(&second), "--on-conflict", "rename"]);
    assert_eq!((&renamed["taken"]["tokens"], name_of(&eve)), (&json!(1), json!("EVE-6")), "{renamed}");
}

#[test]
fn a_model_without_numbers_and_names_comes_and_goes() {
    const BY_ADDRESS: (&str, &str) = ("LATCHKEY_USERNAME_FIELD", "email");
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[SETTINGS[0], BY_ADDRESS]);
    let run = |arguments: &[&str]| {
        let output = serve.command(arguments).env(BY_ADDRESS.0, BY_ADDRESS.1).output().expect("it runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let (uuid, token) = ("0b1c2d3e-0000-4000-8000-000000000001", "1a".repeat(20));
    let user = |pk: Value, email: &str| {
        let mut user = django_user(1, "", &json!({ "email": email }));
        user["model"] = json!("accounts.user");
        user["pk"] = pk;
        user["fields"].as_object_mut().expect("an object").remove("username");
        user
    };
    let (natural, odd) = (user(Value::Null, "eve@example.org"), user(json!("no-uuid"), "no address"));
    let dump = [
        user(json!(uuid), "ada@example.org"),
        natural,
        odd,
        django_token(&token, json!(["eve@example.org"])),
    ];
    let dump = write(&folder, "dump.jsonl", lines(&dump));
    run(&["import", text(&dump), "--user-model", "accounts.user"]);
    assert_eq!(serve.get("/v1/me", &token).1["email"], "eve@example.org");

    let out = folder.0.join("out.json");
    run(&[
        "export",
        text(&out),
        "--format",
        "django",
        "--user-model",
        "accounts.User",
        "--user-keys",
        "uuids",
    ]);
    let fixture: Vec<Value> = serde_json::from_slice(&fs::read(&out).expect("a file")).expect("JSON");
    let users: Vec<_> = fixture.iter().filter(|one| one["model"] == "accounts.user").collect();
    let key_of = |email: &str| {
        let user = users.iter().find(|user| user["fields"]["email"] == email);
        user.and_then(|user| user["pk"].as_str()).unwrap_or_default().to_owned()
    };
    assert_eq!(key_of("ada@example.org"), uuid);
    assert!(key_of("eve@example.org").starts_with("00000000-0000-0000-"), "{fixture:?}");
    // Who has no address has one that nobody shares.
    assert!(
        users
            .iter()
            .any(|user| user["fields"]["email"].as_str().is_some_and(|it| it.ends_with("@nobody.invalid")))
    );
}

#[test]
fn a_full_disk_is_told() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    serve.import(&[&fixture("users.json")]);
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has one");
    let output = serve.command(&["export", "-"]).stdout(full).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("standard output cannot be written") && said.contains("No space left"), "{said}");
}
