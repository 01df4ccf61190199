//! Fields that a deployment declares (docs/contracts/custom-fields.md), in every dialect.

mod claims;
mod djoser;
mod ids;
mod others;
mod registration;

use crate::world::{Actor, GOOD, World};
use serde_json::{Value, json};

/// The contract's first model.
pub(crate) const FIRST: &str = r#"[{"name":"phone","type":"char","max_length":20,"unique":true},
    {"name":"nickname","type":"char","max_length":30,"blank":true,"default":"","help_text":"What friends call you."},
    {"name":"bio","type":"text","blank":true},
    {"name":"website","type":"url","blank":true},
    {"name":"age","type":"integer","min_value":0,"max_value":9223372036854775807,"null":true,"blank":true},
    {"name":"balance","type":"decimal","max_digits":8,"decimal_places":2,"default":0},
    {"name":"newsletter","type":"boolean","default":false},
    {"name":"born","type":"date","null":true,"blank":true},
    {"name":"seen","type":"datetime","null":true,"blank":true},
    {"name":"plan","type":"choice","choices":[["free","Free"],["pro","Pro"]],"default":"free","read_only":true},
    {"name":"preferences","type":"json","default":{},"blank":true},
    {"name":"ref","type":"uuid","null":true,"blank":true},
    {"name":"slug","type":"slug","blank":true},
    {"name":"notes","type":"text","blank":true,"private":true}]"#;

/// The contract's second model, for users who sign in by address.
pub(crate) const SECOND: &str = r#"[{"name":"phone","type":"char","max_length":20,"unique":true,"label":"phone number"},
    {"name":"terms","type":"boolean"},
    {"name":"born","type":"date","label":"date of birth"},
    {"name":"country","type":"choice","choices":[["de","Germany"],["fr","France"]]},
    {"name":"title","type":"char","max_length":10,"null":true,"blank":true},
    {"name":"badge","type":"char","max_length":10,"null":true,"blank":true,"unique":true},
    {"name":"employee_no","type":"integer","null":true,"unique":true,"label":"employee number"},
    {"name":"score","type":"decimal","max_digits":5,"decimal_places":3,"min_value":"-1.5","max_value":50,"null":true},
    {"name":"consent","type":"boolean","null":true},
    {"name":"extra","type":"json","null":true},
    {"name":"level","type":"integer","min_value":1,"max_value":10,"default":1},
    {"name":"digest","type":"boolean","default":true},
    {"name":"team","type":"choice","choices":[[1,"Red"],[2,"Blue"]],"default":1}]"#;

/// A deployment with the first model, in which nothing waits for activation.
async fn first() -> World {
    first_with(&[]).await
}

/// The same with more settings.
async fn first_with(more: &[(&str, &str)]) -> World {
    let settings =
        [("USER_FIELDS", FIRST), ("REQUIRED_FIELDS", "email,phone"), ("SEND_ACTIVATION_EMAIL", "false")];
    World::with(&[&settings, more].concat()).await
}

/// A deployment with the second model.
async fn second() -> World {
    let settings = [
        ("USER_FIELDS", SECOND),
        ("REQUIRED_FIELDS", "first_name,phone"),
        ("USERNAME_FIELD", "email"),
        ("SEND_ACTIVATION_EMAIL", "false"),
    ];
    World::with(&settings).await
}

/// A registration of the first model, with these members beside the required ones.
fn form(name: &str, phone: &str, more: Value) -> Value {
    let mut form = json!({
        "username": name, "email": format!("{name}@example.org"), "phone": phone, "password": GOOD,
    });
    for (key, value) in more.as_object().into_iter().flatten() {
        form[key] = value.clone();
    }
    form
}

/// A member of the staff, where a phone is required.
async fn staff(world: &World) -> Actor {
    let form = json!({ "username": "sue", "password": GOOD, "is_staff": true, "phone": "0" });
    let made = world.superuser().await.post("/v1/users/create", form).await;
    let id = made.has(201).json()["pk"].as_u64().expect("a user has a number");
    world.anyone().named("sue", id).by_token().await
}

/// Somebody who is registered with the first model, and signed in.
async fn registered(world: &World, name: &str, phone: &str) -> Actor {
    let made = world.anyone().post("/auth/users/", form(name, phone, json!({}))).await;
    let id = made.has(201).json()["id"].as_u64().expect("a user has a number");
    world.anyone().named(name, id).by_token().await
}
