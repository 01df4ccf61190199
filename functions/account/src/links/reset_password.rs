//! The page behind the link of a password reset mail, or of an invitation.

use super::{Deed, Followed, Link, Words};
use crate::screen::{again, new_password};
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::config::LoginField;
use shared::dialects::html::{Answer, Form, Frame, Sent};
use shared::domain::User;
use shared::store::Purpose;
use shared::store::items::MailKind;

/// It.
pub(crate) struct ResetPassword;

const RESET: Words = Words {
    title: "reset-password-title",
    lead: "reset-password-lead",
    button: "reset-password-button",
    done: "reset-password-done",
    done_text: "reset-password-done-text",
    dead_text: "reset-password-dead-text",
};

/// The password is the account's first: it was made for somebody.
const INVITED: Words = Words {
    title: "invited-title",
    lead: "invited-lead",
    button: "invited-button",
    done: "invited-done",
    done_text: "invited-done-text",
    dead_text: "reset-password-dead-text",
};

fn words(user: Option<&User>) -> &'static Words {
    if user.is_some_and(|user| !user.has_password()) { &INVITED } else { &RESET }
}

impl Deed for ResetPassword {
    const LINK: Link =
        Link { purpose: Purpose::PasswordReset, renewal: Some(MailKind::PasswordReset), words };

    /// Nothing is asked of nobody.
    fn form<'a>(app: &'a App, frame: &'a Frame, user: Option<&User>) -> Form<'a> {
        let form = Form::new(frame, "", words(user).button).alone();
        let Some(user) = user else { return form };
        let login = match app.config.login_field() {
            LoginField::Username => &user.profile.username,
            LoginField::Email => &user.profile.email,
        };
        let label = if user.has_password() { "field-new-password" } else { "field-password" };
        let password = new_password(frame, "new_password", label, app.config.password_min_length);
        let form = form.of_login(login).with(password);
        match app.config.password_reset_confirm_retype {
            true => form.with(again(frame, "re_new_password")),
            false => form,
        }
    }

    async fn act(followed: &Followed<'_>, sent: &Sent) -> Answer {
        let Followed { app, frame, client, .. } = *followed;
        // That a link is dead is said before what is wrong with the password.
        let link = match followed.open::<Self>().await {
            Ok(link) => link,
            Err(refusal) => return followed.pressed::<Self, ()>(Err(refusal)),
        };
        let mut form = Self::form(app, frame, Some(&link.user)).filled(sent);
        let password = form.password("new_password");
        let retyped = app.config.password_reset_confirm_retype.then(|| form.password("re_new_password"));
        if !form.is_good() {
            return Ok(Self::LINK.ask_again(frame, &link.user, form));
        }
        let new = NewPassword { password, retyped };
        let done = accounts::reset_password(app, &link, &new, client).await;
        Self::LINK.answer(frame, Some(&link.user), form, done)
    }
}
