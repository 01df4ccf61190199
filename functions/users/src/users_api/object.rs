//! A user as this dialect shows him.

use serde_json::{Value, json};
use shared::dialects::users_api::naive;
use shared::domain::{Timestamp, User};
use shared::store::items::ListedUser;

/// A user. Who never signed in shows when he was made instead, as Django of that time has it.
pub(super) fn object(user: &User) -> Value {
    let User { id, username, email, first_name, last_name, is_staff, is_superuser, .. } = user;
    json!({
        "dateJoined": naive(user.date_joined),
        "email": email,
        "firstName": first_name,
        "isActive": user.is_active(),
        "isStaff": is_staff,
        "isSuperuser": is_superuser,
        "lastLogin": last_login(user.last_login, user.date_joined),
        "lastName": last_name,
        "resourceUri": format!("/users/{id}/"),
        "username": username,
    })
}

/// The same from a list.
pub(super) fn listed(user: &ListedUser) -> Value {
    let ListedUser { id, username, email, first_name, last_name, is_staff, is_superuser, .. } = user;
    json!({
        "dateJoined": naive(user.date_joined),
        "email": email,
        "firstName": first_name,
        "isActive": user.verified_at.is_some() && user.disabled_at.is_none(),
        "isStaff": is_staff,
        "isSuperuser": is_superuser,
        "lastLogin": last_login(user.last_login, user.date_joined),
        "lastName": last_name,
        "resourceUri": format!("/users/{id}/"),
        "username": username,
    })
}

fn last_login(last_login: Option<Timestamp>, date_joined: Timestamp) -> String {
    naive(last_login.unwrap_or(date_joined))
}
