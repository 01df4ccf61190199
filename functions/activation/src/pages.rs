//! The page behind the link of an activation mail.

use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::dialects::pages::{self, Action, operations};
use shared::http::Credentials::Ignored;
use shared::http::{ClientAddress, Endpoint};

pub(crate) fn activate(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .on(Method::GET, Ignored, ask)
        .describe(|| operations::ask("The page to activate an account"))
        .on(Method::POST, Ignored, act)
        .describe(|| operations::act("Activate an account"))
}

async fn ask(State(app): State<App>) -> Response {
    pages::ask(&app, Action::Activate, false)
}

async fn act(
    State(app): State<App>,
    from: ClientAddress,
    Path((uid, token)): Path<(String, String)>,
) -> Response {
    let activated = accounts::activate(&app, Some(&uid), &token, from).await;
    pages::answer(&app, Action::Activate, false, "", pages::settle_activation(activated))
}
