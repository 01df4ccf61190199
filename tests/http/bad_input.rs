//! Input that nobody should send: the dialect's own 4xx, and nothing changed.

use crate::world::{GOOD, Reply, Request, World};
use serde_json::json;

const SIGN_UP: &str = "/auth/users/";

async fn send(world: &World, kind: &str, body: impl Into<Vec<u8>>) -> Reply {
    world.anyone().send(Request::post(SIGN_UP).body(kind, body.into())).await
}

#[tokio::test]
async fn a_body_has_64_kib_at_most() {
    let world = World::new().await;
    let form = json!({ "username": "zoe", "password": GOOD }).to_string();
    let padded = |length: usize| format!("{form}{}", " ".repeat(length - form.len()));
    send(&world, "application/json", padded(65_537)).await.has(413);
    for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"] {
        send(&world, kind, "x".repeat(65_537)).await.has(413);
    }
    send(&world, "application/json", padded(65_536)).await.has(201);
}

#[tokio::test]
async fn deep_nesting_is_refused_and_harms_nobody() {
    let world = World::new().await;
    for body in [
        "[".repeat(30_000),
        format!("{}{}", "[".repeat(30_000), "]".repeat(30_000)),
        r#"{"a":"#.repeat(10_000),
        format!(r#"{{"username":{}1{}}}"#, "[".repeat(500), "]".repeat(500)),
    ] {
        send(&world, "application/json", body).await.has(400);
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_names_nothing_in_every_dialect() {
    let world = World::new().await;
    let root = world.superuser().await;
    for path in
        ["/auth/users/%ff/", "/users/%C3", "/api/accounts/%ff/", "/v1/users/%ff", "/v1/groups/%E9t", "/%ff"]
    {
        let reply = root.get(path).await;
        let unknown = root.get(&path.replace('%', "x")).await;
        reply.has(404);
        assert_eq!(reply.text(), unknown.text(), "{path}");
    }
    let page = world.anyone().get("/account/%ff").await;
    assert_eq!(page.text(), world.anyone().get("/account/xff").await.text(), "{page}");
}

#[tokio::test]
async fn a_key_stands_once() {
    let world = World::new().await;
    let body = format!(r#"{{"username":"zoe","username":"root","password":"{GOOD}"}}"#);
    let reply = send(&world, "application/json", body).await;
    assert!(reply.has(400).text_of("detail").starts_with("JSON parse error - "), "{reply}");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_refused_in_every_format() {
    let world = World::new().await;
    let part = b"--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n\xff\xfe\r\n--b--\r\n";
    for (kind, body) in [
        ("application/json", &b"{\"username\":\"\xc3\x28\"}"[..]),
        ("application/json", b"\xff\xfe{\0}\0"),
        ("application/x-www-form-urlencoded", b"username=\xff&password=x"),
        ("application/x-www-form-urlencoded", b"username=%FF%00&password=x"),
        ("multipart/form-data; boundary=b", part),
        ("multipart/form-data; boundary=b", b"--b\r\nContent-Disp"),
        ("multipart/form-data", b"--b--\r\n"),
    ] {
        send(&world, kind, body).await.has(400);
    }
}

#[tokio::test]
async fn nul_and_endless_texts_are_refused_wherever_they_stand() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let long = "x".repeat(60_000);
    for (path, field) in [
        ("/auth/token/login/", "username"),
        ("/auth/jwt/create/", "username"),
        ("/auth/session/login/", "username"),
        ("/auth/users/reset_password/", "email"),
        ("/auth/users/activation/", "token"),
        ("/auth/users/reset_password_confirm/", "uid"),
        ("/auth/users/reset_username_confirm/", "new_username"),
        ("/auth/jwt/refresh/", "refresh"),
        ("/auth/jwt/verify/", "token"),
        ("/auth/users/set_password/", "current_password"),
        ("/auth/users/set_username/", "new_username"),
    ] {
        for value in ["a\0b", long.as_str(), "\u{202e}\u{feff}\u{1f468}", "'; DROP TABLE users; --", "#{pk}"]
        {
            let mut form = json!({ "username": "alice", "password": "wrong", "uid": "Nw", "token": "x" });
            form[field] = json!(value);
            let actor = if path.contains("/set_") { &alice } else { &world.anyone() };
            let reply = actor.post(path, form).await;
            assert!((400..500).contains(&reply.status()), "{reply}");
        }
    }
    alice.get("/auth/users/me/").await.is(200, alice.object());
}

#[tokio::test]
async fn credentials_of_every_shape_are_refused() {
    let world = World::new().await;
    let long = "x".repeat(9000);
    let headers = [
        format!("Token {long}"),
        format!("Bearer {long}"),
        format!("Bearer {long}.{long}.{long}"),
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.".to_owned(),
        "Bearer ..".to_owned(),
        "Token 1-".to_owned(),
        "Token zzzzzzzzzzzzzzzzzzzzzzzzz-0".to_owned(),
        "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6Ii4uLy4uL2V0Yy9wYXNzd2QifQ.e30.AA".to_owned(),
    ];
    for header in headers {
        world.anyone().with("authorization", &header).get("/auth/users/me/").await.has(401);
    }
    for cookie in [format!("sessionid={long}"), "sessionid=;;;=".to_owned(), "=".to_owned()] {
        world.anyone().with("cookie", &cookie).get("/auth/users/me/").await.has(401);
    }
}

#[tokio::test]
async fn paths_of_every_shape_are_answered() {
    let world = World::new().await;
    let staff = world.staff("sam").await;
    for path in [
        "/auth/users/%00/",
        "/auth/users/%0d%0aSet-Cookie:a=b/",
        "/auth/users/a%3Fb/",
        "/auth/users/a%23b/",
        "/auth/users/%252e%252e/",
        "/auth/users/..%2F..%2Fv1/",
        "/auth/users/me%2F/",
        "/auth/users/%F0%9F%A4%96/",
        "/v1/users/%00",
        "/v1/users/a%20b",
        "/pages/activate/%00/%00",
    ] {
        let reply = staff.get(path).await;
        assert!([200, 404].contains(&reply.status()), "{reply}");
        assert!(reply.headers().get("set-cookie").is_none(), "{reply}");
    }
    let long = format!("/auth/users/{}/", "9".repeat(8000));
    staff.get(&long).await.has(404);
}

#[tokio::test]
async fn a_forged_host_is_nobodys_business() {
    let world = World::new().await;
    let mut stranger = world.anyone();
    for name in ["host", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "forwarded"] {
        stranger = stranger.with(name, "evil.example");
    }
    for path in ["/", "/auth/", "/.well-known/openid-configuration"] {
        let reply = stranger.get(path).await;
        assert!(!reply.has(200).text().contains("evil"), "{reply}");
    }
}
