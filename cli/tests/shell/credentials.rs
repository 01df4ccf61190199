//! Credentials as the AWS CLI has them: profiles with single sign-on.

use super::said;
use crate::{Folder, Serve, latchkey, refuses};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::process::Output;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// Both kinds of profile that `aws configure sso` writes.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html>
const CONFIG: &str = "\
[profile legacy]
region = eu-central-1
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
sso_account_id = 123456789012
sso_role_name = Admin

[profile session]
region = eu-central-1
sso_session = example
sso_account_id = 123456789012
sso_role_name = Admin

[sso-session example]
sso_region = eu-central-1
sso_start_url = https://example.awsapps.com/start
sso_registration_scopes = sso:account:access
";

/// Where the AWS CLI keeps a sign-in: named by SHA-1 of the start URL, and of the session's name.
const LEGACY: &str = "e8be5486177c5b5392bd9aa76563515b29358e6e";
const SESSION: &str = "c3499c2729730a7f807efb8676a92dcb6f8a3f8f";

/// What AWS's portal answers to who is signed in, and to who is not any more.
/// <https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html>
const KEYS: &str = r#"{"roleCredentials": {"accessKeyId": "AKIDOFTHEPORTAL", "secretAccessKey": "secret", "sessionToken": "token", "expiration": 32503680000000}}"#;
const REFUSAL: &str =
    r#"{"__type": "UnauthorizedException", "message": "Session token not found or invalid"}"#;

/// A home with that configuration, in which both sign-ins are good until `until`.
fn home(until: &str) -> Folder {
    let folder = Folder::new();
    let cache = folder.0.join(".aws/sso/cache");
    fs::create_dir_all(&cache).expect("the temporary folder can be written");
    fs::write(folder.0.join(".aws/config"), CONFIG).expect("the same");
    for (name, token) in [(LEGACY, "legacy"), (SESSION, "session")] {
        let token = format!(r#"{{"accessToken": "{token} until {until}", "expiresAt": "{until}"}}"#);
        fs::write(cache.join(format!("{name}.json")), token).expect("the same");
    }
    folder
}

/// AWS's portal of single sign-on, which takes whose sign-in is not of 2020; and what it was asked.
fn portal() -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it has one");
    let (tell, told) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let head = BufReader::new(&stream).lines().map_while(Result::ok);
            let head: Vec<_> = head.take_while(|line| !line.is_empty()).collect();
            let (status, body) = match head.iter().any(|line| line.contains("2020-")) {
                true => ("401 Unauthorized", REFUSAL),
                false => ("200 OK", KEYS),
            };
            let length = body.len();
            let answer =
                format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}");
            stream.write_all(answer.as_bytes()).expect("it is read");
            tell.send(head.join("\n")).ok();
        }
    });
    (address, told)
}

/// `latchkey group list` on the table of `serve`, as if that were AWS's.
fn as_profile(serve: &Serve, home: &Folder, profile: &str, portal: SocketAddr) -> Output {
    let dynamodb =
        serve.announced.lines().find_map(|line| line.strip_prefix("DynamoDB")).expect("its address");
    let (portal, key) = (format!("http://{portal}"), "k".repeat(50));
    let settings = [
        ("HOME", home.0.to_str().expect("a Unicode path")),
        ("AWS_PROFILE", profile),
        ("AWS_ENDPOINT_URL_SSO", &portal),
        ("AWS_ENDPOINT_URL_DYNAMODB", dynamodb.trim()),
        ("LATCHKEY_SECRET_KEY", &key),
    ];
    latchkey(&["group", "list", "--json"], &settings).output().expect("it runs")
}

#[test]
fn a_profile_with_single_sign_on_is_enough() {
    let folder = Folder::new();
    let secret_key = "k".repeat(50);
    let serve = Serve::start(&folder.data(), &[("LATCHKEY_SECRET_KEY", &secret_key)]);
    said(&serve.run(&["group", "create", "editors"]));
    let (portal, asked) = portal();
    let home = home("2999-01-01T00:00:00Z");
    for profile in ["legacy", "session"] {
        assert!(said(&as_profile(&serve, &home, profile, portal)).contains("editors"));
        let asked = asked.recv().expect("it was asked");
        assert!(asked.contains("account_id=123456789012") && asked.contains("role_name=Admin"), "{asked}");
        assert!(asked.contains(&format!("x-amz-sso_bearer_token: {profile} until 2999-")), "{asked}");
    }
}

#[test]
fn a_sign_in_that_is_over_says_how_to_sign_in_again() {
    let folder = Folder::new();
    let serve = Serve::start(&folder.data(), &[]);
    let (portal, _) = portal();
    let expired = home("2020-01-01T00:00:00Z");
    for profile in ["legacy", "session"] {
        let output = as_profile(&serve, &expired, profile, portal);
        refuses(&output, &["no credentials of AWS", &format!("aws sso login --profile {profile}")]);
    }
    let never = home("2999-01-01T00:00:00Z");
    fs::remove_dir_all(never.0.join(".aws/sso")).expect("it was there");
    refuses(
        &as_profile(&serve, &never, "session", portal),
        &["SSO token", "aws sso login --profile session"],
    );
    refuses(&as_profile(&serve, &never, "nobody", portal), &["nobody"]);
}
