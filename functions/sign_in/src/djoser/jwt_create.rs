//! `POST /jwt/create/`: an access and a refresh token.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::json;
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::dialects::session::remember_device;
use shared::domain::password::Password;
use shared::error::Refusal;
use shared::http::json;

/// The key is that of the user model, whatever `LOGIN_FIELD` says, which still chooses the index (contract §5).
pub(crate) async fn jwt_create(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let typed = form.required(app.config.username_field.name(), Text::new());
    let password = form.required("password", Text::new().as_typed());
    form.check()?;
    let login = Login::by(app.config.login_field(), &typed);
    let sign_in =
        accounts::sign_in(&app, &login, &Password::new(&password), &client).await.map_err(refused)?;
    let tokens = accounts::issue_token_pair(&app, sign_in).await.map_err(refused)?;
    let mut response = json(StatusCode::OK, &json!({ "refresh": tokens.refresh, "access": tokens.access }));
    remember_device(&app, &client, &mut response);
    Ok(response)
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Credentials => {
            Error::detail(StatusCode::UNAUTHORIZED, "No active account found with the given credentials")
        }
        refusal => refusal.into(),
    }
}
