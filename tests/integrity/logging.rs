//! What the log says, as it is in Lambda: one line a request, and a line for each security event.

use crate::world::{Actor, GOOD, Request, World};
use axum::Router;
use axum::body::Body;
use axum::routing::post;
use cli::routes;
use cli::serve::aws;
use mailer::Mailer;
use serde_json::{Value, json};
use shared::domain::{Model, Right, Verb};
use shared::http::{RequestId, Service, event};
use shared::lambda::Occasion;
use shared::log;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tracing::Dispatch;
use tracing::dispatcher::{DefaultGuard, set_default};

const NEW: &str = "another good battery";

/// What is written on this thread.
struct Log {
    paper: Paper,
    _listening: DefaultGuard,
    _second: Dispatch,
}

#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics holding it").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen() -> Self {
        let paper = Paper::default();
        let to = |paper: &Paper| {
            let paper = paper.clone();
            Dispatch::new(log::subscriber("users", move || paper.clone()))
        };
        // With one listener alone, a line that another test's thread says first is never asked about again.
        let _second = to(&Paper::default());
        Self { _listening: set_default(&to(&paper)), paper, _second }
    }

    /// The lines since the last look.
    fn lines(&self) -> Vec<Value> {
        let written = std::mem::take(&mut *self.paper.0.lock().expect("nobody panics holding it"));
        let text = String::from_utf8(written).expect("the log is text");
        text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    }

    /// The one line of the one request since the last look.
    #[track_caller]
    fn request(&self) -> Value {
        let mut lines = self.lines();
        lines.retain(|line| line["message"] == "request");
        let [line] = &lines[..] else { panic!("one request, not {lines:#?}") };
        line.clone()
    }

    /// The events since the last look, with whom they are about (0 for nobody who is known) and their details.
    fn events(&self) -> Vec<(String, u64, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let events = self.lines().into_iter().filter(|line| line["message"] == "security");
        events
            .map(|line| (text(&line["event"]), line["user"].as_u64().unwrap_or(0), text(&line["detail"])))
            .collect()
    }

    /// Exactly these events were told since the last look.
    #[track_caller]
    fn tells(&self, wanted: &[(&str, u64, &str)]) {
        let told = self.events();
        let told: Vec<_> =
            told.iter().map(|(event, user, detail)| (event.as_str(), *user, detail.as_str())).collect();
        assert_eq!(told, wanted);
    }
}

#[track_caller]
fn has(line: &Value, wanted: Value) {
    for (name, value) in wanted.as_object().expect("members") {
        assert_eq!(&line[name], value, "{name} in {line:#}");
    }
}

#[tokio::test]
async fn a_request_that_succeeds_is_one_line() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    log.lines();
    ada.get("/auth/users/me/?email=ada@example.org").await.has(200);
    let line = log.request();
    has(
        &line,
        json!({
            "level": "INFO", "function": "users", "method": "GET", "route": "/auth/users/me",
            "dialect": "djoser", "status": 200, "actor": ada.id, "dynamodb_calls": 1,
            "consumed_write_units": 0.0,
        }),
    );
    assert!(line["consumed_read_units"].as_f64().is_some_and(|units| units >= 2.0), "{line:#}");
    assert!(line["duration_ms"].as_f64().is_some_and(|took| took > 0.0), "{line:#}");
    assert!(line["request_id"].as_str().is_some_and(|id| id.len() >= 16), "{line:#}");
    let client = line["client"].clone();
    assert!(client.as_str().is_some_and(|client| client.len() == 16 && !client.contains('.')), "{line:#}");
    ada.from("198.51.100.7").get("/auth/users/me/").await.has(200);
    assert_ne!(log.request()["client"], client, "somewhere else");
    ada.get("/auth/users/me/").await.has(200);
    assert_eq!(log.request()["client"], client, "the same place");
}

#[tokio::test]
async fn a_request_that_is_refused_or_fails_is_one_line_too() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    log.lines();
    world.anyone().with("authorization", "Token nonsense").get("/auth/users/me/").await.has(401);
    let line = log.request();
    has(&line, json!({ "route": "/auth/users/me", "status": 401, "dynamodb_calls": 0 }));
    assert!(line.get("actor").is_none(), "{line:#}");

    world.proxy().on_any(..).refuse("ValidationException");
    ada.get("/auth/users/me/").await.has(503);
    let lines = log.lines();
    let [said, line] = &lines[..] else { panic!("the cause and the request, not {lines:#?}") };
    has(
        said,
        json!({ "level": "ERROR", "message": "DynamoDB is unavailable", "request_id": line["request_id"] }),
    );
    has(line, json!({ "status": 503, "dynamodb_calls": 1, "consumed_read_units": 0.0 }));
    has(line, json!({ "message": "request", "route": "/auth/users/me" }));
}

#[tokio::test]
async fn a_route_is_a_pattern_and_never_a_path() {
    let log = Log::listen();
    let world = World::new().await;
    let root = world.superuser().await;
    log.lines();
    root.get(&format!("/auth/users/{}/", root.id)).await.has(200);
    has(&log.request(), json!({ "route": "/auth/users/{id}", "status": 200 }));
    root.get("/v1/nowhere/MQ/c0ffee-token/").await.has(404);
    let line = log.request();
    has(&line, json!({ "route": "none", "dialect": "none", "status": 404 }));
    assert!(!line.to_string().contains("c0ffee"), "{line:#}");
    root.send(Request::new("C0FFEE", "/auth/users/me/")).await.has(405);
    has(&log.request(), json!({ "method": "other", "route": "/auth/users/me", "status": 405 }));
}

#[tokio::test]
async fn a_request_is_called_what_the_gateway_calls_it() {
    let log = Log::listen();
    let world = World::new().await;
    let service = Service::new(world.app.clone(), routes());
    let context =
        json!({ "requestId": "JKJaXmPLvHcESHA=", "http": { "method": "GET", "sourceIp": "192.0.2.1" } });
    let event = json!({ "rawPath": "/v1/me", "requestContext": context });
    service.answer(event::request(event.clone()).expect("a request")).await;
    has(&log.request(), json!({ "request_id": "JKJaXmPLvHcESHA=", "route": "/v1/me", "status": 401 }));
    // What is no request has a line, too.
    service.refuse(event::request_id(&event));
    has(&log.request(), json!({ "request_id": "JKJaXmPLvHcESHA=", "method": "none", "status": 400 }));
    let nameless = |id: RequestId| assert!(id.0.len() >= 16, "{id:?}");
    nameless(event::request_id(&json!({})));
    // Nobody chooses the name of their own request.
    let mut request = http::Request::new(Body::empty());
    request.headers_mut().insert("x-request-id", "chosen".parse().expect("a value"));
    service.answer(request).await;
    assert_ne!(log.request()["request_id"], "chosen");
}

#[tokio::test]
async fn behind_a_trusted_proxy_the_client_is_whom_that_saw_and_its_secret_is_in_no_line() {
    let log = Log::listen();
    let secret = "a secret that the CDN shares with us";
    let world = World::with(&[("TRUSTED_PROXY_SECRET", secret)]).await;
    let service = Service::new(world.app.clone(), routes());
    let through_lambda = async |headers: Value| {
        let context = json!({ "http": { "method": "GET", "sourceIp": "192.0.2.1" } });
        let event = json!({ "rawPath": "/v1/me", "requestContext": context, "headers": headers });
        service.answer(event::request(event).expect("a request")).await;
    };
    log.lines();
    world.anyone().from("198.51.100.7").get("/v1/me").await.has(401);
    let wanted = log.request()["client"].clone();

    let proxy = world.anyone().with("x-latchkey-proxy-secret", secret);
    proxy.with("cloudfront-viewer-address", "198.51.100.7:4000").get("/v1/me").await.has(401);
    let mut lines = log.lines();
    // API Gateway adds whom it was called by itself.
    for headers in [
        json!({ "X-Latchkey-Proxy-Secret": secret, "CloudFront-Viewer-Address": "198.51.100.7:4000" }),
        json!({ "X-Latchkey-Proxy-Secret": secret, "X-Forwarded-For": "1.1.1.1, 198.51.100.7, 192.0.2.1" }),
    ] {
        through_lambda(headers).await;
        lines.extend(log.lines());
    }
    let clients: Vec<_> =
        lines.iter().map(|line| &line["client"]).filter(|client| !client.is_null()).collect();
    assert_eq!(clients, [&wanted; 3]);
    through_lambda(json!({ "X-Forwarded-For": "1.1.1.1, 198.51.100.7, 192.0.2.1" })).await;
    assert_ne!(log.request()["client"], wanted);
    assert!(lines.iter().all(|line| !line.to_string().contains("shares with us")), "{lines:#?}");
    assert!(!format!("{:?}", world.app.config).contains("shares with us"));
}

#[tokio::test]
async fn every_call_to_the_table_is_counted_in_whichever_task_it_is_made() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let ada = world.user("ada").await;
    let counted = |least: usize, writes: bool| {
        let (line, calls) = (log.request(), world.proxy().calls().len());
        assert!(calls >= least, "{calls} calls:{}", world.proxy().listing());
        assert_eq!(line["dynamodb_calls"], calls, "{line:#}{}", world.proxy().listing());
        let units = |kind: &str| line[kind].as_f64().expect("a number");
        assert!(units("consumed_read_units") > 0.0 || writes, "{line:#}");
        assert_eq!(units("consumed_write_units") > 0.0, writes, "{line:#}");
        world.proxy().forget();
        line
    };
    let forget = || {
        log.lines();
        world.proxy().forget();
    };
    forget();
    // Sixteen partitions at once.
    root.get("/v1/users").await.has(200);
    counted(17, false);
    root.get("/v1/permissions").await.has(200);
    counted(17, false);
    // A transaction, and a read before it.
    let made = root.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json();
    counted(3, true);
    let bob = world.user("bob").await;
    forget();
    // Users side by side, each a transaction.
    let members = format!("/v1/groups/{}/users", made["pk"]);
    root.patch(&members, json!({ "add": [ada.id, bob.id] })).await.has(200);
    counted(4, true);
    root.signed_out().post("/auth/jwt/create/", ada.login(GOOD)).await.has(200);
    counted(4, true);

    // What is asked again counts again.
    world.proxy().on_any(0..1).break_before();
    ada.get("/auth/users/me/").await.has(200);
    let line = counted(2, false);
    assert_eq!(line["dynamodb_calls"], 2);
}

#[tokio::test]
async fn requests_side_by_side_are_not_counted_together() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let (root, ada) = (world.superuser().await, world.user("ada").await);
    log.lines();
    tokio::join!(root.get("/v1/users"), ada.get("/auth/users/me/"), ada.get("/auth/users/me/"));
    let mut calls: Vec<_> = log.lines().iter().map(|line| line["dynamodb_calls"].as_u64()).collect();
    calls.sort_unstable();
    assert_eq!(calls[..2], [Some(1), Some(1)]);
    assert!(calls[2] >= Some(17), "{calls:?}");
}

#[tokio::test]
async fn signing_in_and_out_is_told() {
    let log = Log::listen();
    let world = World::with(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
    let ada = world.user("ada").await;
    let anyone = world.anyone();
    log.lines();

    anyone.post("/auth/jwt/create/", ada.login("a wrong guess")).await.has(401);
    log.tells(&[("authn_login_fail", ada.id, "wrong password")]);
    anyone.post("/auth/jwt/create/", ada.named("nobody", 0).login(GOOD)).await.has(401);
    log.tells(&[("authn_login_fail", 0, "no such account")]);
    for (path, kind) in [
        ("/auth/jwt/create/", "JWT"),
        ("/auth/token/login/", "opaque token"),
        ("/auth/session/login/", "browser session"),
    ] {
        anyone.post(path, ada.login(GOOD)).await.has(200);
        log.tells(&[("authn_login_success", ada.id, ""), ("authn_token_created", ada.id, kind)]);
    }

    let (by_jwt, first) = ada.by_jwt().await;
    log.lines();
    let second = anyone.post("/auth/jwt/refresh/", json!({ "refresh": first })).await;
    let second = second.has(200).text_of("refresh");
    has(&log.request(), json!({ "route": "/auth/jwt/refresh", "status": 200, "actor": ada.id }));
    anyone.post("/auth/jwt/refresh/", json!({ "refresh": second })).await.has(200);
    has(&log.request(), json!({ "route": "/auth/jwt/refresh", "status": 200, "actor": ada.id }));
    anyone.post("/auth/jwt/refresh/", json!({ "refresh": first })).await.has(401);
    log.tells(&[("authn_token_reuse", ada.id, "session ended")]);
    by_jwt.get("/auth/users/me/").await.has(401);
    log.tells(&[("authn_login_fail", 0, "JWT that is not valid")]);
    world.later(Duration::from_secs(600));
    by_jwt.get("/auth/users/me/").await.has(401);
    log.tells(&[("session_expired", 0, "JWT")]);

    let browser = ada.in_browser().await;
    log.lines();
    browser.without("x-csrftoken").patch("/auth/users/me/", json!({})).await.has(403);
    log.tells(&[("authz_fail", 0, "CSRF")]);
    world.later(Duration::from_secs(30 * 86_400));
    browser.get("/auth/users/me/").await.has(401);
    log.tells(&[("session_expired", ada.id, "browser session")]);

    ada.post("/auth/token/logout/", json!({})).await.is_empty(204);
    log.tells(&[("authn_token_revoked", ada.id, "opaque token")]);
    ada.get("/auth/users/me/").await.has(401);
    log.tells(&[("authn_login_fail", 0, "unknown opaque token")]);
    let ada = ada.by_token().await;
    log.lines();
    ada.delete("/v1/sessions", json!({})).await.has(204);
    log.tells(&[("authn_token_revoked", ada.id, "all")]);
}

#[tokio::test]
async fn what_becomes_of_an_account_is_told() {
    let log = Log::listen();
    let world = World::new().await;
    let ada = world.newcomer("ada").await;
    log.tells(&[("user_created", ada.id, "")]);
    let proof = world.mail_to(&ada.email).await.link().proof();
    ada.post("/auth/users/activation/", proof).await.is_empty(204);
    log.tells(&[("user_updated", ada.id, "is_active")]);

    let ada = ada.by_token().await;
    log.lines();
    ada.patch("/v1/me", json!({ "first_name": "Augusta", "last_name": "King" })).await.has(200);
    log.tells(&[("user_updated", ada.id, "first_name last_name")]);
    let wrong = json!({ "current_password": "a wrong guess", "new_password": NEW });
    ada.post("/auth/users/set_password/", wrong).await.has(400);
    log.tells(&[("authn_login_fail", ada.id, "wrong current password")]);
    let right = json!({ "current_password": GOOD, "new_password": NEW });
    ada.post("/auth/users/set_password/", right).await.is_empty(204);
    log.tells(&[("authn_password_change", ada.id, "")]);

    let root = world.superuser().await;
    log.lines();
    let path = format!("/v1/users/{}", ada.id);
    root.patch(&path, json!({ "is_staff": true })).await.has(200);
    log.tells(&[("authz_change", ada.id, "is_staff")]);
    root.patch(&path, json!({ "is_active": false })).await.has(200);
    log.tells(&[("user_archived", ada.id, "")]);
    ada.signed_out().post("/auth/jwt/create/", ada.login(NEW)).await.has(401);
    log.tells(&[("authn_login_fail", ada.id, "not active")]);
    root.patch(&path, json!({ "is_active": true })).await.has(200);
    log.tells(&[("user_updated", ada.id, "is_active")]);
    let path = format!("/auth/users/{}/", ada.id);
    root.delete(&path, json!({ "current_password": GOOD })).await.has(204);
    log.tells(&[("user_deleted", ada.id, "")]);
}

#[tokio::test]
async fn what_somebody_may_and_may_not_is_told() {
    let log = Log::listen();
    let world = World::new().await;
    let (root, ada, bob) = (world.superuser().await, world.user("ada").await, world.user("bob").await);
    log.lines();

    ada.patch(&format!("/auth/users/{}/", bob.id), json!({ "first_name": "Eve" })).await.has(404);
    log.tells(&[("authz_fail", bob.id, "View user")]);
    ada.get("/v1/groups/1").await.has(403);
    let told = log.events();
    assert!(told.iter().all(|(event, ..)| event == "authz_fail") && told.len() == 1, "{told:?}");

    let group = root.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json();
    let id = group["pk"].as_u64().expect("a group has a number");
    log.tells(&[("authz_admin", 0, &format!("made group {id}"))]);
    let groups = format!("/v1/users/{}/groups", ada.id);
    root.patch(&groups, json!({ "add": [id] })).await.has(200);
    log.tells(&[("authz_change", ada.id, &format!("given groups [{id}]"))]);
    root.patch(&format!("/v1/groups/{id}/permissions"), json!({ "add": [1] })).await.has(200);
    log.tells(&[("authz_change", 0, &format!("group {id} given permissions [1]"))]);
    root.patch(&groups, json!({ "remove": [id] })).await.has(200);
    log.tells(&[("authz_change", ada.id, &format!("groups [{id}] taken away"))]);
    root.delete(&format!("/v1/groups/{id}"), json!({})).await.has(204);
    log.tells(&[("authz_admin", 0, &format!("deleted group {id}"))]);
    let kid = root.post("/v1/signing_keys", Value::Null).await.has(200).text_of("kid");
    log.tells(&[("authz_admin", 0, &format!("made signing key {kid}"))]);
    // One waits already.
    root.post("/v1/signing_keys", Value::Null).await.has(200);
    log.tells(&[]);
}

#[tokio::test]
async fn reaching_for_more_than_one_has_is_told() {
    let log = Log::listen();
    let world = World::new().await;
    let (root, sam, ada) = (world.superuser().await, world.staff("sam").await, world.user("ada").await);
    let change_user = Right(Verb::Change, Model::User).id().get();
    root.put(&format!("/users/{}/permissions/{change_user}/", sam.id), json!({})).await.has(200);
    log.lines();

    let path = format!("/v1/users/{}", ada.id);
    sam.patch(&path, json!({ "is_staff": true })).await.has(403);
    log.tells(&[("authz_fail", 0, "promote")]);
    sam.patch(&format!("{path}/permissions"), json!({ "add": [1] })).await.has(403);
    log.tells(&[("authz_fail", 0, "hand out what they lack")]);

    root.put(&format!("/users/{}/", ada.id), json!({ "isSuperuser": true })).await.has(200);
    assert!(log.events().contains(&("authz_change".to_owned(), ada.id, "is_superuser".to_owned())));
    root.put(&format!("/users/{}/", ada.id), json!({ "isSuperuser": false })).await.has(200);
    root.patch(&format!("{path}/permissions"), json!({ "add": [1] })).await.has(200);
    log.lines();
    sam.put(&path, json!({ "username": "ada", "email": "mallory@example.org", "password": GOOD }))
        .await
        .has(403);
    log.tells(&[("authz_fail", 0, "take over an account that may do more")]);

    let form = json!({ "app_label": "blog", "model": "post" });
    root.post("/v1/content_types", form).await.has(201);
    log.tells(&[("authz_admin", 0, "made content type 7")]);
    root.delete("/v1/content_types/1", json!({})).await.has(204);
    log.tells(&[("authz_admin", 0, "deleted content type 1")]);
}

#[tokio::test]
async fn a_key_is_told_when_it_is_written_whoever_made_it() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    log.lines();
    let told = || log.events().pop().expect("an event").2;
    // The key is there, and what the answer reads then is not.
    let hold = world.proxy().on("TransactWriteItems", 0..1).at("JWKS").hold();
    let (reply, ()) = tokio::join!(root.post("/v1/signing_keys", Value::Null), async {
        hold.arrived().await;
        world.proxy().on("Query", ..).break_before();
        hold.release();
    });
    reply.has(503);
    assert!(told().starts_with("made signing key "));
    world.proxy().heal();
    let kids = root.get("/v1/signing_keys").await.has(200).json()["results"].clone();
    let kid = kids[1]["kid"].as_str().expect("a second key").to_owned();
    log.lines();
    // The schedule names it, as it would one that was made at the shell.
    tokens::keep_keys(world.app_of("tokens")).await.expect("the table answers");
    let lines = log.lines();
    assert!(
        lines.iter().any(|line| line["message"] == "a signing key waits" && line["kid"] == kid),
        "{lines:?}"
    );
    // Nobody knows.
    world.later(Duration::from_secs(3 * 3600));
    world.proxy().on("TransactWriteItems", ..).at("JWKS").break_after();
    root.post("/v1/signing_keys", Value::Null).await.has(503);
    assert!(told().starts_with("perhaps made signing key "));
}

#[tokio::test]
async fn owed_work_is_told_to_be_brought_forward_when_it_is() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    let (root, bob) = (world.superuser().await, world.user("bob").await);
    // Links that undo are pruned when they are over.
    let form = json!({ "username": "bobby", "current_password": GOOD });
    bob.post("/v1/me/username", form).await.has(200);
    let owed = root.get("/v1/owed?kind=cleaning").await.has(200).json()["results"][0].clone();
    let retry = format!("/v1/owed/{}/retry", owed["id"].as_str().expect("an id"));
    log.lines();
    world.proxy().on("UpdateItem", ..).at("WORK").break_before();
    root.post(&retry, Value::Null).await.has(503);
    log.tells(&[("authz_admin", 0, "owed work perhaps brought forward")]);
    world.proxy().heal();
    // Its reply is lost, and it is sent again.
    world.proxy().on("UpdateItem", 0..1).at("WORK").lose_reply();
    root.post(&retry, Value::Null).await.has(202);
    log.tells(&[("authz_admin", 0, "owed work brought forward")]);
    root.post(&retry, Value::Null).await.has(202);
    log.tells(&[]);
}

#[tokio::test]
async fn the_oldest_token_that_makes_room_is_told() {
    let log = Log::listen();
    let world = World::new().await;
    let ada = world.user("ada").await;
    for _ in 1..20 {
        ada.by_token().await;
    }
    // None that was used within the hour makes room.
    world.later(Duration::from_secs(3601));
    log.lines();
    ada.by_token().await;
    let made_room = ("authn_token_revoked".to_owned(), ada.id, "more sign-ins than a user has".to_owned());
    assert!(log.events().contains(&made_room));
}

#[tokio::test]
async fn guessing_and_flooding_are_told() {
    let log = Log::listen();
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    log.lines();
    let guess =
        async || ada.signed_out().post("/auth/jwt/create/", ada.login("a wrong guess")).await.status();
    for _ in 0..4 {
        assert_eq!(guess().await, 401);
        log.tells(&[("authn_login_fail", ada.id, "wrong password")]);
    }
    assert_eq!(guess().await, 401);
    log.tells(&[("authn_login_fail", ada.id, "wrong password"), ("authn_login_lock", ada.id, "1 s")]);
    assert_eq!(guess().await, 429);
    log.tells(&[("excess_rate_limit_exceeded", 0, "password")]);

    let ask =
        async || ada.signed_out().post("/auth/users/reset_password/", json!({ "email": ada.email })).await;
    for _ in 0..20 {
        ask().await.is_empty(204);
    }
    log.tells(&[]);
    ask().await.has(429);
    log.tells(&[("excess_rate_limit_exceeded", 0, "mail_request")]);
}

#[tokio::test]
async fn an_event_names_its_request_and_who_asked() {
    let log = Log::listen();
    let world = World::new().await;
    let (root, ada): (Actor, Actor) = (world.superuser().await, world.user("ada").await);
    log.lines();
    root.delete(&format!("/auth/users/{}/", ada.id), json!({ "current_password": GOOD })).await.has(204);
    let lines = log.lines();
    let [event, request] = &lines[..] else { panic!("an event and its request, not {lines:#?}") };
    has(event, json!({ "event": "user_deleted", "user": ada.id, "actor": root.id }));
    has(event, json!({ "request_id": request["request_id"], "client": request["client"] }));
    has(request, json!({ "actor": root.id, "method": "DELETE", "route": "/auth/users/{id}" }));
}

/// An SES that says whether it sends mails of the account, and how many it has sent of how many.
async fn ses_that_says(enabled: bool, sent: i32, most: i32) -> String {
    let answer = move |form: String| async move {
        let action =
            form.split('&').find_map(|pair| pair.strip_prefix("Action=")).unwrap_or_default().to_owned();
        let said = match action.as_str() {
            "GetSendQuota" => format!(
                "<Max24HourSend>{most}.0</Max24HourSend><MaxSendRate>14.0</MaxSendRate><SentLast24Hours>{sent}.0</SentLast24Hours>"
            ),
            _ => format!("<Enabled>{enabled}</Enabled>"),
        };
        format!("<{action}Response><{action}Result>{said}</{action}Result></{action}Response>")
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    tokio::spawn(axum::serve(listener, Router::new().route("/", post(answer))).into_future());
    format!("http://{address}")
}

#[tokio::test]
async fn what_keeps_all_mails_back_is_told_each_minute_and_an_alarm_reads_it() {
    let log = Log::listen();
    let world = World::behind_proxy(&[]).await;
    for (enabled, sent, most, wanted) in [
        (true, 160, 200, None),
        (true, 161, 200, Some("nearly_used_up")),
        // An account without a limit.
        (true, 1_000_000, -1, None),
        (false, 0, 200, Some("paused")),
    ] {
        let ses = ses_that_says(enabled, sent, most).await;
        let mailer = Mailer::new(world.app_of("mailer"), &aws::local(&ses)).expect("good templates");
        log.lines();
        mailer.handle(Occasion::Schedule).await;
        let lines = log.lines();
        let told: Vec<_> = lines.iter().filter_map(|line| line["sending"].as_str()).collect();
        assert_eq!(told, Vec::from_iter(wanted), "{enabled} {sent} {most}: {lines:#?}");
        assert_eq!(lines.len(), told.len(), "{lines:#?}");
    }
    let template = include_str!("../../infra/template.yaml");
    assert!(template.contains(r#"{ ($.sending = "paused") || ($.sending = "nearly_used_up") }"#));
}
