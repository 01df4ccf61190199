//! The pages behind the links in our mails: for people, without JavaScript (design §6).

use crate::world::{GOOD, Link, Reply, Request, World};
use serde_json::json;

const NEW: &str = "a new good battery";

/// Asks for a mail, and gives its link.
async fn link(world: &World, what: &str) -> Link {
    let ask = format!("/auth/users/{what}/");
    world.anyone().post(&ask, json!({ "email": "alice@example.org" })).await.is_empty(204);
    world.mail_to("alice@example.org").await.link()
}

/// Presses the button, as a browser without JavaScript does.
async fn press(world: &World, link: &Link, fields: &[(&str, &str)]) -> Reply {
    let browser = world.anyone().with("origin", "null").with("sec-fetch-site", "same-origin");
    browser.send(Request::post(link.path()).form(fields)).await
}

#[track_caller]
fn has_form(page: &Reply, has: bool) {
    // The form of a dead link's page asks for an address alone, and does nothing that the link was for.
    let text = page.text();
    let acts = text.contains("<form method=\"post\">") && !text.contains("name=\"email\"");
    assert_eq!(acts, has, "\n\n{page}");
}

#[tokio::test]
async fn opening_a_link_changes_nothing_and_pressing_its_button_activates() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    for method in ["GET", "GET", "HEAD"] {
        world.anyone().send(Request::new(method, link.path())).await.has(200);
    }
    has_form(&world.anyone().get(link.path()).await, true);
    zoe.post("/auth/token/login/", zoe.login(GOOD)).await.has(400);

    has_form(press(&world, &link, &[]).await.has(200), false);
    zoe.by_token().await;
    has_form(press(&world, &link, &[]).await.has(200), false);
}

#[tokio::test]
async fn a_password_is_chosen_and_a_weak_one_asked_for_again() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world, "reset_password").await;
    has_form(&world.anyone().get(link.path()).await, true);

    let weak = press(&world, &link, &[("new_password", "password")]).await;
    has_form(weak.has(400), true);
    assert!(weak.text().contains("This password is too common."), "{weak}");
    assert!(!weak.text().contains("value=\"password\""), "{weak}");
    alice.by_token().await;

    has_form(press(&world, &link, &[("new_password", NEW)]).await.has(200), false);
    alice.by_token_with(NEW).await;
    let again = press(&world, &link, &[("new_password", "a third good battery")]).await;
    has_form(again.has(400), false);
    alice.by_token_with(NEW).await;
}

#[tokio::test]
async fn a_user_name_is_chosen_and_what_was_typed_is_kept_and_escaped() {
    let world = World::new().await;
    let (alice, _) = (world.user("alice").await, world.user("bob").await);
    let link = link(&world, "reset_username").await;
    let taken = press(&world, &link, &[("new_username", "BOB")]).await;
    has_form(taken.has(400), true);
    assert!(taken.text().contains("This user name is taken."), "{taken}");
    assert!(taken.text().contains("value=\"BOB\""), "{taken}");
    let markup = press(&world, &link, &[("new_username", "\"><script>alert(1)</script>")]).await;
    assert!(!markup.has(400).text().contains("<script>alert"), "{markup}");

    has_form(press(&world, &link, &[("new_username", "alicia")]).await.has(200), false);
    alice.named("alicia", alice.id).by_token().await;
}

#[tokio::test]
async fn what_settings_want_typed_twice_is_asked_for_twice() {
    let world =
        World::with(&[("PASSWORD_RESET_CONFIRM_RETYPE", "true"), ("USERNAME_RESET_CONFIRM_RETYPE", "true")])
            .await;
    world.user("alice").await;
    for (what, field) in [("reset_password", "new_password"), ("reset_username", "new_username")] {
        let link = link(&world, what).await;
        let again = format!("re_{field}");
        let page = world.anyone().get(link.path()).await;
        assert!(page.text().contains(&format!("name=\"{again}\"")), "{page}");
        let value = if field == "new_password" { NEW } else { "alicia" };
        has_form(press(&world, &link, &[(field, value), (&again, "other")]).await.has(400), true);
        has_form(press(&world, &link, &[(field, value), (&again, value)]).await.has(200), false);
    }
}

#[tokio::test]
async fn a_link_that_is_not_good_says_so_and_has_no_form() {
    let world = World::new().await;
    world.user("alice").await;
    let good = link(&world, "reset_password").await;
    for url in [
        good.url.replace(&good.token, "nonsense"),
        good.url.replace(&good.uid, "Nw"),
        good.url.replace("reset_password", "activate"),
        good.url.replace("reset_password", "reset_username"),
    ] {
        let bad = Link { url, ..good.clone() };
        let page = world.anyone().get(bad.path()).await;
        has_form(page.has(404), false);
        let asks = page.text().contains("type=\"password\"");
        assert!(page.text().contains("This link no longer works") && !asks, "{page}");
        let page = press(&world, &bad, &[("new_password", NEW), ("new_username", "alicia")]).await;
        assert!((400..500).contains(&page.status()), "{page}");
        has_form(&page, false);
    }
}

#[tokio::test]
async fn every_page_has_a_policy_and_tells_nobody_its_address() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let link = world.mail_to(&zoe.email).await.link();
    for page in [world.anyone().get(link.path()).await, press(&world, &link, &[]).await] {
        page.says("content-type", "text/html; charset=utf-8").says("cache-control", "no-store");
        page.says("referrer-policy", "no-referrer").says("x-frame-options", "DENY");
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{page}");
        assert!(!page.text().contains("<style") && !page.text().contains("<script>"), "{page}");
    }
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere_and_say_nothing_of_the_account() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let link = link(&world, "reset_password").await;
    let page = world.anyone().get(link.path()).await;
    assert!(!page.text().contains("http://") && !page.text().contains("https://"), "{page}");
    assert!(!page.text().contains(&alice.email), "{page}");
    // But for the name that the password manager needs.
    assert_eq!(page.text().matches("alice").count(), 1, "{page}");
    assert_eq!(login_on(&page), "alice");
}

/// What a password manager keeps the new password under: the value of the field that nobody sees.
fn login_on(page: &Reply) -> String {
    let field =
        page.text().split('<').find(|tag| tag.contains("autocomplete=\"username\"")).unwrap_or_default();
    assert!(field.contains("class=\"unseen\"") && field.contains("type=\"text\""), "{page}");
    field.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_password_manager_learns_whose_new_password_it_keeps() {
    let world = World::new().await;
    world.user("alice").await;
    let reset = link(&world, "reset_password").await;
    assert_eq!(login_on(&world.anyone().get(reset.path()).await), "alice");
    let weak = press(&world, &reset, &[("login", "alice"), ("new_password", "password")]).await;
    assert_eq!(login_on(weak.has(400)), "alice");
    has_form(press(&world, &reset, &[("login", "bob"), ("new_password", NEW)]).await.has(200), false);

    let by_email = World::with(&[("USERNAME_FIELD", "email")]).await;
    by_email.user("alice").await;
    let reset = link(&by_email, "reset_password").await;
    assert_eq!(login_on(&by_email.anyone().get(reset.path()).await), "alice@example.org");
}

#[track_caller]
fn is_dead(page: &Reply) {
    let text = page.text();
    assert!([400, 404].contains(&page.status()), "{page}");
    assert!(text.contains("This link no longer works") && text.contains("Send me a new link"), "{page}");
    assert!(!text.contains("type=\"password\"") && !text.contains("alice"), "{page}");
}

#[tokio::test]
async fn a_dead_link_is_said_to_be_dead_when_it_is_opened_and_offers_a_new_one() {
    let world = World::new().await;
    world.user("alice").await;
    for (what, field, subject) in [
        ("reset_password", ("new_password", NEW), "Password reset on accounts.test"),
        ("reset_username", ("new_username", "alicia"), "Username reset on accounts.test"),
    ] {
        let old = link(&world, what).await;
        let new = link(&world, what).await;
        // A newer one replaced it; a used one is used; what is wrong with the fields is not looked at.
        is_dead(&world.anyone().get(old.path()).await);
        is_dead(&press(&world, &old, &[field]).await);
        is_dead(&press(&world, &old, &[(field.0, "")]).await);
        press(&world, &new, &[field]).await.has(200);
        is_dead(&world.anyone().get(new.path()).await);

        let sent = press(&world, &new, &[("email", "alice@example.org")]).await;
        has_form(sent.has(200), false);
        assert!(sent.text().contains("A new link is on its way"), "{sent}");
        assert_eq!(world.subjects_to("alice@example.org").await.last().map(String::as_str), Some(subject));
        let newest = world.mail_to("alice@example.org").await.link();
        has_form(&world.anyone().get(newest.path()).await, true);
    }
}

#[tokio::test]
async fn who_asks_for_a_new_link_does_not_learn_who_has_an_account() {
    let world = World::with(&[("PASSWORD_RESET_SHOW_EMAIL_NOT_FOUND", "true")]).await;
    world.user("alice").await;
    let dead = link(&world, "reset_password").await;
    link(&world, "reset_password").await;
    let page = |reply: &Reply| reply.text().to_owned();
    let known = press(&world, &dead, &[("email", "alice@example.org")]).await;
    let unknown = press(&world, &dead, &[("email", "nobody@example.org")]).await;
    assert_eq!((known.status(), page(&known)), (unknown.status(), page(&unknown)));
    let wrong = press(&world, &dead, &[("email", "\"><b>")]).await;
    assert!(wrong.has(400).text().contains("This does not look like an email address."), "{wrong}");
    assert!(!wrong.text().contains("<b>") && wrong.text().contains("Send me a new link"), "{wrong}");
}

#[tokio::test]
async fn an_activation_link_that_expired_offers_a_new_one() {
    let world = World::new().await;
    let zoe = world.newcomer("zoe").await;
    let old = world.mail_to(&zoe.email).await.link();
    world.later(std::time::Duration::from_secs(4 * 86_400));
    let page = world.anyone().get(old.path()).await;
    assert!(page.has(404).text().contains("Send me a new link"), "{page}");
    press(&world, &old, &[("email", &zoe.email)]).await.has(200);
    let new = world.mail_to(&zoe.email).await.link();
    assert_ne!(new, old);
    press(&world, &new, &[]).await.has(200);
    zoe.by_token().await;
    // There is nothing left to do, and the page says so.
    let page = world.anyone().get(new.path()).await;
    has_form(page.has(200), false);
    assert!(page.text().contains("Your account is active"), "{page}");
}

#[tokio::test]
async fn requests_for_a_new_link_are_counted() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let dead = "/pages/reset_password/MQ/nonsense";
    let mut last = 200;
    for _ in 0..40 {
        let browser = world.anyone().with("origin", "null").with("sec-fetch-site", "same-origin");
        let reply = browser.send(Request::post(dead).form(&[("email", "nobody@example.org")])).await;
        last = reply.status();
        if last == 429 {
            assert!(reply.text().contains("Send me a new link"), "{reply}");
            break;
        }
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn dead_links_are_counted_whether_they_are_opened_or_pressed() {
    let actions = ["activate", "confirm_email", "cancel_email", "undo", "reset_password", "reset_username"];
    for (opens, action) in actions.into_iter().flat_map(|action| [(true, action), (false, action)]) {
        let world = World::with(&[("THROTTLE", "on"), ("LIMIT_BAD_LINKS", "3/d")]).await;
        let dead = format!("/pages/{action}/MQ/nonsense");
        let mut statuses = Vec::new();
        for _ in 0..4 {
            let browser = world.anyone().with("origin", "null").with("sec-fetch-site", "same-origin");
            let reply = match opens {
                true => browser.get(&dead).await,
                false => browser.send(Request::post(&dead).form(&[("new_password", NEW)])).await,
            };
            statuses.push(reply.status());
        }
        assert_eq!(statuses[3], 429, "{action}: {statuses:?}");
        assert!(statuses[..3].iter().all(|status| [400, 404].contains(status)), "{action}: {statuses:?}");
    }
}

/// A user who has asked for another address: the links to the new one and to the old one.
async fn moving(world: &World) -> (crate::world::Actor, Link, Link) {
    let alice = world.user("alice").await;
    let form = json!({ "email": "alice@example.com", "current_password": GOOD });
    alice.post("/v1/me/email", form).await.has(202);
    let confirm = world.mail_to("alice@example.com").await.link();
    let cancel = world.mail_to(&alice.email).await.link();
    assert!(confirm.url.starts_with("https://accounts.test/pages/confirm_email/"), "{confirm:?}");
    assert!(cancel.url.starts_with("https://accounts.test/pages/cancel_email/"), "{cancel:?}");
    (alice, confirm, cancel)
}

#[tokio::test]
async fn a_new_address_is_confirmed_by_pressing_the_button_once() {
    let world = World::new().await;
    let (alice, confirm, cancel) = moving(&world).await;
    for link in [&confirm, &cancel] {
        for method in ["GET", "GET", "HEAD"] {
            world.anyone().send(Request::new(method, link.path())).await.has(200);
        }
        has_form(&world.anyone().get(link.path()).await, true);
    }
    let waits = json!({ "email": "alice@example.org", "pending_email": "alice@example.com" });
    alice.get("/v1/me/email").await.is(200, waits);

    has_form(press(&world, &confirm, &[]).await.has(200), false);
    let stands = json!({ "email": "alice@example.com", "pending_email": null });
    alice.get("/v1/me/email").await.is(200, stands);
    for link in [&confirm, &cancel] {
        has_form(press(&world, link, &[]).await.has(400), false);
    }
}

#[tokio::test]
async fn a_new_address_is_called_off_from_the_old_one() {
    let world = World::new().await;
    let (alice, confirm, cancel) = moving(&world).await;
    has_form(press(&world, &cancel, &[]).await.has(200), false);
    let stands = json!({ "email": "alice@example.org", "pending_email": null });
    alice.get("/v1/me/email").await.is(200, stands);
    for link in [&confirm, &cancel] {
        has_form(press(&world, link, &[]).await.has(400), false);
    }
}

#[tokio::test]
async fn an_address_that_went_to_somebody_else_meanwhile_is_said_to_be_taken() {
    let world = World::new().await;
    let (_, confirm, _) = moving(&world).await;
    let form = json!({ "username": "bob", "email": "alice@example.com", "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    let taken = press(&world, &confirm, &[]).await;
    assert!(taken.has(400).text().contains("Another account has this email address."), "{taken}");
    assert!(!taken.text().contains("alice"), "{taken}");
}
