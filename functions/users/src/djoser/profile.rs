//! `/users/me/`: one's own profile.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use shared::accounts::Changes;
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::djoser::{Member, Order, listed_view, members, user_view};
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Form, Said, users};
use shared::domain::{Reader, User};
use shared::http::json;
use shared::store::items::ListedUser;

pub(crate) async fn me(State(app): State<App>, caller: Caller) -> Response {
    json(StatusCode::OK, &user_view(&app.config, &caller.user))
}

pub(crate) async fn update_me(
    State(app): State<App>,
    caller: Caller,
    method: Method,
    Body(data): Body,
) -> Answer {
    update(&app, &caller, &caller.user, &data, Said::by(&method), Reader::Owner).await
}

/// A PUT wants the required fields; none of Django's own is.
pub(super) async fn update(
    app: &App,
    caller: &Caller,
    user: &User,
    data: &Data,
    said: Said,
    reader: Reader,
) -> Answer {
    let mut form = Form::new(data)?;
    let mut changes = Changes { confirms_email: true, ..Changes::default() };
    for member in members(&app.config, Order::User, reader) {
        match member {
            Member::Id | Member::Login => {}
            Member::Email => changes.email = form.optional_email("email"),
            Member::Field(field) => changes.fields.extend(form.fields([field], reader, said)),
        }
    }
    let user = users::change(app, caller, user, form, changes).await?;
    let view = listed_view(&app.config, &ListedUser::of(&user, None), Order::User, reader);
    Ok(json(StatusCode::OK, &view))
}
