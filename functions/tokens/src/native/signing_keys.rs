//! `/v1/signing_keys`: the keys that sign access tokens, for superusers.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use serde_json::{Value, json};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::keyring::KeyLife;
use shared::dialects::drf::Answer;
use shared::dialects::native::{ListQuery, must_operate};
use shared::domain::Timestamp;
use shared::http::json;
use shared::log::{self, Event};

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    must_operate(&caller)?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    let place = |life: &KeyLife| format!("{:016} {}", life.signs_from.micros(), life.kid);
    let lives = app.keyring.lives(&app).await?;
    Ok(query.page_of(&app, lives, place, |life| object(life, app.now())))
}

/// Publishes the next key, unless one waits already: asking twice makes one.
pub(crate) async fn rotate(State(app): State<App>, caller: Caller) -> Answer {
    must_operate(&caller)?;
    let next = app.keyring.successor(&app).await?;
    log::security(Event::AuthzAdmin, None, "signing keys rotated");
    Ok(json(StatusCode::OK, &object(&next, app.now())))
}

fn object(life: &KeyLife, now: Timestamp) -> Value {
    let state = match life.signs_until {
        _ if now < life.signs_from => "waits",
        Some(end) if end <= now => "verifies",
        _ => "signs",
    };
    json!({
        "kid": life.kid,
        "algorithm": "RS256",
        "state": state,
        "signs_from": life.signs_from.to_string(),
        "signs_until": life.signs_until.map(|at| at.to_string()),
        "verifies_until": life.verifies_until.map(|at| at.to_string()),
    })
}
