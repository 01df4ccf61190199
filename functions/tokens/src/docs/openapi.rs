//! `GET /openapi.json`: the document of what is served here.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use serde_json::{Value, json};
use shared::app::App;
use shared::config::{Config, Dialect, Door, UserIdField};
use shared::http::{When, json};
use shared::openapi::fields::declare;
use shared::openapi::schema::text;
use shared::openapi::{CSRF_COOKIE, DIALECTS, SIGN_UP, with_all_bodies};
use std::collections::BTreeSet;

/// The document of all functions, which only the command can make: it has all routes.
const DOCUMENT: &str = include_str!("../../../../infra/openapi.json");

/// With `?bodies=all`, every type of body is listed, beside JSON.
pub(crate) async fn openapi(State(app): State<App>, uri: Uri) -> Response {
    let mut document = serde_json::from_str(DOCUMENT).unwrap_or_default();
    settle(&mut document, &app.config);
    let query = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    if query.filter(|(name, _)| name == "bodies").last().is_some_and(|(_, bodies)| bodies == "all") {
        with_all_bodies(&mut document);
    }
    let mut response = json(StatusCode::OK, &document);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// Leaves out what is switched off, and says where we are and what our cookies are called.
fn settle(document: &mut Value, config: &Config) {
    document["servers"] = json!([{ "url": config.public_url.as_str() }]);
    let schemes = &mut document["components"]["securitySchemes"];
    schemes["session"]["name"] = config.session_cookie_name.as_str().into();
    schemes["csrf"][CSRF_COOKIE] = config.csrf_cookie_name.as_str().into();
    if config.user_id_field == UserIdField::Username {
        name_users(document);
    }
    declare(document, &config.user_fields);
    let is_closed = config.registration == Door::Closed;
    let mut left = BTreeSet::new();
    let paths = document["paths"].as_object_mut();
    paths.into_iter().for_each(|paths| {
        paths.values_mut().filter_map(Value::as_object_mut).for_each(|item| {
            item.retain(|_, operation| !(is_closed && operation["summary"] == SIGN_UP));
            item.retain(|_, operation| is_on(operation, config, &mut left));
        });
        paths.retain(|_, item| item.as_object().is_some_and(|item| !item.is_empty()));
    });
    if let Some(tags) = document["tags"].as_array_mut() {
        tags.retain(|tag| tag["name"].as_str().is_some_and(|name| left.contains(name)));
    }
}

/// Says that djoser's paths have names where ids stand by default.
fn name_users(document: &mut Value) {
    let item = document["paths"].get_mut("/auth/users/{id}/").and_then(Value::as_object_mut);
    let parameters = item.into_iter().flat_map(|item| item.values_mut()).filter_map(|operation| {
        operation["parameters"].as_array_mut()?.iter_mut().find(|parameter| parameter["name"] == "id")
    });
    parameters.for_each(|parameter| parameter["schema"] = text());
}

/// Whether any of an operation's dialects serves it here. Those that do not are left out of it.
fn is_on(operation: &mut Value, config: &Config, left: &mut BTreeSet<String>) -> bool {
    let serves = |dialect: &Value| {
        let is_on = dialect["dialect"].as_str().is_some_and(|name| Dialect::of_name(name).is_on(config));
        let when = dialect["setting"].as_str().and_then(When::of_setting);
        is_on && when.is_none_or(|when| when.holds(config))
    };
    let Some(dialects) = operation[DIALECTS].as_array_mut() else { return false };
    dialects.retain(serves);
    let names: Vec<_> = dialects.iter().filter_map(|dialect| dialect["dialect"].as_str()).collect();
    let names: Vec<_> = names.into_iter().map(str::to_owned).collect();
    operation["tags"] = json!(names.first().into_iter().collect::<Vec<_>>());
    let is_on = !names.is_empty();
    left.extend(names);
    is_on
}
