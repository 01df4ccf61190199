//! `/api/accounts/`: a DRF endpoint for users, which anybody may add to (docs/contracts/seeds.md §2).

mod create;
mod delete;
mod list;
mod object;
pub(crate) mod operations;
mod read;
mod update;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use object::fields;
pub(crate) use read::read;
pub(crate) use update::{patch, put};

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use serde_json::json;
use shared::app::App;
use shared::auth::policy::administrates;
use shared::config::Dialect;
use shared::dialects::drf;
use shared::http::{Admits, Endpoint, Spec, json};

/// All accounts: for staff, but whoever wants to may add one.
pub(crate) fn collection(path: &'static str) -> Endpoint {
    view(path, |method, caller| method == Method::POST || caller.is_some_and(administrates))
}

/// One account: for its owner and staff. Only staff deletes.
pub(crate) fn account(path: &'static str) -> Endpoint {
    view(path, |method, caller| match *method {
        // Nothing is added here, which everybody may hear.
        Method::POST => true,
        Method::GET | Method::HEAD | Method::PUT | Method::PATCH => caller.is_some(),
        _ => caller.is_some_and(administrates),
    })
}

/// `GET /api/`
pub(crate) fn root(path: &'static str) -> Endpoint {
    view(path, |_, _| true)
}

pub(crate) async fn index(State(app): State<App>) -> Response {
    json(StatusCode::OK, &json!({ "accounts": format!("{}/api/accounts/", app.config.public_url.as_str()) }))
}

fn view(path: &'static str, admits: Admits) -> Endpoint {
    let spec = Spec {
        challenge: "Token",
        // What the page configures, which is nothing, has no challenge for nobody.
        for_nobody: StatusCode::FORBIDDEN,
        admits: Some(admits),
        suffixes: true,
        refusals: drf::refusals,
        slash: true,
        ..Spec::new(path, Dialect::Accounts)
    };
    Endpoint::new(spec, drf::guard)
}
