//! What is wrong with a field (contract §1.6), seen at registration.

use crate::world::{GOOD, Request, World};
use serde_json::{Value, json};

const USERNAME: &str =
    "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.";

/// A form whose other fields are good.
fn form(field: &str, value: Value) -> Value {
    let mut form = json!({ "username": "zoe", "email": "zoe@example.org", "password": GOOD });
    form[field] = value;
    form
}

#[tokio::test]
async fn each_value_that_cannot_be_is_told_why() {
    let world = World::new().await;
    let (blank, null, text) =
        ("This field may not be blank.", "This field may not be null.", "Not a valid string.");
    let email = "Enter a valid email address.";
    let long_address = format!("{}@{}.org", "a".repeat(60), vec!["b".repeat(60); 4].join("."));
    let rows = [
        ("username", json!(""), vec![blank]),
        ("username", json!(" \t\n "), vec![blank]),
        ("username", json!(null), vec![null]),
        ("username", json!(true), vec![text]),
        ("username", json!(["zoe"]), vec![text]),
        ("username", json!({ "a": 1 }), vec![text]),
        ("username", json!("zoe!"), vec![USERNAME]),
        ("username", json!("zoe zoe"), vec![USERNAME]),
        ("username", json!("a".repeat(151)), vec!["Ensure this field has no more than 150 characters."]),
        ("username", json!("a\0b"), vec![USERNAME, "Null characters are not allowed."]),
        ("password", json!(""), vec![blank]),
        ("password", json!("   "), vec![blank]),
        ("password", json!(null), vec![null]),
        ("password", json!(false), vec![text]),
        ("password", json!([]), vec![text]),
        ("password", json!({}), vec![text]),
        ("password", json!("correct\0horse"), vec!["Null characters are not allowed."]),
        ("password", json!("é".repeat(257)), vec!["Ensure this field has no more than 256 characters."]),
        ("email", json!(null), vec![null]),
        ("email", json!(true), vec![email]),
        ("email", json!([]), vec![email]),
        ("email", json!("zoe"), vec![email]),
        ("email", json!("zoe@"), vec![email]),
        ("email", json!("zoe@example"), vec![email]),
        ("email", json!("zoe@exa mple.org"), vec![email]),
        ("email", json!("zoe@example.org\r\nBcc: eve@example.org"), vec![email]),
        ("email", json!(long_address), vec!["Ensure this field has no more than 254 characters."]),
    ];
    for (field, value, reasons) in rows {
        let reply = world.anyone().post("/auth/users/", form(field, value)).await;
        reply.is(400, json!({ field: reasons }));
    }
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn half_a_character_is_told_by_its_number() {
    let world = World::new().await;
    let body = r#"{"username":"zoe","password":"correct horse \ud800"}"#;
    let reply = world.anyone().send(Request::post("/auth/users/").body("application/json", body)).await;
    reply.is(400, json!({ "password": ["Surrogate characters are not allowed: U+D800."] }));
}

#[tokio::test]
async fn numbers_are_texts() {
    let world = World::new().await;
    for (number, name) in [(json!(4711), "4711"), (json!(1.5), "1.5"), (json!(-3), "-3")] {
        let form = json!({ "username": number, "password": GOOD });
        let made = world.anyone().post("/auth/users/", form).await;
        made.has(201);
        assert_eq!(made.text_of("username"), name);
    }
}

#[tokio::test]
async fn blanks_around_a_value_are_no_part_of_it() {
    let world = World::with(&[("SEND_ACTIVATION_EMAIL", "false")]).await;
    let form = json!({
        "username": "  zoe\t", "email": " zoe@example.org\n", "password": format!("  {GOOD} "),
    });
    let made = world.anyone().post("/auth/users/", form).await;
    let zoe = world.anyone().named("zoe", made.has(201).json()["id"].as_u64().unwrap());
    made.is(201, json!({ "email": "zoe@example.org", "username": "zoe", "id": zoe.id }));
    zoe.by_token().await;
    zoe.by_token_with(&format!(" {GOOD}  ")).await;
}

#[tokio::test]
async fn letters_of_every_alphabet_make_user_names() {
    let world = World::new().await;
    for name in ["zoë", "Ιωάννα", "李小龙", "a@b.c+d-e_f"] {
        let made = world.anyone().post("/auth/users/", json!({ "username": name, "password": GOOD })).await;
        made.has(201);
        assert_eq!(made.text_of("username"), name);
    }
}

#[tokio::test]
async fn faults_of_several_fields_come_together_in_the_order_of_the_fields() {
    let world = World::new().await;
    let form = json!({ "password": "", "username": "!", "email": "nobody" });
    let reply = world.anyone().post("/auth/users/", form).await;
    reply.is(
        400,
        json!({
            "email": ["Enter a valid email address."],
            "username": [USERNAME],
            "password": ["This field may not be blank."],
        }),
    );
}
