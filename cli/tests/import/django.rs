//! Dumps of a real Django, and of models of one's own.

use super::{PASSWORD, SETTINGS, django_token, django_user, fixture, lines, names, text, write};
use crate::{Folder, Serve};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::process::Stdio;

const HASHERS: [&str; 6] = ["pbkdf2_sha256", "pbkdf2_sha1", "bcrypt_sha256", "bcrypt", "scrypt", "argon2"];

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
