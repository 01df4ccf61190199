//! What DRF's OPTIONS tells of the fields of djoser's views (docs/contracts/djoser.md §1.8). As in djoser, the
//! actions of a viewset show the plain user, whatever they take.

use super::{Member, Order, members};
use crate::config::{Config, LoginField};
use crate::dialects::drf::field::metadata;
use crate::domain::Reader;
use serde_json::{Map, Value, json};

const USERNAME_HELP: &str = "Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.";

/// The user object, as who asks sees it.
pub fn user(config: &Config, reader: Reader) -> Value {
    let mut fields = Map::new();
    for member in members(config, Order::User, reader) {
        let (name, description) = match member {
            Member::Id => ("id", read_only("integer", "ID", None)),
            Member::Login => match config.login_field() {
                LoginField::Username => ("username", read_only("string", "Username", Some(USERNAME_HELP))),
                LoginField::Email => ("email", read_only("email", "Email address", None)),
            },
            Member::Email => (
                "email",
                json!({"type": "email", "required": false, "read_only": false, "label": "Email address", "max_length": 254}),
            ),
            Member::Field(field) => (field.name.as_str(), metadata(field, reader)),
        };
        fields.insert(name.to_owned(), description);
    }
    Value::Object(fields)
}

/// One's own user object: staff is no more than its owner there.
pub fn me(config: &Config, _: Reader) -> Value {
    user(config, Reader::Owner)
}

fn read_only(kind: &str, label: &str, help_text: Option<&str>) -> Value {
    let mut field = json!({"type": kind, "required": false, "read_only": true, "label": label});
    if let Some(help_text) = help_text {
        field["help_text"] = help_text.into();
    }
    field
}

fn text(required: bool, label: &str) -> Value {
    json!({"type": "string", "required": required, "read_only": false, "label": label})
}

/// The body of `token/login`.
pub fn token_login(config: &Config, _: Reader) -> Value {
    let (name, label) = login(config.login_field());
    json!({"password": text(false, "Password"), name: text(false, label)})
}

/// The body of `jwt/create`.
pub fn jwt_create(config: &Config, _: Reader) -> Value {
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
pub fn jwt_refresh(_: &Config, _: Reader) -> Value {
    let access = json!({"type": "string", "required": false, "read_only": true, "label": "Access"});
    json!({"refresh": text(true, "Refresh"), "access": access})
}

/// The body of `jwt/verify`.
pub fn jwt_verify(_: &Config, _: Reader) -> Value {
    json!({"token": text(true, "Token")})
}

/// The body of 1.x's `users/create`.
pub fn create(config: &Config, _: Reader) -> Value {
    let mut fields = user(config, Reader::Owner);
    fields[config.login_field().name()] = login_to_set(config.login_field());
    fields["password"] = text(true, "Password");
    fields
}

/// The body of 1.x's `username`, or `email`.
pub fn rename(config: &Config, _: Reader) -> Value {
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
pub fn delete(_: &Config, _: Reader) -> Value {
    json!({"current_password": text(true, "Current password")})
}

/// The body of 1.x's `users/activate`.
pub fn activate(_: &Config, _: Reader) -> Value {
    json!({"uid": text(true, "Uid"), "token": text(true, "Token")})
}

/// The body of 1.x's `password`.
pub fn set_password(_: &Config, _: Reader) -> Value {
    json!({"new_password": text(true, "New password"), "current_password": text(true, "Current password")})
}

/// The body of 1.x's `password/reset` and `users/resend`.
pub fn password_reset(_: &Config, _: Reader) -> Value {
    json!({"email": {"type": "email", "required": true, "read_only": false, "label": "Email"}})
}

/// The body of 1.x's `password/reset/confirm`.
pub fn password_reset_confirm(_: &Config, _: Reader) -> Value {
    json!({
        "uid": text(true, "Uid"), "token": text(true, "Token"), "new_password": text(true, "New password"),
    })
}
