//! `PATCH /api/users/update_details`: a change of oneself, proved by the password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Changes, NewPassword};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{self, Form, Said, Text, users};
use shared::dialects::wiki::{Document, Error, Unread, user_view};
use shared::domain::password::{MAX_CHARS, Password};
use shared::domain::{Email, Reader};
use shared::http::json;

/// Answers the six keys, and the same again under `user`, which is where the original's own client looks.
pub(crate) async fn update_details(
    State(app): State<App>,
    caller: Caller,
    body: Unread,
) -> Result<Response, Error> {
    let sent = body.read().await?;
    let Document::Fields(data) = &sent else { return Err(Error::bad("There was nothing submitted")) };
    let current = sent.text("current-password").ok_or_else(|| Error::bad("No password provided"))?;
    let current = Password::new(&current);
    let mut form = Form::new(data)?;
    let password = form.optional("password", Text::new().max(MAX_CHARS));
    let changes = Changes {
        email: form.optional("email", Text::email()).map(|text| Email::new(&text)),
        confirms_email: true,
        fields: form.fields(app.config.user_fields.stock(), Reader::Owner, Said::Part),
        password: password.map(|text| NewPassword { password: Password::new(&text), retyped: None }),
        ..Changes::default()
    };
    // The original looks at the password before it looks at the rest.
    if !form.is_good() {
        accounts::prove(&app, &caller.user, &current).await.map_err(unproven)?;
    }
    let changes = Changes { current_password: Some(current), ..changes };
    let user = users::change(&app, &caller, &caller.user, form, changes).await.map_err(unproven)?;
    let mut shown = user_view(&user);
    shown["user"] = user_view(&user);
    Ok(json(StatusCode::OK, &shown))
}

fn unproven(error: impl Into<drf::Error>) -> Error {
    let error = error.into();
    match error.names_any(&["current_password"]) {
        true => Error::bad("The password provided isn't correct."),
        false => error.into(),
    }
}
