//! `/account/security`: what one signs in with.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::html::Frame;
use shared::domain::User;

#[derive(Template)]
#[template(path = "security.html")]
struct Security<'a> {
    frame: &'a Frame,
    user: &'a User,
    /// The address that waits for its link.
    awaited: Option<&'a str>,
    has_names: bool,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Response {
    let user = &caller.user;
    let awaited = user.awaited_email(app.now()).map(|pending| pending.address.as_str());
    let has_names = app.config.signs_in_by_username();
    frame.show(StatusCode::OK, &Security { frame: &frame, user, awaited, has_names })
}
