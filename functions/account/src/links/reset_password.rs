//! The page behind the link of a password reset mail, or of an invitation.

use super::{Link, Words};
use crate::screen::{again, new_password};
use axum::extract::{Path, State};
use shared::accounts::{self, NewPassword};
use shared::app::App;
use shared::auth::Client;
use shared::config::LoginField;
use shared::dialects::html::{Answer, Form, Frame, Sent, link_page, undocumented};
use shared::domain::User;
use shared::http::Credentials::Ignored;
use shared::http::Endpoint;
use shared::store::Purpose;
use shared::store::items::MailKind;

const LINK: Link = Link { purpose: Purpose::PasswordReset, renewal: Some(MailKind::PasswordReset), words };

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

pub(crate) fn reset_password(path: &'static str) -> Endpoint {
    link_page(path).get(Ignored, show, undocumented).post(Ignored, act, undocumented)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
) -> Answer {
    LINK.ask(&app, &frame, &client, (&uid, &token), |user| form(&app, &frame, user)).await
}

async fn act(
    State(app): State<App>,
    frame: Frame,
    client: Client,
    Path((uid, token)): Path<(String, String)>,
    sent: Sent,
) -> Answer {
    if let Some(answer) = LINK.renew(&app, &frame, &sent, client.address).await {
        return answer;
    }
    // That a link is dead is said before what is wrong with the password.
    let user = match accounts::owner_of_link(&app, Purpose::PasswordReset, (&uid, &token), &client).await {
        Ok(user) => user,
        Err(refusal) => {
            return LINK.answer::<()>(&frame, None, Form::new(&frame, "", RESET.button), Err(refusal));
        }
    };
    let mut form = form(&app, &frame, &user).filled(&sent);
    let password = form.password("new_password");
    let retyped = app.config.password_reset_confirm_retype.then(|| form.password("re_new_password"));
    if !form.is_good() {
        return Ok(LINK.ask_again(&frame, &user, form));
    }
    let new = NewPassword { password, retyped };
    let done = accounts::confirm_password_reset(&app, Some(&uid), &token, &new, &client).await;
    LINK.answer(&frame, Some(&user), form, done)
}

fn form<'a>(app: &App, frame: &'a Frame, user: &User) -> Form<'a> {
    let login = match app.config.login_field() {
        LoginField::Username => &user.profile.username,
        LoginField::Email => &user.profile.email,
    };
    let label = if user.has_password() { "field-new-password" } else { "field-password" };
    let form = Form::new(frame, "", words(Some(user)).button)
        .of_login(login)
        .with(new_password(frame, "new_password", label, app.config.password_min_length).focused());
    match app.config.password_reset_confirm_retype {
        true => form.with(again(frame, "re_new_password")),
        false => form,
    }
}
