//! The administrators' console: what `/v1` does, as pages, for whoever may. Each page shows what its caller may do and no more,
//! and is refused as the API would refuse it.

mod call;
mod desk;
mod export;
mod overview;
mod paging;
mod service;
mod things;
mod users;

use shared::dialects::html::{page_by_permission, undocumented};
use shared::domain::{ContentType, Group, Permission};
use shared::http::Credentials::Required;
use shared::http::{Endpoint, Routes, When};
use things::Thing;
use users::deeds::{Deed, deed};

/// What this function serves.
pub fn routes() -> Routes {
    Routes::new()
        .with(console("/console").get(Required, overview::show, undocumented))
        .with(console("/console/users").get(Required, users::list::show, undocumented))
        .with(console("/console/users/new").get(Required, users::new::show, undocumented).post(
            Required,
            users::new::act,
            undocumented,
        ))
        .with(console("/console/users/bulk").post(Required, users::bulk::act, undocumented))
        .with(console("/console/users/{id}").get(Required, users::profile::show, undocumented).post(
            Required,
            users::profile::act,
            undocumented,
        ))
        .with(console("/console/users/{id}/groups").get(Required, users::groups::show, undocumented).post(
            Required,
            users::groups::act,
            undocumented,
        ))
        .with(
            console("/console/users/{id}/permissions")
                .get(Required, users::permissions::show, undocumented)
                .post(Required, users::permissions::act, undocumented),
        )
        .with(
            console("/console/users/{id}/sessions").get(Required, users::sessions::show, undocumented).post(
                Required,
                users::sessions::act,
                undocumented,
            ),
        )
        .with(
            console("/console/users/{id}/owed")
                .get(Required, service::owed::show_of_user, undocumented)
                .post(Required, service::owed::act, undocumented),
        )
        .merge(deeds())
        .merge(things::<Group>("/console/groups", "/console/groups/{id}", "/console/groups/{id}/delete"))
        .with(
            console("/console/groups/{id}/permissions")
                .get(Required, things::permissions::show, undocumented)
                .post(Required, things::permissions::act, undocumented),
        )
        .with(
            console("/console/groups/{id}/members").get(Required, things::members::show, undocumented).post(
                Required,
                things::members::act,
                undocumented,
            ),
        )
        .merge(things::<Permission>(
            "/console/permissions",
            "/console/permissions/{id}",
            "/console/permissions/{id}/delete",
        ))
        .merge(things::<ContentType>(
            "/console/content_types",
            "/console/content_types/{id}",
            "/console/content_types/{id}/delete",
        ))
        .with(console("/console/signing_keys").get(Required, service::signing_keys::show, undocumented))
        .with(console("/console/owed").get(Required, service::owed::show, undocumented).post(
            Required,
            service::owed::act,
            undocumented,
        ))
        .with(console("/console/settings").get(Required, service::settings::show, undocumented))
        .with(console("/console/health").get(Required, service::health::show, undocumented))
        .with(console("/console/counts").get(Required, service::counts::show, undocumented))
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

/// The pages that groups, permissions and content types all have.
fn things<T: Thing + 'static>(all: &'static str, one: &'static str, end: &'static str) -> Routes {
    Routes::new()
        .with(console(all).get(Required, things::list::show::<T>, undocumented).post(
            Required,
            things::list::act::<T>,
            undocumented,
        ))
        .with(console(one).get(Required, things::one::show::<T>, undocumented).post(
            Required,
            things::one::act::<T>,
            undocumented,
        ))
        .with(console(end).get(Required, things::delete::show::<T>, undocumented).post(
            Required,
            things::delete::act::<T>,
            undocumented,
        ))
}

fn console(path: &'static str) -> Endpoint {
    page_by_permission(path).when(When::ServesConsole)
}
