//! Each link and each token opens one door: tried at every other one it opens nothing, and is as good as before.

use crate::world::{Actor, GOOD, Reply, Request, World};
use serde_json::json;

/// Something that was given to a user to prove themselves with.
#[derive(Clone)]
struct Proof {
    kind: &'static str,
    uid: String,
    value: String,
}

/// Everything that takes such a thing, and the kind that it is for.
const DOORS: [(&str, &str); 15] = [
    ("activation", "activation"),
    ("activation page", "activation"),
    ("password reset", "password_reset"),
    ("password reset page", "password_reset"),
    ("username reset", "username_reset"),
    ("username reset page", "username_reset"),
    ("confirmation of an address", "email_change"),
    ("confirmation page", "email_change"),
    ("cancellation of an address", "email_change_cancellation"),
    ("cancellation page", "email_change_cancellation"),
    ("refresh", "refresh"),
    ("bearer", "access"),
    ("jwt scheme", "access"),
    ("token scheme", "opaque"),
    ("session cookie", "session"),
];

/// The one door that takes a second kind: many clients know no other scheme.
const TAKES_TOO: (&str, &str) = ("bearer", "opaque");

/// What the door says to it.
async fn knock(anyone: &Actor, door: &str, proof: &Proof) -> Reply {
    let Proof { uid, value, .. } = proof;
    let fields = json!({
        "uid": uid, "token": value, "refresh": value,
        "new_password": "another good battery", "new_username": "countess",
    });
    let path = |path: &str| path.replace("{uid}", uid).replace("{token}", value);
    let me = || Request::new("GET", "/auth/users/me/");
    match door {
        "activation" => anyone.post("/auth/users/activation/", fields).await,
        "activation page" => anyone.post(&path("/pages/activate/{uid}/{token}"), fields).await,
        "password reset" => anyone.post("/auth/users/reset_password_confirm/", fields).await,
        "password reset page" => anyone.post(&path("/pages/reset_password/{uid}/{token}"), fields).await,
        "username reset" => anyone.post("/auth/users/reset_username_confirm/", fields).await,
        "username reset page" => anyone.post(&path("/pages/reset_username/{uid}/{token}"), fields).await,
        "confirmation of an address" => anyone.post("/v1/email/confirm", fields).await,
        "confirmation page" => anyone.post(&path("/pages/confirm_email/{uid}/{token}"), fields).await,
        "cancellation of an address" => anyone.post("/v1/email/cancel", fields).await,
        "cancellation page" => anyone.post(&path("/pages/cancel_email/{uid}/{token}"), fields).await,
        "refresh" => anyone.post("/auth/jwt/refresh/", fields).await,
        "bearer" => anyone.send(me().header("authorization", format!("Bearer {value}"))).await,
        "jwt scheme" => anyone.send(me().header("authorization", format!("JWT {value}"))).await,
        "token scheme" => anyone.send(me().header("authorization", format!("Token {value}"))).await,
        "session cookie" => anyone.send(me().header("cookie", format!("sessionid={value}"))).await,
        other => panic!("no door {other}"),
    }
}

async fn link(world: &World, kind: &'static str, email: &str) -> Proof {
    world.anyone().post(&format!("/auth/users/reset_{kind}/"), json!({ "email": email })).await.is_empty(204);
    let link = world.mail_to(email).await.link();
    let kind = if kind == "password" { "password_reset" } else { "username_reset" };
    Proof { kind, uid: link.uid, value: link.token }
}

/// The links of a change of address: the one that confirms it, and the one that calls it off.
async fn moving(world: &World, ada: &Actor) -> [Proof; 2] {
    let form = json!({ "email": "ada@example.com", "current_password": GOOD });
    ada.post("/v1/me/email", form).await.has(202);
    let proof = |kind, link: crate::world::Link| Proof { kind, uid: link.uid, value: link.token };
    [
        proof("email_change", world.mail_to("ada@example.com").await.link()),
        proof("email_change_cancellation", world.mail_to(&ada.email).await.link()),
    ]
}

/// Tries everything everywhere it does not belong, and then each where it does.
async fn only_the_right_door_opens(world: &World, proofs: &[Proof]) {
    let anyone = world.anyone();
    for proof in proofs {
        let belongs = |door, kind| kind == proof.kind || (door, proof.kind) == TAKES_TOO;
        for (door, _) in DOORS.iter().filter(|(door, kind)| !belongs(*door, *kind)) {
            let reply = knock(&anyone, door, proof).await;
            let refused = (400..500).contains(&reply.status());
            assert!(refused, "{} opened {door}:\n\n{reply}", proof.kind);
        }
    }
    for proof in proofs {
        let (door, _) = DOORS.iter().find(|(_, kind)| *kind == proof.kind).expect("there is a door");
        let reply = knock(&anyone, door, proof).await;
        assert!((200..300).contains(&reply.status()), "{} no longer opens {door}:\n\n{reply}", proof.kind);
    }
}

#[tokio::test]
async fn what_an_active_user_holds_opens_its_own_door_only() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let (by_jwt, refresh) = ada.by_jwt().await;
    let browser = ada.signed_out().post("/auth/session/login/", ada.login(GOOD)).await;
    let [_, cancellation] = moving(&world, &ada).await;
    let username_reset = link(&world, "username", &ada.email).await;
    let password_reset = link(&world, "password", &ada.email).await;
    let held = |kind, value: &str| Proof { kind, uid: password_reset.uid.clone(), value: value.to_owned() };
    let proofs = [
        held("access", by_jwt.credential()),
        held("opaque", ada.credential()),
        held("session", browser.has(200).cookie("sessionid")),
        held("refresh", &refresh),
        username_reset,
        cancellation,
        // Last, since it ends all the others.
        password_reset.clone(),
    ];
    only_the_right_door_opens(&world, &proofs).await;
}

#[tokio::test]
async fn what_confirms_an_address_opens_its_own_door_only() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let [confirmation, _] = moving(&world, &ada).await;
    only_the_right_door_opens(&world, &[confirmation]).await;
}

#[tokio::test]
async fn what_a_newcomer_holds_opens_its_own_door_only() {
    let world = World::new().await;
    let ada = world.newcomer("ada").await;
    let activation = world.mail_to(&ada.email).await.link();
    let activation = Proof { kind: "activation", uid: activation.uid, value: activation.token };
    let password_reset = link(&world, "password", &ada.email).await;
    only_the_right_door_opens(&world, &[activation, password_reset]).await;
}

#[tokio::test]
async fn one_users_link_does_nothing_for_another() {
    let world = World::new().await;
    let (ada, bob) = (world.newcomer("ada").await, world.newcomer("bob").await);
    let (adas, bobs) = (world.mail_to(&ada.email).await.link(), world.mail_to(&bob.email).await.link());
    let mixed = [(&adas.uid, &bobs.token), (&bobs.uid, &adas.token)];
    for (uid, token) in mixed {
        let reply = ada.post("/auth/users/activation/", json!({ "uid": uid, "token": token })).await;
        assert!((400..500).contains(&reply.status()), "{reply}");
    }
    for link in [adas, bobs] {
        ada.post("/auth/users/activation/", link.proof()).await.is_empty(204);
    }
}
