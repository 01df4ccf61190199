//! A change of user name, or of the address where users sign in by it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::accounts::{self, Asker, NewName, Rename};
use shared::app::App;
use shared::auth::Caller;
use shared::config::LoginField;
use shared::dialects::djoser::note_wrong_password;
use shared::dialects::drf::body::Data;
use shared::dialects::drf::{Answer, Body, Error, Form, Keys, Text};
use shared::domain::Username;

/// 2.x: the account stays active.
pub(crate) async fn set_username(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    rename(&app, &caller, &data, false).await
}

/// 1.x: while activation is on, the account waits for it again.
pub(crate) async fn change_username(State(app): State<App>, caller: Caller, Body(data): Body) -> Answer {
    rename(&app, &caller, &data, true).await
}

async fn rename(app: &App, caller: &Caller, data: &Data, reactivate: bool) -> Answer {
    let mut form = Form::new(data)?;
    let current = form.password("current_password");
    let rename = new_name(app, &mut form, app.config.set_username_retype, reactivate);
    if !form.is_good() {
        note_taken(app, Asker::User(&caller.user), &mut form, rename.as_ref()).await?;
        note_wrong_password(app, &mut form, &caller.user, &current).await?;
    }
    let rename = form.checked(rename)?;
    let renamed = accounts::rename(app, caller, &current, &rename).await;
    renamed.map_err(|refusal| Error::keyed(refusal, KEYS))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The fields of a new name; none when something is wrong with them, which the form knows.
pub(crate) fn new_name(app: &App, form: &mut Form<'_>, retype: bool, reactivate: bool) -> Option<Rename> {
    let (to, again) = match app.config.login_field() {
        LoginField::Username => {
            (form.username("new_username", &app.config).map(NewName::Username), "re_new_username")
        }
        LoginField::Email => (form.email("new_email").map(NewName::Email), "re_new_email"),
    };
    let again = retype.then(|| form.required(again, Text::new()));
    let is = |to: &NewName, again: &str| match to {
        NewName::Username(name) => Username::new(again).as_ref() == Some(name),
        NewName::Email(email) => again == email.as_str(),
    };
    to.map(|to| Rename { matches: again.is_none_or(|again| is(&to, &again)), to, reactivate })
}

/// Says beside other faults that the name is taken.
async fn note_taken(
    app: &App,
    asker: Asker<'_>,
    form: &mut Form<'_>,
    rename: Option<&Rename>,
) -> Result<(), Error> {
    if let Some(rename) = rename {
        form.refused(rename.taken(app, asker).await?, KEYS);
    }
    Ok(())
}

/// The keys of these endpoints.
pub(super) const KEYS: Keys = Keys { username: "new_username", email: "new_email", password: "password" };
