//! `latchkey import` as a process, beside a running `latchkey serve`: with dumps of a real Django, with files that are
//! broken, and with `kill -9` in the middle.

mod broken;
mod django;
mod elsewhere;
mod export;
mod fields;
mod integrity;
mod residents;
mod tokens;

use super::{Folder, Serve, latchkey};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const SETTINGS: [(&str, &str); 1] = [("LATCHKEY_THROTTLE", "off")];

/// What all passwords of the dump begin with; what follows is the user's name.
const PASSWORD: &str = "hunter2";

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

/// As [`refuses`], but for what may stand on standard output.
#[track_caller]
fn refuses_after_a_report(output: &Output, words: &[&str]) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// A token of `dumpdata`.
fn django_token(key: &str, user: Value) -> Value {
    json!({ "model": "authtoken.token", "pk": key, "fields": { "user": user, "created": "2021-01-01T00:00:00Z" } })
}
