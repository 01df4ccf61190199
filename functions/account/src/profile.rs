//! `/account/`: what is said of oneself, all fields of users by their one list.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts::{self, Changes};
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::html::{Answer, Form, Frame, Input, Sent};
use shared::domain::{FieldValue, Reader, User, UserField};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "profile.html")]
struct Profile<'a> {
    frame: &'a Frame,
    user: &'a User,
    /// What others say of the user: what it is, and the value.
    facts: Vec<(String, String)>,
    form: Form<'a>,
}

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Response {
    page(&app, &frame, &caller.user, form(&app, &frame, &caller.user), StatusCode::OK)
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    let mut form = form(&app, &frame, &caller.user).filled(&sent);
    let fields = form.fields(app.config.user_fields.iter(), Reader::Owner);
    let locale = sent.find(Input::LOCALE).map(|_| form.locale());
    if form.is_good() {
        // What the form was made of is what it changes.
        let version = Some(sent.get("version").parse().unwrap_or_default());
        let changes = Changes { fields, locale, version, ..Changes::default() };
        let changed = accounts::change(&app, &Permit::oneself(to::Change, &caller), &changes).await;
        if form.accepts(changed)?.is_some() {
            return Ok(frame.go_saying("/account/", "flash-profile-saved"));
        }
    }
    form.set("version", &caller.user.version.to_string());
    let status = form.status();
    Ok(page(&app, &frame, &caller.user, form, status))
}

fn form<'a>(app: &'a App, frame: &'a Frame, user: &User) -> Form<'a> {
    Form::new(frame, "/account/", "profile-button")
        .with_fields(app.config.user_fields.iter(), Some(&user.profile.fields), Reader::Owner)
        .with(Input::language(frame, user.locale.as_ref()))
        .with(Input::hidden("version", &user.version.to_string()))
}

fn page(app: &App, frame: &Frame, user: &User, form: Form<'_>, status: StatusCode) -> Response {
    let seen =
        |field: &&Arc<UserField>| field.is_seen_by(Reader::Owner) && !field.is_written_by(Reader::Owner);
    let fact = |field: &Arc<UserField>| {
        let value = user.profile.fields.get(&field.name).or(field.default.as_ref());
        (field.title(), value.map(FieldValue::text).unwrap_or_default())
    };
    let facts = app.config.user_fields.iter().filter(seen).map(fact).collect();
    frame.show(status, &Profile { frame, user, facts, form })
}
