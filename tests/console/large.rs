//! Pages about thousands of things: what they read and what they send is bounded, and nothing is left out.

use super::root;
use crate::world::{Browser, World};
use shared::accounts::create_group;
use shared::auth::policy::{Permit, all, to};
use shared::domain::{Group, GroupId, Permission, PermissionId, Rights, UserId};
use shared::store::Key;
use std::collections::BTreeSet;

/// What a page may weigh, in bytes.
const HEAVIEST: usize = 60_000;
/// How many of a list a page shows.
const SHOWN: usize = 50;

/// Where the list goes on.
fn next(page: &str) -> Option<String> {
    let next = page.split(" href=\"").find(|part| part.contains("rel=\"next\""))?;
    Some(next.split('"').next()?.replace("&#38;", "&"))
}

/// How many pages of a list are looked at.
const LEAFED: usize = 4;

/// Looks at the first pages of a list, of which each is full, shows others, and reads no more than so many units.
async fn leaf(world: &World, browser: &mut Browser, path: &str, mark: &str, most: f64) {
    let (mut seen, mut path) = (BTreeSet::new(), path.to_owned());
    for _ in 0..LEAFED {
        world.proxy().forget();
        let page = browser.open(&path).await.has(200).text().to_owned();
        let calls = world.proxy().calls();
        let units: f64 = calls.iter().filter(|call| !call.writes()).map(|call| call.units).sum();
        assert!(units <= most, "{path} reads {units} units\n{}", world.proxy().listing());
        assert!(page.len() < HEAVIEST, "{path} weighs {}", page.len());
        let marked = page.split(mark).skip(1).filter_map(|rest| rest.split('<').next());
        seen.extend(marked.map(str::to_owned));
        path = next(&page).unwrap_or_else(|| panic!("{path} ends"));
    }
    assert_eq!(seen.len(), LEAFED * SHOWN, "{seen:?}");
}

#[tokio::test]
async fn a_table_of_three_thousand_groups_has_pages() {
    let world = World::behind_proxy(&[]).await;
    let groups = Permit::operator(to::Add, all());
    for n in 0..3_000 {
        create_group(&world.app, &groups, None, &format!("group {n:04}")).await.expect("the name is new");
    }
    let mut browser = root(&world).await;
    leaf(&world, &mut browser, "/console/groups", "<strong><bdi>", 100.0).await;
    let file = browser.open("/console/groups?as=csv").await;
    assert_eq!(file.has(200).text().lines().count(), 1 + 1_000, "a file has its bound, too");
}

#[tokio::test]
async fn a_user_of_five_thousand_groups_and_a_group_of_three_thousand_permissions_have_pages() {
    let world = World::behind_proxy(&[]).await;
    let (ada, store) = (world.user("ada").await, &world.app.store);
    let ids: BTreeSet<_> = (1..=3_000).map(|n| PermissionId::from(1_000 + n)).collect();
    for id in &ids {
        let codename = format!("permission_{id}");
        let permission = Permission {
            id: *id,
            content_type: 1.into(),
            app_label: "shop".to_owned(),
            model: "order".to_owned(),
            name: codename.clone(),
            codename,
            version: 1,
        };
        store.create(Key::Permission(*id), &permission).await.expect("it answers").expect("the id is new");
    }
    let groups: BTreeSet<_> = (1..=5_000).map(|n| GroupId::from(1_000 + n)).collect();
    for id in &groups {
        let name = format!("group {id} of a name of some length, as offices give them");
        // The last gives everything.
        let permissions = if Some(id) == groups.last() { ids.clone() } else { BTreeSet::new() };
        let group = Group { id: *id, name, permissions, version: 1 };
        store.create(Key::Group(*id), &group).await.expect("it answers").expect("the id is new");
    }
    let rights = Rights { groups, permissions: ids };
    let written = store.create(Key::Rights(UserId::from(ada.id)), &rights).await;
    written.expect("it answers").expect("they had none");
    let (mut browser, user) = (root(&world).await, format!("/console/users/{}", ada.id));
    // A user's rights are an item of some 80 KB: 20 units.
    let path = format!("{user}/groups");
    leaf(&world, &mut browser, &path, "<strong><bdi>", 150.0).await;
    let path = "/console/groups/6000/permissions";
    leaf(&world, &mut browser, path, "<code>shop.", 150.0).await;
    // What they may do by 5,000 groups takes all of these to say: one page is enough.
    let page = browser.open(&format!("{user}/permissions")).await.has(200).text().to_owned();
    assert!(page.len() < HEAVIEST && next(&page).is_some(), "{}", page.len());
    assert_eq!(page.matches("from group 6000 of a name").count(), SHOWN, "{page}");
    for end in ["", "/sessions", "/owed"] {
        let page = browser.open(&format!("{user}{end}")).await;
        assert!(page.has(200).text().len() < HEAVIEST, "{end}");
    }
    // They join and leave as anybody does.
    browser.open(&format!("{user}/groups")).await.has(200);
    let page = browser.send(&[("remove", "1001")]).await.has(200).text().to_owned();
    assert!(page.contains("They are no longer in the group.") && !page.contains("group 1001 of"), "{page}");
    browser.send(&[("add", "#1001")]).await.has(200);
}
