//! `GET /users/schema/`: what a user consists of, in Tastypie's words.

use axum::extract::State;
use serde_json::{Value, json};
use shared::app::App;
use shared::dialects::users_api::{self, Answer, naive, ok, text_field, uri_field};

pub(crate) async fn schema(State(app): State<App>) -> Answer {
    let now = naive(app.now());
    let mut username = text_field(true);
    username["helpText"] =
        "Required. 150 characters or fewer. Letters, numbers and @/./+/-/_ characters".into();
    let fields = json!({
        "dateJoined": moment(&now),
        "email": blank_text(),
        "firstName": blank_text(),
        "isActive": boolean(
            true,
            "Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
        ),
        "isStaff": boolean(false, "Designates whether the user can log into this admin site."),
        "isSuperuser": boolean(
            false,
            "Designates that this user has all permissions without explicitly assigning them.",
        ),
        "lastLogin": moment(&now),
        "lastName": blank_text(),
        "resourceUri": uri_field(),
        "username": username,
    });
    Ok(ok(users_api::schema(&["get", "put", "delete"], &["get", "post"], fields)))
}

fn blank_text() -> Value {
    let mut field = text_field(false);
    field["blank"] = true.into();
    field["default"] = "".into();
    field
}

fn moment(now: &str) -> Value {
    json!({
        "blank": false, "default": now, "helpText": "A date & time as a string. Ex: \"2010-11-10T03:07:43\"",
        "nullable": false, "readonly": false, "type": "datetime", "unique": false,
    })
}

fn boolean(default: bool, help: &str) -> Value {
    json!({
        "blank": true, "default": default, "helpText": help, "nullable": false, "readonly": false,
        "type": "boolean", "unique": false,
    })
}
