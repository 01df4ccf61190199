//! `POST /auth/session/login`: a cookie for a browser.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::djoser::user_view;
use shared::dialects::drf::{Answer, Body, Form, Text};
use shared::dialects::session::{give_cookies, remember_device};
use shared::domain::password::Password;
use shared::http::json;

pub(crate) async fn login(
    State(app): State<App>,
    client: Client,
    headers: HeaderMap,
    Body(data): Body,
) -> Answer {
    let field = app.config.login_field();
    let mut form = Form::new(&data)?;
    let typed = form.required(field.name(), Text::new());
    let password = form.required("password", Text::new().as_typed());
    form.check()?;
    let login = Login::by(field, &typed);
    let sign_in = accounts::sign_in(&app, &login, &Password::new(&password), &client).await?;
    let session = accounts::open_browser_session(&app, sign_in).await?;
    let mut response = json(StatusCode::OK, &user_view(&app.config, &session.user));
    give_cookies(&app, &session, &headers, &mut response).await?;
    remember_device(&app, &client, &mut response);
    Ok(response)
}
