//! Many who want the same thing at the same moment: exactly one gets it.

use crate::world::{GOOD, Reply, World};
use cli::routes;
use serde_json::{Value, json};
use shared::accounts::{self, NewPassword, NewUser, Registration};
use shared::auth::policy::{Permit, all, to};
use shared::domain::password::Password;
use shared::domain::{Email, Username};
use shared::http::Service;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Barrier, Mutex};

/// How many want it.
pub(crate) const CALLERS: usize = 64;

/// Races take turns: 64 passwords hashed by each of several races at once would take longer than a request may.
pub(crate) static TURN: Mutex<()> = Mutex::const_new(());

/// What so many callers get who all begin at the same moment.
pub(crate) async fn at_once<T, F>(callers: usize, call: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let start = Arc::new(Barrier::new(callers));
    let begin = |number| {
        let (start, call) = (start.clone(), call(number));
        tokio::spawn(async move {
            start.wait().await;
            call.await
        })
    };
    let mut results = Vec::new();
    for call in (0..callers).map(begin).collect::<Vec<_>>() {
        results.push(call.await.expect("a caller does not panic"));
    }
    results
}

/// So many answers have this status, and all others the other one.
#[track_caller]
pub(crate) fn split(replies: &[Reply], winners: (usize, u16), losers: u16) {
    let with = |status: u16| replies.iter().filter(|reply| reply.status() == status).count();
    let other = replies.iter().find(|reply| ![winners.1, losers].contains(&reply.status()));
    assert!(other.is_none(), "wanted {} or {losers}\n\n{}", winners.1, other.expect("there is one"));
    assert_eq!(with(winners.1), winners.0, "answers with {}", winners.1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_gets_a_user_name() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let replies = at_once(CALLERS, |number| {
        let anyone = world.anyone();
        // Spelled differently, it is still the same name.
        let name = if number % 2 == 0 { "ada" } else { "ADA" };
        let form = json!({ "username": name, "email": format!("ada{number}@example.org"), "password": GOOD });
        async move { anyone.post("/auth/users/", form).await }
    });
    let replies = replies.await;
    split(&replies, (1, 201), 400);
    for loser in replies.iter().filter(|reply| reply.status() == 400) {
        loser.is(400, json!({ "username": ["A user with that username already exists."] }));
    }
    assert_eq!(world.mails().await.len(), 1, "only the winner is owed a mail");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_gets_an_address() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let replies = at_once(CALLERS, |number| {
        let anyone = world.anyone();
        let email = if number % 2 == 0 { "ada@example.org" } else { "Ada@Example.ORG" };
        let form = json!({ "username": format!("ada{number}"), "email": email, "password": GOOD });
        async move { anyone.post("/auth/users/", form).await }
    });
    let replies = replies.await;
    split(&replies, (1, 201), 400);
    for loser in replies.iter().filter(|reply| reply.status() == 400) {
        loser.is(400, json!({ "email": ["user with this email address already exists."] }));
    }
    assert_eq!(world.mails().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_activation_link_works_once() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let ada = world.newcomer("ada").await;
    let proof = world.mail_to(&ada.email).await.link().proof();
    let replies = at_once(CALLERS, |_| {
        let (anyone, proof) = (world.anyone(), proof.clone());
        async move { anyone.post("/auth/users/activation/", proof).await }
    });
    let replies = replies.await;
    let won = replies.iter().filter(|reply| reply.status() == 204).count();
    assert_eq!(won, 1);
    // Who comes a moment later finds the link used, or the account active already.
    let refused = replies.iter().all(|reply| [204, 400, 403].contains(&reply.status()));
    assert!(refused, "{:?}", replies.iter().map(Reply::status).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_reset_link_sets_one_password_and_only_that_signs_in() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let ada = world.user("ada").await;
    world.anyone().post("/auth/users/reset_password/", json!({ "email": ada.email })).await.is_empty(204);
    let link = world.mail_to(&ada.email).await.link();
    let password = |number: usize| format!("good battery number {number}");
    let replies = at_once(CALLERS, |number| {
        let (anyone, proof) = (world.anyone(), link.proof_with("new_password", &password(number)));
        async move { anyone.post("/auth/users/reset_password_confirm/", proof).await }
    });
    let replies = replies.await;
    split(&replies, (1, 204), 400);
    let winner = replies.iter().position(|reply| reply.status() == 204).expect("one won");
    let sign_ins = at_once(CALLERS, |number| {
        let ada = ada.signed_out();
        async move { ada.post("/auth/token/login/", ada.login(&password(number))).await.status() }
    });
    let signed_in: Vec<_> =
        sign_ins.await.into_iter().enumerate().filter(|(_, status)| *status == 200).map(|(n, _)| n).collect();
    assert_eq!(signed_in, [winner]);
    ada.signed_out().post("/auth/token/login/", ada.login(GOOD)).await.has(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_renamers_gets_the_name() {
    let _turn = TURN.lock().await;
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let users = at_once(CALLERS, |number| {
        let anyone = world.anyone();
        async move { anyone.sign_up(&format!("user{number}")).await.by_token().await }
    });
    let users = users.await;
    let replies = at_once(CALLERS, |number| {
        let user = users[number].clone();
        let wish = json!({ "current_password": GOOD, "new_username": "ada" });
        async move { user.post("/auth/users/set_username/", wish).await }
    });
    let replies = replies.await;
    split(&replies, (1, 204), 400);
    for (user, reply) in users.iter().zip(&replies) {
        let name = if reply.status() == 204 { "ada" } else { &user.name };
        let shown = user.get("/auth/users/me/").await.has(200).text_of("username");
        assert_eq!(shown, name, "whoever lost keeps their name");
    }
    // The winner's old name is free, the losers' are not.
    let winner = replies.iter().position(|reply| reply.status() == 204).expect("one won");
    let form = |name: &str| json!({ "username": name, "password": GOOD });
    world.anyone().post("/auth/users/", form(&users[winner].name)).await.has(201);
    world.anyone().post("/auth/users/", form(&users[(winner + 1) % CALLERS].name)).await.has(400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_address_is_confirmed_once() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let ada = world.user("ada").await;
    let form = json!({ "email": "ada@example.com", "current_password": GOOD });
    ada.post("/v1/me/email", form).await.has(202);
    let token = json!({ "token": world.mail_to("ada@example.com").await.link().token });
    let replies = at_once(CALLERS, |_| {
        let (anyone, token) = (world.anyone(), token.clone());
        async move { anyone.post("/v1/email/confirm", token).await }
    });
    let replies = replies.await;
    split(&replies, (1, 204), 400);
    let bad = json!({ "token": ["Invalid token for given user."], "code": "invalid" });
    for loser in replies.iter().filter(|reply| reply.status() == 400) {
        loser.is(400, bad.clone());
    }
    assert_eq!(ada.get("/auth/users/me/").await.has(200).text_of("email"), "ada@example.com");
    assert_eq!(world.subjects_to(&ada.email).await.len(), 3, "activation, notice, farewell");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_who_confirm_an_address_gets_it() {
    let _turn = TURN.lock().await;
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let form = json!({ "email": "ada@example.com", "current_password": GOOD });
    let users = at_once(CALLERS, |number| {
        let (anyone, form) = (world.anyone(), form.clone());
        async move {
            let user = anyone.sign_up(&format!("user{number}")).await.by_token().await;
            user.post("/v1/me/email", form).await.has(202);
            user
        }
    });
    let users = users.await;
    let mails = world.mails().await.into_iter().filter(|mail| mail.to == "ada@example.com");
    let tokens: Vec<_> = mails.map(|mail| mail.link().token).collect();
    assert_eq!(tokens.len(), CALLERS);
    let replies = at_once(CALLERS, |number| {
        let (anyone, token) = (world.anyone(), json!({ "token": tokens[number] }));
        async move { anyone.post("/v1/email/confirm", token).await }
    });
    let replies = replies.await;
    split(&replies, (1, 204), 400);
    let taken = json!({ "email": ["user with this email address already exists."], "code": "invalid" });
    for loser in replies.iter().filter(|reply| reply.status() == 400) {
        loser.is(400, taken.clone());
    }
    let mut owners = 0;
    for user in &users {
        let email = user.get("/auth/users/me/").await.has(200).text_of("email");
        owners += usize::from(email == "ada@example.com");
        assert!(email == user.email || email == "ada@example.com", "whoever lost keeps their address");
    }
    assert_eq!(owners, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn who_confirms_and_who_calls_off_do_not_both_succeed() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let mut ada = world.user("ada").await;
    for round in 0..16 {
        world.later(std::time::Duration::from_secs(1));
        let new = format!("ada{round}@example.com");
        ada.post("/v1/me/email", json!({ "email": new, "current_password": GOOD })).await.has(202);
        let tokens = [world.mail_to(&new).await.link().token, world.mail_to(&ada.email).await.link().token];
        let replies = at_once(2, |number| {
            let (anyone, token) = (world.anyone(), json!({ "token": tokens[number] }));
            let path = ["/v1/email/confirm", "/v1/email/cancel"][number];
            async move { anyone.post(path, token).await }
        });
        let replies = replies.await;
        split(&replies, (1, 204), 400);
        if replies[0].status() == 204 {
            ada.email = new;
        }
        let stands = json!({ "email": ada.email, "pending_email": null });
        ada.get("/v1/me/email").await.is(200, stands);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_requests_for_an_address_one_waits() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let ada = world.user("ada").await;
    let replies = at_once(8, |number| {
        let ada = ada.clone();
        let form = json!({ "email": format!("ada{number}@example.com"), "current_password": GOOD });
        async move { ada.post("/v1/me/email", form).await.status() }
    });
    let statuses = replies.await;
    assert!(statuses.contains(&202), "{statuses:?}");
    // 503 asks to try again: somebody else edited the same account all the time.
    assert!(statuses.iter().all(|status| [202, 503].contains(status)), "{statuses:?}");
    let waits = ada.get("/v1/me/email").await.has(200).text_of("pending_email");
    let mails = world.mails().await;
    let to: Vec<_> = mails.iter().filter(|mail| mail.to.ends_with("example.com")).collect();
    assert_eq!(
        to.iter().map(|mail| &mail.to).collect::<Vec<_>>(),
        [&waits],
        "who no longer waits gets no link"
    );
    let token = json!({ "token": to[0].link().token });
    world.anyone().post("/v1/email/confirm", token).await.is_empty(204);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn all_who_refresh_at_once_get_the_same_successor() {
    let _turn = TURN.lock().await;
    let world = World::with(&[("ROTATE_REFRESH_TOKENS", "true")]).await;
    let (_, refresh) = world.user("ada").await.by_jwt().await;
    let replies = at_once(CALLERS, |_| {
        let (anyone, body) = (world.anyone(), json!({ "refresh": refresh }));
        async move { anyone.post("/auth/jwt/refresh/", body).await }
    });
    let replies = replies.await;
    let successor = replies[0].has(200).json();
    for reply in &replies {
        reply.is(200, successor.clone());
    }
    let next = json!({ "refresh": successor["refresh"] });
    world.anyone().post("/auth/jwt/refresh/", next).await.has(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_superusers_who_disable_each_other_leave_one() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    let root = world.superuser().await;
    let registration = Registration {
        username: Username::parse("toor"),
        email: Email::parse("toor@example.org"),
        fields: shared::domain::FieldValues::new(),
        locale: None,
        password: NewPassword { password: Password::new(GOOD), retyped: None },
    };
    let (users, new) = (Permit::operator(to::Add, all()), NewUser::superuser(registration));
    let made = accounts::create_user(&world.app, &users, new).await.expect("the name is free");
    let toor = world.anyone().named("toor", made.id.get()).by_token().await;
    for round in 0..16 {
        let (root, toor) = (root.by_token().await, toor.by_token().await);
        let pairs = [(root.clone(), toor.id), (toor.clone(), root.id)];
        let replies = at_once(2, |number| {
            let (actor, victim) = pairs[number].clone();
            async move { actor.patch(&format!("/v1/users/{victim}"), json!({ "is_active": false })).await }
        });
        let statuses: Vec<_> = replies.await.iter().map(Reply::status).collect();
        let mut left = Vec::new();
        for (actor, other) in [(&root, &toor), (&toor, &root)] {
            if actor.get("/auth/users/me/").await.status() == 200 {
                left.push((actor, other));
            }
        }
        assert!(!left.is_empty(), "round {round}: nobody is left, {statuses:?}");
        for (actor, other) in left {
            let enabled = json!({ "is_active": true });
            actor.patch(&format!("/v1/users/{}", other.id), enabled).await.has(200);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn instances_that_start_together_agree_on_one_signing_key() {
    let _turn = TURN.lock().await;
    let world = World::new().await;
    world.forget_key().await;
    let instances: Vec<_> = (0..8).map(|_| world.app_of("tokens")).collect();
    let kids = at_once(instances.len(), |number| {
        let app = instances[number].clone();
        async move {
            tokens::keep_keys(app.clone()).await.expect("the table answers");
            app.keyring.signing_key(&app).await.expect("a key").public().kid().to_owned()
        }
    });
    let kids = kids.await;
    assert!(kids.iter().all(|kid| *kid == kids[0]), "{kids:?}");
    world.later(Duration::from_secs(61));

    let published = world.anyone().get("/.well-known/jwks.json").await.has(200).json();
    let published: Vec<_> =
        published["keys"].as_array().into_iter().flatten().map(|key| key["kid"].clone()).collect();
    assert_eq!(published, [Value::from(kids[0].clone())]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_one_instance_issues_the_others_honour() {
    let _turn = TURN.lock().await;
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let other = Service::new(world.app_of("users"), routes());
    let (ada, _) = world.newcomer("ada").await.by_jwt().await;
    let mut request =
        http::Request::get("/auth/users/me").body(axum::body::Body::empty()).expect("a request");
    let authorization = ada.header("authorization").parse().expect("a header");
    request.headers_mut().insert("authorization", authorization);
    assert_eq!(other.answer(request).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_undoes_what_is_being_decided_about_him() {
    let world = std::sync::Arc::new(World::new().await);
    let root = world.superuser().await;
    for (round, field) in ["is_active", "is_staff", "is_active", "is_staff"].into_iter().enumerate() {
        let staff = world.staff(&format!("staff{round}")).await;
        let path = format!("/v1/users/{}", staff.id);
        let tries = (0..16).map(|_| {
            let (staff, path) = (staff.clone(), path.clone());
            tokio::spawn(async move {
                for _ in 0..4 {
                    staff.patch(&path, json!({ field: true })).await;
                }
            })
        });
        let tries: Vec<_> = tries.collect();
        // 503 asks to try again: somebody else edited the same account all the time.
        while root.patch(&path, json!({ field: false })).await.status() != 200 {}
        for each in tries {
            each.await.expect("no panic");
        }
        assert_eq!(root.get(&path).await.json()[field], false, "{field} was undone");
    }
}
