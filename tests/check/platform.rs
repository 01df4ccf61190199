//! `latchkey check` of a deployment's table: what is silent around it in its account is told by name. AWS is a stand-in here,
//! which answers only what is signed for the service that it asks.

use super::Report;
use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use cli::commands::check::examine_platform;
use cli::serve::aws;
use http::{Method, Request, StatusCode, header};
use serde_json::{Value, json};
use shared::domain::Timestamp;
use tokio::net::TcpListener;

const STREAM: &str =
    "arn:aws:dynamodb:eu-central-1:123456789012:table/latchkey/stream/2026-11-30T12:00:00.000";

/// What AWS answers, by what is asked.
#[derive(Clone)]
struct Account {
    table: Value,
    mappings: Value,
    settings: Value,
    sending: Value,
    identities: Vec<(&'static str, bool)>,
    /// The beginning of the paths that the credentials may not ask.
    denied: &'static str,
}

fn mapping(function: &str, state: &str, last: &str) -> Value {
    let arn = format!("arn:aws:lambda:eu-central-1:123456789012:function:{function}");
    json!({ "UUID": "0a1b", "FunctionArn": arn, "State": state, "LastProcessingResult": last })
}

impl Account {
    /// One in which all is as it should be.
    fn new() -> Self {
        let on = json!({ "StreamEnabled": true, "StreamViewType": "KEYS_ONLY" });
        Self {
            table: json!({
                "LatestStreamArn": STREAM, "LatestStreamLabel": "2026-11-30T12:00:00.000",
                "StreamSpecification": on,
            }),
            mappings: json!([
                mapping("latchkey-Mailer-1", "Enabled", "OK"),
                mapping("latchkey-Janitor-2", "Enabled", "No records processed"),
            ]),
            settings: json!({ "AccountLimit": { "ConcurrentExecutions": 1000 } }),
            sending: json!({
                "SendingEnabled": true, "EnforcementStatus": "HEALTHY", "ProductionAccessEnabled": true,
            }),
            identities: vec![("accounts@example.org", true)],
            denied: "nothing",
        }
    }

    fn answer(&self, request: &Request<Body>) -> Response {
        let path = request.uri().path();
        let service = if path == "/" {
            "dynamodb"
        } else if path.starts_with("/v2") {
            "ses"
        } else {
            "lambda"
        };
        let signature = request.headers().get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
        let scope = format!("/local/{service}/aws4_request, SignedHeaders=");
        assert!(signature.is_some_and(|it| it.contains(&scope)), "{path} {signature:?}");
        assert!(request.method() == Method::GET || path == "/", "it reads only");
        let json = |status: u16, body: Value| {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, body.to_string()).into_response()
        };
        if path.starts_with(self.denied) {
            return json(403, json!({ "Message": "not authorized" }));
        }
        match (path, path.strip_prefix("/v2/email/identities/")) {
            ("/", _) => json(200, json!({ "Table": self.table })),
            ("/2015-03-31/event-source-mappings/", _) => {
                let of = format!("EventSourceArn={}", STREAM.replace(':', "%3A").replace('/', "%2F"));
                assert_eq!(request.uri().query(), Some(of.as_str()));
                json(200, json!({ "EventSourceMappings": self.mappings }))
            }
            ("/2016-08-19/account-settings/", _) => json(200, self.settings.clone()),
            ("/v2/email/account", _) => json(200, self.sending.clone()),
            (_, Some(name)) => {
                let known = self.identities.iter().find(|(known, _)| *known == name.replace("%40", "@"));
                known.map_or_else(
                    || json(404, json!({ "message": "Email identity does not exist." })),
                    |(_, verified)| json(200, json!({ "VerifiedForSendingStatus": verified })),
                )
            }
            _ => json(404, json!({})),
        }
    }

    /// What the checks say of it.
    async fn report(self, sender: &str) -> Report {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let door = Router::new().fallback(move |request: Request<Body>| {
            let answer = self.answer(&request);
            async move { answer }
        });
        tokio::spawn(async move { axum::serve(listener, door).await });
        let aws = aws::local(&format!("http://{address}"));
        let now = Timestamp::from_seconds(1_796_040_000);
        let findings = examine_platform(&aws, "latchkey", sender, now).await;
        Report(findings.into_iter().map(|finding| (finding.name, finding.outcome)).collect())
    }
}

const SENDER: &str = "accounts@example.org";

#[tokio::test]
async fn an_account_as_it_should_be_passes() {
    let report = Account::new().report(SENDER).await;
    assert_eq!(report.names(|_| true), ["stream", "concurrency", "sending", "sender"]);
    assert_eq!((report.failed(), report.skipped()), (vec![], vec![]), "{}", report.told());
}

#[tokio::test]
async fn each_bad_day_is_told_by_name_with_what_to_do() {
    let table = |table: Value| Account { table, ..Account::new() };
    let mappings = |mappings: Value| Account { mappings, ..Account::new() };
    let sending = |name: &str, value: Value| {
        let mut account = Account::new();
        account.sending[name] = value;
        account
    };
    let problem = "PROBLEM: Function call failed";
    let healthy = mapping("latchkey-Janitor-2", "Enabled", "OK");
    for (account, fails, says) in [
        (table(json!({})), "stream", vec!["stream is off", "StreamViewType=KEYS_ONLY"]),
        (
            table(json!({ "LatestStreamArn": STREAM, "StreamSpecification": { "StreamEnabled": false } })),
            "stream",
            vec!["stream is off"],
        ),
        (mappings(json!([])), "stream", vec!["nothing reads the table's stream", "2026-11-30T12:00:00.000"]),
        (mappings(json!([healthy])), "stream", vec!["latchkey-Janitor-2 reads the table's stream, where"]),
        (
            mappings(json!([mapping("latchkey-Mailer-1", "Disabled", "OK"), healthy])),
            "stream",
            vec!["latchkey-Mailer-1 does not read", "update-event-source-mapping --uuid 0a1b --enabled"],
        ),
        (
            mappings(json!([mapping("latchkey-Mailer-1", "Enabled", problem), healthy])),
            "stream",
            vec!["latchkey-Mailer-1", problem, "its log"],
        ),
        (
            Account { settings: json!({ "AccountLimit": { "ConcurrentExecutions": 10 } }), ..Account::new() },
            "concurrency",
            vec!["10 functions at once", "Service Quotas"],
        ),
        (sending("SendingEnabled", json!(false)), "sending", vec!["paused the account"]),
        (sending("EnforcementStatus", json!("PROBATION")), "sending", vec!["reviews the account"]),
        (sending("ProductionAccessEnabled", json!(false)), "sending", vec!["sandbox", "production access"]),
        (
            Account { identities: vec![("accounts@example.org", false)], ..Account::new() },
            "sender",
            vec!["accounts@example.org is not verified yet", "link"],
        ),
        (
            Account { identities: vec![("example.org", false)], ..Account::new() },
            "sender",
            vec!["example.org is not verified yet", "CNAME"],
        ),
        (
            Account { identities: vec![("example.com", true)], ..Account::new() },
            "sender",
            vec!["does not know accounts@example.org", "MailIdentity"],
        ),
    ] {
        let report = account.report(SENDER).await;
        assert_eq!(report.failed(), [fails], "{says:?}\n{}", report.told());
        for words in says {
            assert!(report.told().contains(words), "{words}: {}", report.told());
        }
    }
}

#[tokio::test]
async fn a_verified_domain_or_one_above_it_is_as_good_as_the_address() {
    for (sender, identity) in [(SENDER, "example.org"), ("hello@mail.example.org", "example.org")] {
        let identities = vec![("accounts@example.org", false), (identity, true)];
        let report = Account { identities, ..Account::new() }.report(sender).await;
        assert_eq!(report.failed(), [""; 0], "{}", report.told());
    }
}

#[tokio::test]
async fn what_the_credentials_may_not_ask_or_nobody_said_is_skipped() {
    let report = Account { denied: "/2015", ..Account::new() }.report(SENDER).await;
    assert_eq!((report.failed(), report.skipped()), (vec![], vec!["stream"]), "{}", report.told());

    let report = Account { denied: "/", ..Account::new() }.report("accounts@localhost").await;
    assert_eq!(report.failed(), [""; 0], "{}", report.told());
    assert_eq!(report.skipped(), ["stream", "concurrency", "sending", "sender"]);
}
