//! Passwords: changing one's own, and resetting a forgotten one by mail.

mod djoser;
mod pages;

use axum::http::Method;
use shared::dialects::djoser::{view, viewset};
use shared::http::Credentials::{Optional, Required};
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        // djoser 2.x
        .with(
            viewset("/auth/users/set_password")
                .on(Method::POST, Required, djoser::set_password)
                .about("Set password", ""),
        )
        .with(
            viewset("/auth/users/reset_password")
                .on(Method::POST, Optional, djoser::reset_password)
                .about("Reset password", ""),
        )
        .with(
            viewset("/auth/users/reset_password_confirm")
                .on(Method::POST, Optional, djoser::reset_password_confirm)
                .about("Reset password confirm", ""),
        )
        // djoser 1.x, under the customary mount
        .with(set("/auth/password"))
        .with(reset("/auth/password/reset"))
        .with(confirm("/auth/password/reset/confirm"))
        // djoser 1.x, at the root
        .with(set("/password"))
        .with(reset("/password/reset"))
        .with(confirm("/password/reset/confirm"))
        // hosted pages
        .with(pages::reset_password("/pages/reset_password/{uid}/{token}"))
}

fn set(path: &'static str) -> Endpoint {
    view(path).on(Method::POST, Required, djoser::set_password).about("Set Password", "")
}

fn reset(path: &'static str) -> Endpoint {
    view(path).on(Method::POST, Optional, djoser::password_reset).about("Password Reset", "")
}

fn confirm(path: &'static str) -> Endpoint {
    view(path).on(Method::POST, Optional, djoser::reset_password_confirm).about("Password Reset Confirm", "")
}
