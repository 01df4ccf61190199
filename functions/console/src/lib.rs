//! The administrators' console: what `/v1` does, as pages, for whoever may. Each page shows what its caller may do and no more,
//! and is refused as the API would refuse it.

mod call;
mod desk;
mod overview;
mod paging;
mod users;

use shared::dialects::html::{page_by_permission, undocumented};
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use users::deeds::{Deed, deed};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(console("/console").get(Required, overview::show, undocumented))
        .with(console("/console/users").get(Required, users::list::show, undocumented))
        .with(console("/console/users/{id}").get(Required, users::profile::show, undocumented).post(
            Required,
            users::profile::act,
            undocumented,
        ))
        .with(console("/console/users/{id}/groups").get(Required, users::groups::show, undocumented))
        .with(console("/console/users/{id}/permissions").get(
            Required,
            users::permissions::show,
            undocumented,
        ))
        .with(console("/console/users/{id}/sessions").get(Required, users::sessions::show, undocumented))
        .merge(deeds())
}

/// What can be done to a user.
fn deeds() -> Routes {
    Routes::new()
        .with(deed("/console/users/{id}/send_reset", Deed::SendReset))
        .with(deed("/console/users/{id}/resend_activation", Deed::ResendActivation))
        .with(deed("/console/users/{id}/password", Deed::SetPassword))
        .with(deed("/console/users/{id}/email", Deed::ChangeEmail))
        .with(deed("/console/users/{id}/end_sessions", Deed::EndSessions))
        .with(deed("/console/users/{id}/make_staff", Deed::MakeStaff))
        .with(deed("/console/users/{id}/unmake_staff", Deed::UnmakeStaff))
        .with(deed("/console/users/{id}/enable", Deed::Enable))
        .with(deed("/console/users/{id}/disable", Deed::Disable))
        .with(deed("/console/users/{id}/delete", Deed::Delete))
}

fn console(path: &'static str) -> Endpoint {
    page_by_permission(path).when(When::ServesConsole)
}
