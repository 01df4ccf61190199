//! djoser's user object (docs/contracts/djoser.md §2, §6).

use crate::config::{Config, LoginField, RequiredField, UserIdField};
use crate::domain::User;
use crate::store::items::ListedUser;
use serde_json::{Map, Value};

/// The required fields that the object shows and the profile edits: never the field one signs in with.
pub fn required_fields(config: &Config) -> impl Iterator<Item = RequiredField> {
    let signs_in_by_email = config.login_field() == LoginField::Email;
    config
        .required_fields
        .0
        .iter()
        .copied()
        .filter(move |field| !(signs_in_by_email && *field == RequiredField::Email))
}

/// A user as djoser shows him: the required fields, the id, and what he signs in with.
pub fn user_view(config: &Config, user: &User) -> Value {
    listed_view(config, &ListedUser::of(user, None))
}

/// The same from a list.
pub fn listed_view(config: &Config, user: &ListedUser) -> Value {
    let mut object = Map::new();
    for field in required_fields(config) {
        let (key, value) = match field {
            RequiredField::Email => ("email", &user.profile.email),
            RequiredField::FirstName => ("first_name", &user.profile.first_name),
            RequiredField::LastName => ("last_name", &user.profile.last_name),
        };
        object.insert(key.to_owned(), value.as_str().into());
    }
    match config.user_id_field {
        UserIdField::Id => object.insert("id".to_owned(), user.id.get().into()),
        UserIdField::Username => object.insert("username".to_owned(), user.profile.username.as_str().into()),
    };
    let field = config.login_field();
    let login = match field {
        LoginField::Username => &user.profile.username,
        LoginField::Email => &user.profile.email,
    };
    object.insert(field.name().to_owned(), login.as_str().into());
    Value::Object(object)
}
