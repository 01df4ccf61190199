//! `latchkey export`, and what its file is good for.

use super::{SETTINGS, fixture, text, write};
use crate::{Folder, GOOD, Serve, refuses};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

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
    let serve = Serve::start(&folder.data(), &root(GOOD));
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
    let elsewhere = Serve::start(&data, &root(GOOD));
    let (_, me) = elsewhere.get("/v1/me", &elsewhere.sign_in("root", GOOD).expect("the superuser"));
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

/// A message of HTTP with a length, if another one comes.
fn message(from: &mut TcpStream) -> Option<String> {
    let (mut bytes, mut byte) = (Vec::new(), [0]);
    while !bytes.ends_with(b"\r\n\r\n") {
        from.read_exact(&mut byte).ok()?;
        bytes.push(byte[0]);
    }
    let head = String::from_utf8(bytes).ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
    });
    let mut body = vec![0; length.unwrap_or_default()];
    from.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).ok()?)
}

/// A door to an engine that refuses whatever `refuses` says of the operation and of how many of it there were before.
fn door(engine: SocketAddr, refuses: fn(&str, usize) -> bool) -> SocketAddr {
    const REFUSAL: &str =
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"not now"}"#;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    let batches = Arc::new(AtomicUsize::new(0));
    thread::spawn(move || {
        for mut client in listener.incoming().map_while(Result::ok) {
            let batches = Arc::clone(&batches);
            thread::spawn(move || {
                let mut engine = TcpStream::connect(engine).expect("the engine is there");
                while let Some(request) = message(&mut client) {
                    let target = request.lines().find_map(|line| line.split_once("DynamoDB_20120810."));
                    let operation = target.map(|(_, operation)| operation.trim()).unwrap_or_default();
                    let before = match operation {
                        "BatchGetItem" => batches.fetch_add(1, Ordering::Relaxed),
                        _ => 0,
                    };
                    let answer = match refuses(operation, before) {
                        true => {
                            let length = REFUSAL.len();
                            Some(format!(
                                "HTTP/1.1 400 Bad Request\r\ncontent-length: {length}\r\n\r\n{REFUSAL}"
                            ))
                        }
                        false => {
                            engine.write_all(request.as_bytes()).expect("the engine listens");
                            message(&mut engine)
                        }
                    };
                    if answer.is_none_or(|answer| client.write_all(answer.as_bytes()).is_err()) {
                        return;
                    }
                }
            });
        }
    });
    address
}

#[test]
fn a_table_that_does_not_answer_is_asked_again_and_nothing_is_missing() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &SETTINGS);
    serve.import(&[&fixture("users.json")]);
    let (calm, troubled) = (folder.0.join("calm.jsonl"), folder.0.join("troubled.jsonl"));
    assert_eq!(serve.run(&["export", text(&calm)]).status.code(), Some(0));

    // How many users there are about is not to be known; nor, at first, what content types there are, and who is there.
    let engine = serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("an address");
    let engine = engine.trim().trim_start_matches("http://").parse().expect("an address");
    let door = door(engine, |operation, before| match operation {
        "DescribeTable" => true,
        "BatchGetItem" => [0, 4].contains(&before),
        _ => false,
    });
    let mut exporting = serve.command(&["export", text(&troubled)]);
    let output =
        exporting.env("AWS_ENDPOINT_URL_DYNAMODB", format!("http://{door}")).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert_eq!(said.matches("the table does not answer, asking again in 1 s").count(), 2, "{said}");
    assert!(said.contains("latchkey: warning: ") && !said.contains("ERROR"), "{said}");
    assert!(said.contains("Exported 12 users"), "{said}");
    let read = |path| fs::read_to_string(path).expect("the export");
    assert_eq!(read(&troubled), read(&calm));
}
