//! `GET /v1/counts`: how many users, groups, permissions and content types there are, for administrators.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::accounts::{self, Counted};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::drf::Answer;
use shared::http::json;

pub(crate) async fn read(State(app): State<App>, caller: Caller) -> Answer {
    let counts = accounts::counts(&app, &must_administrate(&caller)?).await?;
    let body = json!({
        "users": object(counts.users),
        "groups": object(counts.groups),
        "permissions": object(counts.permissions),
        "content_types": object(counts.content_types),
    });
    Ok(json(StatusCode::OK, &body))
}

fn object(counted: Counted) -> Value {
    json!({ "total": counted.total, "exact": counted.is_exact })
}
