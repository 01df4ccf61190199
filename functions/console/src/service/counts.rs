//! `/console/counts`: how many there are of everything.

use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, Counted};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::html::{Answer, Frame, Trouble};

#[derive(Template)]
#[template(path = "counts.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    /// The name of what is counted, and how many there are of it.
    counts: [(&'static str, Counted); 4],
    call: Call,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    let service = must_administrate(&caller)?;
    let counts = async { Ok::<_, Trouble>(accounts::counts(&app, &service).await?) };
    let (desk, counts) = tokio::try_join!(Desk::open(&app, &frame, &caller), counts)?;
    let page = Page {
        frame: &frame,
        desk: &desk,
        counts: [
            ("console-users", counts.users),
            ("console-groups", counts.groups),
            ("console-permissions", counts.permissions),
            ("console-content-types", counts.content_types),
        ],
        call: Call::get(&app, "/v1/counts", &[]),
    };
    Ok(frame.show(StatusCode::OK, &page))
}
