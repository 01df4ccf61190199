//! The page behind the link of a user name reset mail.

use crate::djoser::new_name;
use crate::djoser::operations::page_of_names;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Client;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Body, Error, Form};
use shared::dialects::pages::{self, Action, operations};
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;

pub(crate) fn reset_username(path: &'static str) -> Endpoint {
    Endpoint::open(path)
        .tag("pages")
        .get(Ignored, ask, || operations::ask("The page to choose a new user name"))
        .post(Ignored, act, page_of_names)
}

async fn ask(State(app): State<App>, Path((uid, token)): Path<(String, String)>) -> Response {
    pages::ask(&app, Action::ResetUsername, app.config.username_reset_confirm_retype, &uid, &token).await
}

async fn act(
    State(app): State<App>,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    Body(data): Body,
) -> Response {
    if pages::wants_new_link(&data) {
        return pages::renew(&app, Action::ResetUsername, &data, client.address).await;
    }
    let field = format!("new_{}", app.config.login_field().name());
    let typed = data.get(&field).and_then(|value| value.text());
    let typed = typed.map(|text| text.as_str().to_owned()).unwrap_or_default();
    let retype = app.config.username_reset_confirm_retype;
    // That a link is dead is said before who has the name.
    let reset = match pages::open(&app, Action::ResetUsername, &uid, &token).await {
        Ok(_) => confirm(&app, &client, &uid, &token, &data).await,
        Err(refusal) => Err(refusal.into()),
    };
    pages::answer(&app, Action::ResetUsername, retype, &typed, None, reset)
}

async fn confirm(app: &App, client: &Client, uid: &str, token: &str, data: &Data) -> Result<(), Error> {
    let mut form = Form::new(data)?;
    let rename = new_name(app, &mut form, app.config.username_reset_confirm_retype, false);
    let rename = form.checked(rename)?;
    accounts::confirm_username_reset(app, Some(uid), token, &rename, client).await?;
    Ok(())
}
