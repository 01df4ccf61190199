//! `POST /users/set_password/`: a new password for who knows the old one.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::note_wrong_password;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys};

pub(crate) async fn set_password(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let password = form.password("new_password");
    let retyped = app.config.set_password_retype.then(|| form.password("re_new_password"));
    let current = form.password("current_password");
    if !form.is_good() {
        note_wrong_password(&app, &mut form, &caller.user, &current).await?;
    }
    form.check()?;
    accounts::set_password(&app, &caller, &current, &NewPassword { password, retyped })
        .await
        .map_err(|refusal| Error::keyed(refusal, Keys { password: "new_password", ..Keys::default() }))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
