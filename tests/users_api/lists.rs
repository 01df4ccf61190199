//! Lists: the envelope, paging, and what is refused (docs/contracts/seeds.md §1.2).

use super::{at_work, column, group, holder, is_refused, is_text, is_wrong, meta, plain, stock};
use crate::world::{Actor, GOOD};
use serde_json::{Value, json};
use shared::auth::policy::{Permit, all, to};
use std::time::Duration;

/// The query of a list's `next`, without its cursor.
#[track_caller]
fn next(meta: &Value) -> &str {
    let next = meta["next"].as_str().unwrap_or_else(|| panic!("no next in {meta}"));
    let (numbers, cursor) = next.split_once("&cursor=").unwrap_or_else(|| panic!("no cursor in {next}"));
    assert!(!cursor.is_empty(), "{next}");
    numbers
}

/// Where a list goes on.
async fn page_after(reader: &Actor, path: &str) -> String {
    let meta = meta(&reader.get(path).await);
    meta["next"].as_str().unwrap_or_else(|| panic!("no next in {meta}")).to_owned()
}

/// All content types, in the order of their list.
const NAMES: [&str; 6] = ["content type", "group", "log entry", "permission", "session", "user"];

mod envelope {
    use super::{NAMES, at_work, column, group, is_text, json, meta, next};

    #[tokio::test]
    async fn a_list_that_fits_is_told_as_the_original_tells_it() {
        let (_world, root) = at_work().await;
        let empty = r#"{"meta": {"limit": 20, "next": null, "offset": 0, "previous": null, "totalCount": 0}, "objects": []}"#;
        is_text(&root.get("/groups/").await, 200, empty);
        let editors = group(&root, "editors").await;
        let one = format!(
            "{{\"meta\": {{\"limit\": 20, \"next\": null, \"offset\": 0, \"previous\": null, \"totalCount\": 1}}, \
             \"objects\": [{{\"name\": \"editors\", \"resourceUri\": \"/groups/{editors}/\"}}]}}"
        );
        is_text(&root.get("/groups/").await, 200, &one);
    }

    #[tokio::test]
    async fn a_page_has_twenty_unless_something_else_is_said() {
        let (_world, root) = at_work().await;
        let first = root.get("/permissions/").await;
        let about = meta(&first);
        assert_eq!(next(&about), "/permissions/?limit=20&offset=20");
        assert_eq!((&about["totalCount"], &about["previous"]), (&json!(24), &json!(null)));
        assert_eq!(column(&first, "codename").len(), 20);

        let rest = root.get("/permissions/?offset=20").await;
        let wanted = json!({
            "limit": 20, "next": null, "offset": 20, "previous": "/permissions/?limit=20&offset=0", "totalCount": 24,
        });
        assert_eq!(meta(&rest), wanted);
        assert_eq!(column(&rest, "codename").len(), 4);
    }

    #[tokio::test]
    async fn limit_0_is_everything_and_speaks_of_no_other_page() {
        let (_world, root) = at_work().await;
        let all = root.get("/permissions/?limit=0").await;
        assert_eq!(meta(&all), json!({ "limit": 0, "offset": 0, "totalCount": 24 }));
        assert_eq!(column(&all, "codename").len(), 24);
        let rest = root.get("/permissions/?limit=0&offset=21").await;
        assert_eq!(meta(&rest), json!({ "limit": 0, "offset": 21, "totalCount": 24 }));
        assert_eq!(column(&rest, "codename").len(), 3);
    }

    #[tokio::test]
    async fn a_limit_beyond_the_longest_page_is_as_asked_for_while_everything_fits() {
        let (_world, root) = at_work().await;
        for limit in ["1001", "999999999999999999999999"] {
            let all = root.get(&format!("/contenttypes/?limit={limit}")).await;
            assert_eq!((&meta(&all)["next"], column(&all, "name").len()), (&json!(null), 6));
        }
        assert_eq!(meta(&root.get("/contenttypes/?limit=1001").await)["limit"], 1001);
    }

    #[tokio::test]
    async fn limit_and_offset_are_read_as_python_reads_numbers_and_the_last_counts() {
        let (_world, root) = at_work().await;
        for query in [
            "limit=2&offset=1",
            "limit=%2B2&offset=01",
            "limit=+2+&offset=1",
            "limit=9&limit=2&offset=x&offset=1",
        ] {
            let reply = root.get(&format!("/contenttypes/?{query}")).await;
            assert_eq!(column(&reply, "name"), NAMES[1..3], "{query}");
            assert_eq!((&meta(&reply)["limit"], &meta(&reply)["offset"]), (&json!(2), &json!(1)));
        }
    }

    #[tokio::test]
    async fn there_is_no_previous_page_before_the_beginning() {
        let (_world, root) = at_work().await;
        for (query, previous) in [
            ("limit=2&offset=1", json!(null)),
            ("limit=2&offset=2", json!("/contenttypes/?limit=2&offset=0")),
            ("limit=2&offset=5", json!("/contenttypes/?limit=2&offset=3")),
        ] {
            assert_eq!(
                meta(&root.get(&format!("/contenttypes/?{query}")).await)["previous"],
                previous,
                "{query}"
            );
        }
    }

    #[tokio::test]
    async fn beyond_the_end_there_is_nothing() {
        let (_world, root) = at_work().await;
        let beyond = root.get("/contenttypes/?offset=100").await;
        assert!(column(&beyond, "name").is_empty(), "{beyond}");
        let meta = meta(&beyond);
        let links = (&meta["next"], &meta["previous"]);
        assert_eq!(links, (&json!(null), &json!("/contenttypes/?limit=20&offset=80")));
    }

    #[tokio::test]
    async fn beyond_the_end_the_total_is_what_it_is() {
        let (_world, root) = at_work().await;
        for offset in [6, 7, 100] {
            let reply = root.get(&format!("/contenttypes/?offset={offset}")).await;
            assert_eq!(meta(&reply)["totalCount"], 6, "{offset}");
        }
    }

    #[tokio::test]
    async fn other_parameters_are_kept_in_links() {
        let (_world, root) = at_work().await;
        let meta =
            meta(&root.get("/contenttypes/?q=a+b%2F%C3%A9&limit=2&a=1&offset=2&a=2&empty=&bare").await);
        let others = "/contenttypes/?q=a+b%2F%C3%A9&a=1&a=2&empty=&bare=";
        assert_eq!(next(&meta), format!("{others}&limit=2&offset=4"));
        assert_eq!(meta["previous"], format!("{others}&limit=2&offset=0"));
    }
}

mod refusals {
    use super::{at_work, is_wrong, plain};

    #[tokio::test]
    async fn numbers_that_are_none() {
        let (_world, root) = at_work().await;
        for path in ["/users/", "/groups/", "/permissions/", "/contenttypes/", "/groups/1/permissions/"] {
            for text in ["abc", "", "1.5", "1e2", "0x2", "1_0", "--1", "it's"] {
                let why = format!("Invalid limit '{text}' provided. Please provide a positive integer.");
                is_wrong(&root.get(&format!("{path}?limit={text}")).await, &why);
                let why = format!("Invalid offset '{text}' provided. Please provide an integer.");
                is_wrong(&root.get(&format!("{path}?offset={text}")).await, &why);
            }
            for name in ["limit", "offset"] {
                let why = format!("Invalid {name} '-1' provided. Please provide a positive integer &gt;= 0.");
                is_wrong(&root.get(&format!("{path}?{name}=-1")).await, &why);
            }
            let why = "Invalid limit 'x' provided. Please provide a positive integer.";
            is_wrong(&root.get(&format!("{path}?offset=y&limit=x")).await, why);
            let why = "Invalid limit '&lt;b&gt;&amp;' provided. Please provide a positive integer.";
            is_wrong(&root.get(&format!("{path}?limit=%3Cb%3E%26")).await, why);
        }
    }

    #[tokio::test]
    async fn filters_by_what_objects_consist_of() {
        let (_world, root) = at_work().await;
        for (path, fields) in [
            (
                "/users/",
                &[
                    "username",
                    "first_name",
                    "email",
                    "is_active",
                    "date_joined",
                    "last_login",
                    "resource_uri",
                ][..],
            ),
            ("/groups/", &["name", "resource_uri"]),
            ("/permissions/", &["codename", "name", "content_type_uri", "resource_uri"]),
            ("/contenttypes/", &["app_label", "model", "name", "resource_uri"]),
        ] {
            for field in fields {
                let why = format!("The '{field}' field does not allow filtering.");
                for query in [format!("{field}=x"), format!("{field}__in=x"), format!("{field}=&limit=abc")] {
                    is_wrong(&root.get(&format!("{path}?{query}")).await, &why);
                }
            }
        }
    }

    #[tokio::test]
    async fn what_is_no_filter_is_ignored() {
        let (_world, root) = at_work().await;
        let query =
            "firstName=x&isActive=1&id=3&pk=1&id__in=1&password=x&groups__name=x&q=x&Username=x&__username=x";
        let reply = root.get(&format!("/users/?{query}")).await;
        assert_eq!(super::column(&reply, "username"), ["root"]);
        let reply = root.get(&format!("/users/{}/groups/?name=x&resource_uri=y", root.id)).await;
        reply.has(200);
    }

    #[tokio::test]
    async fn any_order_but_the_lists_own() {
        let (_world, root) = at_work().await;
        for name in ["order_by", "sort_by"] {
            for (by, why) in [
                ("username", "The 'username' field does not allow ordering."),
                ("-is_staff", "The 'is_staff' field does not allow ordering."),
                ("username__x", "The 'username' field does not allow ordering."),
                ("nosuch", "No matching 'nosuch' field for ordering on."),
                ("firstName", "No matching 'firstName' field for ordering on."),
                ("id", "No matching 'id' field for ordering on."),
                ("--username", "No matching '-username' field for ordering on."),
                ("", "No matching '' field for ordering on."),
                ("%3Cb%3E", "No matching '&lt;b&gt;' field for ordering on."),
            ] {
                is_wrong(&root.get(&format!("/users/?{name}={by}")).await, why);
            }
        }
        let nested = format!("/users/{}/groups/?order_by=name", root.id);
        is_wrong(&root.get(&nested).await, "The 'name' field does not allow ordering.");
        let first = root.get("/users/?order_by=email&order_by=nosuch").await;
        is_wrong(&first, "The 'email' field does not allow ordering.");
        root.get("/users/?orderBy=email&order=x&ordering=y").await.has(200);
    }

    #[tokio::test]
    async fn filters_are_looked_at_before_orders_and_those_before_numbers() {
        let (_world, root) = at_work().await;
        let ada = plain(&root, "ada").await;
        let reply = ada.get("/users/?limit=x&order_by=email&username=a").await;
        is_wrong(&reply, "The 'username' field does not allow filtering.");
        let reply = ada.get("/users/?limit=x&order_by=email").await;
        is_wrong(&reply, "The 'email' field does not allow ordering.");
    }

    #[tokio::test]
    async fn offsets_beyond_what_is_counted() {
        let (_world, root) = at_work().await;
        let why = "Lists are numbered up to 10000; beyond, follow the links from page to page.";
        for path in ["/users/", "/groups/", "/permissions/", "/contenttypes/"] {
            for offset in ["10001", "99999999999999999999999999"] {
                is_wrong(&root.get(&format!("{path}?offset={offset}")).await, why);
            }
            root.get(&format!("{path}?offset=10000")).await.has(200);
        }
    }
}

mod order {
    use super::{GOOD, NAMES, at_work, column, group, json, stock};

    #[tokio::test]
    async fn content_types_stand_by_name() {
        let (_world, root) = at_work().await;
        assert_eq!(column(&root.get("/contenttypes/").await, "name"), NAMES);
    }

    #[tokio::test]
    async fn permissions_stand_by_what_they_are_about_and_then_by_codename() {
        let (_world, root) = at_work().await;
        for codename in ["beta", "_x", "Beta", "zulu"] {
            let form = json!({ "codename": codename, "name": "x", "contentTypeUri": "/contenttypes/3/" });
            root.post("/permissions/", form).await.has(201);
        }
        let stand = column(&root.get("/permissions/?limit=0").await, "codename");
        let mut wanted = Vec::new();
        for model in ["logentry", "group", "permission", "user", "contenttype", "session"] {
            let about = if model == "group" { &["Beta", "_x"][..] } else { &[] };
            wanted.extend(about.iter().map(|codename| (*codename).to_owned()));
            for (verb, behind) in
                [("add", Some("beta")), ("change", None), ("delete", None), ("view", Some("zulu"))]
            {
                wanted.push(format!("{verb}_{model}"));
                wanted.extend(behind.filter(|_| model == "group").map(str::to_owned));
            }
        }
        assert_eq!(stand, wanted);
    }

    #[tokio::test]
    async fn users_and_groups_stand_by_number() {
        let (_world, root) = at_work().await;
        for id in [9, 100, 77, 1_000_000] {
            let form = json!({ "username": format!("u{id}"), "password": GOOD });
            root.put(&format!("/users/{id}/"), form).await.has(201);
            root.put(&format!("/groups/{id}/"), json!({ "name": format!("g{id}") })).await.has(201);
        }
        assert_eq!(column(&root.get("/users/").await, "username"), ["u9", "u77", "u100", "u1000000", "root"]);
        assert_eq!(column(&root.get("/groups/").await, "name"), ["g9", "g77", "g100", "g1000000"]);
    }

    #[tokio::test]
    async fn nested_lists_stand_like_the_lists_of_what_is_in_them() {
        let (_world, root) = at_work().await;
        let owner = format!("/users/{}", root.id);
        let first = group(&root, "writers").await;
        let second = group(&root, "artists").await;
        for id in [second, first] {
            root.put(&format!("{owner}/groups/{id}/"), json!({})).await.has(200);
        }
        assert_eq!(column(&root.get(&format!("{owner}/groups/")).await, "name"), ["writers", "artists"]);
        let codenames = ["view_session", "add_permission", "delete_group", "add_logentry"];
        for owner in [&owner, &format!("/groups/{first}")] {
            for codename in codenames {
                root.put(&format!("{owner}/permissions/{}/", stock(codename)), json!({})).await.has(200);
            }
            let listed = column(&root.get(&format!("{owner}/permissions/")).await, "codename");
            assert_eq!(listed, ["add_logentry", "delete_group", "add_permission", "view_session"]);
        }
    }
}

mod nested {
    use super::{at_work, column, group, json, meta, stock};

    #[tokio::test]
    async fn their_links_stay_nested() {
        let (_world, root) = at_work().await;
        let editors = group(&root, "editors").await;
        for owner in [format!("/users/{}", root.id), format!("/groups/{editors}")] {
            for codename in ["add_user", "change_user", "delete_user"] {
                root.put(&format!("{owner}/permissions/{}/", stock(codename)), json!({})).await.has(200);
            }
            let path = format!("{owner}/permissions/");
            let reply = root.get(&format!("{path}?limit=1&offset=1&q=x")).await;
            let wanted = json!({
                "limit": 1, "next": format!("{path}?q=x&limit=1&offset=2"), "offset": 1,
                "previous": format!("{path}?q=x&limit=1&offset=0"), "totalCount": 3,
            });
            assert_eq!(meta(&reply), wanted);
            let rest = root.get(meta(&reply)["next"].as_str().expect("a link")).await;
            assert_eq!(column(&rest, "codename"), ["delete_user"]);
            assert_eq!(meta(&rest)["next"], json!(null));
            let all = root.get(&format!("{path}?limit=0")).await;
            assert_eq!(meta(&all), json!({ "limit": 0, "offset": 0, "totalCount": 3 }));
        }
    }

    #[tokio::test]
    async fn beyond_their_end_there_is_nothing() {
        let (_world, root) = at_work().await;
        let beyond = root.get(&format!("/users/{}/groups/?offset=20000", root.id)).await;
        assert!(column(&beyond, "name").is_empty(), "{beyond}");
        assert_eq!(meta(&beyond)["totalCount"], 0);
    }
}

mod cursors {
    use super::{Duration, GOOD, at_work, column, holder, is_refused, is_wrong, json, meta, page_after};

    const INVALID: &str = "Invalid cursor provided. It belongs to another list, or has expired.";

    #[tokio::test]
    async fn following_next_shows_everything_once() {
        let (_world, root) = at_work().await;
        for id in [3, 700, 12, 50, 4_000_000_000_u64] {
            let form = json!({ "username": format!("u{id}"), "password": GOOD });
            root.put(&format!("/users/{id}/"), form).await.has(201);
            root.put(&format!("/groups/{id}/"), json!({ "name": format!("g{id}") })).await.has(201);
        }
        for list in ["/users/", "/groups/", "/permissions/", "/contenttypes/"] {
            let all = column(&root.get(&format!("{list}?limit=0")).await, "resourceUri");
            for limit in [1, 2, 7] {
                let (mut seen, mut path) = (Vec::new(), format!("{list}?limit={limit}"));
                loop {
                    let page = root.get(&path).await;
                    let about = meta(&page);
                    assert_eq!(
                        (&about["totalCount"], &about["offset"]),
                        (&json!(all.len()), &json!(seen.len()))
                    );
                    seen.extend(column(&page, "resourceUri"));
                    match about["next"].as_str() {
                        Some(next) => next.clone_into(&mut path),
                        None => break,
                    }
                }
                assert_eq!(seen, all, "{list} {limit}");
            }
        }
    }

    #[tokio::test]
    async fn a_cursor_goes_on_where_it_was_whatever_was_deleted_before() {
        let (_world, root) = at_work().await;
        let next = page_after(&root, "/permissions/?limit=2").await;
        let wanted = ["delete_logentry", "view_logentry"];
        assert_eq!(column(&root.get(&next).await, "codename"), wanted);
        for id in [1, 2] {
            root.delete(&format!("/permissions/{id}/"), json!({})).await.is_empty(204);
        }
        assert_eq!(column(&root.get(&next).await, "codename"), wanted);
        let longer = next.replace("limit=2", "limit=3");
        assert_eq!(column(&root.get(&longer).await, "codename")[..2], wanted);
        let numbers = next.split("&cursor=").next().expect("numbers");
        assert_eq!(column(&root.get(numbers).await, "codename"), ["add_group", "change_group"]);
    }

    #[tokio::test]
    async fn a_cursor_is_sealed() {
        let (_world, root) = at_work().await;
        let next = page_after(&root, "/permissions/?limit=2").await;
        let (numbers, cursor) = next.split_once("&cursor=").expect("a cursor");
        for hint in ["logentry", "admin", "add_"] {
            assert!(!cursor.contains(hint), "{cursor}");
        }
        let (last, flipped) =
            (cursor.len() / 2, if cursor.as_bytes()[cursor.len() / 2] == b'A' { "B" } else { "A" });
        let tampered = format!("{}{flipped}{}", &cursor[..last], &cursor[last + 1..]);
        for cursor in ["", "x", &cursor[1..], &tampered, &format!("{cursor}A")] {
            is_wrong(&root.get(&format!("{numbers}&cursor={cursor}")).await, INVALID);
        }
        let elsewhere = numbers.replace("offset=2", "offset=3");
        is_wrong(&root.get(&format!("{elsewhere}&cursor={cursor}")).await, INVALID);
        for list in ["/groups/", "/users/", "/contenttypes/"] {
            is_wrong(&root.get(&next.replace("/permissions/", list)).await, INVALID);
        }
    }

    #[tokio::test]
    async fn a_cursor_is_its_callers_alone() {
        let (world, root) = at_work().await;
        let ada = holder(&root, "ada", &["view_permission"]).await;
        let next = page_after(&root, "/permissions/?limit=2").await;
        is_wrong(&ada.get(&next).await, INVALID);
        is_refused(&world.anyone().get(&next).await);
        world.superuser().await.get(&next).await.has(200);
        ada.get(&page_after(&ada, "/permissions/?limit=2").await).await.has(200);
    }

    #[tokio::test]
    async fn a_cursor_lives_a_quarter_of_an_hour() {
        let (world, root) = at_work().await;
        let next = page_after(&root, "/permissions/?limit=2").await;
        world.later(Duration::from_secs(14 * 60));
        root.get(&next).await.has(200);
        world.later(Duration::from_secs(2 * 60));
        is_wrong(&root.get(&next).await, INVALID);
    }
}

#[tokio::test]
async fn who_may_not_see_the_list_sees_no_page_of_it() {
    let (_world, root) = at_work().await;
    let ada = plain(&root, "ada").await;
    for path in ["/users/", "/groups/", "/permissions/", "/contenttypes/"] {
        is_refused(&ada.get(path).await);
    }
    is_text(
        &ada.get(&format!("/users/{}/permissions/", ada.id)).await,
        200,
        r#"{"meta": {"limit": 20, "next": null, "offset": 0, "previous": null, "totalCount": 0}, "objects": []}"#,
    );
}

#[tokio::test]
async fn a_list_of_more_than_a_thousand_comes_in_pages_of_a_thousand() {
    let (world, root) = at_work().await;
    let groups = Permit::operator(to::Add, all());
    for number in 0..1001 {
        let made = shared::accounts::create_group(&world.app, &groups, None, &format!("g{number:04}")).await;
        made.expect("a free name");
    }
    for limit in [0, 1001, 5000] {
        let first = root.get(&format!("/groups/?limit={limit}")).await;
        assert_eq!(column(&first, "name").len(), 1000);
        let about = meta(&first);
        assert_eq!((&about["limit"], &about["totalCount"]), (&json!(1000), &json!(1001)));
        assert_eq!(next(&about), "/groups/?limit=1000&offset=1000");
        let rest = root.get(about["next"].as_str().expect("a link")).await;
        assert_eq!(column(&rest, "name"), ["g1000"]);
        assert_eq!(meta(&rest)["previous"], "/groups/?limit=1000&offset=0");
    }
    let all = root.get("/groups/?limit=1000").await;
    assert_eq!((column(&all, "name").len(), &meta(&all)["limit"]), (1000, &json!(1000)));
    assert_eq!(group(&root, "last").await, 1002);
}
