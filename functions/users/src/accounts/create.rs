//! `POST /api/accounts/`: sign-up, for anybody.

use super::object::object;
use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{NewPassword, Registration};
use shared::app::App;
use shared::auth::ClientAddress;
use shared::auth::policy;
use shared::dialects::drf::{Answer, Body, Form, Said, users};
use shared::domain::Reader;
use shared::http::json;
use shared::store::items::ListedUser;

pub(crate) async fn create(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    policy::must_register(&app.config)?;
    let mut form = Form::new(&data)?;
    let registration = Registration {
        username: form.username("username", &app.config),
        password: NewPassword { password: form.password("password"), retyped: None },
        fields: form.fields(app.config.user_fields.stock(), Reader::Owner, Said::New),
        email: form.optional_email("email").flatten(),
        locale: None,
    };
    let user = users::register(&app, form, registration, from).await?;
    Ok(json(StatusCode::CREATED, &object(&ListedUser::of(&user, None))))
}
