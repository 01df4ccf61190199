//! The page behind the link of a notice: takes the account back to the address that it had.

use super::{Link, Words, button};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::html::{Answer, Frame, link_page, undocumented};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;
use shared::store::Purpose;

const LINK: Link = Link { purpose: Purpose::Undo, renewal: None, words: |_| &WORDS };

const WORDS: Words = Words {
    title: "undo-title",
    lead: "undo-lead",
    button: "undo-button",
    done: "undo-done",
    done_text: "undo-done-text",
    dead_text: "undo-dead-text",
};

pub(crate) fn undo(path: &'static str) -> Endpoint {
    link_page(path).get(Ignored, show, undocumented).post(Ignored, act, undocumented)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    LINK.ask(&app, &frame, &client, (&uid, &token), |_| button(&frame, &WORDS)).await
}

async fn act(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    let undone = accounts::undo(&app, Some(&uid), &token, &client).await;
    LINK.answer(&frame, None, button(&frame, &WORDS), undone)
}
