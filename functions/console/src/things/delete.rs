//! The end of a group, permission or content type: the name is typed, and one's own password.

use super::{Head, Thing, Words, found};
use crate::call::Call;
use crate::desk::Desk;
use crate::users::deeds::own_password;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::Caller;
use shared::auth::policy::{Permit, to};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble};
use shared::domain::{Model, Permission};
use shared::error::Refusal;

#[derive(Template)]
#[template(path = "delete_thing.html")]
struct Page<'a> {
    frame: &'a Frame,
    desk: &'a Desk<'a>,
    words: &'a Words,
    head: Head,
    form: Form<'a>,
    call: Call,
}

pub(crate) async fn show<T: Thing>(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
) -> Answer {
    let (desk, thing) = deletable::<T>(&app, &frame, &caller, &id).await?;
    Ok(page::<T>(&app, &desk, &thing, form::<T>(&desk, &thing), StatusCode::OK))
}

pub(crate) async fn act<T: Thing>(
    State(app): State<App>,
    frame: Frame,
    caller: Caller,
    Path(id): Path<String>,
    sent: Sent,
) -> Answer {
    let (desk, thing) = deletable::<T>(&app, &frame, &caller, &id).await?;
    let mut form = form::<T>(&desk, &thing).filled(&sent);
    let (typed, own) = (form.text("typed"), form.password("current_password"));
    if !typed.is_empty() && typed != thing.title().trim() {
        form.fault("typed", "console-typed-wrong");
    }
    if form.is_good() {
        let deleted = async {
            // No retry outlives it: things are deleted only while the caller is who they were, to the version.
            accounts::prove(&app, &caller.user, &own).await?;
            T::delete(&app, &thing).await
        };
        match deleted.await {
            // Somebody was faster: it is gone.
            Ok(()) | Err(Refusal::NotFound) => {
                return Ok(frame.go_saying(T::HERE, "flash-console-thing-deleted"));
            }
            refused => _ = form.accepts(refused)?,
        }
    }
    let status = form.status();
    Ok(page::<T>(&app, &desk, &thing, form, status))
}

/// The permissions of a content type go with it.
async fn deletable<'a, T: Thing>(
    app: &App,
    frame: &'a Frame,
    caller: &'a Caller,
    id: &str,
) -> Result<(Desk<'a>, Permit<'a, to::Delete, T>), Trouble> {
    let (desk, thing) = found::<T, _>(app, frame, caller, to::Delete, id).await?;
    if T::MODEL == Model::ContentType {
        desk.must::<_, Permission>(to::Delete)?;
    }
    Ok((desk, thing))
}

fn form<'a, T: Thing>(desk: &Desk<'a>, thing: &T) -> Form<'a> {
    let hint = desk.frame.tell("console-typed-hint", &[("name", thing.title().into())]);
    let typed = Input::new(desk.frame, "typed", Kind::Text, "console-typed").autocomplete("off");
    Form::new(desk.frame, "", "console-delete-button")
        .alone()
        .with(typed.hint(hint))
        .with(own_password(desk.frame))
}

fn page<T: Thing>(app: &App, desk: &Desk<'_>, thing: &T, form: Form<'_>, status: StatusCode) -> Response {
    let call = Call::sending(app, "DELETE", &format!("{}/{}", T::API, thing.id()), "");
    let head = Head::new(desk, thing, "delete");
    desk.frame.show(status, &Page { frame: desk.frame, desk, words: &T::WORDS, head, form, call })
}
