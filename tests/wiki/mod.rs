//! The users wiki (docs/contracts/seeds.md §3).

use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};

const NEW: &str = "another good battery";
const DETAILS: &str = "/api/users/update_details";
const RESET: &str = "/api/passwords/reset_password";
const COMPLETE: &str = "/api/passwords/reset_password_complete";

fn errors(text: &str) -> Value {
    json!({ "errors": [text] })
}

fn detail(text: &str) -> Value {
    json!({ "detail": text })
}

/// A user who has told no other names.
fn object(user: &Actor) -> Value {
    json!({
        "id": user.id, "is_superuser": false, "first_name": "", "last_name": "", "username": user.name,
        "email": user.email,
    })
}

fn sign_up(name: &str) -> Value {
    json!({
        "username": name, "email": format!("{name}@example.org"), "first_name": name, "last_name": "Example",
        "password1": GOOD, "password2": GOOD,
    })
}

#[tokio::test]
async fn signing_up_gives_a_token_where_accounts_need_no_activation() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let reply = world.anyone().post("/auth/signup", sign_up("ada")).await;
    let body = reply.has(200).json();
    let ada = world.anyone().named("ada", body["user"]["id"].as_u64().expect("an id"));
    let token = reply.text_of("token");
    let mut shown = object(&ada);
    (shown["first_name"], shown["last_name"]) = (json!("ada"), json!("Example"));
    reply.is(200, json!({ "success": true, "errors": {}, "token": token, "user": shown.clone() }));
    let ada = ada.with("authorization", &format!("Token {token}"));
    ada.get(&format!("/api/users/{}", ada.id)).await.is(200, shown);
}

#[tokio::test]
async fn signing_up_waits_for_the_mail_and_its_key_confirms_the_address_once() {
    let world = World::new().await;
    let reply = world.anyone().post("/auth/signup", sign_up("ada")).await;
    assert_eq!((&reply.has(200).json()["success"], &reply.json()["token"]), (&json!(true), &Value::Null));
    let key = world.mail_to("ada@example.org").await.link().token;
    let confirm = format!("/auth/confirm_email/{key}");
    let invalid = json!({ "success": false, "errors": ["Invalid or expired key"] });
    world.anyone().get("/auth/confirm_email/nonsense").await.is(404, invalid.clone());
    world.anyone().get(&confirm).await.is(200, json!({ "success": true }));
    world.anyone().get(&confirm).await.is(404, invalid);
    let login = json!({ "username": "ada", "password": GOOD });
    assert_eq!(world.anyone().post("/auth/login", login).await.has(200).json()["success"], true);
}

#[tokio::test]
async fn what_is_wrong_with_signing_up_is_still_200() {
    let world = World::new().await;
    world.newcomer("ada").await;
    let failure = |errors: Value| json!({ "success": false, "errors": errors, "token": null, "user": {} });
    let missing = json!(["This field is required."]);
    let all = json!({
        "first_name": missing, "last_name": missing, "username": missing, "email": missing, "password1": missing,
        "password2": missing,
    });
    world.anyone().post("/auth/signup", json!({})).await.is(200, failure(all));
    let mut form = sign_up("ADA");
    form["password2"] = json!("something else 1");
    form["first_name"] = json!("a".repeat(21));
    let wrong = json!({
        "first_name": ["Ensure this value has at most 20 characters (it has 21)."],
        "password2": ["The two password fields didn't match."],
        "email": ["user with this email address already exists."],
        "username": ["A user with that username already exists."],
    });
    world.anyone().post("/auth/signup", form).await.is(200, failure(wrong));
    let mut form = sign_up("bob");
    (form["password1"], form["password2"]) = (json!("password"), json!("password"));
    let weak = json!({ "password2": ["This password is too common."] });
    world.anyone().post("/auth/signup", form).await.is(200, failure(weak));
}

#[tokio::test]
async fn signing_in_is_always_200_and_tells_nothing_of_who_may_not() {
    let world = World::new().await;
    let (ada, waiting) = (world.user("ada").await, world.newcomer("zoe").await);
    let wrong = json!({
        "success": false,
        "errors": { "__all__": [
            "Please enter a correct username and password. Note that both fields may be case-sensitive.",
        ] },
        "token": null, "user": {},
    });
    for (name, password) in [("ada", "wrong"), ("nobody", GOOD), (&*waiting.name, GOOD), (&*ada.email, GOOD)]
    {
        let login = json!({ "username": name, "password": password });
        world.anyone().post("/auth/login", login).await.is(200, wrong.clone());
    }
    let form = Request::post("/auth/login").form(&[("username", "ada"), ("password", GOOD)]);
    let reply = world.anyone().send(form).await;
    let token = reply.has(200).text_of("token");
    reply.is(200, json!({ "success": true, "errors": {}, "token": token, "user": object(&ada) }));
    let signed_in = ada.signed_out().with("authorization", &format!("token {token}"));
    signed_in.post("/auth/logout", json!({})).await.is(200, json!({ "success": true }));
    signed_in
        .post("/auth/logout", json!({}))
        .await
        .is(401, detail("Invalid token."))
        .says("www-authenticate", "Token");
    let get = world.anyone().get("/auth/login").await;
    get.is_empty(405).says("allow", "POST");
}

#[tokio::test]
async fn details_change_with_the_password_and_are_shown_twice() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let ada = world.user("ada").await;
    let change = json!({
        "current-password": GOOD, "first_name": "Countess", "email": "countess@example.org", "username": "x",
        "is_superuser": true, "is_staff": true, "auth": "anything",
    });
    let mut shown = object(&ada);
    (shown["first_name"], shown["email"]) = (json!("Countess"), json!("countess@example.org"));
    let mut twice = shown.clone();
    twice["user"] = shown;
    ada.patch(DETAILS, change).await.is(200, twice.clone());
    // The original's client sends JSON under another name.
    let body = json!({ "current-password": GOOD }).to_string();
    let disguised = Request::new("PATCH", DETAILS).body("application/x-www-form-urlencoded", body);
    ada.send(disguised).await.is(200, twice.clone());
    let form = Request::new("PATCH", DETAILS).form(&[("current-password", GOOD)]);
    ada.send(form).await.is(200, twice);
    let password = json!({ "current-password": GOOD, "password": NEW });
    ada.patch(DETAILS, password).await.has(200);
    ada.by_token_with(NEW).await;
}

#[tokio::test]
async fn what_is_wrong_with_details_is_said_in_the_views_own_form() {
    let world = World::new().await;
    let (ada, bob) = (world.user("ada").await, world.user("bob").await);
    let nothing = Request::new("PATCH", DETAILS);
    ada.send(nothing).await.is(400, errors("There was nothing submitted"));
    ada.patch(DETAILS, json!({ "email": "x@example.org" })).await.is(400, errors("No password provided"));
    let wrong = json!({ "current-password": "wrong" });
    ada.patch(DETAILS, wrong).await.is(400, errors("The password provided isn't correct."));
    let bad = json!({ "current-password": GOOD, "email": "nonsense" });
    ada.patch(DETAILS, bad).await.is(400, json!({ "email": ["Enter a valid email address."] }));
    let taken = json!({ "current-password": GOOD, "email": bob.email });
    let answer = json!({ "email": ["user with this email address already exists."] });
    ada.patch(DETAILS, taken).await.is(400, answer);
    let blank = json!({ "current-password": GOOD, "password": "" });
    ada.patch(DETAILS, blank).await.is(400, json!({ "password": ["This field may not be blank."] }));
    let broken = Request::new("PATCH", DETAILS).body("application/json", "{bad");
    assert!(ada.send(broken).await.has(400).json()["errors"][0].is_string());
    let absent = detail("Authentication credentials were not provided.");
    world.anyone().patch(DETAILS, json!({})).await.is(401, absent).says("www-authenticate", "Token");
    ada.get(DETAILS).await.has(405).says("allow", "PATCH, OPTIONS");
}

#[tokio::test]
async fn who_is_asking_comes_before_the_method() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    let absent = detail("Authentication credentials were not provided.");
    let own = format!("/api/users/{}", ada.id);
    for (path, served) in [(DETAILS, "PATCH"), (&own, "GET"), ("/auth/logout", "POST")] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"] {
            let stranger = world.anyone().send(Request::new(method, path)).await;
            match method {
                "HEAD" => stranger.has(401),
                _ => stranger.is(401, absent.clone()),
            };
            stranger.says("www-authenticate", "Token");
            let bad =
                world.anyone().with("authorization", "Token nonsense").send(Request::new(method, path)).await;
            bad.has(401);
            let is_served = method == served || method == "HEAD" && served == "GET";
            if !is_served {
                ada.send(Request::new(method, path)).await.has(if method == "OPTIONS" { 200 } else { 405 });
            }
        }
    }
    // Where nobody needs to be anybody, there is nothing to ask before.
    for path in [RESET, COMPLETE] {
        world.anyone().get(path).await.is(405, detail("Method \"GET\" not allowed."));
    }
}

#[tokio::test]
async fn there_is_nobody_to_see_but_oneself() {
    let world = World::new().await;
    let (ada, root) = (world.user("ada").await, world.superuser().await);
    for id in [root.id.to_string(), "7".to_owned(), "abc".to_owned()] {
        ada.get(&format!("/api/users/{id}")).await.is(404, detail("Not found."));
    }
    root.get(&format!("/api/users/{}", ada.id)).await.is(404, detail("Not found."));
}

#[tokio::test]
async fn a_forgotten_password_is_reset_by_the_token_alone() {
    let world = World::new().await;
    let ada = world.user("ada").await;
    world.anyone().send(Request::post(RESET)).await.is(400, errors("No body in request"));
    world.anyone().post(RESET, json!({})).await.is(400, errors("Email is missing!"));
    let unknown = json!({ "email": "nobody@example.org" });
    world.anyone().post(RESET, unknown).await.is(404, errors("No one by that email exists"));
    world.anyone().post(RESET, json!({ "email": "ADA@example.org" })).await.is_empty(200);
    let token = world.mail_to(&ada.email).await.link().token;

    let complete = |new: &str, again: &str, token: &str| json!({ "new_password": new, "password_confirmation": again, "reset_token": token });
    world.anyone().send(Request::post(COMPLETE)).await.is(400, errors(""));
    world.anyone().post(COMPLETE, json!({ "x": 1 })).await.is(400, errors("New password is missing"));
    let once = json!({ "new_password": NEW });
    world.anyone().post(COMPLETE, once).await.is(400, errors("Password confirmation is missing"));
    world
        .anyone()
        .post(COMPLETE, complete(NEW, GOOD, &token))
        .await
        .is(400, errors("The passwords don't match!"));
    let weak = complete("password", "password", &token);
    world.anyone().post(COMPLETE, weak).await.is(400, errors("This password is too common."));
    let without = json!({ "new_password": NEW, "password_confirmation": NEW });
    world.anyone().post(COMPLETE, without).await.is(400, errors("Invalid or expired token!"));
    // Nothing of that has used the link up.
    world.anyone().patch(COMPLETE, complete(NEW, NEW, &token)).await.is_empty(201);
    world
        .anyone()
        .post(COMPLETE, complete(NEW, NEW, &token))
        .await
        .is(400, errors("Invalid or expired token!"));
    ada.by_token_with(NEW).await;
}

#[tokio::test]
async fn the_setting_hides_who_has_an_account() {
    let world = World::with(&[("WIKI_SHOW_EMAIL_NOT_FOUND", "false")]).await;
    world.anyone().post(RESET, json!({ "email": "nobody@example.org" })).await.is_empty(200);
    world.anyone().post(RESET, json!({ "email": "nonsense" })).await.is_empty(200);
    assert!(world.mails().await.is_empty());
}
