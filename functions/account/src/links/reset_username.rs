//! The page behind the link of a user name reset mail: another name, or address where that is what users sign in with.

use super::{Deed, Followed, Link, Words};
use shared::accounts::{self, NewName, Rename};
use shared::app::App;
use shared::config::LoginField;
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent};
use shared::domain::{User, Username};
use shared::store::Purpose;
use shared::store::items::MailKind;

/// It.
pub(crate) struct ResetUsername;

impl Deed for ResetUsername {
    const LINK: Link =
        Link { purpose: Purpose::UsernameReset, renewal: Some(MailKind::UsernameReset), words: |_| &WORDS };

    fn form<'a>(app: &'a App, frame: &'a Frame, _: Option<&User>) -> Form<'a> {
        let form = Form::new(frame, "", WORDS.button).alone();
        let is_twice = app.config.username_reset_confirm_retype;
        match app.config.login_field() {
            LoginField::Username => {
                let name =
                    Input::new(frame, "new_username", Kind::Text, "username-new").autocomplete("username");
                let again =
                    Input::new(frame, "re_new_username", Kind::Text, "field-again").autocomplete("username");
                let form = form.with(name.hint(frame.say("field-username-hint")));
                if is_twice { form.with(again) } else { form }
            }
            LoginField::Email => {
                let email = Input::new(frame, "new_email", Kind::Email, "email-new").autocomplete("email");
                let again =
                    Input::new(frame, "re_new_email", Kind::Email, "field-again").autocomplete("email");
                if is_twice { form.with(email).with(again) } else { form.with(email) }
            }
        }
    }

    async fn act(followed: &Followed<'_>, sent: &Sent) -> Answer {
        let Followed { app, frame, client, .. } = *followed;
        // That a link is dead is said before who has the name.
        let opened = followed.open::<Self>().await;
        let mut form = Self::form(app, frame, None).filled(sent);
        let link = match opened {
            Ok(link) => link,
            Err(refusal) => return Self::LINK.answer::<()>(frame, None, form, Err(refusal)),
        };
        let Some(rename) = rename(app, &mut form).filter(|_| form.is_good()) else {
            return Ok(Self::LINK.ask_again(frame, &link.user, form));
        };
        let done = accounts::reset_username(app, &link, &rename, client).await;
        Self::LINK.answer(frame, Some(&link.user), form, done)
    }
}

const WORDS: Words = Words {
    title: "reset-username-title",
    lead: "reset-username-lead",
    button: "reset-username-button",
    done: "reset-username-done",
    done_text: "reset-username-done-text",
    dead_text: "reset-username-dead-text",
};

fn rename(app: &App, form: &mut Form<'_>) -> Option<Rename> {
    let (to, again) = match app.config.login_field() {
        LoginField::Username => {
            (form.username("new_username", &app.config).map(NewName::Username), "re_new_username")
        }
        LoginField::Email => (form.email("new_email").map(NewName::Email), "re_new_email"),
    };
    let again = app.config.username_reset_confirm_retype.then(|| form.text(again));
    let is = |to: &NewName, again: &str| match to {
        NewName::Username(name) => Username::new(again).as_ref() == Some(name),
        NewName::Email(email) => again == email.as_str(),
    };
    to.map(|to| Rename { matches: again.is_none_or(|again| is(&to, &again)), to, reactivate: false })
}
