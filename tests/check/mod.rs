//! `latchkey check --url`: it passes where all is well, and each thing that a gateway can spoil fails its check.

mod platform;

use crate::world::{Actor, After, Before, Faults, GOOD, Reroute, World, own};
use axum::body::Bytes;
use axum::response::Response;
use cli::commands::check::{Account, Finding, Outcome, Site, examine};
use http::header::{self, HeaderValue};
use http::{Request, StatusCode};
use serde_json::Value;

const ALL: [&str; 29] = [
    "function users",
    "function groups",
    "function permissions",
    "function sign_in",
    "function tokens",
    "function activation",
    "function password_reset",
    "function account",
    "function console",
    "function operator",
    "issuer",
    "signing keys",
    "challenges",
    "security headers",
    "empty answers",
    "HEAD",
    "request bodies",
    "slashes",
    "encoded paths",
    "unknown paths",
    "wrong methods",
    "preflights",
    "cookies sent",
    "cookies set",
    "plain http",
    "sign-in by cookie",
    "sign-in by token",
    "names in paths",
    "sign-out",
];

/// What the checks of a deployment come to.
struct Report(Vec<(String, Outcome)>);

impl Report {
    /// As somebody who has an account.
    async fn of(url: &str, account: Option<&Account>) -> Self {
        let mut findings = Vec::new();
        let site = Site::at(url).expect("a URL");
        let tell = |finding: &Finding| findings.push((finding.name.clone(), finding.outcome.clone()));
        examine(site, account, tell).await.expect("this is a Latchkey");
        Self(findings)
    }

    fn names(&self, is: impl Fn(&Outcome) -> bool) -> Vec<&str> {
        self.0.iter().filter(|(_, outcome)| is(outcome)).map(|(name, _)| name.as_str()).collect()
    }

    fn failed(&self) -> Vec<&str> {
        self.names(|outcome| matches!(outcome, Outcome::Failed(_)))
    }

    fn skipped(&self) -> Vec<&str> {
        self.names(|outcome| matches!(outcome, Outcome::Skipped(_)))
    }

    /// Everything that failures say.
    fn told(&self) -> String {
        let told = self.0.iter().filter_map(|(name, outcome)| match outcome {
            Outcome::Failed(why) => Some(format!("{name}\n{why}\n")),
            Outcome::Ok | Outcome::Skipped(_) => None,
        });
        told.collect()
    }
}

async fn somebody(world: &World) -> (Actor, Account) {
    let user = world.user("ada.o+k").await;
    (user.clone(), Account { name: user.name, password: GOOD.to_owned() })
}

async fn sessions(user: &Actor) -> Value {
    user.get("/v1/sessions").await.has(200).json()
}

#[tokio::test]
async fn a_deployment_as_it_should_be_passes_and_is_left_as_it_was() {
    let (world, url) = World::behind_gateway(Faults::default(), &[]).await;
    let (user, account) = somebody(&world).await;
    let before = (sessions(&user).await, world.mails().await.len());

    let report = Report::of(&url, Some(&account)).await;

    assert_eq!(report.failed(), [""; 0], "{}", report.told());
    assert_eq!(report.skipped(), ["plain http"]);
    assert_eq!(report.names(|_| true), ALL);
    assert_eq!((sessions(&user).await, world.mails().await.len()), before);
}

/// What one fault of a gateway is, and the checks that fail by it.
struct Case {
    fault: &'static str,
    faults: Faults,
    fails: &'static [&'static str],
}

fn before(fault: &'static str, before: Before, fails: &'static [&'static str]) -> Case {
    Case { fault, faults: Faults { before: Some(before), ..Faults::default() }, fails }
}

fn after(fault: &'static str, after: After, fails: &'static [&'static str]) -> Case {
    Case { fault, faults: Faults { after: Some(after), ..Faults::default() }, fails }
}

fn routed(fault: &'static str, route: Reroute, fails: &'static [&'static str]) -> Case {
    Case { fault, faults: Faults { route: Some(route), ..Faults::default() }, fails }
}

/// Gives a header another name, or takes it away.
fn rename(answer: &mut Response<Bytes>, name: &'static str, other: Option<&'static str>) {
    let value = answer.headers_mut().remove(name);
    if let (Some(value), Some(other)) = (value, other) {
        answer.headers_mut().insert(other, value);
    }
}

/// Changes a request's path.
fn lead(request: &mut Request<Bytes>, path: &str) {
    *request.uri_mut() = path.parse().expect("a path");
}

fn kept_cookie(request: &mut Request<Bytes>, kept: fn(&str) -> Option<&str>) -> Option<Response> {
    let cookies = request.headers().get(header::COOKIE)?.to_str().ok()?.to_owned();
    let kept = HeaderValue::from_str(kept(&cookies)?).ok()?;
    request.headers_mut().insert(header::COOKIE, kept);
    None
}

fn cases() -> Vec<Case> {
    vec![
        after(
            "a challenge gets another name",
            |_, _, answer| rename(answer, "www-authenticate", Some("x-amzn-remapped-www-authenticate")),
            &["challenges"],
        ),
        after(
            "a challenge is dropped",
            |_, _, answer| rename(answer, "www-authenticate", None),
            &["challenges"],
        ),
        after(
            "HSTS is dropped",
            |_, _, answer| rename(answer, "strict-transport-security", None),
            &["security headers"],
        ),
        after(
            "an answer may be kept",
            |_, _, answer| {
                answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("max-age=60"));
            },
            &["security headers"],
        ),
        after(
            "an empty answer is said to be JSON",
            |_, _, answer| {
                if answer.status() == StatusCode::NO_CONTENT {
                    answer
                        .headers_mut()
                        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                }
            },
            &["empty answers"],
        ),
        after(
            "cookies are folded into one",
            |_, _, answer| {
                let set: Vec<_> = answer.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
                if !set.is_empty() {
                    let folded = set.iter().map(HeaderValue::as_bytes).collect::<Vec<_>>().join(&b", "[..]);
                    answer
                        .headers_mut()
                        .insert(header::SET_COOKIE, HeaderValue::from_bytes(&folded).expect("text"));
                }
            },
            &["cookies set", "sign-in by cookie"],
        ),
        after(
            "one cookie is dropped from answers",
            |_, _, answer| {
                if let Some(first) = answer.headers_mut().remove(header::SET_COOKIE) {
                    answer.headers_mut().insert(header::SET_COOKIE, first);
                }
            },
            &["cookies set", "sign-in by cookie", "sign-out"],
        ),
        after(
            "Allow is dropped",
            |_, _, answer| rename(answer, "allow", None),
            &["wrong methods", "preflights"],
        ),
        before(
            "a slash is sent elsewhere",
            |request| {
                let shorter =
                    request.uri().path().strip_suffix('/').filter(|path| !path.is_empty())?.to_owned();
                let mut answer = own(StatusCode::PERMANENT_REDIRECT, "Permanent Redirect");
                answer.headers_mut().insert(header::LOCATION, HeaderValue::from_str(&shorter).ok()?);
                Some(answer)
            },
            &["slashes"],
        ),
        before(
            "a slash is not routed",
            |request| {
                request.uri().path().ends_with("groups/").then(|| own(StatusCode::NOT_FOUND, "Not Found"))
            },
            &["slashes"],
        ),
        before(
            "a path is decoded twice",
            |request| {
                let path = request.uri().path().replace("%25", "%");
                if path.ends_with('%') {
                    None
                } else {
                    lead(request, &path);
                    None
                }
            },
            &["encoded paths"],
        ),
        before(
            "a path is encoded once more",
            |request| {
                let path = request.uri().path().replace('%', "%25");
                lead(request, &path);
                None
            },
            &["encoded paths", "names in paths"],
        ),
        before(
            "the gateway answers preflights",
            |request| {
                let answer = || {
                    let mut answer = Response::default();
                    *answer.status_mut() = StatusCode::NO_CONTENT;
                    answer
                };
                (request.method() == "OPTIONS").then(answer)
            },
            &["preflights"],
        ),
        before(
            "the first of two cookies is dropped",
            |request| kept_cookie(request, |all| Some(all.split_once("; ")?.1)),
            &["cookies sent", "sign-in by cookie", "sign-out"],
        ),
        before(
            "the second of two cookies is dropped",
            |request| kept_cookie(request, |all| Some(all.split_once("; ")?.0)),
            &["cookies sent", "sign-out"],
        ),
        before(
            "bodies do not arrive",
            |request| {
                let multipart =
                    request.headers().get(header::CONTENT_TYPE)?.as_bytes().starts_with(b"multipart");
                if multipart {
                    *request.body_mut() = Bytes::from_static(b"--limit--\r\n");
                }
                None
            },
            &["request bodies"],
        ),
        before(
            "HEAD is not routed",
            |request| (request.method() == "HEAD").then(|| own(StatusCode::NOT_FOUND, "Not Found")),
            &["HEAD"],
        ),
        before(
            "Authorization is dropped",
            |request| {
                request.headers_mut().remove(header::AUTHORIZATION);
                None
            },
            &["sign-in by token", "names in paths", "sign-out"],
        ),
        routed(
            "permissions' paths lead to users",
            |_, function| if function == "permissions" { "users" } else { function },
            &["function permissions"],
        ),
        before(
            "what no route names is the gateway's",
            |request| {
                let path = request.uri().path().trim_start_matches('/');
                let nobodys = path.len() == 32 && path.bytes().all(|c| c.is_ascii_hexdigit());
                nobodys.then(|| own(StatusCode::NOT_FOUND, "Not Found"))
            },
            &["unknown paths"],
        ),
    ]
}

#[tokio::test]
async fn each_thing_that_a_gateway_spoils_fails_its_checks_and_no_other() {
    for Case { fault, faults, fails } in cases() {
        let (world, url) = World::behind_gateway(faults, &[]).await;
        let (user, account) = somebody(&world).await;
        let before = sessions(&user).await;

        let report = Report::of(&url, Some(&account)).await;

        assert_eq!(report.failed(), fails, "{fault}\n{}", report.told());
        let is_left = sessions(&user).await != before;
        assert_eq!(is_left, report.told().contains("may be left"), "{fault}\n{}", report.told());
        assert!(!report.told().contains(GOOD), "{fault}");
    }
}

#[tokio::test]
async fn a_function_that_does_not_answer_is_named() {
    for dead in ["users", "groups", "permissions", "sign_in", "tokens", "activation", "password_reset"] {
        let faults = Faults { dead, ..Faults::default() };
        let (_world, url) = World::behind_gateway(faults, &[]).await;

        let report = Report::of(&url, None).await;

        let named: Vec<_> =
            report.failed().into_iter().filter_map(|name| name.strip_prefix("function ")).collect();
        assert_eq!(named, [dead], "{}", report.told());
    }
}

#[tokio::test]
async fn another_issuer_fails_and_is_told() {
    let settings = [("PUBLIC_URL", "https://accounts.test")];
    let (world, url) = World::behind_gateway(Faults::default(), &settings).await;
    let (_, account) = somebody(&world).await;

    let report = Report::of(&url, Some(&account)).await;

    assert_eq!(report.failed(), ["issuer", "sign-in by token"], "{}", report.told());
    assert!(report.told().contains(&format!("LATCHKEY_PUBLIC_URL must be {url}")), "{}", report.told());
}

#[tokio::test]
async fn a_key_that_is_not_there_is_told_and_without_an_account_nobody_signs_in() {
    let (world, url) = World::behind_gateway(Faults::default(), &[]).await;
    world.forget_key().await;

    let report = Report::of(&url, None).await;

    assert_eq!(report.failed(), ["signing keys"], "{}", report.told());
    let skipped = ["plain http", "sign-in by cookie", "sign-in by token", "names in paths", "sign-out"];
    assert_eq!(report.skipped(), skipped);
}

#[tokio::test]
async fn what_is_switched_off_is_skipped() {
    for (settings, skipped) in [
        (
            &[("DIALECTS", "djoser")][..],
            &[
                "function groups",
                "function permissions",
                "function operator",
                "cookies sent",
                "plain http",
                "names in paths",
            ][..],
        ),
        (
            &[("DIALECTS", "djoser,native,users-api"), ("USERNAME_FIELD", "email")],
            &["plain http", "names in paths"],
        ),
        (&[("THROTTLE", "on"), ("CORS_ALLOWED_ORIGINS", "https://app.example")], &["plain http"]),
    ] {
        let (world, url) = World::behind_gateway(Faults::default(), settings).await;
        let (user, mut account) = somebody(&world).await;
        if settings.contains(&("USERNAME_FIELD", "email")) {
            account.name = user.email;
        }

        let report = Report::of(&url, Some(&account)).await;

        assert_eq!(report.failed(), [""; 0], "{settings:?}\n{}", report.told());
        assert_eq!(report.skipped(), skipped, "{settings:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let (world, url) = World::behind_gateway(Faults::default(), &[]).await;
    let (user, mut account) = somebody(&world).await;
    account.password = "wrong".to_owned();
    let before = sessions(&user).await;

    let report = Report::of(&url, Some(&account)).await;

    assert_eq!(report.failed(), ["sign-in by cookie"], "{}", report.told());
    assert_eq!(report.skipped(), ["plain http", "sign-in by token", "names in paths", "sign-out"]);
    assert_eq!(sessions(&user).await, before);
}

#[tokio::test]
async fn what_is_no_latchkey_or_not_there_is_an_error() {
    let all = |_: &mut Request<Bytes>| Some(own(StatusCode::NOT_FOUND, "Not Found"));
    let faults = Faults { before: Some(all), ..Faults::default() };
    let (_world, url) = World::behind_gateway(faults, &[]).await;
    let gone = "http://127.0.0.1:1";
    for (url, said) in [(url.as_str(), "is no Latchkey"), (gone, "cannot reach http://127.0.0.1:1: ")] {
        let why = examine(Site::at(url).expect("a URL"), None, |_| {}).await.expect_err("an error");
        assert!(why.contains(said), "{why}");
    }
}
