//! `GET /api/accounts/`: all accounts, for staff.

use super::object::object;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::Value;
use shared::accounts::{self, LIST_BOUND, Listing};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Error};
use shared::http;
use shared::store::Shown;

pub(crate) async fn list(State(app): State<App>, caller: Caller) -> Answer {
    match accounts::list(&app, &caller.user, LIST_BOUND, Shown::Profile).await? {
        Listing::All(users) => http::list(&users.iter().map(object).collect::<Value>()).ok_or_else(too_many),
        Listing::TooMany => Err(too_many()),
    }
}

fn too_many() -> Error {
    let text = format!(
        "There are more accounts than this list shows, which is {LIST_BOUND} or 5 MB of them: djoser's /auth/users/ has pages with LATCHKEY_PAGE_SIZE, and so has /v1/users."
    );
    Error::detail(StatusCode::BAD_REQUEST, &text)
}
