//! The page behind the link of an activation mail.

use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::dialects::pages::{self, Action};
use shared::http::Credentials::Ignored;
use shared::http::{ClientAddress, Endpoint};

pub(crate) fn activate(path: &'static str) -> Endpoint {
    Endpoint::open(path).on(Method::GET, Ignored, ask).on(Method::POST, Ignored, act)
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
