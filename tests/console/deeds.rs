//! What is done to users.

use super::{at_console, root};
use crate::world::{GOOD, World};
use serde_json::json;

const ANOTHER: &str = "another good battery";

#[tokio::test]
async fn what_is_done_is_said_before_and_after() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    let session = ada.by_token().await;
    let mut browser = root(&world).await;
    let path = format!("/console/users/{}", ada.id);
    let page = browser.open(&format!("{path}/disable")).await;
    assert!(page.has(200).text().contains("ada is signed out everywhere at once"), "{page}");
    session.get("/v1/me").await.has(200);
    let page = browser.send_to("", &[]).await;
    assert!(page.has(200).text().contains("The account is disabled."), "{page}");
    assert!(page.text().contains(">Disabled<") && page.text().contains("/enable\""), "{page}");
    session.get("/v1/me").await.has(401);
    // What makes no sense now is not offered.
    assert!(!page.text().contains("/send_reset\"") && !page.text().contains("/disable\""), "{page}");
    browser.open(&format!("{path}/send_reset")).await;
    let page = browser.send_to("", &[]).await;
    assert!(page.has(400).text().contains("This user gets no such email"), "{page}");
    browser.open(&format!("{path}/enable")).await;
    assert!(browser.send_to("", &[]).await.text().contains("The account is enabled."));
    browser.open(&format!("{path}/send_reset")).await;
    assert!(browser.send_to("", &[]).await.text().contains("The link is on its way."));
    assert!(world.mail_to("ada@example.org").await.link().path().contains("reset_password"));
    let session = ada.by_token().await;
    browser.open(&format!("{path}/end_sessions")).await;
    assert!(browser.send_to("", &[]).await.text().contains("All sessions are ended."));
    session.get("/v1/me").await.has(401);
    browser.open(&format!("{path}/make_staff")).await;
    browser.send(&[("current_password", GOOD)]).await.has(200);
    let now = superuser.get(&format!("/v1/users/{}", ada.id)).await.json();
    assert_eq!(now["is_staff"], true);
}

#[tokio::test]
async fn what_takes_an_account_over_or_ends_it_wants_ones_own_password() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let mut browser = root(&world).await;
    let path = format!("/console/users/{}", ada.id);
    browser.open(&format!("{path}/password")).await;
    for own in ["", "wrong"] {
        let page = browser.send(&[("new_password", ANOTHER), ("current_password", own)]).await;
        page.has(400);
        assert!(!page.text().contains(ANOTHER), "{page}");
    }
    ada.by_token().await;
    let weak = browser.send(&[("new_password", "password"), ("current_password", GOOD)]).await;
    assert!(weak.has(400).text().contains("This password is too common."), "{weak}");
    let set = browser.send(&[("new_password", ANOTHER), ("current_password", GOOD)]).await;
    assert!(set.has(200).text().contains("The password is set"), "{set}");
    ada.by_token_with(ANOTHER).await;

    browser.open(&format!("{path}/email")).await;
    browser.send(&[("email", "countess@example.org"), ("current_password", "wrong")]).await.has(400);
    // What was typed is still there.
    let page = browser.send(&[("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("countess@example.org"), "{page}");

    browser.open(&format!("{path}/delete")).await;
    // It comes back with the cursor where something is wrong.
    for (typed, own, said, begins) in [
        ("bob", GOOD, "This is not the name.", "typed"),
        ("", GOOD, "Please fill this in.", "typed"),
        ("ada", "wrong", "This is not your password.", "current_password"),
    ] {
        let page = browser.send(&[("typed", typed), ("current_password", own)]).await;
        assert!(page.has(400).text().contains(said), "{page}");
        let focused: Vec<_> = page.text().split("<input ").filter(|one| one.contains(" autofocus")).collect();
        let wanted = format!("name=\"{begins}\"");
        assert!(focused.len() == 1 && focused[0].contains(&wanted), "{begins}: {page}");
    }
    let page = browser.send(&[("typed", "ada"), ("current_password", GOOD)]).await;
    assert!(page.has(200).text().contains("The account is deleted."), "{page}");
    browser.open(&path).await.has(404);
    // Another press comes too late, and says so.
    browser.act(&format!("{path}/delete"), &[]).await.has(404);
}

#[tokio::test]
async fn own_passwords_are_not_guessed_here_either() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let mut browser = root(&world).await;
    browser.open(&format!("/console/users/{}/delete", ada.id)).await;
    let mut statuses = Vec::new();
    for n in 0..12 {
        let wrong = format!("wrong guess {n}");
        statuses.push(browser.send(&[("typed", "ada"), ("current_password", &wrong)]).await.status());
    }
    assert!(statuses.contains(&429), "{statuses:?}");
    browser.open(&format!("/console/users/{}", ada.id)).await.has(200);
}

#[tokio::test]
async fn staff_do_what_staff_may_and_no_more() {
    let world = World::new().await;
    let (ada, superuser) = (world.user("ada").await, world.superuser().await);
    let mut browser = at_console(&world.staff("boss").await).await;
    let page = browser.open(&format!("/console/users/{}", ada.id)).await;
    assert!(page.has(200).text().contains("/disable\"") && !page.text().contains("/make_staff\""), "{page}");
    browser.open(&format!("/console/users/{}/make_staff", ada.id)).await.has(403);
    let page = browser.open(&format!("/console/users/{}", superuser.id)).await;
    assert!(page.has(200).text().contains("root@example.org"), "{page}");
    assert!(!page.text().contains("name=\"version\"") && !page.text().contains("/disable\""), "{page}");
    for end in ["disable", "password", "email", "delete", "end_sessions", "send_reset"] {
        browser.open(&format!("/console/users/{}/{end}", superuser.id)).await.has(403);
    }
    // An account that may do more than oneself is not taken over.
    let permission = json!({ "add": [1] });
    superuser.patch(&format!("/v1/users/{}/permissions", ada.id), permission).await.has(200);
    browser.open(&format!("/console/users/{}/password", ada.id)).await;
    browser.send(&[("new_password", ANOTHER), ("current_password", GOOD)]).await.has(403);
    ada.by_token().await;
}

#[tokio::test]
async fn the_last_superuser_stays() {
    let world = World::new().await;
    let mut browser = root(&world).await;
    let id = world.superuser().await.id;
    let page = browser.open(&format!("/console/users/{id}")).await;
    assert!(page.has(200).text().contains("This is your own account"), "{page}");
    browser.open(&format!("/console/users/{id}/delete")).await;
    let page = browser.send(&[("typed", "root"), ("current_password", GOOD)]).await;
    assert!(page.has(400).text().contains("the last superuser"), "{page}");
    browser.open(&format!("/console/users/{id}/disable")).await;
    browser.send_to("", &[]).await.has(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_clicks_on_ones_own_password_the_second_says_one_that_is_it_no_more() {
    let world = World::new().await;
    let mut first = root(&world).await;
    first.open(&format!("/console/users/{}/password", world.superuser().await.id)).await;
    let mut second = first.clone();
    let fields = |new: &'static str| [("new_password", new), ("current_password", GOOD)];
    let (one, other) = (fields(ANOTHER), fields("one more good battery"));
    let (one, other) = tokio::join!(first.send(&one), second.send(&other));
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400], "{one}\n\n{other}");
}

#[tokio::test]
async fn while_names_ride_in_tokens_deletion_is_offered_to_superusers_only() {
    let world = World::with(&[("TOKEN_CLAIMS", "username")]).await;
    let (ada, staff) = (world.user("ada").await, world.staff("sam").await);
    let path = format!("/console/users/{}", ada.id);
    let offered = |browser: &crate::world::Browser| browser.page.text().contains("/delete\"");
    let mut browser = at_console(&staff).await;
    browser.open(&path).await.has(200);
    assert!(!offered(&browser) && browser.page.text().contains("/disable\""), "{}", browser.page);
    browser.act(&format!("{path}/delete"), &[("typed", "ada"), ("current_password", GOOD)]).await.has(403);
    let mut browser = root(&world).await;
    browser.open(&path).await.has(200);
    assert!(offered(&browser), "{}", browser.page);
}
