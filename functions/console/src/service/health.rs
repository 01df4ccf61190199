//! `/console/health`: how the service fares.

use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, Backlog, KeyState, OwedKind};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::html::{Answer, Frame, Moment, Trouble};

#[derive(Template)]
#[template(path = "health.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    is_healthy: bool,
    /// The name of what is said of the newest signing key.
    key: &'static str,
    key_is_fresh: bool,
    backlogs: [Late; 2],
    call: Call,
}

/// How much of a kind is late, and since when the oldest of it is owed.
struct Late {
    /// The name of what it is called.
    title: &'static str,
    kind: &'static str,
    count: usize,
    since: Option<Moment>,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    let service = must_administrate(&caller)?;
    let health = async { Ok::<_, Trouble>(accounts::health(&app, &service).await?) };
    let (desk, health) = tokio::try_join!(Desk::open(&app, &frame, &caller), health)?;
    let page = Page {
        frame: &frame,
        desk: &desk,
        is_healthy: health.is_good(),
        key: match health.signing_key {
            KeyState::Missing => "console-health-missing",
            KeyState::Overdue => "console-health-overdue",
            KeyState::Fresh => "console-health-fresh",
        },
        key_is_fresh: health.signing_key == KeyState::Fresh,
        backlogs: [
            late("console-owed-mail", OwedKind::Mail, health.mail),
            late("console-owed-cleaning", OwedKind::Cleaning, health.cleaning),
        ],
        call: Call::get(&app, "/v1/health", &[]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}

fn late(title: &'static str, kind: OwedKind, backlog: Backlog) -> Late {
    Late { title, kind: kind.name(), count: backlog.late, since: backlog.since.map(Moment::from) }
}
