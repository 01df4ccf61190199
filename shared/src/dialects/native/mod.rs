//! The native API, `/v1`, as far as two functions share it (docs/contracts/seeds.md §4).

use super::drf;
use crate::domain::User;
use crate::http::{Dialect, Endpoint, Spec};
use serde_json::{Value, json};

/// An endpoint of the native API.
pub fn view(path: &'static str) -> Endpoint {
    let spec = Spec { challenge: "Bearer realm=\"api\"", ..Spec::new(path, Dialect::Native) };
    Endpoint::new(spec, drf::guard)
}

/// A user as `/v1/users` shows him: ten keys in the contract's order.
pub fn user_view(user: &User) -> Value {
    json!({
        "username": user.username,
        "pk": user.id.get(),
        "last_login": user.last_login.map(|at| at.to_string()),
        "is_superuser": user.is_superuser,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "is_staff": user.is_staff,
        "is_active": user.is_active(),
        "date_joined": user.date_joined.to_string(),
    })
}
