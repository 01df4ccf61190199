//! The proof that our own page asks, wherever a cookie is what lets somebody in.

use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};

fn failed(why: &str) -> Value {
    json!({ "detail": format!("CSRF Failed: {why}") })
}

/// Alice with only these cookies of hers.
fn with_cookies(alice: &Actor, kept: &[&str]) -> Actor {
    let cookies: Vec<_> = alice.header("cookie").split("; ").collect();
    let of = |name: &&str| cookies.iter().copied().find(|cookie| cookie.starts_with(name));
    let cookies: Vec<_> = kept.iter().filter_map(of).collect();
    alice.with("cookie", &cookies.join("; "))
}

#[tokio::test]
async fn an_unsafe_method_wants_cookie_and_header_of_the_same_session() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let other = world.user("bob").await.in_browser().await;
    let path = "/auth/users/me/";

    let alone = with_cookies(&alice, &["sessionid"]);
    alone.patch(path, json!({})).await.is(403, failed("CSRF cookie not set."));
    let silent = alice.without("x-csrftoken");
    silent.patch(path, json!({})).await.is(403, failed("CSRF token missing."));
    let forged = alice.with("x-csrftoken", other.header("x-csrftoken"));
    let why = "CSRF token from the 'X-Csrftoken' HTTP header incorrect.";
    forged.patch(path, json!({})).await.is(403, failed(why));
    let short = alice.with("x-csrftoken", "short");
    let why = "CSRF token from the 'X-Csrftoken' HTTP header has incorrect length.";
    short.patch(path, json!({})).await.is(403, failed(why));
    alice.patch(path, json!({})).await.is(200, alice.object());
}

#[tokio::test]
async fn a_token_that_a_stranger_planted_in_both_places_is_none() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let planted = world.user("eve").await.in_browser().await;
    let session = with_cookies(&alice, &["sessionid"]).header("cookie").to_owned();
    let csrf = planted.header("x-csrftoken");
    let tossed = alice.with("cookie", &format!("{session}; csrftoken={csrf}")).with("x-csrftoken", csrf);
    tossed.patch("/auth/users/me/", json!({})).await.has(403);
}

#[tokio::test]
async fn a_safe_method_wants_no_proof() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let alone = with_cookies(&alice, &["sessionid"]).without("x-csrftoken");
    alone.get("/auth/users/me/").await.is(200, alice.object());
    let foreign = alone.with("origin", "https://evil.example");
    foreign.get("/auth/users/me/").await.has(200);
}

/// Doors that need nobody signed in, with a form for each and what it answers. Who signs up has this in the name.
fn doors(tag: &str) -> Vec<(&'static str, Value, u16)> {
    let login = |key: &str| json!({ key: "alice", "password": GOOD });
    let sign_up = |name: &str| {
        let name = format!("{name}{tag}");
        json!({ "username": name, "email": format!("{name}@example.org"), "password": GOOD })
    };
    let mut wiki = sign_up("wanda");
    for name in ["password1", "password2", "first_name", "last_name"] {
        wiki[name] = if name.starts_with('p') { GOOD.into() } else { "W".into() };
    }
    let mail = || json!({ "email": "alice@example.org" });
    let proof = || json!({ "uid": "Nw", "token": "x", "new_password": GOOD, "new_username": "x" });
    let wiki_proof = json!({ "new_password": GOOD, "password_confirmation": GOOD, "reset_token": "x" });
    vec![
        ("/auth/token/login/", login("username"), 200),
        ("/auth/token/create/", login("username"), 200),
        ("/auth/jwt/create/", login("username"), 200),
        ("/auth/login", login("username"), 200),
        ("/v1/auth/obtain", login("username"), 200),
        ("/v1/sessions", login("login"), 201),
        ("/auth/users/", sign_up("dora"), 201),
        ("/auth/users/create/", sign_up("dana"), 201),
        ("/users/create/", sign_up("dina"), 201),
        ("/api/accounts/", sign_up("dona"), 201),
        ("/v1/users", sign_up("duna"), 201),
        ("/auth/signup", wiki, 200),
        ("/auth/users/reset_password/", mail(), 204),
        ("/auth/users/reset_username/", mail(), 204),
        ("/auth/users/resend_activation/", mail(), 204),
        ("/auth/password/reset/", mail(), 204),
        ("/password/reset/", mail(), 204),
        ("/api/passwords/reset_password", mail(), 200),
        ("/v1/password_reset", mail(), 204),
        ("/v1/activation/resend", mail(), 204),
        ("/auth/users/activation/", proof(), 400),
        ("/auth/users/activate/", proof(), 400),
        ("/users/confirm/", proof(), 400),
        ("/auth/users/reset_password_confirm/", proof(), 400),
        ("/auth/users/reset_username_confirm/", proof(), 400),
        ("/password/reset/confirm/", proof(), 400),
        ("/api/passwords/reset_password_complete", wiki_proof, 400),
        ("/v1/activation", json!({ "token": "x" }), 400),
        ("/v1/password_reset/confirm", json!({ "token": "x", "new_password": GOOD }), 400),
        ("/v1/email/confirm", json!({ "token": "x" }), 400),
    ]
}

#[tokio::test]
async fn a_cookie_without_its_proof_closes_no_door_that_needs_nobody() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    let (silent, foreign) = (alice.without("x-csrftoken"), alice.with("origin", "https://evil.example"));
    for (who, kind, tag) in
        [(&silent, "json", "a"), (&silent, "form", "b"), (&silent, "multipart", "c"), (&foreign, "json", "d")]
    {
        for (path, form, status) in doors(tag) {
            let fields = form.as_object().expect("a form");
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| (&**name, value.as_str().expect("text"))).collect();
            let request = match kind {
                "form" => Request::post(path).form(&fields),
                "multipart" => Request::post(path).multipart(&fields),
                _ => Request::post(path).json(&form),
            };
            who.send(request).await.has(status);
        }
    }
    let login = silent.post("/auth/session/login/", alice.login(GOOD)).await;
    login.is(200, alice.object());
}

#[tokio::test]
async fn it_is_looked_away_from_not_believed() {
    let world = World::new().await;
    let root = world.superuser().await.in_browser().await;
    let form = json!({
        "username": "mole", "email": "mole@example.org", "password": GOOD, "is_staff": true, "is_superuser": true,
    });
    // With its proof this is an administrator's call, and the new account is active and staff.
    let made = root.without("x-csrftoken").post("/v1/users", form).await;
    let made = made.has(201).json();
    assert_eq!((&made["is_staff"], &made["is_active"]), (&json!(false), &json!(false)));
    // The rest of the path is as closed as before.
    let silent = root.without("x-csrftoken");
    let id = root.id;
    for path in [format!("/api/accounts/{id}/"), "/auth/users/me/".to_owned(), "/v1/me".to_owned()] {
        silent.patch(&path, json!({})).await.has(403);
    }
    silent.delete(&format!("/api/accounts/{id}/"), json!({})).await.has(403);
    silent.put("/auth/token/login/", json!({})).await.has(405);
    silent.put("/auth/users/activation/", json!({})).await.is(403, failed("CSRF token missing."));
    // And django-users-api's registration stays what it is.
    silent.post("/users/", json!({})).await.is_empty(401);
}

#[tokio::test]
async fn a_stale_header_is_refused_even_beside_a_live_cookie() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await.with("authorization", "Token nonsense");
    alice.post("/auth/token/login/", alice.login(GOOD)).await.is(401, json!({ "detail": "Invalid token." }));
}

#[tokio::test]
async fn tokens_in_headers_want_no_proof() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    alice.with("origin", "https://evil.example").patch("/auth/users/me/", json!({})).await.has(200);
}

#[tokio::test]
async fn another_sites_page_is_refused_in_djangos_words() {
    let world = World::with(&[("CORS_ALLOWED_ORIGINS", "https://app.example")]).await;
    let alice = world.user("alice").await.in_browser().await;
    let path = "/auth/users/me/";
    for origin in ["https://accounts.test", "https://app.example"] {
        alice.with("origin", origin).patch(path, json!({})).await.has(200);
    }
    for origin in [
        "https://evil.example",
        "http://accounts.test",
        "https://accounts.test:444",
        "https://accounts.test.evil.example",
        "null",
    ] {
        let why = format!("Origin checking failed - {origin} does not match any trusted origins.");
        alice.with("origin", origin).patch(path, json!({})).await.is(403, failed(&why));
    }
}

#[tokio::test]
async fn the_session_endpoints_are_closed_to_other_sites() {
    let world = World::new().await;
    let alice = world.user("alice").await.in_browser().await;
    for (name, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        let login =
            alice.signed_out().with(name, value).post("/auth/session/login/", alice.login(GOOD)).await;
        login.has(403);
        assert!(login.headers().get("set-cookie").is_none(), "{login}");
        alice.with(name, value).post("/auth/session/logout/", json!({})).await.has(403);
    }
    for (name, value) in [
        ("origin", "https://accounts.test"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", "none"),
    ] {
        let login =
            alice.signed_out().with(name, value).post("/auth/session/login/", alice.login(GOOD)).await;
        login.has(200);
    }
    alice.get("/auth/session/").await.has(200);
}
