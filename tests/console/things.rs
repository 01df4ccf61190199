//! Groups, permissions and content types, and who has them.

use super::{at_console, root};
use crate::world::{Actor, GOOD, World};
use serde_json::json;
use shared::domain::{Model, Right, Verb};

/// A user who was given these permissions, and is nothing else.
async fn holder(world: &World, name: &str, permissions: &[u64]) -> Actor {
    let (user, root) = (world.user(name).await, world.superuser().await);
    let path = format!("/v1/users/{}/permissions", user.id);
    root.patch(&path, json!({ "add": permissions })).await.has(200);
    user
}

/// The id at the end of the browser's path.
fn id_in(path: &str) -> u64 {
    path.rsplit('/').next().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("{path}"))
}

#[tokio::test]
async fn a_group_is_made_renamed_filled_and_deleted() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let mut browser = root(&world).await;
    browser.open("/console/groups").await.has(200);
    browser.send(&[("name", "")]).await.has(400);
    browser.send(&[("name", &"x".repeat(151))]).await.has(400);
    let page = browser.send(&[("name", "<b>editors")]).await;
    assert!(page.has(200).text().contains("&#60;b&#62;editors"), "{page}");
    let id = id_in(&browser.path);
    browser.send(&[("name", "editors")]).await.has(200);
    assert!(browser.page.text().contains("The change is saved."), "{}", browser.page);
    browser.open(&format!("/console/groups/{id}/members")).await.has(200);
    assert!(browser.send(&[("add", "nobody")]).await.has(400).text().contains("No user has this name."));
    assert!(browser.send(&[("add", "ADA")]).await.has(200).text().contains("<bdi>ada</bdi>"));
    browser.open(&format!("/console/groups/{id}/permissions")).await.has(200);
    for (typed, said) in
        [("nonsense", "no permission"), ("auth.nothing", "no permission"), ("", "fill this in")]
    {
        let page = browser.send(&[("add", typed)]).await;
        assert!(page.has(400).text().contains(said), "{typed}: {page}");
    }
    assert!(browser.send(&[("add", "auth.view_user")]).await.has(200).text().contains("Can view user"));
    let page = browser.open(&format!("/console/users/{}/permissions", ada.id)).await;
    assert!(page.has(200).text().contains("from editors"), "{page}");
    browser.open(&format!("/console/groups/{id}/permissions")).await;
    browser.send_to("", &[]).await.has(200);
    assert!(browser.page.text().contains("The permission is removed."), "{}", browser.page);
    browser.open(&format!("/console/groups/{id}/members")).await;
    assert!(
        browser.send_to("", &[]).await.has(200).text().contains("It has no members."),
        "{}",
        browser.page
    );
    browser.open(&format!("/console/groups/{id}/delete")).await;
    browser.send(&[("typed", "editor"), ("current_password", GOOD)]).await.has(400);
    browser.send(&[("typed", "editors"), ("current_password", "wrong")]).await.has(400);
    let page = browser.send(&[("typed", "editors"), ("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("It is deleted."), "{page}");
    for end in ["", "/members", "/permissions", "/delete"] {
        browser.open(&format!("/console/groups/{id}{end}")).await.has(404);
    }
}

#[tokio::test]
async fn of_two_who_rename_a_group_the_second_overwrites_nothing() {
    let world = World::new().await;
    let superuser = world.superuser().await;
    let made = superuser.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json();
    let path = format!("/console/groups/{}", made["pk"]);
    let (mut one, mut other) = (root(&world).await, root(&world).await);
    one.open(&path).await;
    other.open(&path).await;
    one.send(&[("name", "writers")]).await.has(200);
    let stale = other.send(&[("name", "authors")]).await;
    assert!(stale.has(409).text().contains("value=\"authors\""), "{stale}");
    assert_eq!(superuser.get(&format!("/v1/groups/{}", made["pk"])).await.json()["name"], "writers");
}

#[tokio::test]
async fn permissions_and_content_types_are_made_changed_and_deleted() {
    let world = World::new().await;
    let mut browser = root(&world).await;
    browser.open("/console/content_types").await.has(200);
    let bad = browser.send(&[("app_label", "1shop"), ("model", "order")]).await;
    assert!(bad.has(400).text().contains("no digit first"), "{bad}");
    browser.send(&[("app_label", "shop"), ("model", "order")]).await.has(200);
    let content_type = id_in(&browser.path);
    browser.send(&[("title", "Order of goods")]).await.has(200);
    browser.open("/console/permissions").await.has(200);
    let form = [("content_type", "shop.nothing"), ("codename", "ship"), ("title", "Can ship")];
    assert!(browser.send(&form).await.has(400).text().contains("There is no such thing any more."));
    browser.send(&[("content_type", "shop.order")]).await.has(200);
    let permission = id_in(&browser.path);
    assert!(browser.page.text().contains("shop.ship"), "{}", browser.page);
    browser.send(&[("title", "May ship")]).await.has(200);
    browser.open("/console/permissions").await;
    let again = [("content_type", "shop.order"), ("codename", "ship"), ("title", "x")];
    assert!(browser.send(&again).await.has(400).text().contains("Somebody else has this already."));
    browser.open(&format!("/console/permissions/{permission}/delete")).await.has(200);
    browser.send(&[("typed", "shop.ship"), ("current_password", GOOD)]).await.has(200);
    browser.open(&format!("/console/content_types/{content_type}/delete")).await.has(200);
    browser.send(&[("typed", "shop.order"), ("current_password", GOOD)]).await.has(200);
    browser.open(&format!("/console/content_types/{content_type}")).await.has(404);
}

#[tokio::test]
async fn everybody_sees_and_changes_what_their_permissions_say() {
    let world = World::new().await;
    let superuser = world.superuser().await;
    let group = superuser.post("/v1/groups", json!({ "name": "editors" })).await.json()["pk"].clone();
    // view_group
    let mut browser = at_console(&holder(&world, "ada", &[12]).await).await;
    let page = browser.page.text().to_owned();
    assert!(page.contains("/console/groups\"") && !page.contains("/console/users\""), "{page}");
    let page = browser.open(&format!("/console/groups/{group}")).await;
    assert!(page.has(200).text().contains("editors") && !page.text().contains("/delete"), "{page}");
    assert!(!page.text().contains("name=\"name\"") && !page.text().contains("/members"), "{page}");
    browser.open(&format!("/console/groups/{group}/members")).await.has(403);
    browser.open(&format!("/console/groups/{group}/delete")).await.has(403);
    browser.act(&format!("/console/groups/{group}"), &[("name", "x")]).await.has(403);
    browser.open("/console/permissions").await.has(403);
    // Nobody gives what they lack: change_group alone hands out nothing else.
    let mut browser = at_console(&holder(&world, "bob", &[10]).await).await;
    browser.open(&format!("/console/groups/{group}/permissions")).await.has(200);
    browser.send(&[("add", "auth.delete_user")]).await.has(403);
    browser.open(&format!("/console/groups/{group}/permissions")).await.has(200);
    browser.send(&[("add", "auth.change_group")]).await.has(200);
}

#[tokio::test]
async fn a_user_joins_and_leaves_groups_and_is_given_permissions() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    superuser.post("/v1/groups", json!({ "name": "editors" })).await.has(201);
    let mut browser = root(&world).await;
    browser.open(&format!("/console/users/{}/groups", ada.id)).await.has(200);
    assert!(browser.page.text().contains("<option value=\"editors\">"), "{}", browser.page);
    let page = browser.send(&[("add", "writers")]).await;
    assert!(page.has(400).text().contains("no group of this name"), "{page}");
    let page = browser.send(&[("add", "editors")]).await;
    assert!(page.has(200).text().contains("They are in the group now."), "{page}");
    browser.send_to("", &[]).await.has(200);
    assert!(browser.page.text().contains("In no group."), "{}", browser.page);
    browser.open(&format!("/console/users/{}/permissions", ada.id)).await.has(200);
    let page = browser.send(&[("add", "auth.add_user")]).await;
    assert!(page.has(200).text().contains("Direct"), "{page}");
    browser.send_to("", &[]).await.has(200);
    assert!(browser.page.text().contains("None, neither directly"), "{}", browser.page);
}

/// Who may change what a user was given, but not look through the lists, is offered no names from them.
#[tokio::test]
async fn a_field_offers_names_only_to_who_may_see_the_list() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    superuser.post("/v1/groups", json!({ "name": "layoffs" })).await.has(201);
    let change = Right(Verb::Change, Model::User).id().get();
    let mut bob = at_console(&holder(&world, "bob", &[change]).await).await;
    let mut root = root(&world).await;
    for (end, name) in [("groups", "layoffs"), ("permissions", "auth.delete_user")] {
        let path = format!("/console/users/{}/{end}", ada.id);
        let offered = format!("<option value=\"{name}\">");
        let page = bob.open(&path).await;
        assert!(page.has(200).text().contains("name=\"add\"") && !page.text().contains(&offered), "{page}");
        assert!(root.open(&path).await.has(200).text().contains(&offered), "{}", root.page);
    }
}

#[tokio::test]
async fn all_groups_of_a_user_are_leafed_through() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    let mut ids = Vec::new();
    for n in 0..120 {
        let made = superuser.post("/v1/groups", json!({ "name": format!("group {n:03}") })).await;
        ids.push(made.has(201).json()["pk"].clone());
    }
    for some in ids.chunks(100) {
        superuser.patch(&format!("/v1/users/{}/groups", ada.id), json!({ "add": some })).await.has(200);
    }
    let mut browser = root(&world).await;
    let mut path = format!("/console/users/{}/groups", ada.id);
    let mut seen = 0;
    loop {
        let page = browser.open(&path).await.has(200).text().to_owned();
        assert!(page.len() < 60_000, "{}", page.len());
        seen += page.matches("<strong><bdi>group ").count();
        let Some(next) = page.split(" href=\"").find(|part| part.contains("rel=\"next\"")) else { break };
        path = next.split('"').next().expect("an address").replace("&#38;", "&");
    }
    assert_eq!(seen, 120);
}
