//! Methods, formats, bodies and headers (contract §1.1, §1.3, §1.4, §1.5, §1.8).

use crate::world::{Actor, GOOD, Request, World};
use serde_json::{Value, json};

const READABLE: &str = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";

fn not_allowed(method: &str) -> Value {
    json!({ "detail": format!("Method \"{method}\" not allowed.") })
}

fn absent() -> Value {
    json!({ "detail": "Authentication credentials were not provided." })
}

/// The endpoints below `/auth/` that only take POST: those of djoser's view set, and plain views.
const ACTIONS: [&str; 10] = [
    "/auth/users/activation/",
    "/auth/users/resend_activation/",
    "/auth/users/set_password/",
    "/auth/users/reset_password/",
    "/auth/users/reset_password_confirm/",
    "/auth/users/set_username/",
    "/auth/users/reset_username/",
    "/auth/users/reset_username_confirm/",
    "/auth/users/confirm/",
    "/auth/users/change_username/",
];
const VIEWS: [&str; 10] = [
    "/auth/token/login/",
    "/auth/token/create/",
    "/auth/jwt/create/",
    "/auth/jwt/refresh/",
    "/auth/jwt/verify/",
    "/auth/users/create/",
    "/auth/users/activate/",
    "/auth/password/reset/",
    "/auth/password/reset/confirm/",
    "/users/create/",
];

#[tokio::test]
async fn a_method_that_an_action_has_not_is_refused_to_strangers_before_it_is_called_unknown() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for path in ACTIONS {
        for method in ["GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"] {
            let stranger = world.anyone().send(Request::new(method, path)).await;
            stranger.has(401).says("allow", "POST, OPTIONS");
            let known = alice.send(Request::new(method, path)).await;
            match method {
                "OPTIONS" => known.has(200),
                "HEAD" => known.has(405),
                _ => known.is(405, not_allowed(method)),
            };
            known.says("allow", "POST, OPTIONS");
        }
    }
}

#[tokio::test]
async fn a_method_that_a_plain_view_has_not_is_unknown_to_everybody() {
    let world = World::new().await;
    for path in VIEWS {
        for method in ["GET", "PUT", "PATCH", "DELETE", "BREW"] {
            let reply = world.anyone().send(Request::new(method, path)).await;
            reply.is(405, not_allowed(method)).says("allow", "POST, OPTIONS");
        }
        world.anyone().send(Request::new("OPTIONS", path)).await.has(200);
    }
}

#[tokio::test]
async fn views_for_users_only_refuse_strangers_whatever_the_method() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for path in ["/auth/token/logout/", "/auth/token/destroy/"] {
        world.anyone().get(path).await.is(401, absent());
        alice.get(path).await.is(405, not_allowed("GET"));
    }
}

#[tokio::test]
async fn every_answer_says_what_its_path_allows() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let id = format!("/auth/users/{}/", alice.id);
    for (path, allow) in [
        ("/auth/", "GET, HEAD, OPTIONS"),
        ("/auth/users/", "GET, POST, HEAD, OPTIONS"),
        ("/auth/users/me/", READABLE),
        (&id, READABLE),
        ("/auth/me/", "GET, PUT, PATCH, HEAD, OPTIONS"),
        ("/users/me/", READABLE),
        ("/me/", "GET, PUT, PATCH, HEAD, OPTIONS"),
        ("/auth/users/set_password/", "POST, OPTIONS"),
        ("/auth/token/login/", "POST, OPTIONS"),
    ] {
        for method in ["GET", "POST", "OPTIONS", "BREW"] {
            alice.send(Request::new(method, path)).await.says("allow", allow);
        }
    }
}

#[tokio::test]
async fn head_and_options_work_also_where_djoser_breaks_down() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for path in ["/auth/users/", "/auth/users/me/", "/auth/me/", "/auth/", "/users/me/", "/me/"] {
        let head = alice.send(Request::new("HEAD", path)).await;
        head.is_empty(200).says("content-type", "application/json");
        let options = alice.send(Request::new("OPTIONS", path)).await;
        let keys: Vec<_> = options.has(200).json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys[..4], ["name", "description", "renders", "parses"], "\n\n{options}");
    }
    world.anyone().send(Request::new("OPTIONS", "/auth/users/me/")).await.is(401, absent());
}

#[tokio::test]
async fn a_method_in_a_header_is_not_one() {
    let world = World::new().await;
    let alice = world.user("alice").await.with("x-http-method-override", "DELETE");
    alice.post("/auth/users/me/", json!({ "current_password": GOOD })).await.is(405, not_allowed("POST"));
    alice.get("/auth/users/me/").await.has(200);
}

#[tokio::test]
async fn both_slash_forms_are_answered_and_two_slashes_are_not() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for path in ["/auth/users/me", "/auth/users/me/", "/users/me", "/me/", "/me"] {
        alice.get(path).await.is(200, alice.object());
    }
    for path in ["/auth/users/me//", "/auth//users/me/", "//auth/users/me/", "/auth/users//"] {
        alice.get(path).await.is(404, json!({ "detail": "Not found." }));
    }
    alice.post("/auth/jwt/create", alice.login(GOOD)).await.has(200);
    alice.post("/auth/token/login", alice.login(GOOD)).await.has(200);
}

#[tokio::test]
async fn what_is_not_there_is_a_404_in_json() {
    let world = World::new().await;
    for path in [
        "/nothing/",
        "/auth/nothing/",
        "/auth/o/google/",
        "/auth/webauthn/login/",
        "/token/login/",
        "/jwt/create/",
        "/users/resend/",
        "/auth/users/1/groups/",
        "/auth/users/%2e%2e/users/",
    ] {
        world.anyone().get(path).await.is(404, json!({ "detail": "Not found." }));
        world.anyone().post(path, json!({})).await.is(404, json!({ "detail": "Not found." }));
    }
}

#[tokio::test]
async fn json_is_the_one_format() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let accepting = |kinds: &str| alice.with("accept", kinds);
    for kinds in ["*/*", "application/json", "application/*;q=0.5, image/png", "text/html,*/*;q=0.8"] {
        accepting(kinds).get("/auth/users/me/").await.is(200, alice.object());
    }
    let refused = json!({ "detail": "Could not satisfy the request Accept header." });
    for kinds in ["application/xml", "image/png", "text/csv, application/pdf"] {
        accepting(kinds).get("/auth/users/me/").await.is(406, refused.clone());
    }
    // Negotiation comes before credentials.
    world.anyone().with("accept", "application/xml").get("/auth/users/me/").await.has(406);

    let pretty = accepting("application/json; indent=2").get("/auth/users/me/").await;
    assert!(pretty.text().starts_with("{\n  \"email\": \"alice@example.org\",\n"), "{pretty}");
}

#[tokio::test]
async fn a_format_may_stand_in_the_path_or_the_query() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    for path in ["/auth/users/me.json", "/auth/users/me.json/", "/auth/users/me/?format=json"] {
        alice.get(path).await.is(200, alice.object());
    }
    alice.get("/auth/users.json").await.is(200, json!([alice.object()]));
    for path in ["/auth/users/me.xml", "/auth/users.xml", "/auth/users/me/?format=xml"] {
        alice.get(path).await.is(404, json!({ "detail": "Not found." }));
    }
}

#[tokio::test]
async fn three_kinds_of_bodies_are_read_with_every_method() {
    let world = World::new().await;
    let fields = [("username", "lost"), ("username", "zoe"), ("password", GOOD), ("is_staff", "true")];
    let sign_up = Request::post("/auth/users/").form(&fields);
    let zoe = world.anyone().send(sign_up).await.has(201).clone();
    assert_eq!(zoe.text_of("username"), "zoe", "the last of a repeated key wins");
    let sign_up = Request::post("/auth/users/").multipart(&[("username", "mia"), ("password", GOOD)]);
    world.anyone().send(sign_up).await.has(201);

    for (name, kind) in [("ann", "form"), ("ben", "multipart"), ("cid", "json with a charset")] {
        let user = world.user(name).await;
        let request = Request::new("DELETE", "/auth/users/me/");
        let proof = [("current_password", GOOD)];
        let request = match kind {
            "form" => request.form(&proof),
            "multipart" => request.multipart(&proof),
            _ => {
                let body = json!({ "current_password": GOOD }).to_string();
                request.body("application/json; charset=utf-8", body)
            }
        };
        user.send(request).await.is_empty(204);
    }
}

#[tokio::test]
async fn other_kinds_of_bodies_are_not_read() {
    let world = World::new().await;
    for kind in ["text/plain", "application/vnd.api+json", "application/xml", "nonsense"] {
        let request = Request::post("/auth/users/").body(kind, "{}");
        let why = format!("Unsupported media type \"{kind}\" in request.");
        world.anyone().send(request).await.is(415, json!({ "detail": why }));
    }
    // Without a body there is nothing to read, whatever it would be.
    let required = json!({ "email": ["This field is required."] });
    for kind in ["text/plain", "application/json", "application/x-www-form-urlencoded"] {
        let empty = Request::post("/auth/users/reset_password/").body(kind, "");
        world.anyone().send(empty).await.is(400, required.clone());
    }
    world.anyone().send(Request::post("/auth/users/reset_password/")).await.is(400, required);
}

#[tokio::test]
async fn broken_json_is_told_in_pythons_words() {
    let world = World::new().await;
    for (body, why) in [
        (r#"{"a": "#, "Expecting value: line 1 column 7 (char 6)"),
        ("nope", "Expecting value: line 1 column 1 (char 0)"),
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{'a':1}", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        (r#"{"a" 1}"#, "Expecting ':' delimiter: line 1 column 6 (char 5)"),
        (r#"{"a":1 "b":2}"#, "Expecting ',' delimiter: line 1 column 8 (char 7)"),
        ("[1,\n2", "Expecting ',' delimiter: line 2 column 2 (char 5)"),
        (r#"{"a":1}x"#, "Extra data: line 1 column 8 (char 7)"),
        (r#""abc"#, "Unterminated string starting at: line 1 column 1 (char 0)"),
        (r#"{"a":"\x"}"#, "Invalid \\escape: line 1 column 7 (char 6)"),
        ("{\"a\":\"\n\"}", "Invalid control character at: line 1 column 7 (char 6)"),
        (r#"{"a":NaN}"#, "Out of range float values are not JSON compliant: 'NaN'"),
        (r#"{"a":-Infinity}"#, "Out of range float values are not JSON compliant: '-Infinity'"),
    ] {
        let reply = broken(&world.anyone(), body.as_bytes()).await;
        reply.is(400, json!({ "detail": format!("JSON parse error - {why}") }));
    }
    let why = "JSON parse error - 'utf-8' codec can't decode byte 0xff in position 14: invalid start byte";
    let reply = broken(&world.anyone(), b"{\"username\": \"\xff\"}").await;
    reply.is(400, json!({ "detail": why }));
}

async fn broken(actor: &Actor, body: &[u8]) -> crate::world::Reply {
    actor.send(Request::post("/auth/users/").body("application/json", body.to_vec())).await
}

#[tokio::test]
async fn json_that_is_no_object_is_told_what_it_is() {
    let world = World::new().await;
    for (body, kind) in [
        (json!([]), "list"),
        (json!("text"), "str"),
        (json!(1), "int"),
        (json!(1.5), "float"),
        (json!(true), "bool"),
    ] {
        let why = format!("Invalid data. Expected a dictionary, but got {kind}.");
        let reply = world.anyone().post("/auth/users/", body).await;
        reply.is(400, json!({ "non_field_errors": [why] }));
    }
    let nothing = json!({ "non_field_errors": ["No data provided"] });
    world.anyone().post("/auth/users/", Value::Null).await.is(400, nothing);
}

#[tokio::test]
async fn signing_out_reads_no_body() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let request = Request::post("/auth/token/logout/").body("application/json", "{broken");
    alice.send(request).await.is_empty(204);
}

#[tokio::test]
async fn the_query_is_no_body() {
    let world = World::new().await;
    let required = json!({ "email": ["This field is required."] });
    world.anyone().post("/auth/users/reset_password/?email=a@b.org", json!({})).await.is(400, required);
}

#[tokio::test]
async fn answers_vary_by_what_drf_says() {
    let world = World::new().await;
    let alice = world.user("alice").await;
    let reply = alice.get("/auth/users/me/").await;
    assert!(reply.header("vary").contains("Accept"), "{reply}");
    let empty = alice.post("/auth/users/reset_password/", json!({ "email": "a@b.org" })).await;
    assert_eq!(empty.is_empty(204).header("content-type"), "");
}
