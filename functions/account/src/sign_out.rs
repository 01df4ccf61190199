//! `POST /account/sign_out`: ends the browser's session. Twice is no mistake.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use shared::accounts;
use shared::app::App;
use shared::auth;
use shared::dialects::html::{Answer, Frame};
use shared::dialects::session::take_cookies;

pub(crate) async fn act(State(app): State<App>, frame: Frame, headers: HeaderMap) -> Answer {
    for browser in auth::resolve_browsers(&app, &Method::POST, &headers).await? {
        accounts::sign_out(&app, &browser).await?;
    }
    let mut response = frame.go_saying("/account/sign_in", "flash-signed-out");
    take_cookies(&app, &mut response);
    Ok(response)
}
