//! Whether a name or an address is somebody's is told only so often, whichever door is asked (`LATCHKEY_LIMIT_TAKEN`).

use super::races::at_once;
use crate::world::{GOOD, Request, World};
use serde_json::json;
use shared::domain::{Model, Right, Verb};

const ONCE: [(&str, &str); 3] =
    [("THROTTLE", "on"), ("LIMIT_TAKEN", "1/d"), ("LIMIT_REGISTRATIONS", "1000/d")];

#[tokio::test]
async fn who_is_signed_in_is_told_so_often_by_all_doors_together() {
    let world = World::with(&ONCE).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let (account, long) = (format!("/api/accounts/{}/", ada.id), "x".repeat(151));
    let (name, address) = (bob.name.as_str(), bob.email.as_str());
    let doors = [
        ("PATCH", account.as_str(), json!({ "username": name })),
        ("PATCH", account.as_str(), json!({ "email": address })),
        ("PATCH", account.as_str(), json!({ "username": name, "first_name": long })),
        ("PUT", account.as_str(), json!({ "username": name, "password": GOOD })),
        ("POST", "/auth/users/set_username/", json!({ "new_username": name, "current_password": GOOD })),
        ("POST", "/auth/users/set_username/", json!({ "new_username": name, "current_password": "wrong" })),
        ("POST", "/auth/username/", json!({ "new_username": name, "current_password": GOOD })),
        ("POST", "/username/", json!({ "new_username": name, "current_password": GOOD })),
        ("POST", "/auth/users/change_username/", json!({ "new_username": name, "current_password": GOOD })),
        ("POST", "/users/change_username/", json!({ "new_username": name, "current_password": GOOD })),
        ("PATCH", "/auth/users/me/", json!({ "email": address })),
        ("PUT", "/auth/users/me/", json!({ "email": address })),
        ("PATCH", "/me/", json!({ "email": address })),
        ("PATCH", "/api/users/update_details", json!({ "current-password": GOOD, "email": address })),
        (
            "PATCH",
            "/api/users/update_details",
            json!({ "current-password": GOOD, "email": address, "first_name": long }),
        ),
        ("POST", "/v1/me/username", json!({ "username": name, "current_password": GOOD })),
        ("POST", "/v1/me/email", json!({ "email": address, "current_password": GOOD })),
    ];
    ada.patch(&account, json!({ "username": name })).await.has(400);
    for (method, path, body) in doors {
        ada.send(Request::new(method, path).json(&body)).await.has(429);
    }
    ada.get("/auth/users/me/").await.is(200, ada.object());
    // That a name is free tells as much.
    for (method, path, body) in [
        ("PATCH", account.as_str(), json!({ "username": "ada2" })),
        ("PATCH", account.as_str(), json!({ "username": "ada2@example.org" })),
        ("POST", "/auth/users/set_username/", json!({ "new_username": "ada2", "current_password": GOOD })),
        ("POST", "/v1/me/username", json!({ "username": "ada2", "current_password": GOOD })),
        ("PATCH", "/auth/users/me/", json!({ "email": "ada2@example.org" })),
    ] {
        ada.send(Request::new(method, path).json(&body)).await.has(429);
    }
    // Another spelling of what is theirs tells nothing; and another account has a budget of its own.
    ada.patch(&account, json!({ "username": "ADA", "email": "ada@EXAMPLE.org" })).await.has(200);
    bob.post("/v1/me/username", json!({ "username": "ada", "current_password": GOOD })).await.has(400);
}

#[tokio::test]
async fn where_one_signs_in_by_address_it_is_told_as_often() {
    let settings = [ONCE.as_slice(), &[("USERNAME_FIELD", "email"), ("DIALECTS", "djoser")]].concat();
    let world = World::with(&settings).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let body = json!({ "new_email": bob.email, "current_password": GOOD });
    ada.post("/auth/users/set_email/", body.clone()).await.has(400);
    for path in ["/auth/users/set_email/", "/auth/email/", "/email/"] {
        ada.post(path, body.clone()).await.has(429);
    }
}

#[tokio::test]
async fn an_address_that_its_own_link_confirms_is_no_question_about_others() {
    let world = World::with(&ONCE).await;
    let ada = world.user("ada").await;
    let wish = |address: &str| json!({ "email": address, "current_password": GOOD });
    ada.post("/v1/me/email", wish("ada@new.example")).await.has(202);
    ada.post("/v1/me/email", wish("ada@newer.example")).await.has(429);
    let link = world.mail_to("ada@new.example").await.link();
    world.anyone().post("/v1/email/confirm", link.proof()).await.has(204);
    assert_eq!(ada.by_token().await.get("/auth/users/me/").await.text_of("email"), "ada@new.example");
}

/// A link that lets its bearer choose an address proves the one before, not the one that is chosen.
#[tokio::test]
async fn a_link_that_lets_choose_an_address_is_a_question() {
    let settings = [("USERNAME_FIELD", "email"), ("DIALECTS", "djoser"), ("SEND_ACTIVATION_EMAIL", "false")];
    let world = World::with(&[ONCE.as_slice(), &settings].concat()).await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    world.anyone().post("/auth/users/reset_email/", json!({ "email": ada.email })).await.is_empty(204);
    let link = world.mail_to(&ada.email).await.link();
    let choose = |address: &str| link.proof_with("new_email", address);
    world.anyone().post("/auth/users/reset_email_confirm/", choose(&bob.email)).await.has(400);
    world.anyone().post("/auth/users/reset_email_confirm/", choose(&bob.email)).await.has(429);
    world.anyone().post("/auth/users/reset_email_confirm/", choose("free@new.example")).await.has(429);
}

#[tokio::test]
async fn who_may_make_and_change_users_without_seeing_them_is_told_as_often() {
    let world = World::with(&ONCE).await;
    let (root, ada, bob) = (world.superuser().await, world.user("ada").await, world.user("bob").await);
    let rights = [Right(Verb::Add, Model::User), Right(Verb::Change, Model::User)];
    let rights: Vec<_> = rights.into_iter().map(|right| right.id().get()).collect();
    root.patch(&format!("/v1/users/{}/permissions", ada.id), json!({ "add": rights })).await.has(200);
    let taken = json!({ "username": bob.name, "password": GOOD });
    let page = ada.in_browser().await;
    page.post("/users/", taken.clone()).await.has(400);
    page.post("/users/", taken.clone()).await.has(429);
    page.post("/users/", json!({ "username": "free", "password": GOOD })).await.has(429);
    page.put("/users/78/", json!({ "username": "free", "password": GOOD })).await.has(429);
    ada.put("/users/77/", taken.clone()).await.has(429);
    ada.put(&format!("/users/{}/", ada.id), json!({ "username": bob.name })).await.has(429);
    ada.put(&format!("/users/{}/", ada.id), json!({ "email": bob.email })).await.has(429);
    // Administrators see everybody anyway.
    for _ in 0..3 {
        root.post("/v1/users/create", json!({ "username": bob.name, "email": "", "password": GOOD }))
            .await
            .has(400);
    }
}

#[tokio::test]
async fn a_network_is_told_so_often_by_all_doors_to_sign_up_together() {
    let world = World::with(&ONCE).await;
    let ada = world.user("ada").await;
    let probe = json!({ "username": ada.name, "email": ada.email, "password": "1" });
    world.anyone().post("/auth/users/", probe.clone()).await.has(400);
    for path in
        ["/auth/users/", "/auth/users/create/", "/users/", "/users/create/", "/api/accounts/", "/v1/users"]
    {
        world.anyone().post(path, probe.clone()).await.has(429);
    }
    let form = json!({
        "username": ada.name, "email": ada.email, "first_name": "a", "last_name": "b",
        "password1": "1", "password2": "1",
    });
    world.anyone().post("/auth/signup", form).await.has(429);
    world.anyone().from("198.51.100.7").post("/auth/users/", probe).await.has(400);
}

#[tokio::test]
async fn sign_ups_that_lack_nothing_but_a_free_name_are_counted_too() {
    let world = World::with(&ONCE).await;
    let ada = world.user("ada").await;
    let form =
        |name: &str| json!({ "username": name, "email": format!("{name}@new.example"), "password": GOOD });
    world.anyone().post("/v1/users", form(&ada.name)).await.has(400);
    for path in
        ["/auth/users/", "/auth/users/create/", "/users/", "/users/create/", "/api/accounts/", "/v1/users"]
    {
        world.anyone().post(path, form(&ada.name)).await.has(429);
        // That a name is free tells as much.
        world.anyone().post(path, form("zoe")).await.has(429);
    }
    world.anyone().from("198.51.100.7").post("/v1/users", form("zoe")).await.has(201);
    let replies = at_once(20, |number| {
        let stranger = world.anyone().from("198.51.100.8");
        let body = form(if number % 2 == 0 { "ada".to_owned() } else { format!("free{number}") }.as_str());
        async move { stranger.post("/v1/users", body).await.status() }
    });
    let told = replies.await.into_iter().filter(|status| *status != 429).count();
    assert_eq!(told, 1, "however many ask at once");
}
