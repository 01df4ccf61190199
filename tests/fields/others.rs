//! The other dialects, the document, tokens; and settings that change.

use super::{FIRST, first, first_with, form, registered, staff};
use crate::world::{GOOD, World, faults, whole};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use shared::domain::UserId;
use shared::store::Key;

#[tokio::test]
async fn the_native_api_has_them_behind_its_own() {
    let world = first().await;
    let sign_up = json!({
        "username": "ada", "password": GOOD, "email": "ada@example.org", "phone": "1", "age": "7", "plan": "pro",
        "notes": "x", "preferences": { "n": 123456789012345678_u64 },
    });
    let made = world.anyone().post("/v1/users", sign_up).await;
    let made = made.has(201).json();
    let names: Vec<_> = made.as_object().unwrap().keys().cloned().collect();
    let order = "username pk last_login is_superuser first_name last_name email is_staff is_active date_joined phone \
        nickname bio website age balance newsletter born seen plan preferences ref slug";
    assert_eq!(names.join(" "), order);
    assert_eq!([&made["age"], &made["plan"], &made["balance"]], [&json!(7), &json!("free"), &json!("0.00")]);
    let refused = world
        .anyone()
        .post("/v1/users", json!({ "username": "bob", "password": GOOD, "email": "b@c.de" }))
        .await;
    refused.is(400, json!({ "phone": ["This field is required."], "code": "invalid" }));
    let ada = world.anyone().named("ada", made["pk"].as_u64().unwrap()).by_token().await;
    let changed = ada.patch("/v1/me", json!({ "born": "1990-05-17", "plan": "pro", "notes": "x" })).await;
    assert_eq!(
        (changed.has(200).json()["born"].clone(), changed.json()["plan"].clone()),
        (json!("1990-05-17"), json!("free"))
    );
    let bad = ada.patch("/v1/me", json!({ "born": "soon", "first_name": "x".repeat(151) })).await;
    let faults = bad.has(400).json();
    assert_eq!((faults["code"].clone(), faults.as_object().unwrap().len()), (json!("invalid"), 3));
    let root = world.superuser().await;
    let path = format!("/v1/users/{}", ada.id);
    let changed = root.patch(&path, json!({ "plan": "pro", "notes": "vip", "phone": "2" })).await;
    let changed = changed.has(200).json();
    assert_eq!([&changed["plan"], &changed["notes"], &changed["phone"]], ["pro", "vip", "2"]);
    assert_eq!(ada.get(&path).await.has(200).json().get("notes"), None);
    assert_eq!(ada.get("/v1/me").await.has(200).json()["plan"], "pro");
    let listed = root.get("/v1/users?username__startswith=ada").await;
    assert_eq!(listed.has(200).json()["results"][0]["notes"], "vip");
    let made = json!({ "username": "eve", "password": GOOD, "phone": "3", "plan": "pro" });
    assert_eq!(root.post("/v1/users/create", made).await.has(201).json()["plan"], "pro");
    let taken = json!({ "username": "fay", "password": GOOD, "phone": "3" });
    let refused = root.post("/v1/users/create", taken).await;
    refused.is(400, json!({ "phone": ["user with this phone already exists."] }));
}

#[tokio::test]
async fn the_users_api_has_them_in_camel_case() {
    let fields = r#"[{"name":"employee_no","type":"integer","null":true,"unique":true},
        {"name":"homeTown","type":"char","max_length":9},{"name":"extra","type":"json","default":[],"private":true}]"#;
    let world = World::with(&[("USER_FIELDS", fields)]).await;
    let root = world.superuser().await.in_browser().await;
    let missing = root.post("/users/", json!({ "username": "ada", "password": GOOD })).await;
    assert_eq!(missing.has(400).json()["users"], json!({ "homeTown": "Required field missing." }));
    let new = json!({ "username": "ada", "password": GOOD, "homeTown": " Rome ", "employeeNo": "7", "extra": { "a": [1] } });
    let made = root.post("/users/", new.clone()).await.has(201).json();
    assert_eq!(
        [&made["employeeNo"], &made["homeTown"], &made["extra"]],
        [&json!(7), &json!("Rome"), &json!({ "a": [1] })]
    );
    let mut taken = new;
    taken["username"] = json!("bob");
    let refused = root.post("/users/", taken).await;
    assert_eq!(
        refused.has(400).json()["users"],
        json!({ "employeeNo": "user with this employee no already exists." })
    );
    let path = made["resourceUri"].as_str().unwrap().to_owned();
    let changed = root.put(&path, json!({ "employee_no": null, "homeTown": "Paris" })).await.has(200).json();
    assert_eq!([&changed["employeeNo"], &changed["homeTown"]], [&json!(null), &json!("Paris")]);
    let bad = root.put(&path, json!({ "homeTown": [], "employeeNo": 1.5 })).await;
    let faults = json!({ "employeeNo": "A valid integer is required.", "homeTown": "Not a valid string." });
    assert_eq!(bad.has(400).json()["users"], json!(faults));
    let schema = root.get("/users/schema/").await.has(200).json();
    assert_eq!(
        [&schema["fields"]["employeeNo"]["type"], &schema["fields"]["extra"]["default"]],
        [&json!("integer"), &json!([])]
    );
}

#[tokio::test]
async fn dialects_that_cannot_say_what_is_required_make_no_value() {
    let world = first().await;
    for name in ["ada", "bob"] {
        world.anyone().post("/api/accounts/", json!({ "username": name, "password": GOOD })).await.has(201);
    }
    let ada = world.anyone().named("ada", 0).by_token().await;
    let shown = ada.get("/auth/users/me/").await.has(200).json();
    assert_eq!([&shown["phone"], &shown["plan"], &shown["balance"]], ["", "free", "0.00"]);
}

#[tokio::test]
async fn the_document_has_them_with_their_types() {
    let world = first().await;
    let document = world.anyone().get("/openapi.json").await.has(200).json();
    let of =
        |schema: &str, field: &str| document["components"]["schemas"][schema]["properties"][field].clone();
    assert_eq!(of("DjoserRegistration", "phone"), json!({ "type": "string", "maxLength": 20 }));
    assert_eq!(of("NativeUser", "age")["type"], json!(["integer", "null"]));
    assert_eq!(of("DjoserUser", "balance"), json!({ "type": "string", "format": "decimal" }));
    assert_eq!(of("NativeNames", "plan")["enum"], json!(["free", "pro"]));
    assert_eq!(of("UsersApiUser", "phone")["type"], "string");
    let required = document["components"]["schemas"]["DjoserRegistration"]["required"].as_array().unwrap();
    assert!(required.contains(&json!("phone")) && !required.contains(&json!("plan")));
    assert!(!document.to_string().contains("x-latchkey-fields"));
}

#[tokio::test]
async fn the_document_has_null_in_bodies_where_it_is_taken_and_nowhere_else() {
    let kinds = [
        r#""type":"char","max_length":20"#,
        r#""type":"text","blank":true"#,
        r#""type":"integer""#,
        r#""type":"boolean""#,
        r#""type":"date","default":"2026-01-01""#,
        r#""type":"choice","choices":[["a","A"],["b","B"]]"#,
        r#""type":"json""#,
    ];
    let rules = [(true, true), (true, false), (false, true), (false, false)];
    for (kind, (null, required)) in kinds.iter().flat_map(|kind| rules.map(|rule| (kind, rule))) {
        let field = format!(r#"[{{"name":"plan",{kind},"null":{null},"required":{required}}}]"#);
        let world = World::with(&[("USER_FIELDS", &field), ("SEND_ACTIVATION_EMAIL", "false")]).await;
        let root = world.superuser().await;
        let document = world.anyone().get("/openapi.json").await.has(200).json();
        let new = |name: &str| json!({ "username": name, "password": GOOD, "plan": null });
        let in_browser = root.in_browser().await;
        let change = json!({ "plan": null });
        for (schema, reply) in [
            ("UsersApiNewUser", in_browser.post("/users/", new("ada")).await),
            ("UsersApiChanges", in_browser.put(&format!("/users/{}/", root.id), change.clone()).await),
            ("DjoserRegistration", world.anyone().post("/auth/users/", new("bob")).await),
            ("NativeNewUser", root.post("/v1/users/create", new("eve")).await),
            ("NativeNames", root.patch("/v1/me", change.clone()).await),
        ] {
            let property = whole(&document, &document["components"]["schemas"][schema]["properties"]["plan"]);
            let says_null = faults(&property, &Value::Null).is_empty();
            assert_eq!(says_null, reply.status() < 300, "{field} {schema}: {property} {reply}");
        }
    }
}

#[tokio::test]
async fn tokens_carry_what_only_administrators_write() {
    let world = first_with(&[("TOKEN_CLAIMS", "plan,is_staff")]).await;
    let ada = registered(&world, "ada", "1").await;
    let claims = async || -> Value {
        let (ada, _) = ada.by_jwt().await;
        let payload = ada.credential().split('.').nth(1).unwrap().to_owned();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
    };
    assert_eq!(claims().await["plan"], "free");
    let change = json!({ "plan": "pro" });
    staff(&world).await.patch(&format!("/auth/users/{}/", ada.id), change).await.has(200);
    assert_eq!(claims().await["plan"], "pro");
}

#[tokio::test]
async fn fields_come_and_go_with_the_settings() {
    let world = first().await;
    let ada = registered(&world, "ada", "1").await;
    ada.patch("/auth/users/me/", json!({ "nickname": "Countess" })).await.has(200);
    let user = |app: &shared::app::App| {
        let (app, id) = (app.clone(), ada.id);
        async move {
            app.store
                .fetch(&[shared::store::Key::User(id.into())])
                .await
                .unwrap()
                .user(id.into())
                .unwrap()
                .unwrap()
        }
    };
    // Without the declaration, what is stored stays, and is not shown; an edit drops nothing.
    let settings = [("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests")];
    let pairs = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (bare, _) = shared::config::Config::parse(pairs).unwrap();
    let app = world.app_with("users", bare);
    let shown = shared::dialects::djoser::user_view(&app.config, &user(&app).await).to_string();
    assert!(!shown.contains("Countess") && !shown.contains("phone"), "{shown}");
    assert_eq!(user(&world.app).await.profile.text("nickname"), "Countess");
    // One that is added shows its default.
    let more = FIRST.replace("]}]", "]").trim_end_matches(']').to_owned()
        + r#",{"name":"colour","type":"slug","default":"red"}]"#;
    let pairs = [
        ("LATCHKEY_SECRET_KEY", "a secret key that is only used in tests"),
        ("LATCHKEY_USER_FIELDS", more.as_str()),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let (wider, _) = shared::config::Config::parse(pairs).unwrap();
    let shown = shared::dialects::djoser::user_view(&wider, &user(&world.app).await).to_string();
    assert!(shown.contains(r#""nickname":"Countess""#) && shown.contains(r#""colour":"red""#), "{shown}");
}

/// Whatever the settings say later, a user has what was said when they were made.
#[tokio::test]
async fn who_is_made_has_the_defaults_of_that_day_whichever_way() {
    let fields = r#"[{"name":"plan","type":"slug","default":"free"},
        {"name":"badge","type":"char","max_length":9,"null":true,"unique":true}]"#;
    let world = World::with(&[("USER_FIELDS", fields), ("SEND_ACTIVATION_EMAIL", "false")]).await;
    let (anyone, root) = (world.anyone(), world.superuser().await);
    let form = |name: &str| json!({ "username": name, "password": GOOD });
    let mut by_wiki = form("wiki");
    for (name, said) in [("first_name", "Wi"), ("last_name", "Ki"), ("password1", GOOD), ("password2", GOOD)]
    {
        by_wiki[name] = json!(said);
    }
    by_wiki["email"] = json!("wiki@example.org");
    assert_eq!(anyone.post("/auth/signup", by_wiki).await.has(200).json()["success"], true);
    anyone.post("/auth/users/", form("djoser")).await.has(201);
    anyone.post("/api/accounts/", form("accounts")).await.has(201);
    anyone.post("/v1/users", form("native")).await.has(201);
    root.post("/v1/users/create", form("made")).await.has(201);
    root.post("/v1/users", json!({ "username": "invited", "email": "i@example.org" })).await.has(201);
    root.in_browser().await.post("/users/", form("camel")).await.has(201);
    let listed = root.get("/v1/users").await.has(200).json()["results"].clone();
    let listed = listed.as_array().unwrap();
    assert_eq!(listed.len(), 8);
    for user in listed {
        let id = UserId::from(user["pk"].as_u64().unwrap());
        let stored = world.app.store.fetch(&[Key::User(id)]).await.unwrap().user(id).unwrap().unwrap();
        assert_eq!(stored.profile.text("plan"), "free", "{user}");
        assert!(
            !stored.profile.fields.contains_key("badge"),
            "what nobody else may have is not made of nothing"
        );
    }
}

#[tokio::test]
async fn all_values_of_a_user_have_twelve_kilobytes() {
    let world = first().await;
    let ada = registered(&world, "ada", "1").await;
    ada.patch("/auth/users/me/", json!({ "bio": "x".repeat(11_000) })).await.has(200);
    let more = ada.patch("/auth/users/me/", json!({ "preferences": { "a": "y".repeat(2_000) } })).await;
    more.is(400, json!({ "preferences": ["All fields of a user together take at most 12288 bytes."] }));
    let large = form("bob", "2", json!({ "bio": "x".repeat(13_000) }));
    world.anyone().post("/auth/users/", large).await.has(400);
}
