//! The functions' own binaries: the events that Lambda sends, and what comes back.

use super::runtime_api::Function;
use axum::Router;
use axum::http::{HeaderMap, Uri};
use axum::routing::put;
use cli::serve::engine::Engine;
use cli::serve::inbox::Inbox;
use cli::serve::{aws, ses_door};
use serde_json::{Value, json};
use shared::accounts::{self, NewPassword, Registration};
use shared::app::App;
use shared::auth::ClientAddress;
use shared::clock::Clock;
use shared::config::Config;
use shared::domain::password::Password;
use shared::domain::{Email, Username};
use std::future::pending;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// What the functions find in AWS: a table and SES.
struct Cloud {
    engine: Engine,
    inbox: Inbox,
    dynamodb: String,
    ses: String,
}

impl Cloud {
    async fn new() -> Self {
        let (engine, inbox) = (Engine::in_memory("latchkey").expect("a table"), Inbox::in_memory());
        let (dynamodb, ses) = (listener().await, listener().await);
        let cloud = Self {
            engine: engine.clone(),
            inbox: inbox.clone(),
            dynamodb: url(&dynamodb),
            ses: format!("{}{}", url(&ses), ses_door::PATH),
        };
        tokio::spawn(async move { engine.serve(dynamodb, pending()).await });
        tokio::spawn(async move { axum::serve(ses, ses_door::routes(inbox, Clock::System)).await });
        cloud
    }

    async fn function(&self, name: &str) -> Function {
        self.function_with(name, &self.ses).await
    }

    /// A function for which SES is there.
    async fn function_with(&self, name: &str, ses: &str) -> Function {
        let settings = [
            ("AWS_ENDPOINT_URL_DYNAMODB", self.dynamodb.as_str()),
            ("AWS_ENDPOINT_URL_SES", ses),
            ("LATCHKEY_PUBLIC_URL", "https://id.example.org"),
            ("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"),
        ];
        Function::start(name, &settings).await
    }

    /// The service on this table, some time ago.
    fn app(&self, ago: Duration) -> App {
        let secret_key = "a secret key that is only used in tests".to_owned();
        let settings = [("LATCHKEY_SECRET_KEY".to_owned(), secret_key)];
        let (config, _) = Config::parse(settings).expect("settings as they should be");
        let then = Clock::System.now().before(ago);
        App::new(config, Clock::fixed(then), &aws::local(&self.dynamodb)).expect("good settings")
    }

    /// The stream's event of everything written so far, as the template's filter lets it through: `MAIL#` for `mailer`,
    /// `WORK#` for `janitor`.
    fn owed(&self, prefix: &str) -> Value {
        let records = self.engine.stream_after(None).expect("a stream").into_iter();
        let owed = records.filter(|record| record.event_name == "INSERT" && record.pk.starts_with(prefix));
        let event = owed.map(|record| {
            json!({
                "eventID": record.event_id,
                "eventName": record.event_name,
                "eventSource": "aws:dynamodb",
                "dynamodb": {
                    "Keys": {"pk": {"S": record.pk}, "sk": {"S": record.sk}},
                    "SequenceNumber": record.sequence_number,
                    "StreamViewType": "KEYS_ONLY",
                },
                "eventSourceARN": self.engine.stream_arn(),
            })
        });
        json!({ "Records": event.collect::<Vec<_>>() })
    }
}

async fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a free port")
}

fn url(listener: &TcpListener) -> String {
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// What API Gateway sends for a request (HTTP API, payload format 2.0).
fn http(method: &str, path: &str, body: Option<Value>) -> Value {
    json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"content-type": "application/json", "host": "id.example.org"},
        "requestContext": {
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "203.0.113.9"},
            "requestId": "JKJaXmPLvHcESHA=",
            "stage": "$default",
        },
        "body": body.map(|body| body.to_string()),
        "isBase64Encoded": false,
    })
}

/// What EventBridge sends when it is time.
fn schedule(detail: Value) -> Value {
    json!({"version": "0", "source": "aws.events", "detail-type": "Scheduled Event", "detail": detail})
}

/// The answer's status and its body, which is JSON.
fn answer(answer: &Value) -> (u64, Value) {
    let body = answer["body"].as_str().expect("a body");
    (answer["statusCode"].as_u64().expect("a status"), serde_json::from_str(body).expect("JSON"))
}

#[tokio::test]
async fn a_request_is_answered_with_all_that_the_gateway_needs() {
    let cloud = Cloud::new().await;
    let mut tokens = cloud.function("tokens").await;

    let discovery = tokens.invoke(http("GET", "/.well-known/openid-configuration", None)).await.unwrap();

    let (status, body) = answer(&discovery);
    assert_eq!(status, 200);
    assert_eq!(body["issuer"], "https://id.example.org");
    assert_eq!(discovery["headers"]["content-type"], "application/json");
    assert_eq!(discovery["headers"]["x-content-type-options"], "nosniff");
    assert_eq!(discovery["cookies"], json!([]));
    assert_eq!(discovery["isBase64Encoded"], false);
}

#[tokio::test]
async fn each_of_them_starts_and_answers_what_is_its_own() {
    let cloud = Cloud::new().await;
    let nobody = json!({"email": "nobody@example.org"});
    for (name, method, path, body, status) in [
        ("users", "GET", "/auth/users/me/", None, 401),
        ("groups", "GET", "/groups/", None, 401),
        ("permissions", "GET", "/permissions/", None, 401),
        ("activation", "POST", "/auth/users/activation/", Some(json!({})), 400),
        ("password_reset", "POST", "/auth/users/reset_password/", Some(nobody), 204),
        ("sign_in", "POST", "/auth/jwt/create/", Some(json!({})), 400),
        ("tokens", "GET", "/.well-known/jwks.json", None, 200),
        ("account", "GET", "/account/sign_in", None, 200),
        ("console", "GET", "/console/", None, 303),
        ("operator", "GET", "/v1/health", None, 401),
    ] {
        let answer = cloud.function(name).await.invoke(http(method, path, body)).await.unwrap();
        assert_eq!(answer["statusCode"], status, "{name}: {answer:#}");
    }
    for (name, event) in [
        ("mailer", schedule(json!({}))),
        ("janitor", schedule(json!({}))),
        ("janitor", schedule(json!({"nightly": true}))),
        ("tokens", schedule(json!({}))),
    ] {
        let done = cloud.function(name).await.invoke(event).await;
        assert!(done.is_ok(), "{name}: {done:?}");
    }
}

#[tokio::test]
async fn an_account_lives_from_its_sign_up_to_the_last_of_its_items() {
    let cloud = Cloud::new().await;
    cloud.function("tokens").await.invoke(schedule(json!({}))).await.unwrap();
    let (mut users, mut mailer) = (cloud.function("users").await, cloud.function("mailer").await);
    let ada = json!({"username": "ada", "email": "ada@example.org", "password": "a-long-enough-secret"});
    let created = users.invoke(http("POST", "/auth/users/", Some(ada.clone()))).await.unwrap();
    assert_eq!(answer(&created).0, 201, "{created:#}");

    let owed = cloud.owed("MAIL#");
    assert_eq!(mailer.invoke(owed.clone()).await, Ok(json!({"batchItemFailures": []})));
    assert_eq!(mailer.invoke(owed).await, Ok(json!({"batchItemFailures": []})), "Lambda may say it twice");
    let mails = cloud.inbox.messages().unwrap();
    assert_eq!(mails.len(), 1, "and it is still one mail");
    assert!(mails[0].links[0].starts_with("https://id.example.org/"), "{:?}", mails[0].links);
    let mut link = mails[0].links[0].rsplit('/');
    let (token, uid) = (link.next().unwrap(), link.next().unwrap());

    let proof = json!({"uid": uid, "token": token});
    let activate = http("POST", "/auth/users/activation/", Some(proof));
    let activated = cloud.function("activation").await.invoke(activate).await.unwrap();
    assert_eq!((&activated["statusCode"], &activated["body"]), (&json!(204), &json!("")), "{activated:#}");

    let mut sign_in = cloud.function("sign_in").await;
    let opened = sign_in.invoke(http("POST", "/auth/session/login", Some(ada.clone()))).await.unwrap();
    assert_eq!(opened["cookies"].as_array().map(Vec::len), Some(3), "{opened:#}");
    let pair = sign_in.invoke(http("POST", "/auth/jwt/create/", Some(ada))).await.unwrap();
    let access = answer(&pair).1["access"].as_str().unwrap().to_owned();

    let password = json!({"current_password": "a-long-enough-secret"});
    let mut delete = http("DELETE", "/auth/users/me/", Some(password));
    delete["headers"]["authorization"] = json!(format!("Bearer {access}"));
    let deleted = users.invoke(delete).await.unwrap();
    assert_eq!(deleted["statusCode"], 204, "{deleted:#}");

    let swept = cloud.function("janitor").await.invoke(cloud.owed("WORK#")).await;
    assert_eq!(swept, Ok(json!({"batchItemFailures": []})));
    let left = cloud.engine.stream_after(None).unwrap();
    assert_eq!(left.last().map(|record| record.event_name.as_str()), Some("REMOVE"), "{left:#?}");
}

#[tokio::test]
async fn what_is_no_request_of_ours_is_refused_and_the_next_one_is_answered() {
    let cloud = Cloud::new().await;
    let mut tokens = cloud.function("tokens").await;

    let unknown = tokens.invoke(http("GET", "/.well-known/openid-configuration?", None)).await.unwrap();
    assert_eq!(answer(&unknown), (404, json!({"detail": "Not found."})));

    let malformed = tokens.invoke(http("G E T", "/", None)).await.unwrap();
    assert_eq!(answer(&malformed), (400, json!({"detail": "Bad request."})));

    let keys = tokens.invoke(http("GET", "/.well-known/jwks.json", None)).await.unwrap();
    assert_eq!(answer(&keys), (200, json!({"keys": []})));
}

#[tokio::test]
async fn a_function_says_one_line_a_request_and_names_nobody() {
    let cloud = Cloud::new().await;
    let mut tokens = cloud.function("tokens").await;
    for (method, status) in [("GET", 200), ("G E T", 400)] {
        tokens.invoke(http(method, "/.well-known/jwks.json", None)).await.unwrap();
        let line = tokens.says().await;
        assert_eq!(line["message"], "request", "{line:#}");
        assert_eq!((&line["function"], &line["status"]), (&json!("tokens"), &json!(status)), "{line:#}");
        assert_eq!(line["request_id"], "JKJaXmPLvHcESHA=", "{line:#}");
        assert!(!line.to_string().contains("203.0.113.9"), "{line:#}");
    }
}

#[tokio::test]
async fn a_mail_that_does_not_go_out_is_an_error_in_the_log_and_names_nobody() {
    let cloud = Cloud::new().await;
    let ada = json!({"username": "ada", "email": "ada@example.org", "password": "a-long-enough-secret"});
    cloud.function("users").await.invoke(http("POST", "/auth/users/", Some(ada))).await.unwrap();
    // What listens there is no SES.
    let mut mailer = cloud.function_with("mailer", &cloud.dynamodb).await;
    let done = mailer.invoke(cloud.owed("MAIL#")).await;
    assert_eq!(done, Ok(json!({"batchItemFailures": []})), "it is no error of the function's");
    let line = mailer.says().await;
    assert_eq!((&line["level"], &line["message"]), (&json!("ERROR"), &json!("mail not sent")), "{line:#}");
    assert_eq!(line["why"], "404", "{line:#}");
    assert!(!line.to_string().contains("ada@"), "{line:#}");
}

#[tokio::test]
async fn the_schedule_of_tokens_makes_the_first_signing_key() {
    let cloud = Cloud::new().await;
    assert!(cloud.function("tokens").await.invoke(schedule(json!({}))).await.is_ok());

    let mut tokens = cloud.function("tokens").await;
    let (_, set) = answer(&tokens.invoke(http("GET", "/.well-known/jwks.json", None)).await.unwrap());
    assert_eq!(set["keys"].as_array().map(Vec::len), Some(1), "{set}");
}

/// What CloudFormation sends for a resource that the function stands for.
fn deployment(kind: &str, url: &str) -> Value {
    json!({
        "RequestType": kind, "ResponseURL": format!("{url}/answer?X-Amz-Signature=a%2Fb"), "RequestId": "7",
        "StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/latchkey/0a1b",
        "ResourceType": "Custom::SigningKeys", "LogicalResourceId": "SigningKeys", "PhysicalResourceId": "signing-keys",
        "ResourceProperties": {"ServiceToken": "arn:aws:lambda:f", "ServiceTimeout": "60", "Table": "latchkey"},
    })
}

/// Where CloudFormation waits for answers, and what came.
async fn waiting() -> (String, mpsc::UnboundedReceiver<(HeaderMap, String)>) {
    let (came, answers) = mpsc::unbounded_channel();
    let take = move |uri: Uri, headers: HeaderMap, body: String| async move {
        assert_eq!(uri.query(), Some("X-Amz-Signature=a%2Fb"));
        came.send((headers, body)).expect("the test goes on");
    };
    let listener = listener().await;
    let address = url(&listener);
    tokio::spawn(axum::serve(listener, Router::new().route("/answer", put(take))).into_future());
    (address, answers)
}

#[tokio::test]
async fn a_deployment_gets_its_first_signing_key_and_an_answer_to_each_step() {
    let cloud = Cloud::new().await;
    let (url, mut answers) = waiting().await;
    let mut tokens = cloud.function("tokens").await;
    for (kind, keys) in [("Delete", 0), ("Create", 1), ("Update", 1), ("Delete", 1)] {
        assert_eq!(tokens.invoke(deployment(kind, &url)).await, Ok(Value::Null));
        let (headers, body) = answers.try_recv().expect("it has answered");
        // S3's signature has neither, and S3 takes no chunks.
        assert!(
            !headers.contains_key("content-type") && !headers.contains_key("authorization"),
            "{headers:?}"
        );
        assert_eq!(headers["content-length"], body.len().to_string().as_str());
        let said: Value = serde_json::from_str(&body).expect("JSON");
        let status = (&said["Status"], &said["PhysicalResourceId"], &said["RequestId"]);
        assert_eq!(status, (&json!("SUCCESS"), &json!("signing-keys"), &json!("7")), "{kind}: {said}");
        let mut anew = cloud.function("tokens").await;
        let (_, set) = answer(&anew.invoke(http("GET", "/.well-known/jwks.json", None)).await.unwrap());
        assert_eq!(set["keys"].as_array().map(Vec::len), Some(keys), "{kind}: {set}");
    }
}

#[tokio::test]
async fn a_deployment_is_told_why_a_function_cannot_start_and_its_rollback_passes() {
    let (url, mut answers) = waiting().await;
    let settings =
        [("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"), ("LATCHKEY_PAGE_SIZE", "many")];
    let mut tokens = Function::start("tokens", &settings).await;
    for (kind, status) in [("Create", "FAILED"), ("Update", "FAILED"), ("Delete", "SUCCESS")] {
        assert_eq!(tokens.invoke(deployment(kind, &url)).await, Ok(Value::Null));
        let said: Value =
            serde_json::from_str(&answers.try_recv().expect("it has answered").1).expect("JSON");
        assert_eq!(said["Status"], status, "{said}");
        let names_it = said["Reason"].as_str().is_some_and(|why| why.contains("LATCHKEY_PAGE_SIZE"));
        assert_eq!(names_it, status == "FAILED", "{said}");
    }
    assert!(tokens.invoke(http("GET", "/.well-known/jwks.json", None)).await.is_err());
}

#[tokio::test]
async fn a_mail_that_the_stream_missed_is_sent_by_the_schedule() {
    let cloud = Cloud::new().await;
    // The schedule leaves to the stream what was owed a moment ago.
    let earlier = cloud.app(Duration::from_secs(180));
    let ada = Registration {
        username: Username::new("ada"),
        email: Email::new("ada@example.org"),
        fields: shared::domain::FieldValues::new(),
        locale: None,
        password: NewPassword { password: Password::new("a-long-enough-secret"), retyped: None },
    };
    let from = ClientAddress("203.0.113.9".parse().expect("an address"));
    accounts::register(&earlier, ada, from).await.expect("a free name");

    assert!(cloud.function("mailer").await.invoke(schedule(json!({}))).await.is_ok());
    assert_eq!(cloud.inbox.messages().unwrap().len(), 1);
}

#[tokio::test]
async fn a_stream_event_without_keys_is_an_error_so_that_it_is_delivered_again() {
    let cloud = Cloud::new().await;
    let outcome = cloud.function("mailer").await.invoke(json!({"Records": [{}]})).await;
    assert!(outcome.is_err(), "{outcome:?}");
}
