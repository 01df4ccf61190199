//! djoser with models of one's own: what the contract quotes.

use super::{first, form, registered, second, staff};
use crate::world::{GOOD, Request};
use serde_json::{Value, json};

fn alice(id: u64) -> Value {
    json!({
        "email": "alice@example.com", "phone": "+44 20 0001", "id": id, "username": "alice", "nickname": "", "bio": "",
        "website": "", "age": null, "balance": "0.00", "newsletter": false, "born": null, "seen": null, "plan": "free",
        "preferences": {}, "ref": null, "slug": "",
    })
}

#[tokio::test]
async fn fields_stand_where_subclassed_serializers_have_them() {
    let world = first().await;
    let form = form("alice", "+44 20 0001", json!({ "email": "alice@example.com" }));
    let made = world.anyone().post("/auth/users/", form).await;
    let id = made.has(201).json()["id"].as_u64().unwrap();
    let registered = json!({
        "email": "alice@example.com", "phone": "+44 20 0001", "username": "alice", "id": id, "nickname": "", "bio": "",
        "website": "", "age": null, "balance": "0.00", "newsletter": false, "born": null, "seen": null, "plan": "free",
        "preferences": {}, "ref": null, "slug": "",
    });
    made.is(201, registered);
    let alice_ = world.anyone().named("alice", id).by_token().await;
    for path in ["/auth/users/me/".to_owned(), format!("/auth/users/{id}/"), "/users/me/".to_owned()] {
        alice_.get(&path).await.is(200, alice(id));
    }
    alice_.get("/auth/users/").await.is(200, json!([alice(id)]));
}

#[tokio::test]
async fn owners_neither_write_what_is_read_only_nor_see_what_is_private() {
    let world = first().await;
    let more = json!({ "plan": "pro", "notes": "vip", "preferences": { "b": [1.0, null], "a": "é" } });
    let made = world.anyone().post("/auth/users/", form("ada", "1", more)).await;
    let id = made.has(201).json()["id"].as_u64().unwrap();
    assert_eq!((made.json()["plan"].clone(), made.json().get("notes")), (json!("free"), None));
    let ada = world.anyone().named("ada", id).by_token().await;
    for plan in [json!("gold"), json!(null), json!([]), json!("pro")] {
        let changed = ada.patch("/auth/users/me/", json!({ "plan": plan, "notes": "x" })).await;
        assert_eq!(changed.has(200).json()["plan"], "free");
    }
    let sue = staff(&world).await;
    let path = format!("/auth/users/{id}/");
    let seen = sue.get(&path).await;
    assert_eq!((seen.json()["plan"].clone(), seen.json()["notes"].clone()), (json!("free"), json!("")));
    sue.patch(&path, json!({ "plan": "gold" }))
        .await
        .is(400, json!({ "plan": ["\"gold\" is not a valid choice."] }));
    let changed = sue.patch(&path, json!({ "plan": "pro", "notes": "vip", "username": "mallory" })).await;
    let changed = changed.has(200).json();
    assert_eq!([&changed["plan"], &changed["notes"], &changed["username"]], ["pro", "vip", "ada"]);
    let listed = sue.get("/auth/users/").await;
    let shown = |user: &Value| user["id"] == id && user["notes"] == "vip";
    assert!(listed.json().as_array().unwrap().iter().any(shown));
    // Staff is an owner, too, at `me`.
    let me = sue.patch("/auth/users/me/", json!({ "plan": "pro", "notes": "x" })).await;
    assert_eq!((me.has(200).json()["plan"].clone(), me.json().get("notes")), (json!("free"), None));
    let seen = ada.get(&path).await;
    assert_eq!((seen.json()["plan"].clone(), seen.json().get("notes")), (json!("pro"), None));
    registered(&world, "bob", "2").await.get(&path).await.has(404);
}

#[tokio::test]
async fn json_leaves_out_what_a_form_says_no_to() {
    let world = first().await;
    let ada = registered(&world, "ada", "1").await;
    let said = json!({
        "phone": "1", "newsletter": true, "age": 32, "balance": "12.5", "born": "1990-W20-4", "nickname": " Countess ",
        "seen": "2024-01-02T03:04:05+02:00", "ref": 5, "slug": "a-b", "website": "http://example.com", "bio": "a\nb",
        "preferences": { "deep": [[[]]], "n": 12345678901234567_u64 },
    });
    let changed = ada.put("/auth/users/me/", said).await;
    let seen = json!({
        "email": "ada@example.org", "phone": "1", "id": ada.id, "username": "ada", "nickname": "Countess", "bio": "a\nb",
        "website": "http://example.com", "age": 32, "balance": "12.50", "newsletter": true, "born": "1990-05-17",
        "seen": "2024-01-02T01:04:05Z", "plan": "free",
        "preferences": { "deep": [[[]]], "n": 12345678901234567_u64 },
        "ref": "00000000-0000-0000-0000-000000000005", "slug": "a-b",
    });
    changed.is(200, seen.clone());
    // What a PUT leaves out stays, but a form's box.
    ada.put("/auth/users/me/", json!({ "phone": "1" })).await.is(200, seen.clone());
    let mut unboxed = seen.clone();
    unboxed["newsletter"] = json!(false);
    ada.send(Request::new("PUT", "/auth/users/me/").form(&[("phone", "1")])).await.is(200, unboxed.clone());
    ada.send(Request::new("PATCH", "/auth/users/me/").form(&[("balance", ""), ("newsletter", "on")]))
        .await
        .is(200, seen);
    let emptied =
        [("age", ""), ("born", ""), ("seen", ""), ("ref", ""), ("nickname", ""), ("newsletter", "")];
    let emptied = ada.send(Request::new("PATCH", "/auth/users/me/").multipart(&emptied)).await;
    let emptied = emptied.has(200).json();
    for null in ["age", "born", "seen", "ref"] {
        assert_eq!(emptied[null], json!(null), "{null}");
    }
    assert_eq!((emptied["nickname"].clone(), emptied["newsletter"].clone()), (json!(""), json!(true)));
    ada.put("/auth/users/me/", json!({})).await.is(400, json!({ "phone": ["This field is required."] }));
    let blank = ada.send(Request::new("PATCH", "/auth/users/me/").form(&[("phone", "")])).await;
    blank.is(400, json!({ "phone": ["This field may not be blank."] }));
    let broken = Request::new("PATCH", "/auth/users/me/").form(&[("preferences", "")]);
    ada.send(broken).await.is(400, json!({ "preferences": ["Value must be valid JSON."] }));
    let parsed = Request::new("PATCH", "/auth/users/me/").form(&[("preferences", "{\"a\": 1}")]);
    assert_eq!(ada.send(parsed).await.has(200).json()["preferences"], json!({ "a": 1 }));
}

#[tokio::test]
async fn nothing_but_what_is_required_is_missed() {
    let world = first().await;
    let required = json!(["This field is required."]);
    let missing = json!({ "phone": required, "username": required, "password": required });
    world.anyone().post("/auth/users/", json!({})).await.is(400, missing.clone());
    world.anyone().send(Request::post("/auth/users/").form(&[])).await.is(400, missing);
    let world = second().await;
    let missing = json!({
        "phone": required, "email": required, "password": required, "terms": required, "born": required,
        "country": required,
    });
    world.anyone().post("/auth/users/", json!({})).await.is(400, missing.clone());
    let mut as_form = missing;
    as_form.as_object_mut().unwrap().shift_remove("terms");
    world.anyone().send(Request::post("/auth/users/").form(&[])).await.is(400, as_form);
}

#[tokio::test]
async fn a_registration_by_form_says_no_to_every_box_it_leaves_out() {
    let world = second().await;
    let fields = [
        ("email", "ada@example.org"),
        ("password", GOOD),
        ("phone", "1"),
        ("born", "1990-5-17"),
        ("country", "de"),
    ];
    let made = world.anyone().send(Request::post("/auth/users/").form(&fields)).await;
    let id = made.has(201).json()["id"].clone();
    made.is(
        201,
        json!({
            "first_name": "", "phone": "1", "email": "ada@example.org", "id": id, "terms": false, "born": "1990-05-17",
            "country": "de", "title": null, "badge": null, "employee_no": null, "score": null, "consent": null,
            "extra": null, "level": 1, "digest": false, "team": 1,
        }),
    );
    let with = |more: &[(&'static str, &'static str)]| {
        let mut fields = fields.to_vec();
        fields[0].1 = "bob@example.org";
        fields[2].1 = "2";
        fields.extend(more);
        Request::post("/auth/users/").multipart(&fields)
    };
    let bad = world.anyone().send(with(&[("terms", "")])).await;
    bad.is(400, json!({ "terms": ["Must be a valid boolean."] }));
    let bad = world.anyone().send(with(&[("country", "")])).await;
    bad.is(400, json!({ "country": ["\"\" is not a valid choice."] }));
    let made = world
        .anyone()
        .send(with(&[("digest", ""), ("team", "2"), ("consent", "null"), ("extra", "null")]))
        .await;
    let made = made.has(201).json();
    assert_eq!([&made["digest"], &made["team"], &made["consent"]], [&json!(true), &json!(2), &json!(null)]);
}

#[tokio::test]
async fn a_value_of_somebody_else_is_told_in_its_place() {
    let world = first().await;
    let ada = registered(&world, "ada", "+44 20 0002").await;
    let taken = json!(["user with this phone already exists."]);
    let both = form("ada", " +44 20 0002 ", json!({ "email": "other@example.org" }));
    let name = json!(["A user with that username already exists."]);
    world.anyone().post("/auth/users/", both).await.is(400, json!({ "phone": taken, "username": name }));
    // Before any rule of passwords.
    let weak = form("bob", "+44 20 0002", json!({ "password": "1" }));
    world.anyone().post("/auth/users/", weak).await.is(400, json!({ "phone": taken }));
    let wrong = form("bob", "+44 20 0002", json!({ "age": "x" }));
    let reply = world.anyone().post("/auth/users/", wrong).await;
    reply.is(400, json!({ "phone": taken, "age": ["A valid integer is required."] }));
    // One's own is none of somebody else's.
    ada.put("/auth/users/me/", json!({ "phone": "+44 20 0002" })).await.has(200);
    let bob = registered(&world, "bob", "7").await;
    bob.patch("/auth/users/me/", json!({ "phone": "+44 20 0002" })).await.is(400, json!({ "phone": taken }));
    ada.patch("/auth/users/me/", json!({ "phone": 7.0 })).await.has(200);
    ada.patch("/auth/users/me/", json!({ "phone": 7 })).await.is(400, json!({ "phone": taken }));
    // What was given up is free at once.
    bob.patch("/auth/users/me/", json!({ "phone": "+44 20 0002" })).await.has(200);
    bob.delete("/auth/users/me/", json!({ "current_password": GOOD })).await.is_empty(204);
    registered(&world, "carol", "+44 20 0002").await;
}

#[tokio::test]
async fn options_describe_the_fields_to_who_asks() {
    let world = first().await;
    let ada = registered(&world, "ada", "1").await;
    let told = ada.send(Request::new("OPTIONS", "/auth/users/")).await;
    let fields = told.has(200).json()["actions"]["POST"].clone();
    let names: Vec<_> = fields.as_object().unwrap().keys().cloned().collect();
    let order = "email phone id username nickname bio website age balance newsletter born seen plan preferences ref slug";
    assert_eq!(names.join(" "), order);
    for (name, entry) in [
        (
            "phone",
            json!({"type": "string", "required": true, "read_only": false, "label": "Phone", "max_length": 20}),
        ),
        (
            "nickname",
            json!({"type": "string", "required": false, "read_only": false, "label": "Nickname", "help_text": "What friends call you.", "max_length": 30}),
        ),
        ("bio", json!({"type": "string", "required": false, "read_only": false, "label": "Bio"})),
        (
            "website",
            json!({"type": "url", "required": false, "read_only": false, "label": "Website", "max_length": 200}),
        ),
        (
            "age",
            json!({"type": "integer", "required": false, "read_only": false, "label": "Age", "min_value": 0, "max_value": i64::MAX}),
        ),
        (
            "balance",
            json!({"type": "decimal", "required": false, "read_only": false, "label": "Balance", "max_digits": 8, "decimal_places": 2}),
        ),
        ("plan", json!({"type": "choice", "required": false, "read_only": true, "label": "Plan"})),
        (
            "preferences",
            json!({"type": "field", "required": false, "read_only": false, "label": "Preferences"}),
        ),
        ("ref", json!({"type": "string", "required": false, "read_only": false, "label": "Ref"})),
        (
            "slug",
            json!({"type": "slug", "required": false, "read_only": false, "label": "Slug", "max_length": 50}),
        ),
    ] {
        assert_eq!(fields[name].to_string(), entry.to_string(), "{name}");
    }
    let sue = staff(&world).await;
    let told = sue.send(Request::new("OPTIONS", &format!("/auth/users/{}/", ada.id))).await;
    let fields = &told.has(200).json()["actions"]["PUT"];
    let plan = json!({
        "type": "choice", "required": false, "read_only": false, "label": "Plan",
        "choices": [{ "value": "free", "display_name": "Free" }, { "value": "pro", "display_name": "Pro" }],
    });
    assert_eq!((&fields["plan"], &fields["notes"]["type"]), (&plan, &json!("string")));
    let told = sue.send(Request::new("OPTIONS", "/auth/users/me/")).await;
    assert!(told.has(200).json()["actions"]["PUT"].get("notes").is_none());
}

#[tokio::test]
async fn passwords_are_compared_with_names_and_address_alone() {
    let world = first().await;
    let form = form("ada", "tangerine-71", json!({ "nickname": "tangerine-71", "password": "tangerine-71" }));
    world.anyone().post("/auth/users/", form).await.has(201);
}
