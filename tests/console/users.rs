//! Finding users, and what their pages say.

use super::{at_console, root};
use crate::world::{Browser, GOOD, Request, World};
use serde_json::json;
use std::time::Duration;

/// The names of the users of the list, in order.
fn names(browser: &Browser) -> Vec<String> {
    let rows = browser.page.text().split("<th scope=\"row\">").skip(1);
    let name = |row: &str| row.split("<bdi>").nth(1)?.split("</bdi>").next().map(str::to_owned);
    rows.filter_map(name).collect()
}

#[tokio::test]
async fn users_are_found_by_the_beginning_of_a_name_or_an_address_and_by_id() {
    let world = World::new().await;
    for name in ["ada", "adam", "bob"] {
        world.user(name).await;
    }
    let mut browser = root(&world).await;
    world.later(Duration::from_secs(1));
    let eve = world.user("eve").await;
    let found = async |browser: &mut Browser, query: &str| {
        browser.open(&format!("/console/users?{query}")).await.has(200);
        names(browser)
    };
    assert_eq!(found(&mut browser, "q=AD").await, ["ada", "adam"]);
    assert_eq!(found(&mut browser, "q=ad&order=-username").await, ["adam", "ada"]);
    assert_eq!(found(&mut browser, "q=ada%40").await, ["ada"]);
    assert_eq!(found(&mut browser, "q=ada&by=email").await, ["ada", "adam"]);
    assert_eq!(found(&mut browser, &format!("q={}", eve.id)).await, ["eve"]);
    assert_eq!(found(&mut browser, &format!("q=%23{}", eve.id)).await, ["eve"]);
    assert_eq!(found(&mut browser, "q=nobody").await, [""; 0]);
    assert!(browser.page.text().contains("No user matches."));
    // The newest first, unless something else is wanted.
    assert_eq!(found(&mut browser, "").await[0], "eve");
    assert_eq!(found(&mut browser, "order=username").await[..3], ["ada", "adam", "bob"]);
    assert_eq!(found(&mut browser, "order=email").await[..2], ["ada", "adam"]);
    // The call that does the same stands below.
    browser.open("/console/users?q=o'x").await.has(200);
    let line = "https://accounts.test/v1/users?username__startswith=o%27x&#38;ordering=username";
    assert!(browser.page.text().contains(line), "{}", browser.page);
}

#[tokio::test]
async fn where_users_sign_in_by_address_the_console_knows_no_names() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    let root = world.superuser().await;
    let mut browser = Browser::at(&root, "/console/").await;
    browser.send(&[("email", &root.email), ("password", GOOD)]).await.has(200);
    browser.open("/console/users/new").await.has(200);
    assert!(!browser.page.text().contains("name=\"username\""), "{}", browser.page);
    browser.send(&[("email", "ada@example.org"), ("password", "")]).await.has(200);
    assert!(browser.page.text().contains("<h1><bdi>ada@example.org</bdi></h1>"), "{}", browser.page);
    assert!(!browser.page.text().contains("name=\"username\""), "{}", browser.page);
    assert!(world.mail_to("ada@example.org").await.subject.starts_with("Your account on"));
    browser.open("/console/users?q=ada%40").await.has(200);
    assert_eq!(names(&browser), ["ada@example.org"]);
    browser.open("/console/users?order=email").await.has(200);
    assert!(browser.page.text().contains("/v1/users?ordering=email"), "{}", browser.page);
}

#[tokio::test]
async fn who_may_sign_in_and_who_may_not_are_told_apart() {
    let world = World::new().await;
    world.user("ada").await;
    world.newcomer("newcomer").await;
    let mut browser = root(&world).await;
    browser.open("/console/users?active=false").await.has(200);
    assert_eq!(names(&browser), ["newcomer"]);
    assert!(browser.page.text().contains("Not activated"), "{}", browser.page);
    browser.open("/console/users?active=true").await.has(200);
    assert!(names(&browser).contains(&"ada".to_owned()) && !names(&browser).contains(&"newcomer".to_owned()));
}

#[tokio::test]
async fn a_list_goes_on_from_page_to_page_while_users_come_and_go() {
    let world = World::new().await;
    for n in 0..70 {
        world.user(&format!("user{n:02}")).await;
    }
    let mut browser = root(&world).await;
    browser.open("/console/users?q=user&order=username").await.has(200);
    let first = names(&browser);
    assert_eq!((first.len(), first[49].as_str()), (50, "user49"));
    // Meanwhile somebody goes, and somebody comes.
    world.user("user00a").await;
    let next = browser.page.text().split(" href=\"").find(|part| part.contains("cursor=")).expect("a way on");
    let next = next.split('"').next().expect("an address").replace("&#38;", "&");
    browser.open(&next).await.has(200);
    assert_eq!(names(&browser), (50..70).map(|n| format!("user{n}")).collect::<Vec<_>>());
    assert!(browser.page.text().contains("First page") && !browser.page.text().contains("Next page"));
    // A cursor is whose it is, of its list, and not for ever.
    for strange in [format!("{next}x"), next.replace("q=user", "q=use"), "/console/users?cursor=x".to_owned()]
    {
        let page = browser.open(&strange).await;
        assert!(page.has(200).text().contains("is no longer there"), "{strange}");
    }
    let staff = world.staff("boss").await;
    let mut other = at_console(&staff).await;
    assert!(other.open(&next).await.has(200).text().contains("is no longer there"));
    world.later(Duration::from_secs(901));
    assert!(browser.open(&next).await.has(200).text().contains("is no longer there"));
}

#[tokio::test]
async fn a_users_page_says_what_there_is_to_know() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let mut browser = root(&world).await;
    let page = browser.open(&format!("/console/users/{}", ada.id)).await;
    for part in ["<bdi>ada</bdi>", "ada@example.org", &format!("#{}", ada.id), "Last sign-in", "/sessions\""]
    {
        assert!(page.has(200).text().contains(part), "{part}\n{page}");
    }
    for bad in ["0", "x", "%00", "999999", "99999999999999999999", "-1", "1e3"] {
        for end in ["", "/groups", "/permissions", "/sessions"] {
            browser.open(&format!("/console/users/{bad}{end}")).await.has(404);
        }
    }
}

#[tokio::test]
async fn a_profile_is_edited_and_of_two_administrators_the_second_overwrites_nothing() {
    let world = World::new().await;
    let (ada, root_user) = (world.user("ada").await, world.superuser().await);
    let mut browser = root(&world).await;
    let path = format!("/console/users/{}", ada.id);
    browser.open(&path).await;
    let mut other = at_console(&root_user).await;
    other.open(&path).await;
    let saved = browser.send(&[("first_name", "Ada"), ("username", "countess")]).await;
    assert!(saved.has(200).text().contains("The profile is saved."), "{saved}");
    let stale = other.send(&[("first_name", "Eve"), ("last_name", "Lovelace")]).await;
    assert!(stale.has(409).text().contains("This was changed since you opened it."), "{stale}");
    assert!(stale.text().contains("value=\"Lovelace\""), "{stale}");
    let now = root_user.by_token().await.get(&format!("/v1/users/{}", ada.id)).await.json();
    assert_eq!((&now["first_name"], &now["username"]), (&json!("Ada"), &json!("countess")));
    // What cannot be stands beside its field.
    world.user("bob").await;
    browser.open(&path).await;
    let taken = browser.send(&[("username", "bob")]).await;
    assert!(taken.has(400).text().contains("This user name is taken."), "{taken}");
}

#[tokio::test]
async fn markup_and_other_directions_in_names_stay_names() {
    let world = World::new().await;
    let (ada, root_user) = (world.user("ada").await, world.superuser().await);
    let name = "\u{202e}<img src=x onerror=alert(1)>\"'";
    let change = Request::new("PATCH", &format!("/v1/users/{}", ada.id)).json(&json!({ "first_name": name }));
    root_user.by_token().await.send(change).await.has(200);
    let mut browser = root(&world).await;
    let page = browser.open(&format!("/console/users/{}", ada.id)).await;
    assert!(page.has(200).text().contains("&#60;img src=x") && !page.text().contains("<img"), "{page}");
    for text in ["%3Cscript%3Ealert(1)", "%E2%80%AE%22%3E", "%00", "%ff"] {
        let page =
            browser.open(&format!("/console/users?q={text}&by={text}&order={text}&active={text}")).await;
        assert!(
            page.has(200).text().contains("<table") || page.text().contains("No user matches."),
            "{page}"
        );
        assert!(!page.text().contains("<script>alert"), "{page}");
    }
    browser.open(&format!("/console/users?q={}", "a".repeat(5000))).await.has(200);
    browser.open("/console/users?group=999999").await.has(404);
}

#[tokio::test]
async fn permissions_say_where_they_come_from() {
    let world = World::new().await;
    let (ada, root_user) = (world.user("ada").await, world.superuser().await.by_token().await);
    let group = root_user.post("/v1/groups", json!({ "name": "editors" })).await.has(201).json();
    let patch =
        |path: String, add: serde_json::Value| Request::new("PATCH", &path).json(&json!({ "add": [add] }));
    let (group, user) = (format!("/v1/groups/{}", group["pk"]), format!("/v1/users/{}", ada.id));
    let id: u64 = group.rsplit('/').next().unwrap().parse().unwrap();
    root_user.send(patch(format!("{group}/permissions"), json!(14))).await.has(200);
    root_user.send(patch(format!("{user}/permissions"), json!(13))).await.has(200);
    root_user.send(patch(format!("{user}/groups"), json!(id))).await.has(200);
    let mut browser = root(&world).await;
    let page = browser.open(&format!("/console/users/{}/permissions", ada.id)).await;
    let rows: Vec<_> = page.has(200).text().split("<li>").filter(|row| row.contains("auth.")).collect();
    assert!(rows[0].contains("auth.add_user") && rows[0].contains("Direct"), "{page}");
    assert!(rows[1].contains("auth.change_user") && rows[1].contains("from editors"), "{page}");
    assert!(browser.open(&format!("/console/users/{}/groups", ada.id)).await.text().contains("editors"));
    browser.open(&format!("/console/users?group={id}")).await.has(200);
    assert_eq!(names(&browser), ["ada"]);
}

#[tokio::test]
async fn a_form_that_comes_from_elsewhere_changes_nothing() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let browser = root(&world).await;
    let cookies = format!(
        "sessionid={}; csrftoken={}",
        browser.cookie("sessionid").unwrap(),
        browser.cookie("csrftoken").unwrap()
    );
    let path = format!("/console/users/{}", ada.id);
    let form = [("username", "eve"), ("first_name", "Eve"), ("version", "1")];
    let request = || Request::post(&path).form(&form).header("cookie", &cookies);
    world.anyone().send(request()).await.has(403);
    world.anyone().send(request().header("origin", "https://evil.example")).await.has(403);
    assert!(ada.by_token().await.get("/v1/me").await.text().contains("\"ada\""));
}

#[tokio::test]
async fn a_form_whose_session_has_ended_comes_back_as_it_was_typed() {
    let world = World::new().await;
    let (ada, root_user) = (world.user("ada").await, world.superuser().await);
    let mut browser = root(&world).await;
    browser.open(&format!("/console/users/{}", ada.id)).await;
    browser.forget();
    let page = browser.send(&[("first_name", "Ada"), ("last_name", "Lovelace")]).await;
    assert!(page.has(401).text().contains("what you typed is still there"), "{page}");
    let page = browser.send(&[("username", &root_user.name), ("password", crate::world::GOOD)]).await;
    assert!(page.has(200).text().contains("Continue where you left off?"), "{page}");
    browser.send(&[]).await.has(200);
    assert!(browser.page.text().contains("The profile is saved."), "{}", browser.page);
}

#[tokio::test]
async fn a_list_is_a_file_too_and_its_cells_are_no_formulas() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    let change = json!({ "first_name": "=HYPERLINK(\"x\")", "last_name": "a,b" });
    superuser.patch(&format!("/v1/users/{}", ada.id), change).await.has(200);
    let mut browser = root(&world).await;
    let file = browser.open("/console/users?q=ad&as=csv").await;
    file.has(200).says("content-type", "text/csv; charset=utf-8");
    file.says("content-disposition", "attachment; filename=\"users.csv\"").says("cache-control", "no-store");
    let lines: Vec<_> = file.text().split("\r\n").collect();
    assert!(lines[0].starts_with("username,pk,"), "{file}");
    assert!(lines[1].starts_with(&format!("ada,{},", ada.id)), "{file}");
    assert!(lines[1].contains("\"'=HYPERLINK(\"\"x\"\")\",\"a,b\""), "{file}");
    let file = browser.open("/console/users?q=ad&as=json").await.has(200).json();
    assert_eq!(file, json!([superuser.get(&format!("/v1/users/{}", ada.id)).await.json()]));
    superuser.post("/v1/groups", json!({ "name": "-editors" })).await.has(201);
    assert_eq!(browser.open("/console/groups?as=csv").await.has(200).text(), "pk,name\r\n1,'-editors\r\n");
    for path in ["groups", "permissions", "sessions"] {
        let path = format!("/console/users/{}/{path}?as=json", ada.id);
        assert!(browser.open(&path).await.has(200).json().is_array());
    }
    world.anyone().get("/console/users?as=csv").await.has(303);
    at_console(&ada).await.open("/console/users?as=csv").await.has(403);
}

/// What the profile claims beside it follows: unique fields, and a name that reads as an address.
#[tokio::test]
async fn what_a_profile_claims_moves_with_it() {
    let fields =
        r#"[{"name":"phone","type":"char","max_length":20,"unique":true,"blank":true,"default":""}]"#;
    let world = World::with(&[("USER_FIELDS", fields), ("USER_IDS", "sequence")]).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let mut browser = root(&world).await;
    let of = |id: u64| format!("/console/users/{id}");
    for phone in ["+44 1", "+44 2"] {
        browser.open(&of(ada.id)).await;
        let saved = browser.send(&[("phone", phone), ("username", "ada@home.example")]).await;
        assert!(saved.has(200).text().contains("The profile is saved."), "{saved}");
    }
    browser.open(&of(bob.id)).await;
    browser.send(&[("phone", "+44 2")]).await.has(400);
    browser.send(&[("phone", "+44 1")]).await.has(200);
    // A name that is somebody else's address is taken.
    browser.open(&of(bob.id)).await;
    browser.send(&[("username", &ada.email)]).await.has(400);
    // The next free number is the next user's.
    browser.open("/console/users/new").await;
    let made = browser.send(&[("username", "eve"), ("email", "eve@example.org")]).await;
    assert!(made.has(200).text().contains("eve"), "{made}");
}
