//! Who takes part in the stories about groups and permissions.

use crate::world::{Actor, Reply, World};
use serde_json::{Value, json};

/// A world with Django's stock permissions, and its superuser.
pub(crate) async fn at_work() -> (World, Actor) {
    let world = World::new().await;
    let root = world.superuser().await;
    (world, root)
}

/// A user with these stock permissions of their own.
pub(crate) async fn holder(world: &World, name: &str, codenames: &[&str]) -> Actor {
    let user = world.user(name).await;
    if !codenames.is_empty() {
        let add: Vec<_> = codenames.iter().map(|codename| stock(codename)).collect();
        let path = format!("/v1/users/{}/permissions", user.id);
        world.superuser().await.patch(&path, json!({ "add": add })).await.has(200);
    }
    user
}

/// A group of this name; its pk.
pub(crate) async fn group(root: &Actor, name: &str) -> u64 {
    pk(root.post("/v1/groups", json!({ "name": name })).await.has(201))
}

/// The pk that a stock permission has in every table.
pub(crate) fn stock(codename: &str) -> u64 {
    let (verb, model) = codename.split_once('_').expect("verb_model");
    let place = |names: &[&str], name: &str| names.iter().position(|known| *known == name).expect("stock");
    let models = ["logentry", "permission", "group", "user", "contenttype", "session"];
    let verbs = ["add", "change", "delete", "view"];
    (place(&models, model) * verbs.len() + place(&verbs, verb) + 1) as u64
}

/// The pk of what an answer shows.
#[track_caller]
pub(crate) fn pk(reply: &Reply) -> u64 {
    reply.json()["pk"].as_u64().unwrap_or_else(|| panic!("wanted a pk\n\n{reply}"))
}

/// This key of all objects of a page.
#[track_caller]
pub(crate) fn column(reply: &Reply, key: &str) -> Vec<Value> {
    let body = reply.has(200).json();
    let rows = body["results"].as_array().unwrap_or_else(|| panic!("wanted results\n\n{reply}"));
    rows.iter().map(|row| row[key].clone()).collect()
}

/// The path of the next page.
#[track_caller]
pub(crate) fn next(reply: &Reply) -> String {
    reply.has(200).text_of("next").trim_start_matches("https://accounts.test").to_owned()
}

/// 401, 403, 404 and 412, each with its word for programs.
#[track_caller]
pub(crate) fn is_refused(reply: &Reply, status: u16) {
    let (detail, code) = match status {
        401 => ("Authentication credentials were not provided.", "not_authenticated"),
        403 => ("You do not have permission to perform this action.", "permission_denied"),
        404 => ("Not found.", "not_found"),
        412 => ("It was changed meanwhile.", "precondition_failed"),
        _ => panic!("no refusal: {status}"),
    };
    reply.is(status, json!({ "detail": detail, "code": code }));
}

/// 400 with this under this key, and the word for programs.
#[track_caller]
pub(crate) fn is_invalid(reply: &Reply, key: &str, text: &str) {
    reply.is(400, json!({ key: [text], "code": "invalid" }));
}
