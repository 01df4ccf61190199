//! Activating accounts, and confirming new addresses.

mod djoser;
mod pages;
mod wiki;

use axum::http::Method;
use shared::dialects::djoser::{metadata, view, viewset};
use shared::dialects::wiki::plain_view;
use shared::http::Credentials::{Ignored, Optional};
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        // djoser 2.x
        .with(
            viewset("/auth/users/activation")
                .on(Method::POST, Optional, djoser::activation)
                .describe(djoser::operations::activation)
                .about("Activation", "")
                .fields("POST", metadata::user),
        )
        .with(
            viewset("/auth/users/resend_activation")
                .on(Method::POST, Optional, djoser::resend_activation)
                .describe(djoser::operations::resend_activation)
                .about("Resend activation", "")
                .fields("POST", metadata::user),
        )
        // djoser 1.x, under the customary mount
        .with(confirm("/auth/users/confirm"))
        .with(activate("/auth/users/activate"))
        .with(
            view("/auth/users/resend")
                .on(Method::POST, Optional, djoser::resend)
                .describe(djoser::operations::resend_activation)
                .about("Resend Activation", "Use this endpoint to resend user activation email.")
                .fields("POST", metadata::password_reset),
        )
        // djoser 1.x, at the root
        .with(confirm("/users/confirm"))
        .with(activate("/users/activate"))
        // the users wiki
        .with(
            plain_view("/auth/confirm_email/{key}")
                .on(Method::GET, Ignored, wiki::confirm_email)
                .describe(wiki::operations::confirm_email),
        )
        // hosted pages
        .with(pages::activate("/pages/activate/{uid}/{token}"))
}

fn confirm(path: &'static str) -> Endpoint {
    viewset(path)
        .on(Method::POST, Optional, djoser::confirm)
        .describe(djoser::operations::activation)
        .about("Confirm", "")
        .fields("POST", metadata::user)
}

fn activate(path: &'static str) -> Endpoint {
    view(path)
        .on(Method::POST, Optional, djoser::confirm)
        .describe(djoser::operations::activation)
        .about("Activation", "Use this endpoint to activate user account.")
        .fields("POST", metadata::activate)
}
