//! `POST /v1/users/create`: an administrator makes a user.

use super::must_administrate;
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, NewPassword, NewUser, Registration};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::dialects::native::user_view;
use shared::http::json;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    must_administrate(&caller)?;
    let mut form = Form::new(&data)?;
    let registration = Registration {
        username: form.username("username"),
        password: NewPassword { password: form.password("password"), retyped: None },
        first_name: form.optional("first_name", Text::new().blank().max(150)).unwrap_or_default(),
        last_name: form.optional("last_name", Text::new().blank().max(150)).unwrap_or_default(),
        email: form.optional_email("email").flatten(),
    };
    let is_staff = form.boolean("is_staff").unwrap_or(false);
    let is_active = form.boolean("is_active").unwrap_or(true);
    if !form.is_good() {
        let (username, email) = (registration.username.as_ref(), registration.email.as_ref());
        form.taken(&accounts::taken(&app, username, email).await?, Keys::default());
    }
    form.check()?;
    let new = NewUser { is_active, is_staff, ..NewUser::ordinary(registration) };
    let user = accounts::create_user(&app, &caller.user, new).await?;
    Ok(json(StatusCode::CREATED, &user_view(&(&user).into())))
}
