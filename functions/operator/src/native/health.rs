//! `GET /v1/health`: how the service fares, for administrators.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use shared::accounts::{self, Backlog, KeyState};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::must_administrate;
use shared::dialects::drf::Answer;
use shared::http::json;

/// 200 whatever there is to say: a table that does not answer is 503, as everywhere.
pub(crate) async fn read(State(app): State<App>, caller: Caller) -> Answer {
    let health = accounts::health(&app, &must_administrate(&caller)?).await?;
    let state = match health.signing_key {
        KeyState::Missing => "missing",
        KeyState::Overdue => "overdue",
        KeyState::Fresh => "fresh",
    };
    let body = json!({
        "healthy": health.is_good(),
        "table": { "healthy": true },
        "signing_key": { "healthy": health.signing_key == KeyState::Fresh, "state": state },
        "mail": backlog(health.mail),
        "cleaning": backlog(health.cleaning),
    });
    Ok(json(StatusCode::OK, &body))
}

fn backlog(backlog: Backlog) -> Value {
    json!({
        "healthy": backlog.is_done(),
        "late": backlog.late,
        "oldest_owed_at": backlog.since.map(|at| at.to_string()),
    })
}
