//! The page behind the link of a password reset mail.

use crate::djoser::operations::new_password;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Body, Error, Form};
use shared::dialects::pages::{self, Action, operations};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;

pub(crate) fn reset_password(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask, || operations::ask("The page to choose a new password"))
        .post(Ignored, act, || operations::fill_in("Choose a new password", new_password()))
}

async fn ask(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::ResetPassword, app.config.password_reset_confirm_retype, &uid, &token).await
}

async fn act(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    Body(data): Body,
) -> Response {
    if pages::wants_new_link(&data) {
        return pages::renew(&app, Action::ResetPassword, &data, client.address).await;
    }
    let retype = app.config.password_reset_confirm_retype;
    // That a link is dead is said before what is wrong with the password.
    let (user, reset) = match pages::open(&app, Action::ResetPassword, &uid, &token).await {
        Ok(user) => (Some(user), confirm(&app, &client, &uid, &token, &data).await),
        Err(refusal) => (None, Err(refusal.into())),
    };
    pages::answer(&app, Action::ResetPassword, retype, "", user.as_ref(), reset)
}

async fn confirm(app: &App, client: &Client, uid: &str, token: &str, data: &Data) -> Result<(), Error> {
    let mut form = Form::new(data)?;
    let password = form.password("new_password");
    let retype = app.config.password_reset_confirm_retype;
    let retyped = retype.then(|| form.password("re_new_password"));
    form.check()?;
    let new = NewPassword { password, retyped };
    accounts::confirm_password_reset(app, Some(uid), token, &new, client).await?;
    Ok(())
}
