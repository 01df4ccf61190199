//! `POST /users/`: sign-up.

use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Map, Value};
use shared::accounts::{self, Asker, NewPassword, Registration};
use shared::app::App;
use shared::config::{LoginField, RequiredField};
use shared::dialects::djoser::{required_fields, user_view};
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::domain::User;
use shared::http::{ClientAddress, json};

pub(crate) async fn register(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    let mut form = Form::new(&data)?;
    let registration = read(&app, &mut form);
    if !form.is_good() {
        let (username, email) = (registration.username.as_ref(), registration.email.as_ref());
        form.taken(
            &accounts::tell_taken(&app, Asker::Stranger(from), username, email).await?,
            Keys::default(),
        );
    }
    form.check()?;
    let user = accounts::register(&app, registration, from).await?;
    Ok(json(StatusCode::CREATED, &registered_view(&app, &user)))
}

fn read(app: &App, form: &mut Form<'_>) -> Registration {
    let (mut email, mut first_name, mut last_name) = (None, None, None);
    for field in required_fields(&app.config) {
        match field {
            RequiredField::Email => email = form.optional_email("email").flatten(),
            RequiredField::FirstName => {
                first_name = form.optional("first_name", Text::new().blank().max(150))
            }
            RequiredField::LastName => last_name = form.optional("last_name", Text::new().blank().max(150)),
        }
    }
    let mut username = None;
    if app.config.username_field == LoginField::Username {
        username = form.username("username", &app.config).map(|name| name.normalised());
    }
    if app.config.login_field() == LoginField::Email {
        email = form.email("email");
    }
    let password = form.password("password");
    let retyped = app.config.user_create_password_retype.then(|| form.password("re_password"));
    Registration {
        username,
        email: email.map(|email| email.normalised()),
        first_name: first_name.unwrap_or_default(),
        last_name: last_name.unwrap_or_default(),
        password: NewPassword { password, retyped },
    }
}

/// The user object, with the id at its end (contract §2).
fn registered_view(app: &App, user: &User) -> Value {
    let Value::Object(mut object) = user_view(&app.config, user) else { return Value::Object(Map::new()) };
    if let Some(id) = object.shift_remove("id") {
        object.insert("id".to_owned(), id);
    }
    Value::Object(object)
}
