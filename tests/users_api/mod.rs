//! The dialect of django-users-api (docs/contracts/seeds.md §1).

mod bad_input;
mod groups;
mod lists;
mod nested;
mod order;
mod permissions;
mod settings;
mod stories;
mod users;

use crate::world::{Actor, GOOD, Reply, World};
use serde_json::{Value, json};

/// What stands in most 404s, and in what should not happen.
const SORRY: &str = "Sorry, this request could not be processed. Please try again later.";

/// A world with Django's stock permissions, and its superuser in their browser.
async fn at_work() -> (World, Actor) {
    at_work_with(&[]).await
}

/// The same with these settings.
async fn at_work_with(settings: &[(&str, &str)]) -> (World, Actor) {
    let world = World::with(settings).await;
    let root = world.superuser().await.in_browser().await;
    (world, root)
}

/// A user whom the superuser makes of this, beside name, address and password; in their browser.
async fn made(root: &Actor, name: &str, other: Value) -> Actor {
    let mut form = json!({ "username": name, "email": format!("{name}@example.org"), "password": GOOD });
    let other = other.as_object().expect("fields").clone();
    form.as_object_mut().expect("fields").extend(other);
    let reply = root.post("/users/", form).await;
    let id = number(reply.has(201));
    root.named(name, id).in_browser().await
}

/// A user without any rights, in their browser.
async fn plain(root: &Actor, name: &str) -> Actor {
    made(root, name, json!({})).await
}

/// A user with these stock permissions, in their browser.
async fn holder(root: &Actor, name: &str, codenames: &[&str]) -> Actor {
    let user = plain(root, name).await;
    for codename in codenames {
        let path = format!("/users/{}/permissions/{}/", user.id, stock(codename));
        root.put(&path, json!({})).await.has(200);
    }
    user
}

/// A group of this name; its number.
pub(crate) async fn group(root: &Actor, name: &str) -> u64 {
    number(root.post("/groups/", json!({ "name": name })).await.has(201))
}

/// The number that a stock permission has in every table.
fn stock(codename: &str) -> u64 {
    let (verb, model) = codename.split_once('_').expect("verb_model");
    let place = |names: &[&str], name: &str| names.iter().position(|known| *known == name).expect("stock");
    let models = ["logentry", "permission", "group", "user", "contenttype", "session"];
    let verbs = ["add", "change", "delete", "view"];
    (place(&models, model) * verbs.len() + place(&verbs, verb) + 1) as u64
}

/// The number in an object's `resourceUri`.
#[track_caller]
fn number(reply: &Reply) -> u64 {
    let uri = reply.text_of("resourceUri");
    uri.trim_end_matches('/').rsplit('/').next().and_then(|id| id.parse().ok()).expect("a number")
}

/// These keys of the objects in a list.
#[track_caller]
fn column(reply: &Reply, key: &str) -> Vec<String> {
    let body = reply.has(200).json();
    let objects = body["objects"].as_array().unwrap_or_else(|| panic!("wanted objects\n\n{reply}"));
    objects.iter().map(|object| object[key].as_str().unwrap_or_default().to_owned()).collect()
}

/// What a list says of itself.
#[track_caller]
fn meta(reply: &Reply) -> Value {
    reply.has(200).json()["meta"].clone()
}

/// The answer has this status and exactly this text.
#[track_caller]
fn is_text(reply: &Reply, status: u16, text: &str) {
    assert!(reply.status() == status && reply.text() == text, "wanted {status} {text}\n\n{reply}");
}

/// The answer has this status and, blanks aside, this JSON.
#[track_caller]
fn is_json(reply: &Reply, status: u16, body: Value) {
    let holds = reply.status() == status && reply.json() == body;
    assert!(holds, "wanted {status} {body}\n\n{reply}");
    reply.says("content-type", "application/json");
}

/// 401 as this dialect has it: nothing in it, and no challenge.
#[track_caller]
fn is_refused(reply: &Reply) {
    reply.is_empty(401).says("content-type", "text/html; charset=utf-8");
    assert!(!reply.headers().contains_key("www-authenticate"), "{reply}");
}

/// 404 for what is not there, by its own path.
#[track_caller]
fn is_gone(reply: &Reply) {
    reply.is_empty(404).says("content-type", "text/html; charset=utf-8");
}

/// 404 for what is not there, further up.
#[track_caller]
fn is_sorry(reply: &Reply) {
    is_json(reply, 404, json!({ "errorMessage": SORRY }));
}

/// 404 for a path that is not one.
#[track_caller]
fn is_not_routed(reply: &Reply) {
    reply.is(404, json!({ "detail": "Not found." }));
}

/// 400 with what is wrong with the request.
#[track_caller]
fn is_wrong(reply: &Reply, text: &str) {
    is_json(reply, 400, json!({ "error": text }));
}

/// 400 with what is wrong with these fields of a resource.
#[track_caller]
fn is_invalid(reply: &Reply, resource: &str, fields: Value) {
    is_json(reply, 400, json!({ resource: fields }));
}
