//! `/v1/sessions`: signing in, going on, and ending it.

use crate::world::{Actor, GOOD, Reply, Request, World};
use serde_json::{Value, json};
use std::time::Duration;

const SESSIONS: &str = "/v1/sessions";

async fn sign_in(actor: &Actor, login: &str) -> Reply {
    actor.signed_out().post(SESSIONS, json!({ "login": login, "password": GOOD })).await
}

fn bearer(actor: &Actor, reply: &Reply) -> Actor {
    actor.signed_out().with("authorization", &format!("Bearer {}", reply.text_of("access")))
}

async fn listed(actor: &Actor, path: &str) -> Vec<Value> {
    let page = actor.get(path).await.has(200).json();
    page["results"].as_array().expect("a page has results").clone()
}

#[tokio::test]
async fn a_user_signs_in_by_name_or_address_and_goes_on() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    for login in ["ada", "ADA", "ada@example.org", "Ada@Example.ORG"] {
        let signed_in = sign_in(&ada, login).await;
        assert_eq!(signed_in.has(201).json()["user"]["pk"], ada.id);
        bearer(&ada, &signed_in).get("/v1/me").await.has(200);
        let refresh = json!({ "refresh": signed_in.text_of("refresh") });
        let next = world.anyone().post("/v1/sessions/refresh", refresh).await;
        assert_ne!(next.has(200).text_of("refresh"), signed_in.text_of("refresh"));
        bearer(&ada, &next).get("/v1/me").await.has(200);
    }
}

#[tokio::test]
async fn an_address_that_is_not_proven_gives_way_to_a_user_of_that_name() {
    let world = World::with(&[("THROTTLE", "on")]).await;
    let ada = world.user("ada").await;
    let login = "ada@home.example";
    ada.post("/v1/me/username", json!({ "username": login, "current_password": GOOD })).await.has(200);
    assert_eq!(sign_in(&ada, login).await.has(201).json()["user"]["pk"], ada.id);
    let other = "another good battery";
    let form = json!({ "username": "eve", "email": login, "password": other });
    let eve = world.anyone().from("198.51.100.7").post("/v1/users", form).await.has(201).json()["pk"].clone();
    let by_eve = json!({ "login": login, "password": other });
    world.anyone().post(SESSIONS, by_eve.clone()).await.has(401);
    assert_eq!(sign_in(&ada, login).await.has(201).json()["user"]["pk"], ada.id);
    // Who has proven it has the better right.
    let link = world.mail_to(login).await.link();
    world.anyone().post("/v1/activation", json!({ "token": link.token })).await.has(204);
    assert_eq!(world.anyone().post(SESSIONS, by_eve).await.has(201).json()["user"]["pk"], eve);
    sign_in(&ada, login).await.has(401);
}

#[tokio::test]
async fn where_nobody_proves_an_address_it_still_comes_before_a_name() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let login = "ada@example.org";
    let squatter = json!({ "username": login, "email": "eve@example.com", "password": GOOD });
    world.anyone().post("/v1/users", squatter).await.has(201);
    let ada = world.user("ada").await;
    assert_eq!(sign_in(&ada, login).await.has(201).json()["user"]["pk"], ada.id);
}

#[tokio::test]
async fn who_may_not_is_told_the_same_whatever_the_reason() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    world.newcomer("zoe").await;
    let body = json!({
        "detail": "No active account found with the given credentials", "code": "no_active_account",
    });
    for (login, password) in
        [("ada", "wrong"), ("zoe", GOOD), ("nobody", GOOD), ("no@body.org", GOOD), ("@", GOOD)]
    {
        let refused = world.anyone().post(SESSIONS, json!({ "login": login, "password": password })).await;
        refused.is(401, body.clone()).says("www-authenticate", "Bearer realm=\"api\"");
    }
    let required = "This field is required.";
    let missing = json!({ "login": [required], "password": [required], "code": "invalid" });
    ada.signed_out().post(SESSIONS, json!({})).await.is(400, missing);
    let broken = world.anyone().send(Request::post(SESSIONS).body("application/json", "{bad")).await;
    assert_eq!(broken.has(400).text_of("code"), "parse_error");
    let xml = world.anyone().send(Request::post(SESSIONS).body("application/xml", "<a/>")).await;
    assert_eq!(xml.has(415).text_of("code"), "unsupported_media_type");
    let put = world.anyone().put(SESSIONS, json!({})).await;
    assert_eq!(
        put.has(405).says("allow", "GET, POST, DELETE, HEAD, OPTIONS").text_of("code"),
        "method_not_allowed"
    );
}

#[tokio::test]
async fn refresh_tokens_always_rotate_and_a_reused_one_ends_the_session() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let (_, first) = ada.by_jwt().await;
    let refresh =
        async |token: &str| world.anyone().post("/v1/sessions/refresh", json!({ "refresh": token })).await;
    let second = refresh(&first).await.has(200).json();
    assert_eq!(refresh(&first).await.has(200).json(), second, "a lost reply is had again");
    let third = refresh(second["refresh"].as_str().unwrap()).await.has(200).text_of("refresh");
    let reused = refresh(&first).await;
    assert_eq!(reused.has(401).text_of("code"), "token_not_valid");
    refresh(&third).await.has(401);
    for (token, status) in [("nonsense", 401), ("", 400)] {
        refresh(token).await.has(status);
    }
}

#[tokio::test]
async fn a_user_sees_where_he_is_signed_in_and_ends_it() {
    let world = World::new().await;
    let token = world.user("ada").await;
    let browser = token.in_browser().await;
    let signed_in = sign_in(&token, "ada").await;
    let jwt = bearer(&token, &signed_in);
    let all = listed(&jwt, SESSIONS).await;
    let mut kinds: Vec<_> = all.iter().map(|one| one["kind"].as_str().unwrap()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["cookie", "jwt", "token"]);
    for one in &all {
        let keys: Vec<_> = one.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "kind", "created_at", "last_used_at", "expires_at", "agent", "current"]);
        assert_eq!(one["current"], one["kind"] == "jwt");
        assert!(one["created_at"].as_str().unwrap().starts_with("2026-01-01T12:00"));
    }
    let id =
        |kind: &str| all.iter().find(|one| one["kind"] == kind).unwrap()["id"].as_str().unwrap().to_owned();
    assert_eq!(id("jwt"), signed_in.text_of("session"));
    for (kind, signed_in) in [("cookie", &browser), ("token", &token)] {
        let path = format!("{SESSIONS}/{}", id(kind));
        signed_in.get("/v1/me").await.has(200);
        jwt.delete(&path, json!({})).await.is_empty(204);
        signed_in.get("/v1/me").await.has(401);
        jwt.delete(&path, json!({})).await.is(404, json!({ "detail": "Not found.", "code": "not_found" }));
    }
    assert_eq!(listed(&jwt, SESSIONS).await.len(), 1);
    jwt.delete(&format!("{SESSIONS}/{}", id("jwt")), json!({})).await.is_empty(204);
    jwt.get("/v1/me").await.has(401);
}

#[tokio::test]
async fn nobody_ends_somebody_elses() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let bobs = listed(&bob, SESSIONS).await[0]["id"].as_str().unwrap().to_owned();
    ada.delete(&format!("{SESSIONS}/{bobs}"), json!({})).await.has(404);
    for path in [format!("/v1/users/{}/sessions/{bobs}", bob.id), format!("/v1/users/{}/sessions", bob.id)] {
        let refused = ada.delete(&path, json!({})).await;
        assert_eq!(refused.has(403).text_of("code"), "permission_denied");
        world.anyone().delete(&path, json!({})).await.has(401);
    }
    ada.get(&format!("/v1/users/{}/sessions", bob.id)).await.has(403);
    for id in ["x", "%2F", "P", &"f".repeat(3000)] {
        ada.delete(&format!("{SESSIONS}/{id}"), json!({})).await.has(404);
    }
    bob.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn all_end_at_once_or_all_but_ones_own() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let (other, browser) = (ada.by_token().await, ada.in_browser().await);
    ada.delete(&format!("{SESSIONS}?keep_current=true"), json!({})).await.is_empty(204);
    for ended in [&other, &browser] {
        ended.get("/v1/me").await.has(401);
    }
    assert_eq!(listed(&ada, SESSIONS).await.len(), 1);
    for query in ["keep_current=yes", "keep=true"] {
        ada.delete(&format!("{SESSIONS}?{query}"), json!({})).await.has(400);
    }
    ada.delete(SESSIONS, json!({})).await.is_empty(204);
    ada.get("/v1/me").await.has(401);
    ada.by_token().await.get("/v1/me").await.has(200);
}

#[tokio::test]
async fn administrators_see_and_end_those_of_others_but_not_a_superusers() {
    let world = World::new().await;
    let (root, sam, ada) = (world.superuser().await, world.staff("sam").await, world.user("ada").await);
    let path = format!("/v1/users/{}/sessions", ada.id);
    let all = listed(&sam, &path).await;
    assert_eq!((all.len(), &all[0]["current"]), (1, &json!(false)));
    let id = all[0]["id"].as_str().unwrap();
    sam.delete(&format!("{path}/{id}"), json!({})).await.is_empty(204);
    ada.get("/v1/me").await.has(401);
    let ada = ada.by_token().await;
    sam.delete(&path, json!({})).await.is_empty(204);
    ada.get("/v1/me").await.has(401);
    let roots = format!("/v1/users/{}/sessions", root.id);
    let id = listed(&sam, &roots).await[0]["id"].as_str().unwrap().to_owned();
    sam.delete(&roots, json!({})).await.has(403);
    sam.delete(&format!("{roots}/{id}"), json!({})).await.has(403);
    root.get("/v1/me").await.has(200);
    for path in ["/v1/users/7/sessions", "/v1/users/x/sessions", "/v1/users/9007199254740993/sessions"] {
        sam.get(path).await.has(404);
        sam.delete(path, json!({})).await.has(404);
    }
}

#[tokio::test]
async fn many_are_listed_page_by_page() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let first = ada.by_jwt().await.0;
    for _ in 0..5 {
        ada.by_jwt().await;
    }
    let mut path = format!("{SESSIONS}?limit=2");
    let mut ids = Vec::new();
    loop {
        let page = first.get(&path).await.has(200).json();
        ids.extend(
            page["results"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("https://accounts.test").expect("links are ours").to_owned();
    }
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((all, ids.len()), (7, 7));
    // What has ended is not shown, though it lies there until it is swept.
    world.later(Duration::from_secs(31 * 86_400));
    let again = ada.by_token().await;
    let kinds: Vec<_> = listed(&again, SESSIONS).await.into_iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["token", "token"]);
}

#[tokio::test]
async fn a_name_with_an_at_signs_in_unless_it_is_somebodys_address() {
    let world = World::new().await;
    let root = world.superuser().await;
    let made = async |username: &str, email: &str, password: &str| {
        let form = json!({ "username": username, "email": email, "password": password });
        root.post("/v1/users/create", form).await.has(201).json()["pk"].clone()
    };
    let ada = made("ada@home.example", "ada@example.org", GOOD).await;
    for login in ["ada@home.example", "Ada@Home.example", "ada@example.org"] {
        assert_eq!(sign_in(&world.anyone(), login).await.has(201).json()["user"]["pk"], ada);
    }
    // Whoever has the address is meant from then on.
    let bob = made("bob", "ada@home.example", "another good battery").await;
    sign_in(&world.anyone(), "ada@home.example").await.has(401);
    let form = json!({ "login": "ada@home.example", "password": "another good battery" });
    let signed_in = world.anyone().post(SESSIONS, form).await;
    assert_eq!(signed_in.has(201).json()["user"]["pk"], bob);
}
