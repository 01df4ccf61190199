//! Who asks about an account learns nothing from how much work it is: the calls to the table are the same, whether
//! there is such an account and however it stands, and so is the answer.

use crate::world::{Actor, GOOD, Reply, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

/// A call by what it costs.
type Work = (String, usize);

/// Every kind of account that there is, and none: `ada` is active, `bob` waits for activation, `eve` was disabled,
/// and nobody is `nobody`.
async fn everybody(settings: &[(&str, &str)]) -> World {
    let world = World::behind_proxy(settings).await;
    let root = world.superuser().await;
    world.user("ada").await;
    world.newcomer("bob").await;
    let eve = world.user("eve").await;
    root.patch(&format!("/v1/users/{}", eve.id), json!({ "is_active": false })).await.has(200);
    world.deliver().await;
    world
}

/// What the request makes the service do, in no order where it does several things at once.
async fn work(world: &World, anyone: &Actor, path: &str, body: Value) -> (Vec<Work>, Reply) {
    world.proxy().forget();
    // Pages take forms, and what they need is in their address.
    let reply = match path.starts_with("/pages/") {
        true => anyone.send(Request::new("POST", path).form(&[])).await,
        false => anyone.post(path, body).await,
    };
    let calls = world.proxy().calls();
    let mut work: Vec<_> = calls.iter().map(|call| (call.operation.clone(), call.size())).collect();
    work.sort();
    assert!(!work.is_empty(), "{path} asks the table");
    (work, reply)
}

/// All of these make the same work and get the same answer.
async fn look_alike(world: &World, path: &str, bodies: &[(&str, Value)]) {
    let mut first = None;
    for (number, (who, body)) in bodies.iter().enumerate() {
        // From different addresses, so that a limit on one does not tell them apart.
        let anyone = world.anyone().from(&format!("198.51.100.{number}"));
        let (work, reply) = work(world, &anyone, path, body.clone()).await;
        let answer = (reply.status(), reply.text().to_owned(), reply.headers().clone());
        let (work_before, answer_before) = first.get_or_insert((work.clone(), answer.clone()));
        assert_eq!(*work_before, work, "{path} for {who}:{}", world.proxy().listing());
        assert_eq!(*answer_before, answer, "{path} for {who}");
    }
}

#[tokio::test]
async fn a_refused_sign_in_is_the_same_work_whatever_the_reason() {
    for throttle in ["off", "on"] {
        let world = everybody(&[("THROTTLE", throttle)]).await;
        for path in ["/auth/jwt/create/", "/auth/token/login/", "/auth/session/login/"] {
            let login = |name: &str, password: &str| json!({ "username": name, "password": password });
            let logins = [
                ("a wrong password", login("ada", "not the password")),
                ("an unknown name", login("nobody", GOOD)),
                ("one who waits", login("bob", GOOD)),
                ("one who waits, with a wrong password", login("bob", "not the password")),
                ("a disabled one", login("eve", GOOD)),
                ("a disabled one, with a wrong password", login("eve", "not the password")),
                ("what cannot be a name", login("no name at all!", GOOD)),
            ];
            look_alike(&world, path, &logins).await;
            // A quarter of an hour of quiet, and the failures are forgotten.
            world.later(Duration::from_secs(1200));
        }
    }
}

#[tokio::test]
async fn a_refused_sign_in_by_address_is_the_same_work_whatever_the_reason() {
    let world = everybody(&[("LOGIN_FIELD", "email")]).await;
    for path in ["/auth/jwt/create/", "/auth/token/login/", "/auth/session/login/"] {
        let key = if path == "/auth/jwt/create/" { "username" } else { "email" };
        let login = |email: &str, password: &str| json!({ "email": email, key: email, "username": email, "password": password });
        let logins = [
            ("a wrong password", login("ada@example.org", "not the password")),
            ("an unknown address", login("nobody@example.org", GOOD)),
            ("one who waits", login("bob@example.org", GOOD)),
            ("a disabled one", login("eve@example.org", GOOD)),
            ("what cannot be an address", login("nobody", GOOD)),
        ];
        look_alike(&world, path, &logins).await;
    }
}

#[tokio::test]
async fn asking_for_a_mail_is_the_same_work_whoever_has_the_address() {
    for throttle in ["off", "on"] {
        let world = everybody(&[("THROTTLE", throttle)]).await;
        for path in [
            "/auth/users/reset_password/",
            "/auth/users/reset_username/",
            "/auth/users/resend_activation/",
            "/auth/password/reset/",
            "/password/reset/",
            "/auth/users/resend/",
        ] {
            let ask = |name: &str| json!({ "email": format!("{name}@example.org") });
            let requests = ["ada", "bob", "eve", "nobody"].map(|name| (name, ask(name)));
            look_alike(&world, path, &requests).await;
        }
    }
}

#[tokio::test]
async fn a_bad_link_is_the_same_work_whoever_it_names() {
    let world = everybody(&[]).await;
    let root = world.anyone().named("root", 0).by_token().await;
    let users = root.get("/auth/users/").await.has(200).json();
    let id = |name: &str| {
        let found = users.as_array().into_iter().flatten().find(|user| user["username"] == name);
        found.expect("everybody is listed")["id"].as_u64().expect("a number")
    };
    for path in [
        "/auth/users/activation/",
        "/auth/users/reset_password_confirm/",
        "/pages/confirm_email/{uid}/0-0",
        "/pages/cancel_email/{uid}/0-0",
    ] {
        let body = |id: u64| {
            let uid = shared::mail::links::uid(id.into());
            json!({ "uid": uid, "token": "0-0", "new_password": "another good battery" })
        };
        let mut works = Vec::new();
        for name in ["ada", "bob", "eve"] {
            let path = path.replace("{uid}", &shared::mail::links::uid(id(name).into()));
            works.push(work(&world, &world.anyone(), &path, body(id(name))).await.0);
        }
        assert!(works.iter().all(|work| *work == works[0]), "{path}: {works:?}");
    }
}
