//! A user as this dialect shows them.

use serde_json::{Map, Value, json};
use shared::config::Config;
use shared::dialects::users_api::naive;
use shared::domain::Reader;
use shared::store::items::ListedUser;

/// A user, as this reader sees them. Who never signed in shows when they were made instead, as Django of that time has it.
pub(super) fn object(config: &Config, reader: Reader, user: &ListedUser) -> Value {
    let ListedUser { id, profile, is_staff, is_superuser, .. } = user;
    let mut object = json!({
        "dateJoined": naive(user.date_joined),
        "email": profile.email,
        "isActive": user.is_active(),
        "isStaff": is_staff,
        "isSuperuser": is_superuser,
        "lastLogin": naive(user.last_login.unwrap_or(user.date_joined)),
        "resourceUri": format!("/users/{id}/"),
        "username": profile.username,
    });
    let seen = config.user_fields.iter().filter(|field| field.is_seen_by(reader));
    let seen: Map<_, _> =
        seen.map(|field| (field.camel_case(), field.print(profile.fields.get(&field.name)).into())).collect();
    object.as_object_mut().into_iter().for_each(|object| object.extend(seen.clone()));
    object
}
