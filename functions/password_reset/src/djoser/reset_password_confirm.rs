//! `POST /users/reset_password_confirm/`: the link of a reset mail with a new password, sent here by the front
//! end.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys};
use shared::http::ClientAddress;

pub(crate) async fn reset_password_confirm(
    State(app): State<App>,
    from: ClientAddress,
    Body(data): Body,
) -> Answer {
    let mut form = Form::new(&data)?;
    let uid = form.verbatim("uid");
    let token = form.verbatim("token");
    let password = form.password("new_password");
    let retyped = app.config.password_reset_confirm_retype.then(|| form.password("re_new_password"));
    form.check()?;
    accounts::confirm_password_reset(&app, Some(&uid), &token, &NewPassword { password, retyped }, from)
        .await
        .map_err(|refusal| Error::keyed(refusal, Keys { password: "new_password", ..Keys::default() }))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
