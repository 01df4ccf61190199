//! What DRF's OPTIONS tells of the fields of djoser's views (docs/contracts/djoser.md §1.8). As in djoser, the
//! actions of a viewset show the plain user, whatever they take.

use super::required_fields;
use crate::config::{Config, LoginField, RequiredField};
use serde_json::{Map, Value, json};

const USERNAME_HELP: &str = "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.";

/// The user object.
pub fn user(config: &Config) -> Value {
    let mut fields = Map::new();
    for field in required_fields(config) {
        let (name, description) = optional(field);
        fields.insert(name.to_owned(), description);
    }
    fields.insert(
        "id".to_owned(),
        json!({"type": "integer", "required": false, "read_only": true, "label": "ID"}),
    );
    let login = match config.login_field() {
        LoginField::Username => json!({
            "type": "string", "required": false, "read_only": true, "label": "Username", "help_text": USERNAME_HELP,
        }),
        LoginField::Email => {
            json!({"type": "email", "required": false, "read_only": true, "label": "Email address"})
        }
    };
    fields.insert(config.login_field().name().to_owned(), login);
    Value::Object(fields)
}

fn optional(field: RequiredField) -> (&'static str, Value) {
    let text = |kind, label, max_length| json!({"type": kind, "required": false, "read_only": false, "label": label, "max_length": max_length});
    match field {
        RequiredField::Email => ("email", text("email", "Email address", 254)),
        RequiredField::FirstName => ("first_name", text("string", "First name", 150)),
        RequiredField::LastName => ("last_name", text("string", "Last name", 150)),
    }
}

fn text(required: bool, label: &str) -> Value {
    json!({"type": "string", "required": required, "read_only": false, "label": label})
}

/// The body of `token/login`.
pub fn token_login(config: &Config) -> Value {
    let (name, label) = login(config.login_field());
    json!({"password": text(false, "Password"), name: text(false, label)})
}

/// The body of `jwt/create`.
pub fn jwt_create(config: &Config) -> Value {
    let (name, label) = login(config.username_field);
    json!({name: text(true, label), "password": text(true, "Password")})
}

fn login(field: LoginField) -> (&'static str, &'static str) {
    match field {
        LoginField::Username => ("username", "Username"),
        LoginField::Email => ("email", "Email"),
    }
}

/// The body of `jwt/refresh`.
pub fn jwt_refresh(_: &Config) -> Value {
    let access = json!({"type": "string", "required": false, "read_only": true, "label": "Access"});
    json!({"refresh": text(true, "Refresh"), "access": access})
}

/// The body of `jwt/verify`.
pub fn jwt_verify(_: &Config) -> Value {
    json!({"token": text(true, "Token")})
}

/// The body of 1.x's `users/create`.
pub fn create(config: &Config) -> Value {
    let mut fields = user(config);
    fields[config.login_field().name()] = login_to_set(config.login_field());
    fields["password"] = text(true, "Password");
    fields
}

/// The body of 1.x's `username`, or `email`.
pub fn rename(config: &Config) -> Value {
    let field = config.login_field();
    json!({
        "current_password": text(true, "Current password"),
        format!("new_{}", field.name()): login_to_set(field),
    })
}

fn login_to_set(field: LoginField) -> Value {
    match field {
        LoginField::Username => json!({
            "type": "string", "required": true, "read_only": false, "label": "Username", "help_text": USERNAME_HELP,
            "max_length": 150,
        }),
        LoginField::Email => json!({
            "type": "email", "required": true, "read_only": false, "label": "Email address", "max_length": 254,
        }),
    }
}

/// The body of 1.x's `users/delete`.
pub fn delete(_: &Config) -> Value {
    json!({"current_password": text(true, "Current password")})
}

/// The body of 1.x's `users/activate`.
pub fn activate(_: &Config) -> Value {
    json!({"uid": text(true, "Uid"), "token": text(true, "Token")})
}

/// The body of 1.x's `password`.
pub fn set_password(_: &Config) -> Value {
    json!({"new_password": text(true, "New password"), "current_password": text(true, "Current password")})
}

/// The body of 1.x's `password/reset` and `users/resend`.
pub fn password_reset(_: &Config) -> Value {
    json!({"email": {"type": "email", "required": true, "read_only": false, "label": "Email"}})
}

/// The body of 1.x's `password/reset/confirm`.
pub fn password_reset_confirm(_: &Config) -> Value {
    json!({
        "uid": text(true, "Uid"), "token": text(true, "Token"), "new_password": text(true, "New password"),
    })
}
