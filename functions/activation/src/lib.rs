//! Activating accounts, and confirming new addresses or calling their change off.

mod djoser;
mod native;
mod wiki;

use shared::dialects::djoser::{metadata, view, viewset};
use shared::dialects::native::open_resource;
use shared::dialects::wiki::plain_view;
use shared::http::Credentials::{Ignored, Optional};
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        // djoser 2.x
        .with(
            viewset("/auth/users/activation")
                .post(Optional, djoser::activation, djoser::operations::activation)
                .about("Activation", "")
                .fields("POST", metadata::user),
        )
        .with(
            viewset("/auth/users/resend_activation")
                .post(Optional, djoser::resend_activation, djoser::operations::resend_activation)
                .about("Resend activation", "")
                .fields("POST", metadata::user),
        )
        // djoser 1.x, under the customary mount
        .with(confirm("/auth/users/confirm"))
        .with(activate("/auth/users/activate"))
        .with(
            view("/auth/users/resend")
                .post(Optional, djoser::resend, djoser::operations::resend_activation)
                .about("Resend Activation", "Use this endpoint to resend user activation email.")
                .fields("POST", metadata::password_reset),
        )
        // djoser 1.x, at the root
        .with(confirm("/users/confirm"))
        .with(activate("/users/activate"))
        // the users wiki
        .with(plain_view("/auth/confirm_email/{key}").get(
            Ignored,
            wiki::confirm_email,
            wiki::operations::confirm_email,
        ))
        // native
        .with(open_resource("/v1/activation").post(Ignored, native::activate, native::operations::activate))
        .with(open_resource("/v1/activation/resend").post(
            Ignored,
            native::resend,
            native::operations::resend,
        ))
        .with(
            open_resource("/v1/email/confirm")
                .post(Ignored, native::confirm_email, native::operations::confirm_email)
                .about("Confirm Email", ""),
        )
        .with(
            open_resource("/v1/email/cancel")
                .post(Ignored, native::cancel_email, native::operations::cancel_email)
                .about("Cancel Email", ""),
        )
        .with(
            open_resource("/v1/undo").post(Ignored, native::undo, native::operations::undo).about("Undo", ""),
        )
}

fn confirm(path: &'static str) -> Endpoint {
    viewset(path)
        .post(Optional, djoser::confirm, djoser::operations::activation)
        .about("Confirm", "")
        .fields("POST", metadata::user)
}

fn activate(path: &'static str) -> Endpoint {
    view(path)
        .post(Optional, djoser::confirm, djoser::operations::activation)
        .about("Activation", "Use this endpoint to activate user account.")
        .fields("POST", metadata::activate)
}
