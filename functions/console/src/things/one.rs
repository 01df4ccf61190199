//! One group, permission or content type.

use super::{Head, Thing, Words, found};
use crate::call::Call;
use crate::desk::Desk;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::to;
use shared::dialects::html::{Answer, Form, Frame, Input, Sent};
use shared::domain::Verb;

#[derive(Template)]
#[template(path = "thing.html")]
struct One<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    words: &'a Words,
    head: Head,
    second: String,
    /// Where the caller may change it.
    form: Option<Form<'a>>,
    may_delete: bool,
    call: Call,
}

pub(crate) async fn show<T: Thing>(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    let (desk, thing) = found::<T, _>(&app, &frame, &caller, to::View, &id).await?;
    let form = desk.may(Verb::Change, T::MODEL).then(|| form::<T>(&desk, &thing));
    Ok(page::<T>(&app, &desk, &thing, form, StatusCode::OK))
}

pub(crate) async fn act<T: Thing>(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let (desk, thing) = found::<T, _>(&app, &frame, &caller, to::Change, &id).await?;
    let mut form = form::<T>(&desk, &thing).filled(&sent);
    let seen = Some(sent.get("version").parse().unwrap_or_default());
    if T::change(&app, &thing, &mut form, seen).await?.is_some() {
        return Ok(frame.go_saying(&format!("{}/{}", T::HERE, thing.id()), "flash-console-changed"));
    }
    form.set("version", &thing.version().to_string());
    let status = form.status();
    Ok(page::<T>(&app, &desk, &thing, Some(form), status))
}

fn form<'a, T: Thing>(desk: &Desk<'a>, thing: &T) -> Form<'a> {
    T::form(desk, Some(thing)).with(Input::hidden("version", &thing.version().to_string()))
}

fn page<T: Thing>(
    app: &App,
    desk: &Desk<'_>,
    thing: &T,
    form: Option<Form<'_>>,
    status: StatusCode,
) -> Response {
    let page = One {
        frame: desk.frame,
        desk,
        words: &T::WORDS,
        head: Head::new(desk, thing, ""),
        second: thing.second(),
        form,
        may_delete: desk.may(Verb::Delete, T::MODEL),
        call: Call::get(app, &format!("{}/{}", T::API, thing.id()), &[]),
    };
    desk.frame.show(status, &page)
}
