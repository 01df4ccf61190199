//! `POST /v1/users/create`: an administrator makes a user.

use super::collection::registration;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Asker, Invitation, NewUser};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::dialects::native::{must_administrate, user_view};
use shared::domain::User;
use shared::http::json;
use shared::store::items::ListedUser;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    must_administrate(&caller)?;
    add(&app, &caller, &data).await
}

pub(super) async fn add(app: &App, caller: &Caller, data: &Data) -> Answer {
    let mut form = Form::new(data)?;
    let registration = registration(&mut form, &app.config, false);
    let is_staff = form.boolean("is_staff").unwrap_or(false);
    let is_active = form.boolean("is_active").unwrap_or(true);
    if !form.is_good() {
        let (username, email) = (registration.username.as_ref(), registration.email.as_ref());
        form.taken(
            &accounts::tell_taken(app, Asker::User(&caller.user), username, email).await?,
            Keys::default(),
        );
    }
    form.check()?;
    let new = NewUser { is_active, is_staff, ..NewUser::ordinary(registration) };
    Ok(made(&accounts::create_user(app, &caller.user, new).await?))
}

/// The same without a password: the user chooses one, by the link in the mail that goes to the address.
pub(super) async fn invite(app: &App, caller: &Caller, data: &Data) -> Answer {
    let mut form = Form::new(data)?;
    let username = form.username("username", &app.config);
    let first_name = form.optional("first_name", Text::new().blank().max(150)).unwrap_or_default();
    let last_name = form.optional("last_name", Text::new().blank().max(150)).unwrap_or_default();
    let email = form.email("email");
    let is_staff = form.boolean("is_staff").unwrap_or(false);
    let is_active = form.boolean("is_active").unwrap_or(true);
    if !form.is_good() {
        let (asker, name) = (Asker::User(&caller.user), username.as_ref());
        form.taken(&accounts::tell_taken(app, asker, name, email.as_ref()).await?, Keys::default());
    }
    let email = form.checked(email)?;
    let new = Invitation { username, email, first_name, last_name, is_active, is_staff };
    Ok(made(&accounts::invite(app, &caller.user, new).await?))
}

fn made(user: &User) -> Response {
    json(StatusCode::CREATED, &user_view(&ListedUser::of(user, None)))
}
