//! `/account/username`: another name to sign in with.

use super::screen::{SECURITY, Screen, current_password};
use axum::extract::State;
use shared::accounts::{self, NewName, Rename};
use shared::app::App;
use shared::auth::Caller;
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent, Trouble};

pub(crate) async fn show(State(app): State<App>, frame: Frame, caller: Caller) -> Answer {
    must_have_names(&app)?;
    Ok(screen(&frame, form(&frame, &caller.user.profile.username)).show())
}

pub(crate) async fn act(State(app): State<App>, frame: Frame, caller: Caller, sent: Sent) -> Answer {
    must_have_names(&app)?;
    let mut form = form(&frame, "").filled(&sent);
    let (username, current) = (form.username("new_username", &app.config), form.password("current_password"));
    if let Some(username) = username.filter(|_| form.is_good()) {
        let rename = Rename { to: NewName::Username(username), matches: true, reactivate: false };
        if form.accepts(accounts::rename(&app, &caller, &current, &rename).await)?.is_some() {
            return Ok(frame.go_saying(SECURITY, "flash-username-changed"));
        }
    }
    Ok(screen(&frame, form).show_again())
}

/// Where users sign in by address they have no name.
fn must_have_names(app: &App) -> Result<(), Trouble> {
    if app.config.signs_in_by_username() { Ok(()) } else { Err(Trouble::NOT_FOUND) }
}

fn form<'a>(frame: &'a Frame, name: &str) -> Form<'a> {
    let username = Input::new(frame, "new_username", Kind::Text, "username-new").autocomplete("username");
    Form::new(frame, "", "username-button")
        .alone()
        .with(username.with_value(name).hint(frame.say("field-username-hint")))
        .with(current_password(frame))
}

fn screen<'a>(frame: &'a Frame, form: Form<'a>) -> Screen<'a> {
    Screen { frame, heading: "username-title", lead: "username-lead", is_danger: false, form }
}
