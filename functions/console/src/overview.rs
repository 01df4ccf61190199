//! `/console/`: where to go from here.

use super::desk::Desk;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use shared::app::App;
use shared::auth::{Caller, policy};
use shared::dialects::html::{Answer, Frame, Trouble};

#[derive(Template)]
#[template(path = "overview.html")]
struct Overview<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
}

/// Whoever may see nothing is told so.
pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    let desk = Desk::open(&app, &frame, &caller).await?;
    match desk.areas().is_empty() && !policy::refused("see the console") {
        true => Err(Trouble::FORBIDDEN),
        false => Ok(frame.show(StatusCode::OK, &Overview { frame: &frame, desk: &desk })),
    }
}
