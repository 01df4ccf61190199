//! The page behind the link of an activation mail.

use super::{Link, Words, button};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::html::{Answer, Frame, Sent, link_page, undocumented};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;
use shared::store::Purpose;
use shared::store::items::MailKind;

const LINK: Link =
    Link { purpose: Purpose::Activation, renewal: Some(MailKind::Activation), words: |_| &WORDS };

const WORDS: Words = Words {
    title: "activate-title",
    lead: "activate-lead",
    button: "activate-button",
    done: "activate-done",
    done_text: "activate-done-text",
    dead_text: "activate-dead-text",
};

pub(crate) fn activate(path: &'static str) -> Endpoint {
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
    sent: Sent,
) -> Answer {
    if let Some(answer) = LINK.renew(&app, &frame, &sent, client.address).await {
        return answer;
    }
    let activated = accounts::activate(&app, Some(&uid), &token, &client).await;
    LINK.answer(&frame, None, button(&frame, &WORDS), activated)
}
