//! `/users/me/`: one's own profile.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Asker, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::Authority;
use shared::config::RequiredField;
use shared::dialects::djoser::{required_fields, user_view};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Form, Keys, Text};
use shared::domain::User;
use shared::http::json;

pub(crate) async fn me(State(app): State<App>, caller: Caller) -> Response {
    json(StatusCode::OK, &user_view(&app.config, &caller.user))
}

pub(crate) async fn update_me(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    update(&app, &caller, &caller.user, &data).await
}

/// PUT and PATCH alike: none of the stock fields is required.
pub(super) async fn update(app: &App, caller: &Caller, user: &User, data: &Data) -> Answer {
    let mut form = Form::new(data)?;
    let mut profile = Changes { confirms_email: true, ..Changes::default() };
    for field in required_fields(&app.config) {
        match field {
            RequiredField::Email => profile.email = form.optional_email("email"),
            RequiredField::FirstName => {
                profile.first_name = form.optional("first_name", Text::new().blank().max(150));
            }
            RequiredField::LastName => {
                profile.last_name = form.optional("last_name", Text::new().blank().max(150));
            }
        }
    }
    if !form.is_good() {
        let email = profile.email.as_ref().and_then(Option::as_ref);
        let others = email.filter(|email| email.as_str() != user.profile.email);
        form.taken(
            &accounts::tell_taken(app, Asker::User(&caller.user), None, others).await?,
            Keys::default(),
        );
    }
    form.check()?;
    let user = accounts::change(app, caller, Authority::Staff, user, &profile).await?;
    Ok(json(StatusCode::OK, &user_view(&app.config, &user)))
}
