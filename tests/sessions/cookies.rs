//! Our cookies among others of their names, and what the settings make of them.

use crate::world::{Actor, GOOD, World};
use serde_json::json;

const SESSION: &str = "/auth/session/";
/// What an older Django at the parent domain may have left: a browser sends both, and does not say which is whose.
const DJANGOS: &str = "0123456789abcdef0123456789abcdef";
/// Of the form that ours have, and nobody's.
const NOBODYS: &str = "00000000000007aaaaaaaaaaaaaaaaaaaaaaaaaa";

/// The same with cookies before and after ours.
fn among(alice: &Actor, before: &str, after: &str) -> Actor {
    alice.with("cookie", &format!("{before}{}{after}", alice.header("cookie")))
}

#[tokio::test]
async fn ours_counts_among_cookies_of_its_name() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let mut many = String::new();
    for n in 0..12 {
        many += &format!("sessionid={}{n:02}; sessionid={DJANGOS}; csrftoken={DJANGOS}; ", &NOBODYS[..38]);
    }
    for (before, after) in [
        (&*format!("sessionid={DJANGOS}; "), ""),
        ("", &*format!("; sessionid={DJANGOS}")),
        (&*format!("csrftoken={DJANGOS}; "), ""),
        ("", &*format!("; csrftoken={DJANGOS}; csrftoken=")),
        (&*format!("sessionid={NOBODYS}; csrftoken={DJANGOS};sessionid=\"{DJANGOS}\";"), ""),
        ("sessionid=; sessionid; =; csrftoken; ", "; sessionid=zoë"),
        (&many, ""),
    ] {
        let alice = among(&alice, before, after);
        alice.get(SESSION).await.is(200, alice.object());
        alice.patch("/auth/users/me/", json!({})).await.is(200, alice.object());
        alice.patch("/v1/me", json!({ "first_name": "A" })).await.has(200);
    }
    // The proof is that of the session's own token, however many cookies there are.
    let forged = among(&alice, &format!("csrftoken={DJANGOS}; "), "").with("x-csrftoken", DJANGOS);
    forged.patch("/auth/users/me/", json!({})).await.has(403);
}

#[tokio::test]
async fn of_two_live_sessions_the_one_that_proves_itself_asks() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await, world.user("bob").await);
    let (first, second) = (alice.in_browser().await, bob.in_browser().await);
    let both = format!("{}; {}", first.header("cookie"), second.header("cookie"));
    let (as_alice, as_bob) = (first.with("cookie", &both), second.with("cookie", &both));
    as_alice.patch("/auth/users/me/", json!({})).await.is(200, alice.object());
    as_bob.patch("/auth/users/me/", json!({})).await.is(200, bob.object());
    as_bob.get(SESSION).await.is(200, alice.object());
    as_bob.without("x-csrftoken").patch("/auth/users/me/", json!({})).await.has(403);
    // Signing out means out.
    as_bob.post("/auth/session/logout/", json!({})).await.is_empty(204);
    for browser in [first, second] {
        browser.get(SESSION).await.has(401);
    }
}

#[tokio::test]
async fn a_django_users_api_page_works_beside_a_parent_domains_cookie() {
    let world = World::new().await;
    let root = world.superuser().await.in_browser().await;
    let root = among(&root, &format!("sessionid={DJANGOS}; csrftoken={DJANGOS}; "), "");
    root.get("/users/").await.has(200);
    root.post("/groups/", json!({ "name": "editors" })).await.has(201);
}

#[tokio::test]
async fn the_settings_name_the_cookies_and_say_where_they_go() {
    let names = [("SESSION_COOKIE_NAME", "__Host-sid"), ("CSRF_COOKIE_NAME", "__Host-csrf")];
    let domain = [("COOKIE_DOMAIN", "accounts.test"), ("COOKIE_SAMESITE", "Strict")];
    for (settings, [session, csrf], attributes) in [
        (&names, ["__Host-sid", "__Host-csrf"], "Path=/; Max-Age=1209600; SameSite=Lax; Secure"),
        (
            &domain,
            ["sessionid", "csrftoken"],
            "Path=/; Domain=accounts.test; Max-Age=1209600; SameSite=Strict; Secure",
        ),
        (
            &[names[0], ("COOKIE_SAMESITE", "None")],
            ["__Host-sid", "csrftoken"],
            "Path=/; Max-Age=1209600; SameSite=None; Secure",
        ),
    ] {
        let world = World::with(settings).await;
        let alice = world.user("alice").await;
        let opened = world.anyone().post("/auth/session/login/", alice.login(GOOD)).await;
        opened.is(200, alice.object());
        let (sid, token) = (opened.cookie(session).to_owned(), opened.cookie(csrf).to_owned());
        assert_eq!(opened.set_cookie(session), format!("{sid}; {attributes}; HttpOnly"));
        assert_eq!(opened.set_cookie(csrf), format!("{token}; {attributes}"));

        let cookies = format!("{session}={sid}; {csrf}={token}");
        let browser = alice.signed_out().with("cookie", &cookies).with("x-csrftoken", &token);
        browser.patch("/auth/users/me/", json!({})).await.is(200, alice.object());
        // What has our name makes it a call of django-users-api, anything else is djoser's registration.
        let users_api = browser.post("/users/", json!({})).await;
        assert!(users_api.has(400).json()["users"].is_object(), "{users_api}");
        let djoser = browser.with("cookie", "other=1").post("/users/", json!({})).await;
        assert!(djoser.has(400).json()["username"].is_array(), "{djoser}");
        let closed = browser.post("/auth/session/logout/", json!({})).await;
        closed.is_empty(204);
        let gone = attributes.replace("1209600", "0");
        assert_eq!(closed.set_cookie(session), format!("; {gone}; HttpOnly"));
        assert_eq!(closed.set_cookie(csrf), format!("; {gone}"));
        browser.get(SESSION).await.has(401);
    }
}

#[tokio::test]
async fn under_another_name_the_old_one_opens_nothing() {
    let world = World::with(&[("SESSION_COOKIE_NAME", "sid")]).await;
    let alice = world.user("alice").await;
    let opened = world.anyone().post("/auth/session/login/", alice.login(GOOD)).await;
    let sid = opened.has(200).cookie("sid");
    alice.signed_out().with("cookie", &format!("sessionid={sid}")).get(SESSION).await.has(401);
    alice.signed_out().with("cookie", &format!("SID={sid}")).get(SESSION).await.has(401);
    alice.signed_out().with("cookie", &format!("sid={sid}")).get(SESSION).await.has(200);
    let document = world.anyone().get("/openapi.json").await.has(200).json();
    assert_eq!(document["components"]["securitySchemes"]["session"]["name"], "sid");
}
