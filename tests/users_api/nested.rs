//! Who is in which group, and who was given what (docs/contracts/seeds.md §1.4).

use super::{at_work, column, group, holder, is_refused, is_sorry, is_text, made, plain, stock};
use crate::world::{Actor, Request};
use serde_json::json;

/// What stands at the three kinds of nested paths, and how each says that something is not in it.
struct Kind {
    list: String,
    thing: u64,
    absent: &'static str,
    not_taken: &'static str,
}

/// A user's groups, a user's permissions and a group's permissions.
async fn kinds(root: &Actor, user: &Actor) -> [Kind; 3] {
    let (owner, thing) = (group(root, "owner").await, group(root, "thing").await);
    [
        Kind {
            list: format!("/users/{}/groups/", user.id),
            thing,
            absent: "Cannot find user permission!",
            not_taken: "Cannot find user group!",
        },
        Kind {
            list: format!("/users/{}/permissions/", user.id),
            thing: stock("add_session"),
            absent: "Cannot find user permission!",
            not_taken: "Cannot find user permission!",
        },
        Kind {
            list: format!("/groups/{owner}/permissions/"),
            thing: stock("add_session"),
            absent: "Cannot find permission!",
            not_taken: "Cannot find user permission!",
        },
    ]
}

/// Puts a user into a group.
async fn join(root: &Actor, user: &Actor, group: u64) {
    root.put(&format!("/users/{}/groups/{group}/", user.id), json!({})).await.has(200);
}

/// Lets the members of a group do something.
async fn widen(root: &Actor, group: u64, codename: &str) {
    root.put(&format!("/groups/{group}/permissions/{}/", stock(codename)), json!({})).await.has(200);
}

#[tokio::test]
async fn a_thing_is_given_shown_and_taken_away() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    for Kind { list, thing, absent, not_taken } in kinds(&root, &ada).await {
        let path = format!("{list}{thing}/");
        let own = if list.ends_with("groups/") { "groups" } else { "permissions" };
        let object = root.get(&format!("/{own}/{thing}/")).await.has(200).text().to_owned();
        is_text(root.get(&path).await.says("content-type", "text/html; charset=utf-8"), 404, absent);
        for _ in 0..2 {
            is_text(&root.put(&path, json!({})).await, 200, &object);
        }
        is_text(&root.get(&path).await, 200, &object);
        assert_eq!(column(&root.get(&list).await, "resourceUri"), [format!("/{own}/{thing}/")]);
        root.delete(&path, json!({})).await.is_empty(204).says("content-type", "text/html; charset=utf-8");
        is_text(
            root.delete(&path, json!({})).await.says("content-type", "text/html; charset=utf-8"),
            404,
            not_taken,
        );
        is_text(&root.get(&path).await, 404, absent);
        assert!(column(&root.get(&list).await, "resourceUri").is_empty());
        root.get(&format!("/{own}/{thing}/")).await.has(200);
    }
}

#[tokio::test]
async fn a_thing_that_is_nowhere_is_not_in_a_list_and_cannot_be_given() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    for Kind { list, absent, not_taken, .. } in kinds(&root, &ada).await {
        let path = format!("{list}999/");
        is_text(&root.get(&path).await, 404, absent);
        is_text(&root.delete(&path, json!({})).await, 404, not_taken);
        is_sorry(&root.put(&path, json!({})).await);
    }
}

#[tokio::test]
async fn an_owner_who_is_nowhere_has_nothing() {
    let (_world, root) = at_work().await;
    for list in ["/users/999999/groups/", "/users/999999/permissions/", "/groups/999/permissions/"] {
        is_sorry(&root.get(list).await);
        let path = format!("{list}1/");
        is_sorry(&root.get(&path).await);
        is_sorry(&root.put(&path, json!({})).await);
        is_sorry(&root.delete(&path, json!({})).await);
    }
}

#[tokio::test]
async fn what_stands_in_the_body_changes_nothing_but_it_must_be_an_object() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    for Kind { list, thing, .. } in kinds(&root, &ada).await {
        let path = format!("{list}{thing}/");
        let odd = json!({ "name": "renamed", "codename": "x", "contentTypeUri": "/contenttypes/999/", "dateJoined": "x" });
        let given = root.put(&path, odd).await;
        assert!(!given.has(200).text().contains("renamed"), "{given}");
        root.send(Request::new("PUT", &path)).await.has(200);
        for body in ["null", "[]", "\"x\"", "1", "{broken", " "] {
            root.send(Request::new("PUT", &path).body("application/json", body)).await.has(400);
        }
        root.send(Request::new("PUT", &path).body("text/plain", "{}")).await.has(400);
        root.send(Request::new("DELETE", &path).body("text/plain", "{broken")).await.is_empty(204);
    }
}

#[tokio::test]
async fn giving_takes_the_right_to_change_the_owner_and_no_other() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let of_users = holder(&root, "users", &["change_user", "add_session"]).await;
    let of_groups = holder(&root, "groups", &["change_group", "add_session"]).await;
    let of_permissions =
        holder(&root, "permissions", &["change_permission", "add_permission", "add_session"]).await;
    for Kind { list, thing, .. } in kinds(&root, &ada).await {
        let path = format!("{list}{thing}/");
        let by_user = list.starts_with("/users/");
        let (may, others) = if by_user {
            (&of_users, [&of_groups, &of_permissions])
        } else {
            (&of_groups, [&of_users, &of_permissions])
        };
        for other in others {
            is_refused(&other.put(&path, json!({})).await);
        }
        may.put(&path, json!({})).await.has(200);
        for other in others {
            is_refused(&other.delete(&path, json!({})).await);
        }
        may.delete(&path, json!({})).await.is_empty(204);
    }
}

#[tokio::test]
async fn lists_are_for_the_owner_himself_and_for_whoever_may_see_owners() {
    let (_world, root) = at_work().await;
    let (ada, bob) = (plain(&root, "ada").await, plain(&root, "bob").await);
    let (users, groups) =
        (holder(&root, "users", &["view_user"]).await, holder(&root, "groups", &["view_group"]).await);
    let staff = made(&root, "staff", json!({ "isStaff": true })).await;
    for Kind { list, thing, .. } in kinds(&root, &ada).await {
        let path = format!("{list}{thing}/");
        root.put(&path, json!({})).await.has(200);
        let by_user = list.starts_with("/users/");
        let (may, not) = if by_user { (&users, &groups) } else { (&groups, &users) };
        for path in [&list, &path] {
            may.get(path).await.has(200);
            staff.get(path).await.has(200);
            is_refused(&not.get(path).await);
            is_refused(&bob.get(path).await);
            assert_eq!(ada.get(path).await.status(), if by_user { 200 } else { 401 });
        }
    }
}

#[tokio::test]
async fn a_users_own_permissions_are_not_those_of_his_groups() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let editors = group(&root, "editors").await;
    widen(&root, editors, "add_group").await;
    join(&root, &ada, editors).await;
    let own = format!("/users/{}/permissions/", ada.id);
    assert!(column(&root.get(&own).await, "codename").is_empty());
    let path = format!("{own}{}/", stock("add_group"));
    is_text(&root.get(&path).await, 404, "Cannot find user permission!");
    is_text(&root.delete(&path, json!({})).await, 404, "Cannot find user permission!");
    ada.post("/groups/", json!({ "name": "writers" })).await.has(201);
}

#[tokio::test]
async fn what_is_deleted_leaves_every_list_at_once() {
    let (world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    let [groups, own, groups_own] = kinds(&root, &ada).await;
    for kind in [&groups, &own, &groups_own] {
        root.put(&format!("{}{}/", kind.list, kind.thing), json!({})).await.has(200);
    }
    root.delete(&format!("/groups/{}/", groups.thing), json!({})).await.is_empty(204);
    root.delete(&format!("/permissions/{}/", own.thing), json!({})).await.is_empty(204);
    for _ in 0..2 {
        for Kind { list, thing, absent, not_taken } in [&groups, &own, &groups_own] {
            let path = format!("{list}{thing}/");
            assert!(column(&root.get(list).await, "resourceUri").is_empty());
            is_text(&root.get(&path).await, 404, absent);
            is_text(&root.delete(&path, json!({})).await, 404, not_taken);
            is_sorry(&root.put(&path, json!({})).await);
        }
        world.deliver().await;
    }
}

mod handing_out {
    use super::{at_work, column, group, holder, is_refused, join, json, made, plain, stock, widen};

    #[tokio::test]
    async fn nobody_gives_what_he_lacks() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["change_user", "change_group", "add_group"]).await;
        let editors = group(&root, "editors").await;
        for owner in
            [format!("/users/{}", ada.id), format!("/users/{}", clerk.id), format!("/groups/{editors}")]
        {
            for (codename, status) in
                [("add_group", 200), ("change_user", 200), ("delete_user", 401), ("add_session", 401)]
            {
                let path = format!("{owner}/permissions/{}/", stock(codename));
                assert_eq!(clerk.put(&path, json!({})).await.status(), status, "{path}");
            }
            let listed = column(&root.get(&format!("{owner}/permissions/")).await, "codename");
            assert!(!listed.iter().any(|codename| codename == "delete_user" || codename == "add_session"));
        }
    }

    #[tokio::test]
    async fn nobody_puts_anyone_into_a_group_that_may_do_more_than_he() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["change_user", "add_group"]).await;
        let editors = group(&root, "editors").await;
        widen(&root, editors, "add_group").await;
        for user in [&ada, &clerk] {
            clerk.put(&format!("/users/{}/groups/{editors}/", user.id), json!({})).await.has(200);
            clerk.delete(&format!("/users/{}/groups/{editors}/", user.id), json!({})).await.is_empty(204);
        }
        widen(&root, editors, "delete_group").await;
        for user in [&ada, &clerk] {
            is_refused(&clerk.put(&format!("/users/{}/groups/{editors}/", user.id), json!({})).await);
            assert!(column(&root.get(&format!("/users/{}/groups/", user.id)).await, "name").is_empty());
        }
        is_refused(&clerk.get("/groups/").await);
    }

    #[tokio::test]
    async fn what_his_groups_allow_a_clerk_may_give() {
        let (_world, root) = at_work().await;
        let (ada, clerk) = (plain(&root, "ada").await, plain(&root, "clerk").await);
        let clerks = group(&root, "clerks").await;
        widen(&root, clerks, "change_user").await;
        widen(&root, clerks, "add_group").await;
        join(&root, &clerk, clerks).await;
        let path = format!("/users/{}/permissions/{}/", ada.id, stock("add_group"));
        clerk.put(&path, json!({})).await.has(200);
        clerk.put(&format!("/users/{}/groups/{clerks}/", ada.id), json!({})).await.has(200);
        clerk.delete(&path, json!({})).await.is_empty(204);
        let lost = format!("/groups/{clerks}/permissions/{}/", stock("add_group"));
        root.delete(&lost, json!({})).await.is_empty(204);
        is_refused(&clerk.put(&path, json!({})).await);
    }

    #[tokio::test]
    async fn a_permission_that_was_renamed_is_no_longer_his_to_give_as_what_it_was() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["change_user"]).await;
        let right = format!("/permissions/{}/", stock("change_user"));
        root.put(&right, json!({ "codename": "edit_user" })).await.has(200);
        is_refused(
            &clerk.put(&format!("/users/{}/permissions/{}/", ada.id, stock("change_user")), json!({})).await,
        );
    }

    #[tokio::test]
    async fn a_deleted_permission_keeps_nobody_out_of_a_group() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let clerk = holder(&root, "clerk", &["change_user"]).await;
        let editors = group(&root, "editors").await;
        widen(&root, editors, "add_session").await;
        let path = format!("/users/{}/groups/{editors}/", ada.id);
        is_refused(&clerk.put(&path, json!({})).await);
        root.delete(&format!("/permissions/{}/", stock("add_session")), json!({})).await.is_empty(204);
        clerk.put(&path, json!({})).await.has(200);
    }

    #[tokio::test]
    async fn only_a_superuser_says_what_a_superuser_and_only_staff_what_staff_was_given() {
        let (_world, root) = at_work().await;
        let clerk = holder(&root, "clerk", &["change_user", "add_group"]).await;
        let other = made(&root, "other", json!({ "isSuperuser": true })).await;
        let staff = made(&root, "staff", json!({ "isStaff": true })).await;
        let editors = group(&root, "editors").await;
        for above in [&root, &other, &staff] {
            let right = format!("/users/{}/permissions/{}/", above.id, stock("add_group"));
            let membership = format!("/users/{}/groups/{editors}/", above.id);
            for path in [right, membership] {
                is_refused(&clerk.put(&path, json!({})).await);
                other.put(&path, json!({})).await.has(200);
                is_refused(&clerk.delete(&path, json!({})).await);
                other.delete(&path, json!({})).await.is_empty(204);
            }
        }
    }

    #[tokio::test]
    async fn taking_away_takes_no_more_than_the_right_to_change() {
        let (_world, root) = at_work().await;
        let ada = holder(&root, "ada", &["delete_user"]).await;
        let clerk = holder(&root, "clerk", &["change_user"]).await;
        let path = format!("/users/{}/permissions/{}/", ada.id, stock("delete_user"));
        clerk.delete(&path, json!({})).await.is_empty(204);
        is_refused(&clerk.put(&path, json!({})).await);
    }
}

mod at_once {
    use super::{at_work, group, holder, is_refused, join, json, plain, stock, widen};

    #[tokio::test]
    async fn a_right_that_is_taken_is_gone_on_the_very_next_request() {
        let (_world, root) = at_work().await;
        let ada = holder(&root, "ada", &["view_user"]).await;
        let (by_token, (by_jwt, _)) = (ada.by_token().await, ada.by_jwt().await);
        let all = [&ada, &by_token, &by_jwt];
        let path = format!("/users/{}/permissions/{}/", ada.id, stock("view_user"));
        for _ in 0..2 {
            for signed_in in all {
                signed_in.get("/users/").await.has(200);
            }
            root.delete(&path, json!({})).await.is_empty(204);
            for signed_in in all {
                is_refused(&signed_in.get("/users/").await);
            }
            root.put(&path, json!({})).await.has(200);
        }
    }

    #[tokio::test]
    async fn so_is_one_that_a_group_gave_whatever_way_it_went() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let (editors, readers) = (group(&root, "editors").await, group(&root, "readers").await);
        let membership = format!("/users/{}/groups/{editors}/", ada.id);
        let right = format!("/groups/{editors}/permissions/{}/", stock("view_user"));
        widen(&root, editors, "view_user").await;
        for path in [&membership, &right] {
            join(&root, &ada, editors).await;
            ada.get("/users/").await.has(200);
            root.delete(path, json!({})).await.is_empty(204);
            is_refused(&ada.get("/users/").await);
            root.put(path, json!({})).await.has(200);
        }
        widen(&root, readers, "view_user").await;
        join(&root, &ada, readers).await;
        root.delete(&format!("/groups/{editors}/"), json!({})).await.is_empty(204);
        ada.get("/users/").await.has(200);
        root.delete(&format!("/groups/{readers}/"), json!({})).await.is_empty(204);
        is_refused(&ada.get("/users/").await);
    }

    #[tokio::test]
    async fn a_user_who_is_superuser_no_more_has_what_he_was_given() {
        let (_world, root) = at_work().await;
        let ada = holder(&root, "ada", &["view_group"]).await;
        let path = format!("/users/{}/", ada.id);
        root.put(&path, json!({ "isSuperuser": true })).await.has(200);
        ada.get("/users/").await.has(200);
        root.put(&path, json!({ "isSuperuser": false })).await.has(200);
        is_refused(&ada.get("/users/").await);
        ada.get("/groups/").await.has(200);
    }

    #[tokio::test]
    async fn a_user_may_be_in_many_groups_and_each_counts() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        for number in 1..=30 {
            let group = group(&root, &format!("g{number}")).await;
            join(&root, &ada, group).await;
            is_refused(&ada.get("/users/").await);
        }
        widen(&root, 30, "view_user").await;
        ada.get("/users/").await.has(200);
        let meta = ada.get(&format!("/users/{}/groups/", ada.id)).await.json()["meta"].clone();
        assert_eq!((&meta["totalCount"], &meta["limit"]), (&json!(30), &json!(20)));
    }
}
