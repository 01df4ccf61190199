//! `POST /auth/login`: an opaque token, for a user name and a password.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::Client;
use shared::config::LoginField;
use shared::dialects::session::remember_device;
use shared::dialects::wiki::{Entrance, Error, Unread};
use shared::domain::FieldFault;
use shared::domain::password::Password;
use shared::error::Refusal;

const WRONG: &str =
    "Please enter a correct username and password. Note that both fields may be case-sensitive.";

/// Whoever may not sign in hears the same as whoever is nobody.
pub(crate) async fn login(State(app): State<App>, client: Client, body: Unread) -> Result<Response, Error> {
    let sent = body.read().await?;
    let missing = |name| sent.text(name).is_none().then(|| (name, vec![FieldFault::Required.to_string()]));
    let faults: Vec<_> = ["username", "password"].into_iter().filter_map(missing).collect();
    if !faults.is_empty() {
        return Ok(Entrance::Failure(faults).into_response());
    }
    let (typed, password) =
        (sent.text("username").unwrap_or_default(), sent.text("password").unwrap_or_default());
    let login = Login::by(LoginField::Username, typed.trim());
    match accounts::sign_in(&app, &login, &Password::new(&password), &client).await {
        Ok(sign_in) => {
            let (user, token) = accounts::issue_opaque_token(&app, sign_in).await?;
            let mut response = Entrance::success(&user, Some(token)).into_response();
            remember_device(&app, &client, &mut response);
            Ok(response)
        }
        Err(Refusal::Credentials) => Ok(Entrance::failure(WRONG).into_response()),
        Err(refusal) => Err(refusal.into()),
    }
}
