//! The page behind the link of a password reset mail.

use crate::djoser::operations::new_password;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::dialects::drf::{Body, Error, Form};
use shared::dialects::pages::{self, Action, operations};
use shared::http::Credentials::Ignored;
use shared::http::{Client, Endpoint};
use shared::openapi::schema::form;

pub(crate) fn reset_password(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .on(Method::GET, Ignored, ask)
        .describe(|| operations::ask("The page to choose a new password"))
        .on(Method::POST, Ignored, act)
        .describe(|| operations::fill_in("Choose a new password", form(&["new_password"], new_password())))
}

async fn ask(State(app): State<App>) -> Response {
    pages::ask(&app, Action::ResetPassword, app.config.password_reset_confirm_retype)
}

async fn act(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    body: Body,
) -> Response {
    let retype = app.config.password_reset_confirm_retype;
    let reset = confirm(&app, &client, &uid, &token, body).await;
    pages::answer(&app, Action::ResetPassword, retype, "", reset)
}

async fn confirm(app: &App, client: &Client, uid: &str, token: &str, Body(data): Body) -> Result<(), Error> {
    let mut form = Form::new(&data)?;
    let password = form.password("new_password");
    let retype = app.config.password_reset_confirm_retype;
    let retyped = retype.then(|| form.password("re_new_password"));
    form.check()?;
    let new = NewPassword { password, retyped };
    accounts::confirm_password_reset(app, Some(uid), token, &new, &client).await?;
    Ok(())
}
