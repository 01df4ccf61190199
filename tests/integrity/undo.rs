//! No change of password, address or user name goes untold, and the mailbox that was there before takes it back.

use crate::world::{Actor, GOOD, Link, Mail, Request, World};
use serde_json::json;
use shared::domain::{Model, Right, Verb};
use std::time::Duration;

const NEW: &str = "another good battery";
const WEEK: Duration = Duration::from_secs(7 * 86_400);

/// The undo links in the mails to this address, oldest first.
async fn undo_links(world: &World, address: &str) -> Vec<Link> {
    let to = |mail: &Mail| mail.to == address && mail.links.iter().any(|link| link.contains("/pages/undo/"));
    world.mails().await.into_iter().filter(to).map(|mail| mail.link()).collect()
}

async fn undo_link(world: &World, address: &str) -> Link {
    undo_links(world, address).await.pop().unwrap_or_else(|| panic!("no undo link to {address}"))
}

async fn undo(world: &World, link: &Link) -> u16 {
    world.anyone().post("/v1/undo", json!({ "token": link.token })).await.status()
}

/// Chooses a password by the newest mail to this address, and signs in with it.
async fn comes_back(world: &World, user: &Actor, address: &str) -> Actor {
    let link = world.mail_to(address).await.link();
    assert!(link.url.contains("/pages/reset_password/"), "{link:?}");
    let proof = link.proof_with("new_password", "the owner is back again");
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    user.by_token_with("the owner is back again").await
}

/// What a stolen token can do to an account, without its password: a method, a path and a body.
fn thefts(ada: &Actor, number: usize) -> Vec<(&'static str, String, serde_json::Value)> {
    let thief = format!("thief{number}@example.com");
    vec![
        ("PATCH", format!("/api/accounts/{}/", ada.id), json!({ "password": NEW })),
        ("PATCH", format!("/api/accounts/{}/", ada.id), json!({ "username": format!("thief{number}") })),
        ("PATCH", format!("/api/accounts/{}/", ada.id), json!({ "email": thief })),
        ("PATCH", "/auth/users/me/".to_owned(), json!({ "email": thief })),
        ("PATCH", "/me/".to_owned(), json!({ "email": thief })),
    ]
}

#[tokio::test]
async fn whatever_a_stolen_token_changes_the_mailbox_takes_back() {
    for activation in ["true", "false"] {
        for number in 0..5 {
            let world = World::with(&[("SEND_ACTIVATION_EMAIL", activation)]).await;
            let ada = world.user("ada").await;
            let thief = ada.by_jwt().await.0;
            let (method, path, body) = thefts(&ada, number).swap_remove(number);
            thief.send(Request::new(method, &path).json(&body)).await.has(200);
            let link = undo_link(&world, &ada.email).await;
            assert_eq!(undo(&world, &link).await, 204, "{method} {path} {body}");
            // Nobody is signed in, and no password works, before one is chosen.
            for signed_in in [&ada, &thief] {
                signed_in.get("/auth/users/me/").await.has(401);
            }
            for password in [GOOD, NEW] {
                ada.signed_out().post("/auth/token/login/", ada.login(password)).await.has(400);
            }
            let back = comes_back(&world, &ada, &ada.email).await;
            back.get("/auth/users/me/").await.is(200, ada.object());
            assert_eq!(undo(&world, &link).await, 400, "once");
        }
    }
}

/// What the owner's password changes, a door each.
fn changes() -> Vec<(&'static str, &'static str, serde_json::Value)> {
    let password = json!({ "current_password": GOOD, "new_password": NEW });
    let name = json!({ "current_password": GOOD, "new_username": "thief" });
    vec![
        ("POST", "/auth/users/set_password/", password.clone()),
        ("POST", "/auth/password/", password.clone()),
        ("POST", "/password/", password.clone()),
        ("POST", "/v1/me/password", password),
        ("POST", "/auth/users/set_username/", name.clone()),
        ("POST", "/auth/users/change_username/", name.clone()),
        ("POST", "/auth/username/", name),
        ("POST", "/v1/me/username", json!({ "current_password": GOOD, "username": "thief" })),
        ("PATCH", "/api/users/update_details", json!({ "current-password": GOOD, "password": NEW })),
        (
            "PATCH",
            "/api/users/update_details",
            json!({ "current-password": GOOD, "email": "thief@example.com" }),
        ),
    ]
}

#[tokio::test]
async fn whatever_a_stolen_password_changes_the_mailbox_takes_back() {
    for (method, path, body) in changes() {
        let world = World::new().await;
        let ada = world.user("ada").await;
        let status = ada.send(Request::new(method, path).json(&body)).await.status();
        assert!([200, 204].contains(&status), "{method} {path} {body}: {status}");
        let link = undo_link(&world, &ada.email).await;
        assert_eq!(undo(&world, &link).await, 204, "{method} {path} {body}");
        let back = comes_back(&world, &ada, &ada.email).await;
        back.get("/auth/users/me/").await.is(200, ada.object());
    }
}

#[tokio::test]
async fn administrators_at_work_on_themselves_are_told_too() {
    let world = World::new().await;
    let (root, sam) = (world.superuser().await, world.staff("sam").await);
    let ways = [
        (&root, "PUT", format!("/users/{}/", root.id), json!({ "password": NEW })),
        (&sam, "PATCH", format!("/v1/users/{}", sam.id), json!({ "email": "elsewhere@example.com" })),
    ];
    for (actor, method, path, body) in ways {
        actor.send(Request::new(method, &path).json(&body)).await.has(200);
        let link = undo_link(&world, &actor.email).await;
        assert_eq!(undo(&world, &link).await, 204, "{path}");
        comes_back(&world, actor, &actor.email).await;
    }
}

#[tokio::test]
async fn who_was_there_longer_wins_in_whichever_order_links_are_used() {
    for owner_first in [true, false] {
        let world = World::new().await;
        let ada = world.user("ada").await;
        let moved = async |from: &Actor, email: &str| {
            from.post("/v1/me/email", json!({ "email": email, "current_password": GOOD })).await.has(202);
            let token = json!({ "token": world.mail_to(email).await.link().token });
            world.anyone().post("/v1/email/confirm", token).await.is_empty(204);
        };
        moved(&ada, "thief@example.com").await;
        moved(&ada, "second@example.com").await;
        let owners = undo_link(&world, &ada.email).await;
        let thiefs = undo_link(&world, "thief@example.com").await;
        if !owner_first {
            assert_eq!(undo(&world, &thiefs).await, 204);
        }
        assert_eq!(undo(&world, &owners).await, 204);
        assert_eq!(undo(&world, &thiefs).await, 400, "what came later undoes nothing any more");
        comes_back(&world, &ada, &ada.email).await.get("/auth/users/me/").await.is(200, ada.object());
    }
}

#[tokio::test]
async fn later_changes_do_not_prolong_what_the_old_mailbox_has() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    world.later(WEEK - Duration::from_secs(1));
    let activation = world.mail_to("thief@example.com").await;
    assert!(!activation.links.is_empty());
    world.later(Duration::from_secs(1));
    assert_eq!(undo(&world, &link).await, 400);
}

#[tokio::test]
async fn an_undo_link_of_one_account_opens_no_other_and_nothing_else() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    let page = format!("/pages/undo/{}/{}", shared::mail::links::uid(bob.id.into()), link.token);
    world.anyone().send(Request::post(&page).form(&[])).await.has(400);
    for door in ["/v1/email/cancel", "/v1/email/confirm", "/v1/activation"] {
        world.anyone().post(door, json!({ "token": link.token })).await.has(400);
    }
    // The page asks first: a scanner that opens the link changes nothing.
    world.anyone().get(link.path()).await.has(200);
    world.anyone().send(Request::post(link.path()).form(&[])).await.has(200);
    comes_back(&world, &ada, &ada.email).await;
}

#[tokio::test]
async fn whoever_took_the_old_address_without_proving_it_loses_it() {
    for by_page in [false, true] {
        let world = World::new().await;
        let ada = world.user("ada").await;
        ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
        let link = undo_link(&world, &ada.email).await;
        let squatter = json!({ "username": "eve", "email": ada.email, "password": GOOD });
        let made = world.anyone().post("/auth/users/", squatter).await;
        if by_page {
            world.anyone().send(Request::post(link.path()).form(&[])).await.has(200);
        } else {
            assert_eq!(undo(&world, &link).await, 204);
        }
        // The address that was in force, which nobody proved, is told nothing but how to prove it.
        assert_eq!(world.subjects_to("thief@example.com").await, ["Account activation on accounts.test"]);
        comes_back(&world, &ada, &ada.email).await.get("/auth/users/me/").await.is(200, ada.object());
        let eve = world.superuser().await.get(&format!("/v1/users/{}", made.has(201).json()["id"])).await;
        assert_eq!(eve.has(200).text_of("email"), "");
    }
}

#[tokio::test]
async fn where_nobody_activates_a_squatter_proves_nothing_by_signing_up() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let ada = world.user("ada").await;
    let ask = json!({ "email": ada.email });
    ada.signed_out().post("/auth/users/reset_password/", ask).await.is_empty(204);
    // Ada's mailbox is proven thereby.
    let proof = world.mail_to(&ada.email).await.link().proof_with("new_password", NEW);
    world.anyone().post("/auth/users/reset_password_confirm/", proof).await.is_empty(204);
    let thief = ada.by_token_with(NEW).await;
    thief.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    let squatter = json!({ "username": "eve", "email": ada.email, "password": GOOD });
    let made = world.anyone().post("/auth/users/", squatter).await;
    assert_eq!(undo(&world, &link).await, 204);
    comes_back(&world, &ada, &ada.email).await.get("/auth/users/me/").await.is(200, ada.object());
    let eve = world.superuser().await.get(&format!("/v1/users/{}", made.has(201).json()["id"])).await;
    assert_eq!(eve.has(200).text_of("email"), "");
}

#[tokio::test]
async fn what_a_thief_asks_for_does_not_hold_up_the_reset_that_an_undo_owes() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    for _ in 0..6 {
        let ask = json!({ "email": "thief@example.com" });
        world.anyone().post("/auth/users/reset_password/", ask).await.is_empty(204);
        world.deliver().await;
    }
    assert_eq!(undo(&world, &link).await, 204);
    comes_back(&world, &ada, &ada.email).await.get("/auth/users/me/").await.is(200, ada.object());
}

#[tokio::test]
async fn whoever_proved_the_old_address_meanwhile_keeps_it() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    let form = json!({ "username": "eve", "email": ada.email, "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    let activation = world.mail_to(&ada.email).await.link();
    world.anyone().post("/auth/users/activation/", activation.proof()).await.is_empty(204);
    assert_eq!(undo(&world, &link).await, 204);
    let root = world.superuser().await;
    assert_eq!(root.get(&format!("/v1/users/{}", ada.id)).await.has(200).text_of("email"), "");
    let eve = root.get("/v1/users/eve").await;
    assert_eq!(eve.has(200).text_of("email"), ada.email);
    // Nobody gets in: the password is gone, and there is no mailbox to send another to.
    ada.signed_out().post("/auth/token/login/", ada.login(GOOD)).await.has(400);
}

#[tokio::test]
async fn a_user_name_that_somebody_has_by_then_is_not_taken_away() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "username": "thief" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    let form = json!({ "username": "ADA", "email": "other@example.com", "password": GOOD });
    world.anyone().post("/auth/users/", form).await.has(201);
    assert_eq!(undo(&world, &link).await, 204);
    let user = world.superuser().await.get(&format!("/v1/users/{}", ada.id)).await;
    assert_eq!(user.has(200).text_of("username"), "thief");
}

#[tokio::test]
async fn a_user_name_that_is_an_address_comes_back_unless_somebody_has_the_address() {
    for (is_free, name) in [(true, "ada@home.example"), (false, "thief")] {
        let world = World::new().await;
        let root = world.superuser().await;
        let ada = world.user("ada").await;
        let path = format!("/v1/users/{}", ada.id);
        root.patch(&path, json!({ "username": "ada@home.example" })).await.has(200);
        ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "username": "thief" })).await.has(200);
        let link = undo_link(&world, &ada.email).await;
        if !is_free {
            let form = json!({ "username": "bob", "email": "ada@home.example", "password": GOOD });
            root.post("/v1/users/create", form).await.has(201);
        }
        assert_eq!(undo(&world, &link).await, 204);
        assert_eq!(root.get(&path).await.has(200).text_of("username"), name);
    }
}

#[tokio::test]
async fn what_an_administrator_changes_is_told_without_an_undo_and_ends_the_open_ones() {
    let world = World::new().await;
    let (ada, root) = (world.user("ada").await, world.superuser().await);
    ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "password": NEW })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    root.patch(&format!("/v1/users/{}", ada.id), json!({ "password": "given by the desk" })).await.has(200);
    let told = world.mail_to(&ada.email).await;
    assert_eq!(told.subject, "accounts.test - Your password has been successfully changed!");
    assert!(told.links.is_empty(), "{told:#?}");
    assert_eq!(undo(&world, &link).await, 400);
    ada.by_token_with("given by the desk").await;
}

#[tokio::test]
async fn a_disabled_account_is_not_undone_and_a_deleted_one_has_nothing_to_undo() {
    let world = World::new().await;
    let (ada, root) = (world.user("ada").await, world.superuser().await);
    ada.patch("/auth/users/me/", json!({ "email": "thief@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    root.post(&format!("/v1/users/{}/disable", ada.id), json!({})).await.has(200);
    assert_eq!(undo(&world, &link).await, 400);
    root.send(Request::new("DELETE", &format!("/users/{}/", ada.id))).await.has(204);
    assert_eq!(undo(&world, &link).await, 400);
}

#[tokio::test]
async fn notices_are_counted_against_nobody_and_nobodys_budget_stops_them() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let path = format!("/api/accounts/{}/", ada.id);
    for number in 0..12 {
        ada.patch(&path, json!({ "password": format!("good battery number {number}") })).await.has(200);
        world.deliver().await;
    }
    assert_eq!(undo_links(&world, &ada.email).await.len(), 12);
    let ask = json!({ "email": ada.email });
    world.anyone().post("/auth/users/reset_password/", ask).await.is_empty(204);
    assert!(world.mail_to(&ada.email).await.subject.starts_with("Password reset"));
}

#[tokio::test]
async fn a_week_later_nothing_of_the_old_address_is_left() {
    let world = World::behind_proxy(&[]).await;
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "elsewhere@example.com" })).await.has(200);
    let link = world.mail_to("elsewhere@example.com").await.link();
    world.anyone().post("/auth/users/activation/", link.proof()).await.is_empty(204);
    let names_it = async || {
        let items = world.proxy().items().await;
        items.into_iter().filter(|item| item.to_string().contains("ada@example.org")).collect::<Vec<_>>()
    };
    assert!(!names_it().await.is_empty());
    world.later(WEEK + Duration::from_secs(1));
    world.clean().await;
    assert_eq!(names_it().await, Vec::<serde_json::Value>::new());
}

#[tokio::test]
async fn a_mailbox_that_nobody_proved_is_told_nothing_when_an_undo_takes_it_off() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    ada.patch("/auth/users/me/", json!({ "email": "stranger@example.com" })).await.has(200);
    let link = undo_link(&world, &ada.email).await;
    assert_eq!(undo(&world, &link).await, 204);
    let told = world.subjects_to("stranger@example.com").await;
    assert_eq!(told, ["Account activation on accounts.test"]);
}

#[tokio::test]
async fn a_mailbox_that_nobody_proved_gets_only_so_many_notices() {
    let settings = [("SEND_ACTIVATION_EMAIL", "false"), ("THROTTLE", "on"), ("LIMIT_CAUSED_MAILS", "2")];
    let world = World::with(&settings).await;
    let ada = world.user("ada").await;
    for number in 0..5 {
        let form = json!({ "username": format!("ada{number}") });
        ada.patch(&format!("/api/accounts/{}/", ada.id), form).await.has(200);
    }
    assert_eq!(world.subjects_to(&ada.email).await.len(), 2);
}

#[tokio::test]
async fn notices_of_one_account_use_up_nothing_of_anothers() {
    let settings = [("SEND_ACTIVATION_EMAIL", "false"), ("THROTTLE", "on"), ("LIMIT_CAUSED_MAILS", "2")];
    let world = World::with(&settings).await;
    let eve = world.user("eve").await;
    let shared = eve.email.clone();
    eve.patch("/auth/users/me/", json!({ "email": "elsewhere@example.com" })).await.has(200);
    let form = json!({ "username": "ada", "email": shared, "password": GOOD });
    let made = world.anyone().post("/auth/users/", form).await;
    let ada =
        world.anyone().named("ada", made.has(201).json()["id"].as_u64().expect("an id")).by_token().await;
    for number in 0..6 {
        let wish = json!({ "username": format!("eve{number}"), "current_password": GOOD });
        eve.post("/v1/me/username", wish).await.has(200);
    }
    let before = world.subjects_to(&shared).await.len();
    ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "password": NEW })).await.has(200);
    let after = world.subjects_to(&shared).await;
    assert_eq!(after.len(), before + 1, "{after:?}");
    assert!(after[before].contains("password"), "{after:?}");
}

#[tokio::test]
async fn many_accounts_send_a_mailbox_that_nobody_proved_only_so_many_notices() {
    let settings = [("SEND_ACTIVATION_EMAIL", "false"), ("THROTTLE", "on"), ("LIMIT_CAUSED_MAILS", "2")];
    let world = World::with(&settings).await;
    let victim = "victim@example.net";
    for number in 0..4 {
        let name = format!("eve{number}");
        let form = json!({ "username": name, "email": victim, "password": GOOD });
        let made = world.anyone().post("/auth/users/", form).await;
        let id = made.has(201).json()["id"].as_u64().expect("an id");
        let eve = world.anyone().named(&name, id).by_token().await;
        eve.patch("/auth/users/me/", json!({ "email": format!("{name}@example.com") })).await.has(200);
        for again in 0..4 {
            let wish = json!({ "username": format!("{name}again{again}") });
            eve.patch(&format!("/api/accounts/{id}/"), wish).await.has(200);
        }
    }
    // The first of each account, and two more.
    assert_eq!(world.subjects_to(victim).await.len(), 4 + 2);
}

#[tokio::test]
async fn one_notice_tells_everything_that_changed_at_once() {
    let world = World::new().await;
    let (ada, root) = (world.user("ada").await, world.superuser().await);
    let own = format!("/api/accounts/{}/", ada.id);
    ada.patch(&own, json!({ "username": "eve", "password": NEW })).await.has(200);
    let notice = world.mail_to(&ada.email).await;
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(notice.subject.contains("password"), "{}", notice.subject);
    assert!(flat(&notice.text).contains("Its user name changed at the same time."), "{}", notice.text);
    let all = json!({ "username": "ada", "password": GOOD, "email": "elsewhere@example.com" });
    root.patch(&format!("/v1/users/{}", ada.id), all).await.has(200);
    let notice = world.mail_to(&ada.email).await;
    assert!(
        flat(&notice.text).contains("Its password and user name changed at the same time."),
        "{}",
        notice.text
    );
}

/// Who may set no password may not close the owner's undo by another name either.
#[tokio::test]
async fn who_may_do_less_gives_nobody_another_name() {
    let world = World::new().await;
    let (root, ada, eve) = (world.superuser().await, world.user("ada").await, world.user("eve").await);
    let rights = |rights: &[Right]| rights.iter().map(|right| right.id().get()).collect::<Vec<_>>();
    let change = rights(&[Right(Verb::Change, Model::User)]);
    let both = rights(&[Right(Verb::Change, Model::User), Right(Verb::Delete, Model::User)]);
    root.patch(&format!("/v1/users/{}/permissions", eve.id), json!({ "add": change })).await.has(200);
    root.patch(&format!("/v1/users/{}/permissions", ada.id), json!({ "add": both })).await.has(200);
    eve.put(&format!("/users/{}/", ada.id), json!({ "username": "away" })).await.has(401);
    // Other letters of the same name are no other name: nobody is told, and nothing can be undone less.
    ada.patch(&format!("/api/accounts/{}/", ada.id), json!({ "password": NEW })).await.has(200);
    let told = world.subjects_to(&ada.email).await.len();
    eve.put(&format!("/users/{}/", ada.id), json!({ "username": "ADA" })).await.has(200);
    assert_eq!(world.subjects_to(&ada.email).await.len(), told);
    let link = undo_link(&world, &ada.email).await;
    assert_eq!(undo(&world, &link).await, 204);
    root.put(&format!("/users/{}/", ada.id), json!({ "username": "away" })).await.has(200);
}

/// What a token says of its bearer nobody but superusers gives to another.
#[tokio::test]
async fn while_names_ride_in_tokens_only_superusers_free_those_of_others() {
    let world = World::with(&[("TOKEN_CLAIMS", "username")]).await;
    let (root, ada, staff) = (world.superuser().await, world.user("ada").await, world.staff("sam").await);
    let path = format!("/v1/users/{}", ada.id);
    staff.patch(&path, json!({ "username": "away" })).await.has(403);
    staff.patch(&path, json!({ "first_name": "Ada", "username": "ada" })).await.has(200);
    let own = format!("/v1/users/{}", staff.id);
    staff.patch(&own, json!({ "username": "samantha" })).await.has(200);
    root.patch(&path, json!({ "username": "away" })).await.has(200);
    let proof = json!({ "current_password": GOOD });
    staff.delete(&format!("/auth/users/{}/", ada.id), proof.clone()).await.has(403);
    staff.delete(&format!("/api/accounts/{}/", ada.id), json!({})).await.has(403);
    root.get(&path).await.has(200);
    // In `/v1` deletion keeps the name: it disables.
    staff.delete(&path, json!({})).await.is_empty(204);
    root.delete(&format!("/auth/users/{}/", ada.id), proof.clone()).await.is_empty(204);
    staff.delete("/auth/users/me/", proof).await.is_empty(204);
}

/// No contract asks for it; but what is sent must be right.
#[tokio::test]
async fn a_current_password_that_is_sent_is_checked_in_every_dialect() {
    let world = World::new().await;
    let (root, mut ada) = (world.superuser().await, world.staff("ada").await);
    root.put(&format!("/users/{}/", ada.id), json!({ "isSuperuser": true })).await.has(200);
    let (account, native) = (format!("/api/accounts/{}/", ada.id), format!("/v1/users/{}", ada.id));
    let (tastypie, djoser) = (format!("/users/{}/", ada.id), format!("/auth/users/{}/", ada.id));
    for (method, path) in [
        ("PATCH", account.as_str()),
        ("PUT", account.as_str()),
        ("PATCH", "/auth/users/me/"),
        ("PUT", "/auth/users/me/"),
        ("PATCH", djoser.as_str()),
        ("PATCH", native.as_str()),
        ("PUT", native.as_str()),
        ("PUT", tastypie.as_str()),
    ] {
        let form = |password: &str, email: &str| {
            json!({
                "username": "ada", "password": GOOD, "email": email,
                "current_password": password, "currentPassword": password,
            })
        };
        let refused = ada.send(Request::new(method, path).json(&form("wrong", "ada@example.com"))).await;
        let key = if path == tastypie { "currentPassword" } else { "current_password" };
        assert!(refused.has(400).text().contains(key), "{refused}");
        assert_eq!(ada.get("/auth/users/me/").await.has(200).text_of("email"), ada.email);
        ada.send(Request::new(method, path).json(&form(GOOD, &ada.email))).await.has(200);
        // Of somebody else's account it says nothing.
        let other = path.replace("/me/", &format!("/{}/", ada.id));
        root.send(Request::new(method, &other).json(&form("wrong", &ada.email))).await.has(200);
        ada = ada.by_token().await;
    }
}
