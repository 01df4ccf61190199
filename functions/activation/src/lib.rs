//! Activating accounts, and confirming new addresses.

mod djoser;
mod pages;

use axum::http::Method;
use shared::dialects::djoser::{metadata, view, viewset};
use shared::http::Credentials::Optional;
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        // djoser 2.x
        .with(activation("/auth/users/activation"))
        .with(resend("/auth/users/resend_activation"))
        // djoser 1.x, under the customary mount
        .with(activation("/auth/users/confirm").about("Confirm", ""))
        .with(activate("/auth/users/activate"))
        .with(resend("/auth/users/resend").about("Resend", ""))
        // djoser 1.x, at the root
        .with(activation("/users/confirm").about("Confirm", ""))
        .with(activate("/users/activate"))
        // hosted pages
        .with(pages::activate("/pages/activate/{uid}/{token}"))
}

fn activation(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Optional, djoser::activation)
        .about("Activation", "")
        .fields("POST", metadata::user)
}

fn activate(path: &'static str) -> Endpoint {
    view(path)
        .on(Method::POST, Optional, djoser::activation)
        .about("Activation", "Use this endpoint to activate user account.")
        .fields("POST", metadata::activate)
}

fn resend(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Optional, djoser::resend_activation)
        .about("Resend activation", "")
        .fields("POST", metadata::user)
}
