//! The pages behind the links of an activation mail, of the two mails of a change of address, and of notices.

use axum::extract::{Path, State};
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::{Error, Unread};
use shared::dialects::pages::{self, Action, operations};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;

pub(crate) fn activate(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask_to_activate, || operations::ask("The page to activate an account"))
        .post(Ignored, activate_account, || operations::act_or_renew("Activate an account"))
}

pub(crate) fn confirm_email(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask_to_confirm, || operations::ask("The page to confirm a new address"))
        .post(Ignored, confirm, || operations::act("Confirm a new address"))
}

pub(crate) fn cancel_email(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask_to_cancel, || operations::ask("The page to call off a change of address"))
        .post(Ignored, cancel, || operations::act("Call off a change of address"))
}

pub(crate) fn undo(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask_to_undo, || {
            operations::ask("The page to undo a change of password, address or user name")
        })
        .post(Ignored, take_back, || operations::act("Undo a change of password, address or user name"))
}

async fn ask_to_undo(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::Undo, false, &uid, &token).await
}

async fn take_back(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Response {
    let undone = accounts::undo(&app, Some(&uid), &token, &client).await;
    pages::answer(&app, Action::Undo, false, "", None, undone.map_err(Error::from))
}

async fn ask_to_activate(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::Activate, false, &uid, &token).await
}

async fn activate_account(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    body: Unread,
) -> Response {
    // The button sends nothing that must be readable.
    if let Ok(data) = body.read().await
        && pages::wants_new_link(&data)
    {
        return pages::renew(&app, Action::Activate, &data, client.address).await;
    }
    let activated = accounts::activate(&app, Some(&uid), &token, &client).await;
    pages::answer(&app, Action::Activate, false, "", None, pages::settle_activation(activated))
}

async fn ask_to_confirm(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::ConfirmEmail, false, &uid, &token).await
}

async fn confirm(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Response {
    let confirmed = accounts::confirm_email_change(&app, Some(&uid), &token, &client).await;
    pages::answer(&app, Action::ConfirmEmail, false, "", None, confirmed.map_err(Error::from))
}

async fn ask_to_cancel(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::CancelEmail, false, &uid, &token).await
}

async fn cancel(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Response {
    let cancelled = accounts::cancel_email_change(&app, Some(&uid), &token, &client).await;
    pages::answer(&app, Action::CancelEmail, false, "", None, cancelled.map_err(Error::from))
}
