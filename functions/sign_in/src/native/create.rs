//! `POST /v1/sessions`: an access and a refresh token for a name or address and a password.

use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, Login};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::{Answer, Body, Error, Form, Text};
use shared::dialects::native::user_view;
use shared::dialects::session::remember_device;
use shared::domain::Reader;
use shared::domain::password::Password;
use shared::error::Refusal;
use shared::http::json;
use shared::json::Json;
use shared::store::items::ListedUser;

/// A login with an `@` is an address, or a user name where no account has the address; any other is a user name.
pub(crate) async fn create(State(app): State<App>, client: Client, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let typed = form.required("login", Text::new());
    let password = form.required("password", Text::new().as_typed());
    let device = form.optional("device", Text::new().blank());
    form.check()?;
    let client = client.with_device(device.as_deref());
    let login = Login::by_either(&typed);
    let sign_in =
        accounts::sign_in(&app, &login, &Password::new(&password), &client).await.map_err(refused)?;
    let tokens = accounts::issue_token_pair(&app, sign_in).await.map_err(refused)?;
    let user = ListedUser::of(&tokens.user, Some(app.now()));
    let body = Json::object([
        ("access", tokens.access.into()),
        ("refresh", tokens.refresh.into()),
        ("session", tokens.session.into()),
        ("device", client.device().into()),
        ("user", user_view(&app.config, Reader::Owner, &user)),
    ]);
    let mut response = json(StatusCode::CREATED, &body);
    remember_device(&app, &client, &mut response);
    Ok(response)
}

fn refused(refusal: Refusal) -> Error {
    match refusal {
        Refusal::Credentials => {
            let text = "No active account found with the given credentials";
            Error::detail(StatusCode::UNAUTHORIZED, text).coded("no_active_account")
        }
        refusal => refusal.into(),
    }
}
