//! Credentials that are refused (contract §1.2), before anything else is looked at (§1.1).

use crate::world::{Actor, World};
use serde_json::{Value, json};
use std::time::Duration;

/// Simplejwt's refusal, with this reason.
fn token_not_valid(message: &str) -> Value {
    json!({
        "detail": "Given token not valid for any token type",
        "code": "token_not_valid",
        "messages": [{ "token_class": "AccessToken", "token_type": "access", "message": message }],
    })
}

async fn disable(world: &World, user: &Actor) {
    let root = world.superuser().await;
    root.patch(&format!("/v1/users/{}", user.id), json!({ "is_active": false })).await.has(200);
}

#[tokio::test]
async fn each_header_that_is_not_good_is_told_why() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (by_jwt, refresh) = alice.by_jwt().await;
    let tampered = format!("JWT {}AAAA", &by_jwt.credential()[..by_jwt.credential().len() - 4]);
    let refresh = format!("Bearer {refresh}");
    let absent = json!({ "detail": "Authentication credentials were not provided." });
    let two_words = json!({
        "detail": "Authorization header must contain two space-delimited values",
        "code": "bad_authorization_header",
    });
    let rows = [
        ("Basic YWxpY2U6YWxpY2U=", absent.clone()),
        ("Digest x", absent.clone()),
        ("bearer x", token_not_valid("Token is invalid")),
        ("jwt x", token_not_valid("Token is invalid")),
        ("jwt", two_words.clone()),
        ("BEARER a b", two_words.clone()),
        ("bearerx", absent.clone()),
        ("Token", json!({ "detail": "Invalid token header. No credentials provided." })),
        ("Token a b", json!({ "detail": "Invalid token header. Token string should not contain spaces." })),
        ("Token 0123456789012345678901234567890123456789", json!({ "detail": "Invalid token." })),
        ("tOKEN nonsense", json!({ "detail": "Invalid token." })),
        ("JWT", two_words.clone()),
        ("Bearer", two_words.clone()),
        ("JWT a b", two_words),
        ("JWT nonsense", token_not_valid("Token is invalid")),
        ("Bearer a.b.c", token_not_valid("Token is invalid")),
        (&tampered, token_not_valid("Token is invalid")),
        (&refresh, token_not_valid("Token has wrong type")),
        // What has the form of an opaque token is refused in a JWT's words all the same.
        ("Bearer 0123456789012345678901234567890123456789", token_not_valid("Token is invalid")),
        ("JWT 0123456789012345678901234567890123456789", token_not_valid("Token is invalid")),
        (&*format!("JWT {}", alice.credential()), token_not_valid("Token is invalid")),
    ];
    for (header, body) in rows {
        let reply = world.anyone().with("authorization", header).get("/auth/users/me/").await;
        reply.is(401, body).says("www-authenticate", "Token");
    }
    world.anyone().get("/auth/users/me/").await.is(401, absent).says("www-authenticate", "Token");
}

#[tokio::test]
async fn a_token_that_is_no_text_is_told_so() {
    let world = World::new().await;
    let request = crate::world::Request::new("GET", "/auth/users/me/").header("authorization", b"Token \xff");
    let why = "Invalid token header. Token string should not contain invalid characters.";
    world.anyone().send(request).await.is(401, json!({ "detail": why }));
}

#[tokio::test]
async fn the_words_token_jwt_and_bearer_in_any_case_let_their_credentials_in() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (by_jwt, _) = alice.by_jwt().await;
    let (token, access) = (alice.credential(), by_jwt.credential());
    for header in [
        format!("Token {token}"),
        format!("token {token}"),
        format!("TOKEN  {token}"),
        format!("JWT {access}"),
        format!("Bearer {access}"),
        format!("jwt {access}"),
        format!("bearer {access}"),
        format!("BEARER  {access}"),
        format!("Bearer {token}"),
        format!("bearer {token}"),
    ] {
        let reply = world.anyone().with("authorization", &header).get("/auth/users/me/").await;
        reply.is(200, alice.object());
        let stranger = world.anyone().with("authorization", &header);
        for path in [&*format!("/api/users/{}", alice.id), &format!("/api/accounts/{}/", alice.id), "/v1/me"]
        {
            stranger.get(path).await.has(200);
        }
        stranger.get(&format!("/users/{}/", alice.id)).await.has(200);
    }
}

#[tokio::test]
async fn an_opaque_token_under_bearer_ends_as_under_its_own_name() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let bearer =
        |token: &Actor| token.signed_out().with("authorization", &format!("Bearer {}", token.credential()));
    let (one, other) = (bearer(&alice), bearer(&alice.by_token().await));
    one.post("/auth/token/logout/", json!({})).await.is_empty(204);
    one.get("/auth/users/me/").await.is(401, token_not_valid("Token is invalid"));
    other.get("/auth/users/me/").await.has(200);
    disable(&world, &alice).await;
    let inactive = json!({ "detail": "User is inactive", "code": "user_inactive" });
    other.get("/auth/users/me/").await.is(401, inactive);
}

#[tokio::test]
async fn a_token_in_the_query_is_none() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let path = format!("/auth/users/me/?token={0}&auth_token={0}&access_token={0}", alice.credential());
    world.anyone().get(&path).await.has(401);
}

#[tokio::test]
async fn an_access_token_is_good_for_five_minutes() {
    let world = World::new().await;
    let (alice, _) = world.user("alice").await.by_jwt().await;
    world.later(Duration::from_secs(299));
    alice.get("/auth/users/me/").await.has(200);
    world.later(Duration::from_secs(1));
    alice.get("/auth/users/me/").await.is(401, token_not_valid("Token is expired"));
}

#[tokio::test]
async fn a_disabled_user_is_refused_on_the_next_request_and_let_in_again_when_enabled() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let ((by_jwt, refresh), in_browser) = (alice.by_jwt().await, alice.in_browser().await);
    disable(&world, &alice).await;

    let inactive = json!({ "detail": "User inactive or deleted." });
    alice.get("/auth/users/me/").await.is(401, inactive);
    let inactive = json!({ "detail": "User is inactive", "code": "user_inactive" });
    by_jwt.get("/auth/users/me/").await.is(401, inactive);
    in_browser.get("/auth/users/me/").await.has(401);
    let refused = json!({ "detail": "No active account found for the given token." });
    world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.is(401, refused);
    for path in ["/auth/token/login/", "/auth/jwt/create/", "/auth/session/login/"] {
        let status = world.anyone().post(path, alice.login(crate::world::GOOD)).await.status();
        assert!([400, 401].contains(&status), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_deleted_user_is_nobody() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let ((by_jwt, refresh), in_browser) = (alice.by_jwt().await, alice.in_browser().await);
    let proof = json!({ "current_password": crate::world::GOOD });
    alice.delete("/auth/users/me/", proof).await.is_empty(204);

    alice.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));
    let gone = json!({ "detail": "User not found", "code": "user_not_found" });
    by_jwt.get("/auth/users/me/").await.is(401, gone);
    in_browser.get("/auth/users/me/").await.has(401);
    world.anyone().post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(401);
}

#[tokio::test]
async fn bad_credentials_are_refused_even_where_none_are_needed() {
    let world = World::new().await;
    let stranger = world.anyone().with("authorization", "Token nonsense");
    for path in [
        "/auth/users/",
        "/auth/users/activation/",
        "/auth/users/resend_activation/",
        "/auth/users/reset_password/",
        "/auth/users/reset_password_confirm/",
        "/auth/users/reset_username/",
        "/auth/users/reset_username_confirm/",
        "/auth/token/login/",
        "/auth/users/create/",
        "/auth/users/confirm/",
        "/auth/password/reset/",
        "/auth/password/reset/confirm/",
        "/users/",
        "/users/activate/",
        "/password/reset/",
    ] {
        stranger.post(path, json!({})).await.is(401, json!({ "detail": "Invalid token." }));
    }
}

#[tokio::test]
async fn the_jwt_views_look_at_no_credentials() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let (_, refresh) = alice.by_jwt().await;
    let stranger = world.anyone().with("authorization", "Token nonsense");
    stranger.post("/auth/jwt/create/", alice.login(crate::world::GOOD)).await.has(200);
    stranger.post("/auth/jwt/refresh/", json!({ "refresh": refresh })).await.has(200);
    stranger.post("/auth/jwt/verify/", json!({ "token": refresh })).await.is(200, json!({}));
}

#[tokio::test]
async fn a_header_beats_a_cookie() {
    let world = World::new().await;
    let (alice, bob) = (world.user("alice").await.in_browser().await, world.user("bob").await);
    let both = alice.with("authorization", &format!("Token {}", bob.credential()));
    both.get("/auth/users/me/").await.is(200, bob.object());
    let bad = alice.with("authorization", "Token nonsense");
    bad.get("/auth/users/me/").await.is(401, json!({ "detail": "Invalid token." }));
}
