//! `POST /token/login/`: an opaque token.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::{Client, Fault, csrf};
use shared::dialects::drf::{Answer, Body, Form, Text};
use shared::dialects::session::{give_cookies, remember_device};
use shared::domain::password::Password;
use shared::http::json;

/// Both fields may be left out, which is as good as wrong ones (contract §2.5).
///
/// Where this gives a browser cookies too, it is as closed to other sites' pages as `/auth/session/login`.
pub(crate) async fn token_login(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Body(data): Body,
) -> Answer {
    if app.config.create_session_on_login {
        csrf::check_origin(&app, &headers).map_err(Fault::Csrf)?;
    }
    let field = app.config.login_field();
    let mut form = Form::new(&data)?;
    let password = form.optional("password", Text::new().as_typed()).unwrap_or_default();
    let typed = form.optional(field.name(), Text::new()).unwrap_or_default();
    form.check()?;
    let login = Login::by(field, &typed);
    let sign_in = accounts::sign_in(&app, &login, &Password::new(&password), &client).await?;
    let (user, token) = accounts::issue_opaque_token(&app, sign_in).await?;
    let mut response = json(StatusCode::OK, &json!({ "auth_token": token }));
    remember_device(&app, &client, &mut response);
    if app.config.create_session_on_login {
        let session = accounts::add_browser_session(&app, user, &client).await?;
        give_cookies(&app, &session, &headers, &mut response).await?;
    }
    Ok(response)
}
