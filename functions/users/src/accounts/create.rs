//! `POST /api/accounts/`: sign-up, for anybody.

use super::object::object;
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{self, Asker, NewPassword, Registration};
use shared::app::App;
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::http::{ClientAddress, json};
use shared::store::items::ListedUser;

pub(crate) async fn create(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let registration = Registration {
        username: form.username("username", &app.config),
        password: NewPassword { password: form.password("password"), retyped: None },
        first_name: form.optional("first_name", Text::new().blank().max(150)).unwrap_or_default(),
        last_name: form.optional("last_name", Text::new().blank().max(150)).unwrap_or_default(),
        email: form.optional_email("email").flatten(),
    };
    if !form.is_good() {
        let (username, email) = (registration.username.as_ref(), registration.email.as_ref());
        form.taken(
            &accounts::tell_taken(&app, Asker::Stranger(from), username, email).await?,
            Keys::default(),
        );
    }
    form.check()?;
    let user = accounts::register(&app, registration, from).await?;
    Ok(json(StatusCode::CREATED, &object(&ListedUser::of(&user, None))))
}
