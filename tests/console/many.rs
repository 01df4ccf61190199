//! New users, and the same for many at once.

use super::{at_console, root};
use crate::world::{Actor, Call, GOOD, World};
use serde_json::json;

#[tokio::test]
async fn somebody_is_invited_and_chooses_a_password() {
    let world = World::new().await;
    let mut browser = root(&world).await;
    browser.open("/console/users/new").await.has(200);
    let page = browser.send(&[("username", "ada"), ("email", "")]).await;
    assert!(page.has(400).text().contains("Please fill this in."), "{page}");
    let page = browser.send(&[("email", "ada@example.org"), ("first_name", "Ada")]).await;
    assert!(page.has(200).text().contains("the invitation is on its way"), "{page}");
    assert!(page.text().contains("None yet"), "{page}");
    let mail = world.mail_to("ada@example.org").await;
    assert!(mail.link().path().contains("reset_password"), "an invitation sets the first password");
    browser.open("/console/users/new").await;
    let taken = browser.send(&[("username", "ada"), ("email", "ada@example.org")]).await;
    assert!(taken.has(400).text().contains("This user name is taken."), "{taken}");
    // With a password the account is ready.
    let form = [("username", "bob"), ("password", GOOD), ("email", "")];
    assert!(
        browser.send(&form).await.has(200).text().contains("The account is created."),
        "{}",
        browser.page
    );
    let weak = [("username", "eve"), ("password", "password"), ("email", "")];
    browser.open("/console/users/new").await;
    browser.send(&weak).await.has(400);
}

#[tokio::test]
async fn administrators_choose_in_which_language_others_are_spoken_to() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let mut browser = root(&world).await;
    let path = format!("/console/users/{}", ada.id);
    browser.open(&path).await.has(200);
    let refused = browser.send(&[("own-locale", "<b>")]).await;
    assert!(refused.has(400).text().contains("Please choose one of these."), "{refused}");
    let saved = browser.send(&[("own-locale", "fr")]).await;
    assert!(saved.has(200).text().contains("<option value=\"fr\" selected>Français</option>"), "{saved}");
    browser.open(&format!("{path}/send_reset")).await;
    browser.send_to("", &[]).await.has(200);
    assert_eq!(world.mail_to(&ada.email).await.subject, "Nouveau mot de passe sur accounts.test");
    // What says nothing of it leaves it.
    let fields = [("username", "ada"), ("first_name", "Ada")];
    let version = browser.open(&path).await.text().split("name=\"version\" value=\"").nth(1).expect("one");
    let version = version.split('"').next().expect("an end").to_owned();
    browser.act(&path, &[&fields[..], &[("version", version.as_str())]].concat()).await.has(200);
    assert!(browser.page.text().contains("<option value=\"fr\" selected>"), "{}", browser.page);

    browser.open("/console/users/new").await;
    browser.send(&[("username", "hana"), ("email", "hana@example.org"), ("own-locale", "ja")]).await.has(200);
    assert_eq!(world.mail_to("hana@example.org").await.subject, "accounts.test のアカウント");
    // Who says nothing of it invites in their own language.
    browser.open("/account/").await;
    browser.send(&[("own-locale", "de")]).await.has(200);
    browser.open("/console/users/new").await;
    browser.send(&[("username", "grete"), ("email", "grete@example.org")]).await.has(200);
    assert_eq!(world.mail_to("grete@example.org").await.subject, "Dein Konto bei accounts.test");
}

#[tokio::test]
async fn staff_make_nobody_staff() {
    let world = World::new().await;
    let mut browser = at_console(&world.staff("boss").await).await;
    let page = browser.open("/console/users/new").await;
    assert!(
        page.has(200).text().contains("name=\"username\"") && !page.text().contains("is_staff"),
        "{page}"
    );
    browser.send(&[("username", "ada"), ("email", "ada@example.org")]).await.has(200);
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    let form = [
        ("csrfmiddlewaretoken", token.as_str()),
        ("username", "eve"),
        ("email", "e@example.org"),
        ("is_staff", "on"),
    ];
    assert!(browser.post("/console/users/new", &form).await.has(200).text().contains("eve"));
    assert!(!browser.page.text().contains(">Staff<"), "{}", browser.page);
}

#[tokio::test]
async fn many_are_done_to_at_once_after_a_look_and_with_ones_own_password() {
    let world = World::new().await;
    let (ada, bob, superuser) = (world.user("ada").await, world.user("bob").await, world.superuser().await);
    let (one, two) = (ada.id.to_string(), bob.id.to_string());
    let mut browser = root(&world).await;
    browser.open("/console/users").await.has(200);
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    let pairs = |deed: &'static str, group: &'static str| {
        let fields = [("csrfmiddlewaretoken", token.as_str()), ("deed", deed), ("group", group)];
        fields.into_iter().chain([("id", one.as_str()), ("id", two.as_str())]).collect::<Vec<_>>()
    };
    let page = browser.post("/console/users/bulk", &pairs("disable", "")).await;
    assert!(
        page.has(200).text().contains("<bdi>ada</bdi>") && page.text().contains("<bdi>bob</bdi>"),
        "{page}"
    );
    assert_eq!(superuser.get(&format!("/v1/users/{one}")).await.json()["is_active"], true);
    browser.send(&[("current_password", "wrong")]).await.has(400);
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("Done for 2 users."), "{page}");
    for id in [&one, &two] {
        assert_eq!(superuser.get(&format!("/v1/users/{id}")).await.json()["is_active"], false);
    }
    superuser.post("/v1/groups", json!({ "name": "editors" })).await.has(201);
    browser.post("/console/users/bulk", &pairs("join", "editors")).await.has(200);
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("Done for 2 users."), "{page}");
    let groups = superuser.get(&format!("/v1/users/{one}/groups")).await.json();
    assert_eq!(groups["results"][0]["name"], "editors");
    for (deed, group, said) in
        [("join", "nothing", "no group of that name"), ("nonsense", "", "No user was selected")]
    {
        let page = browser.post("/console/users/bulk", &pairs(deed, group)).await;
        assert!(page.has(200).text().contains(said), "{page}");
    }
    // Staff may not do it to a superuser: the others are done, and it is said who was not.
    let mut browser = at_console(&world.staff("boss").await).await;
    browser.open("/console/users").await;
    let token = browser.cookie("csrftoken").expect("a token").to_owned();
    let root = superuser.id.to_string();
    let form = [("csrfmiddlewaretoken", token.as_str()), ("deed", "enable"), ("id", &one), ("id", &root)];
    browser.post("/console/users/bulk", &form).await.has(200);
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(
        page.has(409).text().contains("<bdi>root</bdi>") && !page.text().contains("<bdi>ada</bdi>"),
        "{page}"
    );
}

#[tokio::test]
async fn who_has_another_password_by_then_proves_it_anew() {
    for (deed, group) in [("disable", ""), ("join", "editors")] {
        let world = World::behind_proxy(&[]).await;
        let (ada, bob, eve) = (world.user("ada").await, world.user("bob").await, world.user("eve").await);
        let mut browser = root(&world).await;
        world.superuser().await.post("/v1/groups", json!({ "name": "editors" })).await.has(201);
        let boss = world.staff("boss").await;
        let is_done = async |user: &Actor| {
            let user = format!("/v1/users/{}", user.id);
            match deed {
                "join" => boss.get(&format!("{user}/groups")).await.has(200).text().contains("editors"),
                _ => boss.get(&user).await.has(200).json()["is_active"] == false,
            }
        };
        browser.open("/console/users").await.has(200);
        let token = browser.cookie("csrftoken").expect("a token").to_owned();
        let ids = [&ada, &bob, &eve].map(|user| user.id.to_string());
        let form = [("csrfmiddlewaretoken", token.as_str()), ("deed", deed), ("group", group)];
        let form: Vec<_> = form.into_iter().chain(ids.iter().map(|id| ("id", id.as_str()))).collect();
        browser.post("/console/users/bulk", &form).await.has(200);
        // The password is right, and changes in another tab before the second account is written.
        let mut tab = browser.clone();
        tab.open("/account/password").await.has(200);
        let hold = world.proxy().on("TransactWriteItems", 1..2).at("U#").hold();
        let (_, ()) = tokio::join!(browser.send(&[("current_password", GOOD)]), async {
            hold.arrived().await;
            world.proxy().heal();
            tab.send(&[("current_password", GOOD), ("new_password", "another good battery")]).await.has(200);
            world.proxy().forget();
            hold.release();
        });
        let page = browser.page.has(409).text();
        assert!(page.contains("It was done for 1. Your password changed meanwhile"), "{page}");
        let is_left = |name: &str| page.contains(&format!("<bdi>{name}</bdi>"));
        assert!(!is_left("ada") && is_left("bob") && is_left("eve"), "{page}");
        let tried = world.proxy().calls().into_iter().filter(Call::writes).count();
        assert!(tried <= 1, "nothing is tried in vain: {}", world.proxy().listing());
        assert!(is_done(&ada).await && !is_done(&bob).await && !is_done(&eve).await, "{deed}");
        browser.post("/console/users/bulk", &form).await.has(200);
        browser.send(&[("current_password", GOOD)]).await.has(400);
        let page = browser.send(&[("current_password", "another good battery")]).await;
        assert!(page.has(200).text().contains("Done for"), "{page}");
        assert!(is_done(&ada).await && is_done(&bob).await && is_done(&eve).await, "{deed}");
    }
}
