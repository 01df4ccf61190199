//! `POST /v1/users/create`: an administrator makes a user.

use super::collection::registration;
use super::locale;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Asker, Invitation, NewUser, Registration};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Actor, all, to};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Form, Keys, Said, users};
use shared::dialects::native::user_view;
use shared::domain::{Locale, Reader, User};
use shared::http::json;
use shared::store::items::ListedUser;

pub(crate) async fn create(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    // The contract's body has no language.
    add(&app, &caller, &data, |_| None).await
}

pub(super) async fn add(
    app: &App,
    caller: &Caller,
    data: &Data,
    locale: impl FnOnce(&mut Form<'_>) -> Option<Locale>,
) -> Answer {
    let users = Actor::by_rank(caller).must(to::Add, all())?;
    let mut form = Form::new(data)?;
    let registration = registration(&mut form, &app.config, Reader::Administrator, false);
    let is_staff = form.boolean("is_staff").unwrap_or(false);
    let is_active = form.boolean("is_active").unwrap_or(true);
    let registration = Registration { locale: locale(&mut form), ..registration };
    let new = NewUser { is_active, is_staff, ..NewUser::ordinary(registration) };
    let user = users::create(app, caller, &users, form, new).await?;
    Ok(made(app, &user))
}

/// The same without a password: the user chooses one, by the link in the mail that goes to the address.
pub(super) async fn invite(app: &App, caller: &Caller, data: &Data) -> Answer {
    let users = Actor::by_rank(caller).must(to::Add, all())?;
    let mut form = Form::new(data)?;
    let username = form.username("username", &app.config);
    let fields = form.fields(app.config.user_fields.iter(), Reader::Administrator, Said::New);
    form.must_suffice(&app.config.user_fields, &fields);
    let email = form.email("email");
    let is_staff = form.boolean("is_staff").unwrap_or(false);
    let is_active = form.boolean("is_active").unwrap_or(true);
    let locale = locale::sent(&mut form);
    if !form.is_good() {
        let (asker, name) = (Asker::User(&caller.user), username.as_ref());
        form.refused(accounts::tell_taken(app, asker, name, email.as_ref(), &fields).await?, Keys::default());
    }
    let email = form.checked(email)?;
    let new = Invitation { username, email, fields, locale, is_active, is_staff };
    Ok(made(app, &accounts::invite(app, &users, new).await?))
}

fn made(app: &App, user: &User) -> Response {
    let view = user_view(&app.config, Reader::Administrator, &ListedUser::of(user, None));
    json(StatusCode::CREATED, &view)
}
