//! Administering from the shell, beside a running `latchkey serve`.

mod credentials;

use super::{Folder, GOOD, Serve, latchkey, refuses, sign_up};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Output, Stdio};

const SETTINGS: [(&str, &str); 5] = [
    ("LATCHKEY_SUPERUSER_USERNAME", "root"),
    ("LATCHKEY_SUPERUSER_EMAIL", "root@example.org"),
    ("LATCHKEY_SUPERUSER_PASSWORD", GOOD),
    ("LATCHKEY_SEND_ACTIVATION_EMAIL", "false"),
    ("LATCHKEY_THROTTLE", "off"),
];

#[track_caller]
fn said(output: &Output) -> String {
    let wrong = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{wrong}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn accounts_are_looked_after_from_the_shell() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    assert_eq!(serve.post("/auth/users/", &sign_up("ada")).0, 201);
    let token = serve.sign_in("ada", GOOD).expect("she is here");

    let shown: Value =
        serde_json::from_str(&said(&serve.run(&["user", "show", "ADA", "--json"]))).expect("JSON");
    assert_eq!(
        (&shown["username"], &shown["is_active"], &shown["is_staff"]),
        (&json!("ada"), &json!(true), &json!(false))
    );
    let listed = said(&serve.run(&["user", "list"]));
    assert!(
        listed.contains("root@example.org") && listed.contains("superuser") && listed.contains("ada"),
        "{listed}"
    );
    assert!(said(&serve.run(&["user", "sessions", "ada@example.org"])).contains("token"));

    assert_eq!(said(&serve.run(&["user", "disable", "ada"])), "ada is disabled.\n");
    assert_eq!(serve.sign_in("ada", GOOD), None);
    assert_eq!(serve.get("/auth/users/me/", &token).0, 401);
    said(&serve.run(&["user", "enable", "ada"]));
    assert_eq!(serve.get("/auth/users/me/", &token).0, 200, "her sign-ins waited");
    said(&serve.run(&["user", "sessions", "ada", "--end"]));
    assert_eq!(serve.get("/auth/users/me/", &token).0, 401);

    let mut child = serve
        .command(&["changepassword", "ada", "--noinput"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(b"analytical engine\n").expect("it reads");
    said(&child.wait_with_output().expect("it ends"));
    assert_eq!(serve.sign_in("ada", GOOD), None);
    assert!(serve.sign_in("ada", "analytical engine").is_some());

    // Who is called a number, and who has it.
    let id = shown["id"].as_u64().expect("an id").to_string();
    let mut form = sign_up("namesake");
    form["username"] = json!(id);
    assert_eq!(serve.post("/auth/users/", &form).0, 201);
    let by = |who: &str| said(&serve.run(&["user", "show", who, "--json"]));
    assert!(by(&id).contains("namesake@example.org"));
    assert!(by(&format!("id:{id}")).contains("ada@example.org"));
    refuses(&serve.run(&["user", "show", "id:ada"]), &["there is no user `id:ada`"]);
    said(&serve.run(&["user", "delete", &id, "--noinput"]));

    refuses(&serve.run(&["user", "show", "nobody"]), &["there is no user `nobody`"]);
    refuses(&serve.run(&["user", "disable", "root"]), &["the last superuser"]);
    refuses(&serve.run(&["user", "delete", "ada"]), &["say --noinput"]);
    said(&serve.run(&["user", "delete", "ada", "--noinput"]));
    refuses(&serve.run(&["user", "show", "ada"]), &["there is no user `ada`"]);
    said(&serve.run(&["check"]));
}

#[test]
fn groups_and_permissions_are_handed_out_from_the_shell() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    assert_eq!(serve.post("/auth/users/", &sign_up("ada")).0, 201);
    assert_eq!(said(&serve.run(&["group", "create", "editors"])), "Group 1 editors\n");
    refuses(&serve.run(&["group", "create", "editors"]), &["there is a group `editors` already"]);
    said(&serve.run(&["group", "grant", "editors", "auth.view_user"]));
    said(&serve.run(&["group", "add", "editors", "ada"]));
    said(&serve.run(&["permission", "grant", "ada", "auth.view_group"]));
    let shown: Value =
        serde_json::from_str(&said(&serve.run(&["user", "show", "ada", "--json"]))).expect("JSON");
    assert_eq!(
        (&shown["groups"], &shown["user_permissions"]),
        (&json!(["editors"]), &json!(["auth.view_group"]))
    );
    let token = serve.sign_in("ada", GOOD).expect("she is here");
    assert_eq!(serve.get("/users/", &token).0, 200, "the group lets her");

    said(&serve.run(&["group", "remove", "editors", "ada"]));
    assert_eq!(serve.get("/users/", &token).0, 401);
    refuses(&serve.run(&["group", "remove", "editors", "ada"]), &["ada is not in editors"]);
    said(&serve.run(&["permission", "revoke", "ada", "auth.view_group"]));
    refuses(&serve.run(&["permission", "grant", "ada", "auth.fly"]), &["there is no permission `auth.fly`"]);
    said(&serve.run(&["group", "delete", "editors"]));
    refuses(&serve.run(&["group", "add", "editors", "ada"]), &["there is no group `editors`"]);
    assert!(said(&serve.run(&["contenttypes", "list"])).contains("auth.user"));
    assert!(said(&serve.run(&["permission", "list"])).contains("auth.add_user"));
    said(&serve.run(&["check"]));
}

#[test]
fn the_command_tells_shells_and_manuals_what_it_can() {
    let folder = Folder::new();
    let run = |arguments: &[&str]| latchkey(arguments, &[]).output().expect("it runs");
    assert!(said(&run(&["completions", "bash"])).contains("changepassword"));
    said(&run(&["man", folder.0.to_str().expect("a Unicode path")]));
    let page = std::fs::read_to_string(folder.0.join("latchkey-import.1")).expect("a page");
    assert!(page.contains("on\\-conflict"), "{page}");
    assert!(said(&run(&["version"])).starts_with("latchkey "));
    refuses(&run(&["man", "/nowhere/at/all"]), &["`/nowhere/at/all` cannot be written"]);
}
