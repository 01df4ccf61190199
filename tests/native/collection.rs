//! `/v1/users`: finding users, and adding one.

use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};
use std::time::Duration;

const USERS: &str = "/v1/users";

/// The names on all pages, and how many pages there were.
async fn found(staff: &Actor, query: &str) -> (Vec<String>, usize) {
    let (mut path, mut names, mut pages) = (format!("{USERS}?{query}"), Vec::new(), 0);
    loop {
        let page = staff.get(&path).await.has(200).json();
        let users = page["results"].as_array().expect("a page has results");
        names.extend(users.iter().map(|user| user["username"].as_str().expect("a name").to_owned()));
        pages += 1;
        let Some(next) = page["next"].as_str() else { return (names, pages) };
        path = next.strip_prefix("https://accounts.test").expect("links are ours").to_owned();
    }
}

/// `sam` of the staff and these users, who joined in this order.
async fn with_users(world: &World, names: &[&str]) -> Actor {
    let sam = world.staff("sam").await;
    for name in names {
        world.later(Duration::from_secs(1));
        let form = json!({ "username": name, "email": format!("{name}.x@example.org"), "password": GOOD });
        sam.post("/v1/users/create", form).await.has(201);
    }
    sam
}

#[tokio::test]
async fn everybody_page_by_page_in_the_order_in_which_they_joined_or_the_other_way() {
    let world = World::new().await;
    let sam = with_users(&world, &["cleo", "Ada", "bob", "adam"]).await;
    let (mut names, pages) = found(&sam, "limit=2").await;
    assert_eq!((names.len(), pages), (6, 3));
    assert_eq!(names[2..], ["cleo", "Ada", "bob", "adam"]);
    let (backwards, _) = found(&sam, "limit=1&ordering=-pk").await;
    names.reverse();
    assert_eq!(backwards, names);
    let page = sam.get(&format!("{USERS}?limit=6")).await.has(200).json();
    assert_eq!(page["next"], Value::Null);
    let one = sam.get("/v1/users/cleo").await.json();
    assert_eq!(page["results"][2], one, "as by itself");
}

#[tokio::test]
async fn by_what_their_names_and_addresses_begin_with() {
    let world = World::new().await;
    let sam = with_users(&world, &["cleo", "Ada", "bob", "adam", "ad"]).await;
    for (query, names) in [
        ("username__startswith=ad", &["ad", "Ada", "adam"][..]),
        ("username__startswith=AD&limit=1", &["ad", "Ada", "adam"]),
        ("username__startswith=ad&ordering=-username&limit=1", &["adam", "Ada", "ad"]),
        ("username__startswith=ada", &["Ada", "adam"]),
        ("username__startswith=adamant", &[]),
        ("email__startswith=ADA.x@", &["Ada"]),
        ("email__startswith=ada&ordering=-email", &["adam", "Ada"]),
        ("email__startswith=ada.x@example.org", &["Ada"]),
        ("ordering=username&limit=2", &["ad", "Ada", "adam", "bob", "cleo", "root", "sam"]),
        ("ordering=-username&limit=3", &["sam", "root", "cleo", "bob", "adam", "Ada", "ad"]),
        ("ordering=email", &["ad", "Ada", "adam", "bob", "cleo", "root", "sam"]),
        ("username__startswith=%F0%9F%98%80", &[]),
    ] {
        assert_eq!(found(&sam, query).await.0, names, "{query}");
    }
}

#[tokio::test]
async fn by_whether_they_are_active() {
    let world = World::new().await;
    let sam = with_users(&world, &["ada", "bob", "cleo"]).await;
    let bob = sam.get("/v1/users/bob").await.json()["pk"].clone();
    sam.post(&format!("{USERS}/{bob}/disable"), json!({})).await.has(200);
    assert_eq!(found(&sam, "is_active=false").await.0, ["bob"]);
    let (active, _) = found(&sam, "is_active=true&ordering=username&limit=1").await;
    assert_eq!(active, ["ada", "cleo", "root", "sam"]);
    assert_eq!(found(&sam, "is_active=true&limit=1&ordering=-pk").await.0[..2], ["cleo", "ada"]);
    assert_eq!(found(&sam, "is_active=false&username__startswith=b").await.0, ["bob"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_is_renamed_meanwhile_leads_no_page_astray() {
    let world = World::new().await;
    let sam = with_users(&world, &["ann", "anna", "annabel", "anne", "annette"]).await;
    let root = world.superuser().await;
    let path = format!("{USERS}/{}", sam.get(&format!("{USERS}/annabel")).await.json()["pk"]);
    let renames = async {
        for round in 0..40 {
            let name = if round % 2 == 0 { "zoe" } else { "annabel" };
            root.patch(&path, json!({ "username": name })).await.has(200);
        }
    };
    let walks = async {
        for _ in 0..20 {
            let (names, _) = found(&sam, "username__startswith=ann&is_active=true&limit=2").await;
            let all = ["ann", "anna", "annabel", "anne", "annette"];
            let wanted =
                all.iter().filter(|name| **name != "annabel" || names.contains(&(*name).to_string()));
            assert!(names.iter().eq(wanted), "{names:?}");
        }
    };
    tokio::join!(renames, walks);
}

#[tokio::test]
async fn by_a_group_that_they_are_in() {
    let world = World::new().await;
    let sam = with_users(&world, &["ada", "bob", "cleo"]).await;
    let root = world.superuser().await;
    let pk = |name: &'static str| {
        let sam = sam.clone();
        async move { sam.get(&format!("{USERS}/{name}")).await.json()["pk"].as_u64().unwrap() }
    };
    let editors = root.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json()["pk"].clone();
    let members = json!({ "add": [pk("ada").await, pk("cleo").await] });
    root.patch(&format!("/v1/groups/{editors}/users"), members).await.has(200);
    assert_eq!(found(&sam, &format!("group={editors}&limit=1")).await.0, ["ada", "cleo"]);
    sam.post(&format!("{USERS}/{}/disable", pk("ada").await), json!({})).await.has(200);
    assert_eq!(found(&sam, &format!("group={editors}&is_active=true")).await.0, ["cleo"]);
    for query in ["group=999", "group=x", "group=", &format!("group={editors}&ordering=pk")] {
        let refused = sam.get(&format!("{USERS}?{query}")).await;
        assert!(refused.has(400).json()["group"][0].is_string(), "{refused}");
    }
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused_in_words() {
    let world = World::new().await;
    let sam = with_users(&world, &["ada", "bob"]).await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=-1", "limit"),
        ("limit=x", "limit"),
        ("limit=1&limit=2", "limit"),
        ("is_active=1", "is_active"),
        ("ordering=date_joined", "ordering"),
        ("ordering=", "ordering"),
        ("ordering=--pk", "ordering"),
        ("username__startswith=a&ordering=email", "ordering"),
        ("username__startswith=a&email__startswith=a", "email__startswith"),
        ("username=ada", "username"),
        ("password__startswith=a", "password__startswith"),
        ("cursor=", "cursor"),
        ("cursor=nonsense", "cursor"),
        (&format!("username__startswith={}", "x".repeat(1001)), "username__startswith"),
        (&format!("email__startswith={}", "x".repeat(1001)), "email__startswith"),
    ] {
        let refused = sam.get(&format!("{USERS}?{query}")).await;
        assert!(refused.has(400).json()[field][0].is_string(), "{refused}");
        assert_eq!(refused.text_of("code"), "invalid");
    }
    world.user("eve").await.get(USERS).await.is(
        403,
        json!({ "detail": "You do not have permission to perform this action.", "code": "permission_denied" }),
    );
    let nobody =
        json!({ "detail": "Authentication credentials were not provided.", "code": "not_authenticated" });
    world.anyone().get(USERS).await.is(401, nobody).says("www-authenticate", "Bearer realm=\"api\"");
}

#[tokio::test]
async fn a_cursor_works_for_its_list_its_filters_its_caller_and_a_while() {
    let world = World::new().await;
    let sam = with_users(&world, &["ada", "bob"]).await;
    let root = world.superuser().await;
    let next = sam.get(&format!("{USERS}?limit=1&is_active=true")).await.has(200).text_of("next");
    let path = next.strip_prefix("https://accounts.test").unwrap();
    let cursor = path.split("cursor=").nth(1).unwrap();
    sam.get(path).await.has(200);
    sam.get(&format!("{USERS}?cursor={cursor}&is_active=true&limit=3")).await.has(200);
    root.get(path).await.has(400);
    for stolen in [
        format!("{USERS}?cursor={cursor}"),
        format!("{USERS}?cursor={cursor}&is_active=false"),
        format!("/v1/sessions?cursor={cursor}"),
        format!("{USERS}?is_active=true&cursor={}", cursor.replacen(&cursor[5..6], "_", 1) + "x"),
    ] {
        sam.get(&stolen).await.has(400);
    }
    world.later(Duration::from_secs(901));
    sam.get(path).await.has(400);
}

#[tokio::test]
async fn whoever_wants_to_signs_up() {
    let world = World::new().await;
    let form = json!({
        "username": "zoe", "email": "zoe@example.org", "password": GOOD, "first_name": "Zoe",
        "is_staff": true, "is_active": true, "is_superuser": true,
    });
    let made = world.anyone().post(USERS, form.clone()).await.has(201).json();
    assert_eq!(
        (&made["is_active"], &made["is_staff"], &made["is_superuser"]),
        (&json!(false), &json!(false), &json!(false))
    );
    let zoe = world.anyone().named("zoe", made["pk"].as_u64().unwrap());
    let token = world.mail_to("zoe@example.org").await.link().proof()["token"].clone();
    world.anyone().post("/v1/activation", json!({ "token": token })).await.is_empty(204);
    let me = zoe.by_token().await.get("/v1/me").await.has(200).json();
    assert_eq!((&me["first_name"], &me["is_active"]), (&json!("Zoe"), &json!(true)));
    let taken = world.anyone().post(USERS, form).await;
    taken.is(
        400,
        json!({
            "username": ["A user with that username already exists."],
            "email": ["user with this email address already exists."],
            "code": "invalid",
        }),
    );
    let unreachable = json!({ "username": "mia", "password": GOOD });
    let required = json!({ "email": ["This field is required."], "code": "invalid" });
    world.anyone().post(USERS, unreachable.clone()).await.is(400, required);
    let at_once = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    assert_eq!(at_once.anyone().post(USERS, unreachable).await.has(201).json()["is_active"], true);
    let weak = json!({ "username": "mia", "email": "mia@example.org", "password": "password" });
    let weak = world.anyone().post(USERS, weak).await;
    assert_eq!(weak.has(400).json()["password"], json!(["This password is too common."]));
}

#[tokio::test]
async fn whom_an_administrator_adds_is_good_at_once() {
    let world = World::new().await;
    let (root, sam) = (world.superuser().await, world.staff("sam").await);
    let form = |name: &str| json!({ "username": name, "password": GOOD, "is_staff": true });
    let refused = sam.post(USERS, form("kim")).await;
    assert_eq!(refused.has(403).text_of("code"), "permission_denied");
    let kim = root.post(USERS, form("kim")).await.has(201).json();
    assert_eq!((&kim["is_staff"], &kim["is_active"]), (&json!(true), &json!(true)));
    let lee = sam.post(USERS, json!({ "username": "lee", "password": GOOD })).await.has(201).json();
    assert_eq!(lee["is_active"], true);
    // Who is no administrator signs somebody up, as anybody may.
    let pat = json!({ "username": "pat", "email": "pat@example.org", "password": GOOD });
    let pat = world.user("ada").await.post(USERS, pat).await;
    assert_eq!(pat.has(201).json()["is_active"], false);
}
