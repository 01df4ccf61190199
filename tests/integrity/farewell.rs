//! Whichever way an address changes, the old one is told.

use crate::world::{Actor, GOOD, Link, Mail, Request, World};
use serde_json::{Value, json};

const CHANGED: &str = "accounts.test - Your email address has been changed!";

/// Who changes it.
#[derive(Clone, Copy)]
enum By {
    Himself,
    Staff,
    Superuser,
}

use By::{Himself, Staff, Superuser};

/// Every way that a signed-in user can set an address.
const WAYS: [(By, &str); 18] = [
    (Himself, "PUT /auth/users/me/"),
    (Himself, "PATCH /auth/users/me/"),
    (Himself, "PATCH /auth/me/"),
    (Himself, "PATCH /users/me/"),
    (Himself, "PATCH /me/"),
    (Himself, "PATCH /auth/users/{id}/"),
    (Staff, "PUT /auth/users/{id}/"),
    (Superuser, "PATCH /auth/users/{id}/"),
    (Superuser, "PUT /users/{id}/"),
    (Himself, "PATCH /api/accounts/{id}/"),
    (Staff, "PATCH /api/accounts/{id}/"),
    (Superuser, "PUT /api/accounts/{id}/"),
    (Himself, "PATCH /api/users/update_details"),
    (Staff, "PATCH /v1/users/{id}"),
    (Superuser, "PATCH /v1/users/{id}"),
    (Staff, "PUT /v1/users/{id}"),
    (Superuser, "PUT /v1/users/{id}"),
    (Himself, "POST /v1/me/email"),
];

/// The same where users sign in by address.
const BY_ADDRESS: [&str; 3] = ["/auth/users/set_email/", "/auth/email/", "/email/"];

/// The old address is told once, with an undo link where the owner's credentials or a link did it.
async fn is_told(world: &World, user: &Actor, new: &str, way: &str, by: By) {
    let told =
        world.mails().await.into_iter().filter(|mail| mail.to == user.email && mail.subject == CHANGED);
    let told: Vec<_> = told.collect();
    assert_eq!(told.len(), 1, "{way}");
    let undoes = told[0].links.iter().filter(|link| link.contains("/pages/undo/")).count();
    assert_eq!(undoes, usize::from(matches!(by, Himself)), "{way}: {told:#?}");
    assert!(!told[0].text.contains(new), "{way}: {told:#?}");
}

/// Confirms the new address where it waits for that.
async fn confirm(world: &World, new: &str) {
    let waits = |mail: &Mail| mail.to == new && mail.subject.starts_with("Confirm your new email address");
    if let Some(mail) = world.mails().await.into_iter().find(waits) {
        let token = json!({ "token": mail.link().token });
        world.anyone().post("/v1/email/confirm", token).await.is_empty(204);
    }
}

#[tokio::test]
async fn an_old_address_is_told_in_every_dialect() {
    for activation in ["true", "false"] {
        let world = World::with(&[("SEND_ACTIVATION_EMAIL", activation)]).await;
        let (staff, root) = (world.staff("sam").await, world.superuser().await);
        for (number, (by, way)) in WAYS.into_iter().enumerate() {
            let user = world.user(&format!("user{number}")).await;
            let new = format!("new{number}@example.com");
            let (method, path) = way.split_once(' ').expect("a method and a path");
            let actor = match by {
                Himself => &user,
                Staff => &staff,
                Superuser => &root,
            };
            let mut form = json!({ "email": new, "current_password": GOOD, "current-password": GOOD });
            if method == "PUT" && (path.starts_with("/v1/") || path.starts_with("/api/")) {
                form["username"] = json!(user.name);
                form["password"] = json!(GOOD);
            }
            let path = path.replace("{id}", &user.id.to_string());
            let status = actor.send(Request::new(method, &path).json(&form)).await.status();
            assert!((200..300).contains(&status), "{way}: {status}");
            confirm(&world, &new).await;
            is_told(&world, &user, &new, way, by).await;
        }
    }
}

#[tokio::test]
async fn an_old_address_that_one_signed_in_with_is_told() {
    let world = World::with(&[("USERNAME_FIELD", "email")]).await;
    for (number, way) in BY_ADDRESS.into_iter().enumerate() {
        let user = world.user(&format!("user{number}")).await;
        let new = format!("new{number}@example.com");
        user.post(way, json!({ "current_password": GOOD, "new_email": new })).await.is_empty(204);
        confirm(&world, &new).await;
        is_told(&world, &user, &new, way, Himself).await;
    }
    let reset = async |name: &str| {
        let user = world.user(name).await;
        let ask = json!({ "email": user.email });
        world.anyone().post("/auth/users/reset_email/", ask).await.is_empty(204);
        let link: Link = world.mail_to(&user.email).await.link();
        (user, link)
    };
    let (user, link) = reset("by-link").await;
    let proof: Value = link.proof_with("new_email", "by-link@example.com");
    world.anyone().post("/auth/users/reset_email_confirm/", proof).await.is_empty(204);
    confirm(&world, "by-link@example.com").await;
    is_told(&world, &user, "by-link@example.com", "the link", Himself).await;
    let (user, link) = reset("by-page").await;
    let form = Request::post(link.path()).form(&[("new_email", "by-page@example.com")]);
    world.anyone().send(form).await.has(200);
    confirm(&world, "by-page@example.com").await;
    is_told(&world, &user, "by-page@example.com", "the page", Himself).await;
}
