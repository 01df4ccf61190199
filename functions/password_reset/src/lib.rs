//! Passwords: changing one's own, and resetting a forgotten one by mail.

mod djoser;
mod native;
mod wiki;

use shared::dialects::djoser::{metadata, private_view, view, viewset};
use shared::dialects::native::{open_resource, resource};
use shared::dialects::wiki::open_view as wiki_view;
use shared::http::Credentials::{Ignored, Optional, Required};
use shared::http::{Endpoint, Routes};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        // djoser 2.x
        .with(
            viewset("/auth/users/set_password")
                .post(Required, djoser::set_password, djoser::operations::set_password)
                .about("Set password", "")
                .fields("POST", metadata::user),
        )
        .with(
            viewset("/auth/users/reset_password")
                .post(Optional, djoser::reset_password, djoser::operations::reset_password)
                .about("Reset password", "")
                .fields("POST", metadata::user),
        )
        .with(
            viewset("/auth/users/reset_password_confirm")
                .post(Optional, djoser::reset_password_confirm, djoser::operations::reset_password_confirm)
                .about("Reset password confirm", "")
                .fields("POST", metadata::user),
        )
        // djoser 1.x, under the customary mount
        .with(set("/auth/password"))
        .with(reset("/auth/password/reset"))
        .with(confirm("/auth/password/reset/confirm"))
        // djoser 1.x, at the root
        .with(set("/password"))
        .with(reset("/password/reset"))
        .with(confirm("/password/reset/confirm"))
        // the users wiki
        .with(wiki_view("/api/passwords/reset_password").post(
            Ignored,
            wiki::reset_password,
            wiki::operations::reset_password,
        ))
        .with(
            wiki_view("/api/passwords/reset_password_complete")
                .post(Ignored, wiki::reset_password_complete, wiki::operations::reset_password_complete)
                .patch(Ignored, wiki::reset_password_complete, wiki::operations::reset_password_complete),
        )
        // native
        .with(resource("/v1/me/password").post(Required, native::set, native::operations::set))
        .with(resource("/v1/users/{pk}/send_reset").post(
            Required,
            native::send_reset,
            native::operations::send_reset,
        ))
        .with(open_resource("/v1/password_reset").post(Ignored, native::request, native::operations::request))
        .with(open_resource("/v1/password_reset/confirm").post(
            Ignored,
            native::confirm,
            native::operations::confirm,
        ))
}

fn set(path: &'static str) -> Endpoint {
    private_view(path)
        .post(Required, djoser::set_password, djoser::operations::set_password)
        .about("Set Password", "Use this endpoint to change user password.")
        .fields("POST", metadata::set_password)
}

fn reset(path: &'static str) -> Endpoint {
    view(path)
        .post(Optional, djoser::password_reset, djoser::operations::reset_password)
        .about("Password Reset", "Use this endpoint to send email to user with password reset link.")
        .fields("POST", metadata::password_reset)
}

fn confirm(path: &'static str) -> Endpoint {
    view(path)
        .post(Optional, djoser::password_reset_confirm, djoser::operations::reset_password_confirm)
        .about("Password Reset Confirm", "Use this endpoint to finish reset password process.")
        .fields("POST", metadata::password_reset_confirm)
}
