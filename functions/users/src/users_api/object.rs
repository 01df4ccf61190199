//! A user as this dialect shows him.

use serde_json::{Value, json};
use shared::dialects::users_api::naive;
use shared::store::items::ListedUser;

/// A user. Who never signed in shows when he was made instead, as Django of that time has it.
pub(super) fn object(user: &ListedUser) -> Value {
    let ListedUser { id, profile, is_staff, is_superuser, .. } = user;
    json!({
        "dateJoined": naive(user.date_joined),
        "email": profile.email,
        "firstName": profile.first_name,
        "isActive": user.is_active(),
        "isStaff": is_staff,
        "isSuperuser": is_superuser,
        "lastLogin": naive(user.last_login.unwrap_or(user.date_joined)),
        "lastName": profile.last_name,
        "resourceUri": format!("/users/{id}/"),
        "username": profile.username,
    })
}
