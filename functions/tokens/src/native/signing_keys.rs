//! `/v1/signing_keys`: the keys that sign access tokens, for superusers.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::keyring::KeyLife;
use shared::auth::policy::must_operate;
use shared::dialects::drf::Answer;
use shared::dialects::native::{ListQuery, signing_key_view};
use shared::http::json;

pub(crate) async fn list(State(app): State<App>, caller: Caller, uri: Uri) -> Answer {
    let service = must_operate(&caller)?;
    let query = ListQuery::read(&app, &caller, &uri, &[])?;
    let place = |life: &KeyLife| format!("{:016} {}", life.signs_from.micros(), life.kid);
    let lives = app.keyring.lives(&app, &service).await?;
    Ok(query.page_of(&app, lives, place, |life| signing_key_view(life, app.now())))
}

/// Publishes the next key, unless one waits already: asking twice makes one.
pub(crate) async fn rotate(State(app): State<App>, caller: Caller) -> Answer {
    let next = app.keyring.successor(&app, &must_operate(&caller)?).await?;
    Ok(json(StatusCode::OK, &signing_key_view(&next, app.now())))
}
