//! Who is in which group, and who may do what: `/v1/users/{pk}/groups`, `/v1/users/{pk}/permissions`,
//! `/v1/groups/{pk}/permissions`, `/v1/groups/{pk}/users`.

use super::cast::{at_work, column, group, holder, is_invalid, is_refused, next, stock};
use crate::world::{Actor, Request, World};
use serde_json::{Value, json};
use shared::accounts;
use shared::auth::policy::{Permit, all, to};
use shared::domain::{PermissionId, Rights};
use shared::store::Key;

fn groups_of(user: &Actor) -> String {
    format!("/v1/users/{}/groups", user.id)
}

fn permissions_of(user: &Actor) -> String {
    format!("/v1/users/{}/permissions", user.id)
}

/// So many groups; their pks.
async fn many_groups(world: &World, number: u64) -> Vec<u64> {
    let groups = Permit::operator(to::Add, all());
    let mut pks = Vec::new();
    for number in 0..number {
        let made = accounts::create_group(&world.app, &groups, None, &format!("group {number}")).await;
        pks.push(made.expect("a new name").id.get());
    }
    pks
}

#[tokio::test]
async fn a_user_joins_and_leaves_many_groups_at_once() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    let pks = many_groups(&world, 120).await;
    let joined = root.patch(&(groups_of(&ada) + "?limit=100"), json!({ "add": pks[..100] })).await;
    assert_eq!(column(&joined, "pk"), pks[..100]);
    assert_eq!(joined.json()["results"][0], json!({ "pk": 1, "name": "group 0" }));
    let first = root.patch(&groups_of(&ada), json!({ "add": pks[90..], "remove": pks[..60] })).await;
    assert_eq!(column(&first, "pk"), pks[60..110]);
    let second = ada.get(&next(&first)).await;
    is_invalid(
        &second,
        "cursor",
        "Invalid cursor. It belongs to another list, or is more than 15 minutes old.",
    );
    let second = root.get(&next(&first)).await;
    assert_eq!(column(&second, "pk"), pks[110..]);
    // Again, and it is as it was.
    for _ in 0..2 {
        let body = json!({ "add": [pks[119]], "remove": pks[..99] });
        let left = root.patch(&(groups_of(&ada) + "?limit=100"), body).await;
        assert_eq!(column(&left, "pk"), pks[99..]);
    }
    assert_eq!(column(&root.get(&format!("/v1/groups/{}/users", pks[119])).await, "pk"), [ada.id]);
    assert!(column(&root.get(&format!("/v1/groups/{}/users", pks[0])).await, "pk").is_empty());
}

#[tokio::test]
async fn bulk_calls_name_one_to_a_hundred_things_that_are_there() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    let pks = many_groups(&world, 2).await;
    let editors = format!("/v1/groups/{}", pks[0]);
    root.patch(&groups_of(&ada), json!({ "add": [pks[0]] })).await.has(200);
    let paths =
        [groups_of(&ada), permissions_of(&ada), format!("{editors}/permissions"), format!("{editors}/users")];
    for path in &paths {
        let before = root.get(path).await.text().to_owned();
        let many: Vec<u64> = (1..=101).collect();
        for (body, key, text) in [
            (json!({}), "non_field_errors", "Nothing to add or remove."),
            (json!({ "add": [], "remove": [] }), "non_field_errors", "Nothing to add or remove."),
            (
                json!({ "add": many }),
                "non_field_errors",
                "No more than 100 can be added and removed at once.",
            ),
            (
                json!({ "add": [1], "set": [1] }),
                "non_field_errors",
                "Unknown key \"set\". There are: add, remove.",
            ),
            (json!({ "add": [1], "remove": [1] }), "remove", "1 is to be added too."),
            (json!({ "add": 1 }), "add", "A list of ids is required."),
            (json!({ "remove": ["1"] }), "remove", "A list of ids is required."),
            (json!({ "add": [9_007_199_254_740_992_u64] }), "add", "9007199254740992 is not an id."),
            (json!({ "add": [0] }), "add", "0 is not an id."),
            (json!([1]), "non_field_errors", "Invalid data. Expected a dictionary, but got list."),
        ] {
            is_invalid(&root.patch(path, body).await, key, text);
        }
        let unknown =
            json!({ "add": ["Unknown ids: 777, 778."], "remove": ["Unknown ids: 779."], "code": "invalid" });
        let mut body = json!({ "add": [777, 778], "remove": [779] });
        body["add"].as_array_mut().expect("a list").push(json!(if path.ends_with("users") {
            ada.id
        } else {
            pks[1]
        }));
        root.patch(path, body).await.is(400, unknown);
        for (content_type, sent, status) in
            [("application/json", "{\"add\": [1", 400), ("text/plain", "1", 415)]
        {
            root.send(Request::new("PATCH", path).body(content_type, sent)).await.has(status);
        }
        root.patch(&(path.clone() + "?order=name"), json!({ "add": [pks[1]] })).await.has(400);
        assert_eq!(root.get(path).await.text(), before, "{path}");
    }
    for path in [
        "/v1/users/abc/groups",
        "/v1/users/0/permissions",
        "/v1/groups/9007199254740992/users",
        "/v1/groups/01/permissions",
    ] {
        is_refused(&root.get(path).await, 404);
        is_refused(&root.patch(path, json!({ "add": [1] })).await, 404);
    }
}

#[tokio::test]
async fn nobody_hands_out_what_he_lacks_or_touches_who_is_above_him() {
    let (world, root) = at_work().await;
    let clerk = holder(&world, "clerk", &["change_user", "change_group", "view_group", "add_session"]).await;
    let (ada, staff) = (world.user("ada").await, world.staff("sam").await);
    let (wide, narrow) = (group(&root, "wide").await, group(&root, "narrow").await);
    let (rare, own) = (stock("view_session"), stock("add_session"));
    root.patch(&format!("/v1/groups/{wide}/permissions"), json!({ "add": [rare] })).await.has(200);
    for (path, body) in [
        (groups_of(&ada), json!({ "add": [narrow, wide] })),
        (groups_of(&clerk), json!({ "add": [wide] })),
        (permissions_of(&ada), json!({ "add": [own, rare] })),
        (permissions_of(&clerk), json!({ "add": [rare] })),
        (format!("/v1/groups/{narrow}/permissions"), json!({ "add": [own, rare] })),
        (format!("/v1/groups/{wide}/users"), json!({ "add": [ada.id] })),
        (format!("/v1/groups/{narrow}/users"), json!({ "add": [ada.id, staff.id] })),
        (groups_of(&staff), json!({ "add": [narrow] })),
        (groups_of(&root), json!({ "add": [narrow] })),
        (permissions_of(&root), json!({ "add": [own] })),
    ] {
        let before = root.get(&path).await.text().to_owned();
        is_refused(&clerk.patch(&path, body).await, 403);
        assert_eq!(root.get(&path).await.text(), before, "{path}");
    }
    let given = clerk.patch(&permissions_of(&ada), json!({ "add": [own] })).await;
    assert_eq!(column(&given, "permission"), ["sessions.add_session"]);
    let joined = clerk.patch(&groups_of(&ada), json!({ "add": [narrow] })).await;
    assert_eq!(column(&joined, "pk"), [narrow]);
    let widened = clerk.patch(&format!("/v1/groups/{narrow}/permissions"), json!({ "add": [own] })).await;
    assert_eq!(column(&widened, "pk"), [own]);
    // Taking away needs no such right, and staying in needs none either.
    root.patch(&groups_of(&ada), json!({ "add": [wide] })).await.has(200);
    clerk.patch(&groups_of(&ada), json!({ "add": [wide] })).await.has(200);
    clerk.patch(&format!("/v1/groups/{wide}/permissions"), json!({ "remove": [rare] })).await.has(200);
    clerk.patch(&format!("/v1/groups/{wide}/users"), json!({ "add": [ada.id] })).await.has(200);
}

#[tokio::test]
async fn one_reads_ones_own_and_others_ids_are_not_told() {
    let (world, root) = at_work().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let viewer = holder(&world, "viewer", &["view_user"]).await;
    for path in [groups_of(&ada), permissions_of(&ada), permissions_of(&ada) + "?effective=true"] {
        ada.get(&path).await.is(200, json!({ "next": null, "results": [] }));
        viewer.get(&path).await.has(200);
        is_refused(&bob.get(&path).await, 403);
        is_refused(&world.anyone().get(&path).await, 401);
    }
    for (path, body) in
        [(groups_of(&ada), json!({ "add": [1] })), (permissions_of(&ada), json!({ "remove": [1] }))]
    {
        is_refused(&ada.patch(&path, body.clone()).await, 403);
        is_refused(&viewer.patch(&path, body).await, 403);
    }
    for path in ["/v1/users/7/groups", "/v1/users/7/permissions", "/v1/users/x/groups"] {
        is_refused(&bob.get(path).await, 403);
        is_refused(&viewer.get(path).await, 404);
        is_refused(&bob.patch(path, json!({ "add": [1] })).await, 403);
        is_refused(&root.patch(path, json!({ "add": [1] })).await, 404);
    }
    // Who is in a group, see those who may see groups and users.
    let editors = group(&root, "editors").await;
    let both = holder(&world, "both", &["view_user", "view_group"]).await;
    for path in [format!("/v1/groups/{editors}/users"), "/v1/groups/999/users".to_owned()] {
        is_refused(&viewer.get(&path).await, 403);
        is_refused(&both.patch(&path, json!({ "add": [ada.id] })).await, 403);
    }
    both.get(&format!("/v1/groups/{editors}/users")).await.has(200);
    is_refused(&both.get("/v1/groups/999/users").await, 404);
    is_refused(&viewer.get(&format!("/v1/groups/{editors}/permissions")).await, 403);
}

#[tokio::test]
async fn what_a_user_may_do_is_what_he_and_his_groups_were_given() {
    let (world, root) = at_work().await;
    let ada = holder(&world, "ada", &["view_session"]).await;
    let editors = group(&root, "editors").await;
    let body = json!({ "add": [stock("add_group"), stock("view_session")] });
    root.patch(&format!("/v1/groups/{editors}/permissions"), body).await.has(200);
    root.patch(&groups_of(&ada), json!({ "add": [editors] })).await.has(200);
    let effective = permissions_of(&ada) + "?effective=true";
    assert_eq!(column(&ada.get(&permissions_of(&ada)).await, "permission"), ["sessions.view_session"]);
    assert_eq!(column(&ada.get(&(permissions_of(&ada) + "?effective=false")).await, "pk").len(), 1);
    let both = ["auth.add_group", "sessions.view_session"];
    assert_eq!(column(&ada.get(&effective).await, "permission"), both);
    let from =
        |direct: bool, groups: Value| json!({ "superuser": false, "direct": direct, "groups": groups });
    let by_editors = json!([{ "pk": editors, "name": "editors" }]);
    let wanted = [from(false, by_editors.clone()), from(true, by_editors)];
    assert_eq!(column(&ada.get(&effective).await, "from"), wanted);
    let first = ada.get(&(effective.clone() + "&limit=1")).await;
    assert_eq!(column(&ada.get(&next(&first)).await, "permission"), ["sessions.view_session"]);
    is_invalid(
        &ada.get(&(permissions_of(&ada) + "?effective=1")).await,
        "effective",
        "Must be true or false.",
    );

    let all = root.get(&(permissions_of(&root) + "?effective=true&limit=20")).await;
    assert_eq!(column(&all, "permission")[..2], ["admin.add_logentry", "admin.change_logentry"]);
    let everything = json!({ "superuser": true, "direct": false, "groups": [] });
    assert_eq!(column(&all, "from")[0], everything);
    assert_eq!(column(&root.get(&next(&all)).await, "pk").len(), 4);
    assert!(column(&root.get(&permissions_of(&root)).await, "pk").is_empty());
    root.patch(&format!("/v1/users/{}", ada.id), json!({ "is_active": false })).await.has(200);
    assert!(column(&root.get(&effective).await, "pk").is_empty(), "nothing while they are inactive");
    assert_eq!(column(&root.get(&permissions_of(&ada)).await, "pk").len(), 1);
    let taken = json!({ "remove": [stock("view_session"), stock("add_user")] });
    assert!(column(&root.patch(&permissions_of(&ada), taken).await, "pk").is_empty());
}

#[tokio::test]
async fn a_group_is_filled_and_shown_page_by_page() {
    let (world, root) = at_work().await;
    let editors = group(&root, "editors").await;
    let path = format!("/v1/groups/{editors}/users");
    let mut users = Vec::new();
    for number in 0..5 {
        users.push(world.user(&format!("user{number}")).await);
    }
    let mut ids: Vec<_> = users.iter().map(|user| user.id).collect();
    let filled = root.patch(&path, json!({ "add": ids })).await;
    ids.sort_by_key(u64::to_string);
    assert_eq!(column(&filled, "pk"), ids);
    let first = root.get(&(path.clone() + "?limit=3")).await;
    let second = root.get(&next(&first)).await;
    let pks: Vec<_> = column(&first, "pk").into_iter().chain(column(&second, "pk")).collect();
    assert_eq!(pks, ids);
    let shown = root.get(&format!("/v1/users/{}", ids[0])).await.json();
    assert_eq!(first.json()["results"][0], shown, "as everywhere in this API");

    let left = root.patch(&path, json!({ "remove": [ids[0], root.id], "add": [ids[1], 7] })).await;
    left.is(400, json!({ "add": ["Unknown ids: 7."], "code": "invalid" }));
    let left = root.patch(&path, json!({ "remove": [ids[0], root.id], "add": [ids[1]] })).await;
    assert_eq!(column(&left, "pk"), ids[1..]);
    // Whoever is gone is not shown, though the list still names them.
    root.delete(&format!("/users/{}/", ids[1]), Value::Null).await.has(204);
    assert_eq!(column(&root.get(&path).await, "pk"), ids[2..]);
    is_invalid(
        &root.patch(&path, json!({ "remove": [ids[1]] })).await,
        "remove",
        &format!("Unknown ids: {}.", ids[1]),
    );
}

#[tokio::test]
async fn more_than_fit_are_refused_before_anything_is_given() {
    let (world, root) = at_work().await;
    let ada = world.user("ada").await;
    let full = Rights { permissions: (1000..10_999).map(PermissionId::from).collect(), ..Rights::default() };
    let given = world.app.store.transaction::<()>().put(Key::Rights(ada.id.into()), &full).commit().await;
    assert_eq!(given.expect("a table"), Ok(()));
    let refused = root.patch(&permissions_of(&ada), json!({ "add": [1, 2] })).await;
    let text = "No more than 10000 groups or permissions fit.";
    refused.is(400, json!({ "non_field_errors": [text], "code": "full" }));
    assert!(column(&root.get(&permissions_of(&ada)).await, "pk").is_empty());
    for add in [json!([1]), json!([1])] {
        assert_eq!(column(&root.patch(&permissions_of(&ada), json!({ "add": add })).await, "pk"), [1]);
    }
    root.patch(&permissions_of(&ada), json!({ "add": [2], "remove": [1] })).await.has(400);
    assert_eq!(column(&root.get(&permissions_of(&ada)).await, "pk"), [1]);
}

#[tokio::test]
async fn a_call_that_broke_off_is_finished_by_calling_again() {
    let world = World::behind_proxy(&[]).await;
    let root = world.superuser().await;
    let path = format!("/v1/groups/{}/users", group(&root, "editors").await);
    let mut ids = Vec::new();
    for number in 0..4 {
        ids.push(world.user(&format!("user{number}")).await.id);
    }
    ids.sort_by_key(u64::to_string);
    world.proxy().on("TransactWriteItems", 2..3).refuse("ValidationException");
    let broken = root.patch(&path, json!({ "add": ids })).await;
    assert_eq!(broken.has(503).text_of("code"), "service_unavailable");
    world.proxy().heal();
    assert_eq!(column(&root.get(&path).await, "pk").len(), 3);
    assert_eq!(column(&root.patch(&path, json!({ "add": ids })).await, "pk"), ids);
    // A reply that got lost is no refusal.
    world.proxy().on("TransactWriteItems", ..1).lose_reply();
    let left = root.patch(&path, json!({ "remove": [ids[0]] })).await;
    assert_eq!(column(&left, "pk"), ids[1..]);
}
