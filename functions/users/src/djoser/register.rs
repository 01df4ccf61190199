//! `POST /users/`: sign-up.

use axum::extract::State;
use axum::http::StatusCode;
use shared::accounts::{NewPassword, Registration};
use shared::app::App;
use shared::auth::ClientAddress;
use shared::auth::policy;
use shared::config::LoginField;
use shared::dialects::djoser::{Member, Order, listed_view, members};
use shared::dialects::drf::{Answer, Body, Form, Said, users};
use shared::domain::password::Password;
use shared::domain::{FieldValues, Reader};
use shared::http::json;
use shared::store::items::ListedUser;

pub(crate) async fn register(State(app): State<App>, from: ClientAddress, Body(data): Body) -> Answer {
    policy::must_register(&app.config)?;
    let mut form = Form::new(&data)?;
    let registration = read(&app, &mut form);
    let user = users::register(&app, form, registration, from).await?;
    let user = ListedUser::of(&user, None);
    let view = listed_view(&app.config, &user, Order::Registration, Reader::Owner);
    Ok(json(StatusCode::CREATED, &view))
}

fn read<'a>(app: &'a App, form: &mut Form<'a>) -> Registration {
    let (mut username, mut email, mut fields) = (None, None, FieldValues::new());
    let mut password = Password::new("");
    for member in members(&app.config, Order::Registration, Reader::Owner) {
        match member {
            Member::Email => email = form.optional_email("email").flatten(),
            Member::Login => {
                if app.config.username_field == LoginField::Username {
                    username = form.username("username", &app.config).map(|name| name.normalised());
                }
                if app.config.login_field() == LoginField::Email {
                    email = form.email("email");
                }
            }
            // The password stands where the id does in the answer.
            Member::Id => password = form.password("password"),
            Member::Field(field) => fields.extend(form.fields([field], Reader::Owner, Said::New)),
        }
    }
    let retyped = app.config.user_create_password_retype.then(|| form.password("re_password"));
    form.must_suffice(&app.config.user_fields, &fields);
    Registration {
        username,
        email: email.map(|email| email.normalised()),
        fields,
        locale: None,
        password: NewPassword { password, retyped },
    }
}
