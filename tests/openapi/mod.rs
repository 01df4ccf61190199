//! The API's document: `infra/openapi.json`, `GET /openapi.json` and the page `GET /docs`. That it tells the truth, every
//! other test shows: each answer that any of them gets is held against it (`world/contract.rs`).

use crate::world::{World, faults, whole};
use cli::commands::openapi;
use serde_json::Value;
use shared::domain::Shape;
use shared::openapi::fields::declare;
use std::collections::BTreeSet;

pub(crate) fn document() -> Value {
    serde_json::from_str(&openapi()).expect("the document is JSON")
}

/// Every operation, with its method and path.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let paths = document["paths"].as_object().expect("there are paths");
    let items = paths.iter().flat_map(|(path, item)| {
        let operations = item.as_object().expect("there are operations").iter();
        operations.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    });
    items.collect()
}

#[test]
fn the_checked_in_document_is_up_to_date_and_has_every_route() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../infra/openapi.json");
    let document = openapi();
    if std::fs::read_to_string(file).ok().as_deref() != Some(&document) {
        std::fs::write(file, &document).expect("the file can be written");
        panic!("infra/openapi.json was out of date; it is written anew, look at it");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own_a_heading_and_a_success() {
    let document = document();
    let headings: BTreeSet<_> = document["tags"]
        .as_array()
        .expect("there are headings")
        .iter()
        .map(|tag| &tag["name"])
        .map(Value::to_string)
        .collect();
    let mut names = BTreeSet::new();
    for (route, operation) in operations(&document) {
        assert!(names.insert(operation["operationId"].to_string()), "{route}: its name is taken");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{route}");
        let tags = operation["tags"].as_array().expect("an operation has headings");
        // Generators make a class for each.
        assert!(tags.len() == 1 && headings.contains(&tags[0].to_string()), "{route}: {tags:?}");
        let mut statuses = operation["responses"].as_object().expect("an operation has answers").keys();
        let succeeds = statuses.any(|status| status.starts_with('2'));
        // What is made in a nested list is made elsewhere, as in the original.
        let is_nested =
            route.starts_with("POST ") && route.matches('/').count() == 4 && tags[0] == "users-api";
        assert!(succeeds || is_nested, "{route} never succeeds");
    }
}

#[test]
fn a_name_of_another_path_in_braces_may_be_a_wrong_method() {
    let document = document();
    let says = |path: &str, method: &str| document["paths"][path][method]["responses"].get("405").is_some();
    // `/v1/users/list` is another path, which only `POST` reaches; `/groups/1/permissions/2/` is nothing else's.
    assert!(says("/v1/users/{pk}", "get") && says("/auth/users/{id}/", "delete"));
    assert!(!says("/groups/{group}/permissions/{permission}/", "get") && !says("/auth/users/me/", "get"));
}

#[test]
fn every_example_is_one() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("there are schemas");
    for (name, schema) in schemas {
        let schema = whole(&document, schema);
        for example in schema["examples"].as_array().into_iter().flatten() {
            assert_eq!(faults(&schema, example), [""; 0], "{name}: {example}");
        }
    }
}

#[tokio::test]
async fn the_served_document_is_the_checked_in_one_at_this_address() {
    let world = World::new().await;
    let mut wanted = document();
    declare(&mut wanted, &Shape::default());
    wanted["servers"] = serde_json::json!([{ "url": "https://accounts.test" }]);
    // Where users sign in by name, they do not by address.
    wanted["paths"].as_object_mut().expect("there are paths").retain(|path, _| {
        !["/auth/users/set_email/", "/auth/users/reset_email/", "/auth/users/reset_email_confirm/"]
            .contains(&path.as_str())
            && !["/auth/email/", "/email/"].contains(&path.as_str())
    });
    let reply = world.anyone().get("/openapi.json").await;
    reply.has(200).says("cache-control", "public, max-age=300").says("access-control-allow-origin", "*");
    assert!(reply.json() == wanted, "what is served is not infra/openapi.json");
}

/// Every schema that allows an integer, with its place.
fn integers<'a>(part: &'a Value, place: &str, found: &mut Vec<(String, &'a Value)>) {
    match part {
        Value::Object(members) => {
            let kinds = [&part["type"]].into_iter().chain(part["type"].as_array().into_iter().flatten());
            if kinds.into_iter().any(|kind| kind == "integer") {
                found.push((place.to_owned(), part));
            }
            members.iter().for_each(|(name, member)| integers(member, &format!("{place}/{name}"), found));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, item)| integers(item, &format!("{place}/{at}"), found));
        }
        _ => {}
    }
}

#[test]
fn every_id_needs_more_than_32_bits_and_says_so() {
    let document = document();
    let mut found = Vec::new();
    integers(&document, "", &mut found);
    let (wide, narrow): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, schema)| schema["format"] == "int64");
    assert!(wide.len() > 50, "{wide:?}");
    for (place, schema) in narrow {
        assert!(schema["maximum"].as_u64().is_none_or(|most| most < 1 << 31), "{place}: {schema}");
        assert!(!place.ends_with("/id") && !place.ends_with("/pk"), "{place}: {schema}");
        assert!(schema["examples"].is_null(), "{place}: {schema}");
    }
}

/// The types of all bodies, by operation.
fn bodies(document: &Value) -> Vec<(String, Vec<String>)> {
    let with_body =
        operations(document).into_iter().filter(|(_, operation)| operation["requestBody"].is_object());
    let types = with_body.map(|(route, operation)| {
        let content = operation["requestBody"]["content"].as_object().expect("a body has a type");
        (route, content.keys().cloned().collect())
    });
    types.collect()
}

#[tokio::test]
async fn bodies_are_json_unless_all_types_are_asked_for() {
    let world = World::new().await;
    let served = world.anyone().get("/openapi.json").await.has(200).json();
    for (route, types) in bodies(&served).into_iter().chain(bodies(&document())) {
        assert_eq!(types, ["application/json"], "{route}");
    }
    let said = &served["paths"]["/v1/users"]["post"]["requestBody"]["description"];
    assert_eq!(
        said,
        "The same fields are taken as application/x-www-form-urlencoded and multipart/form-data too."
    );

    let all = world.anyone().get("/openapi.json?bodies=all").await.has(200).json();
    let all: std::collections::BTreeMap<_, _> = bodies(&all).into_iter().collect();
    let three = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];
    for route in ["POST /v1/users", "POST /v1/sessions", "POST /auth/users/", "POST /auth/jwt/create/"] {
        assert_eq!(all[route], three, "{route}");
    }
    assert_eq!(all["POST /groups/"], ["application/json"]);
    let nonsense = world.anyone().get("/openapi.json?bodies=nonsense").await.has(200).json();
    assert!(nonsense == served);
}

#[tokio::test]
async fn what_is_switched_off_is_not_in_the_served_document() {
    let settings = [("DIALECTS", "djoser,native"), ("USERNAME_FIELD", "email"), ("TOKEN_MODEL", "none")];
    let world = World::with(&settings).await;
    let document = world.anyone().get("/openapi.json").await.has(200).json();
    for (route, operation) in operations(&document) {
        let tags = operation["tags"].as_array().expect("an operation has headings");
        assert!(
            !tags.is_empty() && tags.iter().all(|tag| tag != "wiki" && tag != "users-api"),
            "{route}: {tags:?}"
        );
    }
    let has = |path: &str| document["paths"].get(path).is_some();
    assert!(has("/auth/users/set_email/") && has("/v1/users/list") && has("/.well-known/jwks.json"));
    assert!(!has("/auth/users/set_username/") && !has("/auth/token/login/") && !has("/groups/"));
    // Two dialects share the path; one of them is left.
    assert_eq!(document["paths"]["/users/"]["post"]["tags"], serde_json::json!(["djoser"]));
    let headings: Vec<_> =
        document["tags"].as_array().expect("headings").iter().map(|tag| &tag["name"]).collect();
    assert!(headings.iter().all(|name| **name != "wiki" && **name != "accounts"), "{headings:?}");
}

#[tokio::test]
async fn a_user_is_named_in_paths_where_the_settings_say_so() {
    for (field, kind) in [("id", "integer"), ("username", "string")] {
        let world = World::with(&[("USER_ID_FIELD", field)]).await;
        let document = world.anyone().get("/openapi.json").await.has(200).json();
        for method in ["get", "put", "patch", "delete"] {
            let parameter = &document["paths"]["/auth/users/{id}/"][method]["parameters"][0];
            assert_eq!(parameter["schema"]["type"], kind, "{method} {parameter}");
        }
        assert_eq!(document["paths"]["/users/{id}/"]["get"]["parameters"][0]["schema"]["type"], "integer");
    }
}

#[tokio::test]
async fn the_page_brings_all_that_it_needs_and_may_load_nothing_else() {
    let world = World::new().await;
    let reply = world.anyone().get("/docs").await;
    let html = reply.has(200).says("content-type", "text/html; charset=utf-8").text();
    let policy = reply.header("content-security-policy");
    let nonce =
        policy.split("script-src 'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce");
    assert!(policy.starts_with("default-src 'none'; ") && policy.contains("connect-src 'self'"), "{policy}");
    assert_eq!(html.matches("<script").count(), html.matches(&format!("<script nonce=\"{nonce}\"")).count());
    assert!(!html.contains("<style") && policy.contains("style-src 'self';"), "{policy}");
    // Nothing from elsewhere, nothing that the policy forbids, and nothing that takes text for markup.
    for forbidden in
        ["http://", "https://", " style=", "src=", "innerHTML", "insertAdjacentHTML", "eval(", "{{"]
    {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert_ne!(world.anyone().get("/docs").await.header("content-security-policy"), policy);
}
