//! `POST /token/logout/`: ends what let the caller in. The body is not read, not even a broken one.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use shared::accounts;
use shared::app::App;
use shared::auth::{self, Caller, Wanted};
use shared::dialects::drf::Answer;
use shared::dialects::session::take_cookies;

pub(crate) async fn token_logout(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Answer {
    accounts::sign_out(&app, &caller).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if app.config.create_session_on_login {
        let browsers = auth::browsers(&app, &headers, Wanted::Identity).await?;
        for browser in browsers.iter().filter(|browser| browser.user.id == caller.user.id) {
            accounts::sign_out(&app, browser).await?;
        }
        take_cookies(&app, &mut response);
    }
    Ok(response)
}
