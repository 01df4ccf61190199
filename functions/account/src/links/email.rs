//! The pages behind the links of a change of address: the one to the new address confirms it, the one to the old address
//! calls it off.

use super::{Link, Words, button};
use axum::extract::{Path, State};
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::html::{Answer, Frame, link_page, undocumented};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;
use shared::store::Purpose;

const CONFIRM: Link = Link { purpose: Purpose::EmailChange, renewal: None, words: |_| &CONFIRM_WORDS };

const CONFIRM_WORDS: Words = Words {
    title: "confirm-email-title",
    lead: "confirm-email-lead",
    button: "confirm-email-button",
    done: "confirm-email-done",
    done_text: "confirm-email-done-text",
    dead_text: "confirm-email-dead-text",
};

const CANCEL: Link =
    Link { purpose: Purpose::EmailChangeCancellation, renewal: None, words: |_| &CANCEL_WORDS };

const CANCEL_WORDS: Words = Words {
    title: "cancel-email-title",
    lead: "cancel-email-lead",
    button: "cancel-email-button",
    done: "cancel-email-done",
    done_text: "cancel-email-done-text",
    dead_text: "cancel-email-dead-text",
};

pub(crate) fn confirm_email(path: &'static str) -> Endpoint {
    link_page(path).get(Ignored, ask_to_confirm, undocumented).post(Ignored, confirm, undocumented)
}

pub(crate) fn cancel_email(path: &'static str) -> Endpoint {
    link_page(path).get(Ignored, ask_to_cancel, undocumented).post(Ignored, cancel, undocumented)
}

async fn ask_to_confirm(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    CONFIRM.ask(&app, &frame, &client, (&uid, &token), |_| button(&frame, &CONFIRM_WORDS)).await
}

async fn confirm(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    let confirmed = accounts::confirm_email_change(&app, Some(&uid), &token, &client).await;
    CONFIRM.answer(&frame, None, button(&frame, &CONFIRM_WORDS), confirmed)
}

async fn ask_to_cancel(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    CANCEL.ask(&app, &frame, &client, (&uid, &token), |_| button(&frame, &CANCEL_WORDS)).await
}

async fn cancel(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    let cancelled = accounts::cancel_email_change(&app, Some(&uid), &token, &client).await;
    CANCEL.answer(&frame, None, button(&frame, &CANCEL_WORDS), cancelled)
}
