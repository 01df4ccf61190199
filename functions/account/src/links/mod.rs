//! The pages behind the links in our mails.
//!
//! `GET /pages/<action>/{uid}/{token}` only shows a page: mail scanners open links, and opening one must change nothing. The
//! person presses the button, a plain form is posted to the same address, and the answer is the same page, done. A link
//! that is dead is said to be so before anything is asked for; its page has a form for the address to which a new one is to
//! go.

mod activate;
mod email;
mod reset_password;
mod reset_username;
mod undo;

pub(crate) use activate::activate;
pub(crate) use email::{cancel_email, confirm_email};
pub(crate) use reset_password::reset_password;
pub(crate) use reset_username::reset_username;
pub(crate) use undo::undo;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use shared::accounts;
use shared::app::App;
use shared::auth::{Client, ClientAddress};
use shared::dialects::html::{Answer, Form, Frame, Input, Kind, Sent};
use shared::domain::User;
use shared::error::{Reason, Refusal};
use shared::store::Purpose;
use shared::store::items::MailKind;

/// What a page's button does, in the names of its texts.
pub(crate) struct Words {
    title: &'static str,
    lead: &'static str,
    button: &'static str,
    done: &'static str,
    done_text: &'static str,
    dead_text: &'static str,
}

/// Such a page.
pub(crate) struct Link {
    purpose: Purpose,
    /// The mail that brings a new link to whoever has an address. Only who is signed in asks for another address.
    renewal: Option<MailKind>,
    /// What it says to this user; of a dead link, to nobody.
    words: fn(Option<&User>) -> &'static Words,
}

/// How far the person got.
enum State<'a> {
    /// The form, with the reasons when what was sent is refused.
    Ask(Form<'a>),
    /// It worked; no form any more.
    Done,
    /// The link is wrong, used, too old or replaced: one text for all, so that it tells nothing about the account. Perhaps
    /// with a form for the address to which a new one is to go.
    Dead(Option<Form<'a>>),
    /// A new link was asked for; whether anybody has the address, the page does not tell.
    Sent,
}

#[derive(Template)]
#[template(path = "link.html")]
struct Page<'a> {
    frame: &'a Frame,
    words: &'static Words,
    state: State<'a>,
}

impl Link {
    /// The page that asks, before anything was sent; or that the link is dead.
    async fn ask<'a>(
        &self,
        app: &App,
        frame: &'a Frame,
        client: &Client,
        link: (&str, &str),
        form: impl FnOnce(&User) -> Form<'a>,
    ) -> Answer {
        match accounts::owner_of_link(app, self.purpose, link, client).await {
            Ok(user) => Ok(self.show(frame, Some(&user), State::Ask(form(&user)), StatusCode::OK)),
            // Nothing was sent that could be wrong: what the link led to is not there.
            Err(refusal) => self.refused(frame, None, refusal, StatusCode::NOT_FOUND),
        }
    }

    /// The page after its button was pressed: done; or why not, with what was typed.
    fn answer<'a, T>(
        &self,
        frame: &'a Frame,
        user: Option<&User>,
        mut form: Form<'a>,
        done: Result<T, Refusal>,
    ) -> Answer {
        match done {
            Ok(_) => Ok(self.show(frame, user, State::Done, StatusCode::OK)),
            Err(refusal) if is_dead(&refusal) || refusal == Refusal::AlreadyActive => {
                self.refused(frame, user, refusal, StatusCode::BAD_REQUEST)
            }
            Err(refusal) => {
                form.accepts::<T>(Err(refusal))?;
                let status = form.status();
                Ok(self.show(frame, user, State::Ask(form), status))
            }
        }
    }

    /// The form again, with what is wrong with it.
    fn ask_again<'a>(&self, frame: &'a Frame, user: &User, form: Form<'a>) -> Response {
        let status = form.status();
        self.show(frame, Some(user), State::Ask(form), status)
    }

    /// Owes a new link to whoever has the address that was sent, if the form of a dead link's page was, and does not tell
    /// whether anybody has.
    async fn renew(&self, app: &App, frame: &Frame, sent: &Sent, from: ClientAddress) -> Option<Answer> {
        let kind = self.renewal.filter(|_| sent.find("email").is_some())?;
        let mut form = renewal(frame).filled(sent);
        let asked = match form.known_email("email") {
            Some(email) => form.accepts(accounts::request_mail(app, kind, &email, false, from).await),
            None => Ok(None),
        };
        Some(asked.map(|asked| match asked {
            Some(()) => self.show(frame, None, State::Sent, StatusCode::OK),
            None => {
                let status = form.status();
                self.show(frame, None, State::Dead(Some(form)), status)
            }
        }))
    }

    fn refused(&self, frame: &Frame, user: Option<&User>, refusal: Refusal, dead: StatusCode) -> Answer {
        match refusal {
            // There is nothing left to do.
            Refusal::AlreadyActive => Ok(self.show(frame, user, State::Done, StatusCode::OK)),
            refusal if is_dead(&refusal) => {
                let form = self.renewal.map(|_| renewal(frame));
                Ok(self.show(frame, None, State::Dead(form), dead))
            }
            refusal => Err(refusal.into()),
        }
    }

    fn show(&self, frame: &Frame, user: Option<&User>, state: State<'_>, status: StatusCode) -> Response {
        frame.show(status, &Page { frame, words: (self.words)(user), state })
    }
}

/// The form of a page that has nothing to ask.
fn button<'a>(frame: &'a Frame, words: &Words) -> Form<'a> {
    Form::new(frame, "", words.button)
}

fn renewal(frame: &Frame) -> Form<'_> {
    Form::new(frame, "", "dead-button")
        .with(Input::new(frame, "email", Kind::Email, "dead-email").autocomplete("email"))
}

fn is_dead(refusal: &Refusal) -> bool {
    let is_of_link = |reason: &Reason| matches!(reason, Reason::BadToken | Reason::NoSuchUser);
    matches!(refusal, Refusal::Invalid(reasons) if reasons.iter().any(|(_, reason)| is_of_link(reason)))
}
